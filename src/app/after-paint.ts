/** Calls back after the browser has painted the present state of the page; a hidden page does not paint. */
export function afterPaint(callback: () => void): void {
  requestAnimationFrame(() => setTimeout(callback, 0));
}

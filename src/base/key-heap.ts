/**
 * An indexed min-heap over the integers 0 … n−1, each with a numeric priority that may change: which node of the
 * world has the earliest event? Ties go to the smaller index, so the answer never depends on history.
 */

export class KeyHeap {
  readonly #heap: Int32Array;
  readonly #position: Int32Array;
  readonly #priority: Float64Array;

  constructor(size: number) {
    this.#heap = Int32Array.from({ length: size }, (_, i) => i);
    this.#position = Int32Array.from({ length: size }, (_, i) => i);
    this.#priority = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
  }

  /** Index with the smallest priority. The heap must not be empty. */
  top(): number {
    return this.#heap[0] as number;
  }

  priority(key: number): number {
    return this.#priority[key] as number;
  }

  update(key: number, priority: number): void {
    const before = this.#priority[key] as number;
    if (before === priority) return;
    this.#priority[key] = priority;
    if (priority < before) this.#up(this.#position[key] as number);
    else this.#down(this.#position[key] as number);
  }

  #less(a: number, b: number): boolean {
    const pa = this.#priority[a] as number;
    const pb = this.#priority[b] as number;
    return pa < pb || (pa === pb && a < b);
  }

  #place(key: number, at: number): void {
    this.#heap[at] = key;
    this.#position[key] = at;
  }

  #up(start: number): void {
    let at = start;
    const key = this.#heap[at] as number;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const other = this.#heap[parent] as number;
      if (!this.#less(key, other)) break;
      this.#place(other, at);
      at = parent;
    }
    this.#place(key, at);
  }

  #down(start: number): void {
    const size = this.#heap.length;
    let at = start;
    const key = this.#heap[at] as number;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      const right = child + 1;
      if (right < size && this.#less(this.#heap[right] as number, this.#heap[child] as number)) child = right;
      const other = this.#heap[child] as number;
      if (!this.#less(other, key)) break;
      this.#place(other, at);
      at = child;
    }
    this.#place(key, at);
  }
}

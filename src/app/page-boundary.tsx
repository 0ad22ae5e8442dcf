/** The last net: if the frame itself cannot be drawn, a person still learns why and has a way on. */
import { Component, type ReactNode } from "react";

interface PageBoundaryState {
  readonly error: Error | null;
}

// A class because React offers error boundaries in no other form.
export class PageBoundary extends Component<{ readonly children: ReactNode }, PageBoundaryState> {
  override state: PageBoundaryState = { error: null };

  static getDerivedStateFromError(error: unknown): PageBoundaryState {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidCatch(): void {
    document.getElementById("still")?.remove();
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    const report = `${error.stack ?? error.message}\n${location.href}\n${navigator.userAgent}`;
    return (
      <main role="alert" className="page-trouble">
        <h1>This page cannot be drawn</h1>
        <p>{error.message}</p>
        <p>The address bar holds the whole run: reloading brings it back.</p>
        <button type="button" onClick={() => location.reload()}>
          Reload
        </button>{" "}
        <button type="button" onClick={() => void navigator.clipboard.writeText(report)}>
          Copy report
        </button>
      </main>
    );
  }
}

/** Catches what a part of the page throws while drawing: says so, keeps the rest alive, offers a way on. */
import { Component, type ErrorInfo, type ReactNode } from "react";
import { Button } from "../widgets/button.tsx";
import "./trouble.css";

interface ErrorBoundaryProps {
  readonly title: string;
  readonly onRetry: () => void;
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly error: Error | null;
  readonly stack: string;
}

// A class because React offers error boundaries in no other form.
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null, stack: "" };

  static getDerivedStateFromError(error: unknown): Partial<ErrorBoundaryState> {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidCatch(_error: unknown, info: ErrorInfo): void {
    this.setState({ stack: info.componentStack ?? "" });
  }

  override render(): ReactNode {
    const { error, stack } = this.state;
    if (error === null) return this.props.children;
    const report = `${this.props.title}\n${error.stack ?? error.message}\n${stack}`;
    return (
      <section className="trouble" role="alert">
        <h2>{this.props.title}</h2>
        <p>{error.message}</p>
        <p className="trouble-quiet">The run itself is not touched by this.</p>
        <div className="trouble-buttons">
          <Button variant="primary" onPress={this.props.onRetry}>
            Try again
          </Button>
          <Button onPress={() => void navigator.clipboard.writeText(report)}>Copy report</Button>
        </div>
      </section>
    );
  }
}

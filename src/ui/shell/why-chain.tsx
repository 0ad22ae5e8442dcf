/** Why: the chain of causes, effect first, down to an input, a start or a timer, and where it ends. */
import type { EventRow } from "../../view/index.ts";
import { formatTime } from "../widgets/format.ts";
import { isEvent, originSentence } from "../widgets/why-words.ts";
import { Door } from "./inspector-facts.tsx";

export function WhyChain({ rows }: { readonly rows: readonly EventRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section className="inspector-section">
      <h3>Why</h3>
      <ol className="why-chain">
        {rows.map((row) => (
          <li key={row.id}>
            <span className="why-chain-time data">
              {row.node === "" ? "" : `${row.node} `}
              {formatTime(row.atUs)}
            </span>
            <Door target={isEvent(row) ? row.id : null}>{row.text}</Door>
          </li>
        ))}
      </ol>
      <p className="inspector-detail">{originSentence(rows)}</p>
    </section>
  );
}

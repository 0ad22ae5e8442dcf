/**
 * What is selected, in words: the event, how much lies before and after it, its vector clock; and with a second event,
 * how the two relate and by which messages.
 */
import type { SpacetimeAssigns, SpacetimeFocus, SpacetimeLine, SpacetimePair } from "../../../view/index.ts";
import { Button } from "../../widgets/button.tsx";
import { formatTime } from "../../widgets/format.ts";
import { MarkKey } from "./mark-key.tsx";
import { clockParts, countWords, lineName, pairSentence } from "./spacetime-words.ts";

export interface FocusPanelProps {
  readonly assigns: SpacetimeAssigns;
  readonly isNarrow: boolean;
  /** Selects a line. */
  readonly onLine: (id: string) => void;
  /** Shows an event of the path in the picture. */
  readonly onShow: (ordinal: number) => void;
  readonly onGo: (event: string) => void;
  readonly onClear: () => void;
}

export function FocusPanel(props: FocusPanelProps) {
  const { assigns, isNarrow, onGo } = props;
  const { focus, other, missing } = assigns.answers;
  return (
    <section className="spacetime-panel" aria-label="Selected event">
      {focus !== null ? (
        <Focus {...props} focus={focus} other={other} />
      ) : missing !== null ? (
        <p className="spacetime-missing">
          {missing} is not among the {countWords(assigns.to - assigns.from, "event")} kept here.{" "}
          <Button onPress={() => onGo(missing)}>Go to this moment</Button>
        </p>
      ) : (
        <>
          <p>
            Select an event to see what could have influenced it and what it could have influenced; with
            Shift, select a second one to compare.
          </p>
          {isNarrow ? (
            <details>
              <summary>Key to the marks</summary>
              <MarkKey />
            </details>
          ) : (
            <MarkKey />
          )}
        </>
      )}
    </section>
  );
}

interface FocusProps extends FocusPanelProps {
  readonly focus: SpacetimeFocus;
  readonly other: SpacetimePair | null;
}

function Focus({ assigns, focus, other, onLine, onShow, onGo, onClear }: FocusProps) {
  const { lines } = assigns;
  const line = lines[focus.line];
  return (
    <>
      <div className="spacetime-focus-head">
        <h3>{focus.id}</h3>
        {line === undefined ? null : (
          <button type="button" className="spacetime-link" onClick={() => onLine(line.id)}>
            {lineName(line)}
          </button>
        )}
        <span>{focus.kind}</span>
        <span className="number">{formatTime(focus.atUs)}</span>
        <span className="spacetime-text" title={focus.text}>
          {focus.text}
        </span>
        <span className="spacetime-actions">
          <Button onPress={() => onGo(focus.id)}>Go to this moment</Button>
          <Button onPress={onClear}>Clear</Button>
        </span>
      </div>
      <p className="spacetime-cones" role="status">
        <span data-cone="past">{countWords(focus.before, "event")} before</span>
        <span data-cone="future">{countWords(focus.after, "event")} after</span>
        <span data-cone="apart">
          {focus.concurrent === 0 ? "none" : countWords(focus.concurrent, "event")} concurrent
        </span>
      </p>
      {other === null ? null : <Pair focus={focus} other={other} lines={lines} onShow={onShow} />}
      <Clock clock={focus.clock} lines={lines} />
    </>
  );
}

function Clock({
  clock,
  lines,
}: {
  readonly clock: readonly number[];
  readonly lines: readonly SpacetimeLine[];
}) {
  return (
    <dl
      className="spacetime-clock"
      title="Vector clock: for each line the number of the newest event there that could have influenced this one"
    >
      <dt>Vector clock</dt>
      {clockParts(clock, lines).map(({ id, label, seq }) => (
        <dd key={id} title={label}>
          <span>{id}</span> <span className="number">{seq}</span>
        </dd>
      ))}
    </dl>
  );
}

interface PairProps extends Pick<FocusPanelProps, "onShow"> {
  readonly focus: SpacetimeFocus;
  readonly other: SpacetimePair;
  readonly lines: readonly SpacetimeLine[];
}

function Pair({ focus, other, lines, onShow }: PairProps) {
  return (
    <div className="spacetime-pair">
      <p role="status">
        <strong>{pairSentence(focus, other)}</strong>
      </p>
      {other.path.length < 2 ? null : (
        <ol aria-label="Shortest path of messages">
          {other.path.map(({ id, at, line, text }, i) => (
            <li key={id} data-across={i > 0 && other.path[i - 1]?.line !== line}>
              <button type="button" className="spacetime-link" title={text} onClick={() => onShow(at)}>
                {id}
              </button>
              {lines[line]?.isNode === true ? null : <span> {lines[line]?.label}</span>}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

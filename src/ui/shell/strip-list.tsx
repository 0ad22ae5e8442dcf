/**
 * The moments of the run as a list, the twin of the overview strip: a button for each goes there; kinds can be left
 * out. Opens where one is in time.
 */
import { useEffect, useRef, useState } from "react";
import { type MarkKind, type TimelineMark, useAssigns } from "../../view/index.ts";
import { formatTime } from "../widgets/format.ts";
import { useSession } from "./session-context.tsx";
import { MARK_KINDS, MARK_STYLES, markIndexAt } from "./strip-marks.ts";
import "./strip-list.css";

const NO_MARKS: readonly TimelineMark[] = [];

export function MomentList() {
  const marks = useAssigns("timeline", (timeline) => timeline.marks) ?? NO_MARKS;
  const here = useAssigns("timeline", (timeline) => markIndexAt(timeline.marks, timeline.nowUs)) ?? -1;
  const [only, setOnly] = useState<MarkKind | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const shown = only === null ? marks : marks.filter((mark) => mark.kind === only);
  const hereUs = marks[here]?.atUs ?? -1;
  const hereId = shown.findLast((mark) => mark.atUs <= hereUs)?.id ?? null;
  useEffect(() => {
    list.current?.querySelector("[aria-current]")?.scrollIntoView?.({ block: "center" });
  }, []);
  return (
    <div className="moment-list">
      <KindFilter marks={marks} only={only} onOnly={setOnly} />
      {shown.length === 0 ? (
        <p className="moment-none">Nothing worth a mark has happened yet.</p>
      ) : (
        <ol ref={list} aria-label="Moments, oldest first">
          {shown.map((mark) => (
            <Moment key={mark.id} mark={mark} isHere={mark.id === hereId} />
          ))}
        </ol>
      )}
    </div>
  );
}

interface KindFilterProps {
  readonly marks: readonly TimelineMark[];
  readonly only: MarkKind | null;
  readonly onOnly: (kind: MarkKind | null) => void;
}

function KindFilter({ marks, only, onOnly }: KindFilterProps) {
  const kinds = MARK_KINDS.map((kind) => ({
    kind,
    count: marks.filter((mark) => mark.kind === kind).length,
  }));
  return (
    <label className="moment-filter">
      Show
      <select
        value={only ?? ""}
        onChange={(event) => {
          const { value } = event.currentTarget;
          onOnly(MARK_KINDS.find((kind) => kind === value) ?? null);
        }}
      >
        <option value="">all kinds ({marks.length})</option>
        {kinds.map(({ kind, count }) => (
          <option key={kind} value={kind} disabled={count === 0}>
            {MARK_STYLES[kind].words[1]} ({count})
          </option>
        ))}
      </select>
    </label>
  );
}

function Moment({ mark, isHere }: { readonly mark: TimelineMark; readonly isHere: boolean }) {
  const session = useSession();
  return (
    <li>
      <button
        type="button"
        className="moment"
        data-importance={mark.importance}
        aria-current={isHere ? "time" : undefined}
        onClick={() => void session.transport({ kind: "seek", us: mark.atUs })}
      >
        <MarkGlyph kind={mark.kind} />
        <span className="moment-time data">{formatTime(mark.atUs)}</span>
        <span>
          <span className="visually-hidden">{MARK_STYLES[mark.kind].words[0]}: </span>
          {mark.text}
        </span>
      </button>
    </li>
  );
}

function MarkGlyph({ kind }: { readonly kind: MarkKind }) {
  const { path, isOutline, token } = MARK_STYLES[kind];
  const colour = `var(${token})`;
  return (
    <svg width="12" height="12" viewBox="-6 -6 12 12" aria-hidden="true">
      <path
        d={path}
        fill={isOutline ? "none" : colour}
        stroke={isOutline ? colour : "none"}
        strokeWidth="2"
      />
    </svg>
  );
}

/** The lenses, one press away: a rail at the left, on a phone a bar at the bottom. */
import { LENS_IDS, type LensId, setLens, uiStore, useUi } from "../../view/index.ts";
import { LENSES, prefetchLens } from "../lenses/index.ts";
import { Icon } from "../widgets/icon.tsx";
import "./lens-rail.css";

export function LensRail() {
  const current = useUi((state) => state.lens);
  const isExpanded = useUi((state) => state.railExpanded);
  return (
    <nav className="lens-rail" aria-label="Lenses" data-expanded={isExpanded}>
      <ul>
        {LENS_IDS.map((id) => (
          <li key={id}>
            <LensButton id={id} isCurrent={id === current} />
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="lens-rail-toggle"
        aria-expanded={isExpanded}
        aria-label={isExpanded ? "Show lens icons only" : "Show lens names"}
        title={isExpanded ? "Show lens icons only" : "Show lens names"}
        onClick={() => uiStore.setState({ railExpanded: !isExpanded })}
      >
        <Icon name={isExpanded ? "chevronLeft" : "chevronRight"} size={16} />
      </button>
    </nav>
  );
}

function LensButton({ id, isCurrent }: { readonly id: LensId; readonly isCurrent: boolean }) {
  const { title, hint, key } = LENSES[id];
  // The lens is fetched when the pointer or the focus comes near, so that it is there when it is pressed.
  const prefetch = () => prefetchLens(id);
  return (
    <button
      type="button"
      className="lens-button"
      aria-current={isCurrent ? "page" : undefined}
      aria-keyshortcuts={key}
      title={`${title}: ${hint} (${key})`}
      onPointerEnter={prefetch}
      onFocus={prefetch}
      onClick={() => setLens(uiStore, id)}
    >
      <Icon name={id} />
      <span className="lens-button-title">{title}</span>
      <span className="lens-button-key" aria-hidden="true">
        {key}
      </span>
    </button>
  );
}

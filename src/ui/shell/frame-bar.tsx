/**
 * What stands below the lens instead of the transport: in a page of somebody else play, time and a way to the whole
 * page; before a class a ring around the pointer, so that the last row sees what is pointed at, and the keys of a
 * presenter's remote.
 */
import { useEffect, useRef } from "react";
import { type Display, uiStore, useRun, useUi, WHOLE_PAGE } from "../../view/index.ts";
import { Button } from "../widgets/button.tsx";
import { useSession } from "./session-context.tsx";
import { PlayControls, VirtualTime } from "./transport-bar.tsx";

export function FrameBar({ frame }: { readonly frame: Exclude<Display["frame"], "page"> }) {
  return frame === "embed" ? <EmbedBar /> : <Presenter />;
}

function EmbedBar() {
  const session = useSession();
  const title = useRun((run) => run.scenarioTitle) ?? "";
  const display = useUi((state) => state.display);
  const openFull = () => {
    uiStore.setState({ display: WHOLE_PAGE });
    const hash = session.linkHash();
    uiStore.setState({ display });
    window.open(`${location.pathname}${location.search}${hash}`, "_blank", "noopener");
  };
  return (
    <section className="embed-bar" aria-label="Transport">
      <PlayControls />
      <VirtualTime />
      <span className="embed-title">{title}</span>
      <Button onPress={openFull} hint="The whole page, at this very moment, in a tab of its own">
        Open full
      </Button>
    </section>
  );
}

/** A remote sends page up and page down: the important moment before, and the next. */
function Presenter() {
  const session = useSession();
  const ring = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const follow = ({ clientX, clientY }: PointerEvent) => {
      if (ring.current === null) return;
      ring.current.style.visibility = "visible";
      ring.current.style.transform = `translate(${clientX}px, ${clientY}px)`;
    };
    const turn = (event: KeyboardEvent) => {
      const direction = event.key === "PageDown" ? 1 : event.key === "PageUp" ? -1 : undefined;
      if (direction === undefined) return;
      event.preventDefault();
      void session.transport({ kind: "seek_mark", direction, importance: 2 });
    };
    window.addEventListener("pointermove", follow);
    window.addEventListener("keydown", turn);
    return () => {
      window.removeEventListener("pointermove", follow);
      window.removeEventListener("keydown", turn);
    };
  }, [session]);
  return <div ref={ring} className="pointer-ring" aria-hidden="true" />;
}

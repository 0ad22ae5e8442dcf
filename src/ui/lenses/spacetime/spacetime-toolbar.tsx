/** The switches of the lens: what a line is, what the axis is, folding, zoom, the list, and back to the newest. */
import type { Params, SpacetimeAssigns } from "../../../view/index.ts";
import { Button, IconButton } from "../../widgets/button.tsx";
import { formatCount } from "../../widgets/format.ts";
import { Icon } from "../../widgets/icon.tsx";
import type { Axis } from "./camera.ts";
import type { Easel } from "./easel.ts";
import { keptWords } from "./spacetime-words.ts";

export interface SpacetimeToolbarProps {
  readonly assigns: SpacetimeAssigns;
  readonly easel: Easel;
  readonly axis: Axis;
  readonly isFolded: boolean;
  readonly isTable: boolean;
  readonly isFollowing: boolean;
  readonly push: (params: Params) => void;
}

export function SpacetimeToolbar(props: SpacetimeToolbarProps) {
  const { assigns, easel, axis, isFolded, isTable, isFollowing, push } = props;
  return (
    <header className="spacetime-toolbar">
      <fieldset className="spacetime-choice">
        <legend>Lines</legend>
        <Button pressed={assigns.mode === "nodes"} onPress={() => push({ mode: "nodes" })}>
          Nodes
        </Button>
        <Button pressed={assigns.mode === "processes"} onPress={() => push({ mode: "processes" })}>
          Processes
        </Button>
      </fieldset>
      <fieldset className="spacetime-choice">
        <legend>Axis</legend>
        <Button pressed={axis === "time"} onPress={() => push({ axis: "time" })}>
          Time
        </Button>
        <Button
          pressed={axis === "order"}
          hint="Every mark one step after all that happened before it"
          onPress={() => push({ axis: "order" })}
        >
          Order
        </Button>
      </fieldset>
      <Button
        pressed={isFolded}
        hint="Local events between two messages as one mark"
        onPress={() => push({ fold: !isFolded })}
      >
        Fold local
      </Button>
      <span className="spacetime-zoom">
        <IconButton
          label="Zoom in"
          shortcut="+"
          icon={<Icon name="plus" />}
          onPress={() => easel.zoom(1.6)}
        />
        <IconButton
          label="Zoom out"
          shortcut="-"
          icon={<Icon name="minus" />}
          onPress={() => easel.zoom(1 / 1.6)}
        />
        <Button hint="Everything that is kept (Home)" onPress={() => easel.fit()}>
          Fit
        </Button>
      </span>
      <Button pressed={isTable} onPress={() => push({ table: !isTable })}>
        Table
      </Button>
      <p className="spacetime-kept">
        <span>{assigns.held ? heldWords(assigns) : keptWords(assigns)}</span>
        <Button
          pressed={isFollowing}
          hint="Keep the newest events in sight (End)"
          onPress={() => (isFollowing ? easel.stay() : easel.follow())}
        >
          Follow
        </Button>
      </p>
    </header>
  );
}

function heldWords({ newer }: SpacetimeAssigns): string {
  return newer === 0 ? "Held where you read" : `Held, ${formatCount(newer)} newer`;
}

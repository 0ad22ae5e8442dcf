/** The ground under an island of nodes: shaded and outlined differently from island to island, captioned in words. */
import { memo } from "react";
import type { IslandShape } from "./islands.ts";

export const IslandFigure = memo(function IslandFigure({
  island,
  index,
}: {
  island: IslandShape;
  index: number;
}) {
  return (
    <g className="stage-island" data-pattern={index % 3}>
      <path className="stage-island-ground" d={island.path} />
      <text className="stage-island-caption" x={island.captionAt.x} y={island.captionAt.y} dy="0.35em">
        {island.caption}
      </text>
    </g>
  );
});

/**
 * All links of the stage. In a large cluster the plain open ones are a single path: 1 225 elements would be drawn
 * slower than they can be told apart; cut, selected, hovered and focused ones always have their own element.
 */
import { memo } from "react";
import type { StageAssigns, StageLink } from "../../../view/index.ts";
import { segmentOf } from "./cutting.ts";
import { LinkFigure } from "./link-figure.tsx";
import type { Point } from "./plane.ts";
import type { StageScene } from "./stage-scene.ts";
import { linkWords } from "./stage-words.ts";
import "./link-figure.css";

export interface LinksProps {
  readonly stage: StageAssigns;
  readonly scene: StageScene;
  readonly selected: string | null;
  readonly hovered: string | null;
  readonly crossed: readonly string[];
  readonly tabStop: string | null;
}

/** More links than this are not drawn one by one. */
const LINKS_DRAWN_MAX = 120;

export function Links({ stage, scene, selected, hovered, crossed, tabStop }: LinksProps) {
  const links = Object.values(stage.links);
  const isLarge = links.length > LINKS_DRAWN_MAX;
  const isOwn = (link: StageLink) =>
    !isLarge || link.cut || [selected, hovered, tabStop].includes(link.id) || crossed.includes(link.id);
  const clearance = scene.ring.nodeRadius + (scene.ring.detail === "processes" ? 9 : 5);
  return (
    <>
      {isLarge ? <PlainLinks links={stage.links} places={scene.places} /> : null}
      {links.map((link) => {
        const segment = segmentOf(link, scene.places);
        if (segment === null || !isOwn(link)) return null;
        return (
          <LinkFigure
            key={link.id}
            id={link.id}
            a={segment.a}
            b={segment.b}
            clearance={clearance}
            cut={link.cut}
            lossy={link.lossPercent > 0}
            words={linkWords(link)}
            selected={selected === link.id}
            hovered={hovered === link.id}
            doomed={crossed.includes(link.id)}
            tabbable={tabStop === link.id}
          />
        );
      })}
    </>
  );
}

interface PlainLinksProps {
  readonly links: StageAssigns["links"];
  readonly places: ReadonlyMap<string, Point>;
}

const PlainLinks = memo(function PlainLinks({ links, places }: PlainLinksProps) {
  const parts: string[] = [];
  for (const link of Object.values(links)) {
    const segment = link.cut ? null : segmentOf(link, places);
    if (segment !== null) {
      const { a, b } = segment;
      parts.push(`M${a.x.toFixed(1)} ${a.y.toFixed(1)}L${b.x.toFixed(1)} ${b.y.toFixed(1)}`);
    }
  }
  return <path className="stage-links-plain" d={parts.join("")} />;
});

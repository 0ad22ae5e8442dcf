/**
 * The incarnations of a process as the rings of a tree: one ring a restart, the newest outside and strongest, at most
 * six, the number beside it. A solid ring followed an end of its own, a dashed one stands for being taken along by a
 * sibling, its supervisor or its node.
 *
 * A ring that is added while the row is on screen grows in within 200 ms; nothing moves otherwise.
 */
import { useState } from "react";
import { RING } from "../../../view/index.ts";
import { formatCount } from "../../widgets/format.ts";
import { ringsWords } from "./row-words.ts";
import "./growth-rings.css";

const RINGS_MAX = 6;
const CORE = 1.4;
const STEP = 1.72;
const FAINTEST = 0.45;

export interface GrowthRingsProps {
  readonly lives: number;
  /** How the newest incarnations ended, oldest first. */
  readonly rings: string;
}

export function GrowthRings({ lives, rings }: GrowthRingsProps) {
  const restarts = lives - 1;
  const [first] = useState(restarts);
  const count = Math.min(RINGS_MAX, restarts);
  const drawn = Array.from({ length: count }, (_, index) => index + 1);
  const words = ringsWords(lives, rings);
  return (
    <span className="growth-rings" data-none={restarts === 0} title={words}>
      <svg width={24} height={24} viewBox="-12 -12 24 24" aria-hidden="true">
        <circle className="growth-core" r={CORE} />
        {drawn.map((ring) => {
          const born = restarts - count + ring;
          const isAlong = rings.at(ring - count - 1) === RING.along;
          return (
            <circle
              key={born}
              className="growth-ring"
              data-new={born > first}
              data-along={isAlong}
              style={{ opacity: FAINTEST + ((1 - FAINTEST) * ring) / count }}
              r={CORE + ring * STEP}
            />
          );
        })}
      </svg>
      <span className="number" aria-hidden="true">
        {formatCount(restarts)}
      </span>
      <span className="visually-hidden">{words}</span>
    </span>
  );
}

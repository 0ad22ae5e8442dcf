/**
 * Restarts of a process as growth rings: one ring per restart up to six, the number beside it. A tree that had a hard
 * life shows it at a glance.
 *
 * A ring that is added while the row is on screen grows in within 200 ms; nothing moves otherwise.
 */
import { useState } from "react";
import { formatCount } from "../../widgets/format.ts";
import { restartsWords } from "./row-words.ts";
import "./growth-rings.css";

const RINGS_MAX = 6;
const CORE = 1.4;
const STEP = 1.72;

export function GrowthRings({ restarts }: { readonly restarts: number }) {
  const [first] = useState(restarts);
  const rings = Math.min(RINGS_MAX, restarts);
  return (
    <span className="growth-rings" data-none={restarts === 0}>
      <svg width={24} height={24} viewBox="-12 -12 24 24" aria-hidden="true">
        <circle className="growth-core" r={CORE} />
        {Array.from({ length: rings }, (_, index) => index + 1).map((ring) => (
          <circle key={ring} className="growth-ring" data-new={ring > first} r={CORE + ring * STEP} />
        ))}
      </svg>
      <span className="number" aria-hidden="true">
        {formatCount(restarts)}
      </span>
      <span className="visually-hidden">{restartsWords(restarts)}</span>
    </span>
  );
}

/** The comparison of this page's session: made when Compare is first opened, and going on when it is closed. */
import {
  type Comparison,
  compareStore,
  createComparison,
  hashOfSpec,
  loadCompare,
  type RunSpec,
  runStore,
  type Session,
  specOfHash,
} from "../../view/index.ts";
import { useSession } from "../shell/session-context.tsx";

export interface ComparisonVerbs extends Comparison {
  /** What the run on the screen is a function of. */
  readRun(): RunSpec | null;
  /** B takes the place of the run on the screen; with `isSwap` that run becomes B. */
  openB(isSwap: boolean): void;
}

const made = new WeakMap<Session, ComparisonVerbs>();

export function useComparison(): ComparisonVerbs {
  const session = useSession();
  const known = made.get(session);
  if (known !== undefined) return known;
  const readRun = () => specOfHash(session.linkHash(), runStore);
  const comparison = createComparison({ store: compareStore, runStore, readRun, loadClient: loadCompare });
  const verbs: ComparisonVerbs = {
    ...comparison,
    readRun,
    openB: (isSwap) => openB(session, comparison, isSwap),
  };
  made.set(session, verbs);
  return verbs;
}

/** Opened by its address, as a link would. */
function openB(session: Session, comparison: Comparison, isSwap: boolean): void {
  const { b } = compareStore.getState();
  const hash = b === null ? null : hashOfSpec(b, session.linkHash(), runStore);
  if (hash === null) return;
  if (isSwap) comparison.expectSwap();
  else comparison.stop();
  location.hash = hash;
}

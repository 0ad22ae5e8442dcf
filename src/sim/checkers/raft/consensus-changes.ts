/** How the consensus servers of a world change from event to event, found once for all checkers that want to know. */

import { CONSENSUS, type ConsensusState, consensusStateOf } from "../../../foundation/consensus/index.ts";
import type { Node, Pid } from "../../../kernel/index.ts";
import { type Seen, sharedReaders } from "../shared-reader.ts";

/** A consensus server whose state is another object than before. */
export interface ConsensusChange {
  /** Undefined when the server has just started, or is seen for the first time. */
  readonly before: ConsensusState | undefined;
  readonly after: ConsensusState;
}

interface SeenServer {
  readonly pid: Pid | undefined;
  /** State of the process around the server: the cheapest test for "nothing has happened". */
  readonly outer: unknown;
  readonly state: ConsensusState;
}

function lookAgain(node: Node, last: SeenServer | undefined): Seen<SeenServer, ConsensusChange> | undefined {
  const pid = node.names.get(CONSENSUS);
  const process = pid === undefined ? undefined : node.find(pid);
  if (process === undefined || process.state === last?.outer) return undefined;
  const after = consensusStateOf(process);
  if (after === undefined) return undefined;
  const before = last?.pid === pid ? last?.state : undefined;
  const seen = { pid, outer: process.state, state: after };
  return { seen, change: after === before ? undefined : { before, after } };
}

/** The reader shared by the checkers of a world. */
export const joinConsensusChanges = sharedReaders(lookAgain);

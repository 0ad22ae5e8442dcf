/** The run as a whole: transport, narration, invariant lights, the invitation, and what the last intervention did. */

import {
  type DomainEvent,
  describeAction,
  eventIdText,
  findProcess,
  narrate,
  outcomeOf,
  type Run,
  readLeader,
  readTree,
} from "../../sim/index.ts";
import type { InvariantLight, Invitation, NarrationLine, Outcome, RunAssigns } from "../assigns.ts";
import type { Driving, LiveView } from "../live-view.ts";
import { factsOf } from "./process-facts.ts";

const LINES_MAX = 80;
const INPUTS_MAX = 60;
/** What the page opens with; its still first frame already says what this is. */
const OPENING_SCENARIO = "learning-cluster";

export function createRunView(): LiveView<"run"> {
  let read = 0;
  let narration: readonly NarrationLine[] = [];
  return {
    name: "run",
    render(run, driving) {
      const fresh = run.domain.since(read).flatMap((event) => lineOf(run, event));
      read = run.domain.count;
      if (fresh.length > 0) narration = [...narration, ...fresh].slice(-LINES_MAX);
      return render(run, driving, narration);
    },
  };
}

function render(run: Run, driving: Driving, narration: readonly NarrationLine[]): RunAssigns {
  const { world } = run;
  const leader = readLeader(world.nodes);
  return {
    scenario: world.scenario.id,
    scenarioTitle: world.scenario.title,
    headline: world.scenario.id === OPENING_SCENARIO ? null : world.scenario.summary,
    seed: world.seed,
    nowUs: world.nowUs,
    ...driving,
    events: world.events,
    hash: run.hash,
    hashAtUs: run.hashAtUs,
    leader: leader === undefined ? null : `n${leader.node + 1}`,
    term: leader?.term ?? 0,
    narration,
    invariants: lightsOf(run),
    inputs: inputsOf(run),
    invitation: invitationOf(run),
    outcome: outcomeNow(run),
  };
}

function lineOf(run: Run, event: DomainEvent): NarrationLine[] {
  const narration = narrate(event, (pid) => nameOf(run, pid));
  if (narration === undefined) return [];
  const id = eventIdText(event.node, event.seq);
  return [{ id, atUs: event.atUs, text: narration.text, importance: narration.importance, event: id }];
}

/** As the tree calls it: three supervisors of one module have three names there. */
function nameOf({ world }: Run, pid: DomainPid): string {
  const node = world.nodes[pid.node];
  const process = node?.find(pid);
  if (node === undefined || process === undefined) return pid.toString();
  return factsOf(node, process).label;
}

type DomainPid = Parameters<NonNullable<Parameters<typeof narrate>[1]>>[0];

function lightsOf(run: Run): Record<string, InvariantLight> {
  const lights: Record<string, InvariantLight> = {};
  for (const { id, title, checked, violation } of run.checks.states()) {
    const found =
      violation === undefined
        ? null
        : {
            atUs: violation.atUs,
            text: violation.text,
            event:
              violation.event === undefined ? null : eventIdText(violation.event.node, violation.event.seq),
          };
    lights[id] = { title, checked, violation: found };
  }
  return lights;
}

function inputsOf(run: Run): RunAssigns["inputs"] {
  return run.world.inputs
    .map((input, i) => ({ id: `input ${i + 1}`, atUs: input.atUs, text: describeAction(input.action) }))
    .slice(-INPUTS_MAX);
}

/** Suggested once, before the first intervention, and only while its target is there. */
function invitationOf(run: Run): Invitation | null {
  const { world } = run;
  if (world.givenInputs().length > 0) return null;
  switch (world.scenario.invitation) {
    case "kill_leader": {
      const leader = readLeader(world.nodes);
      if (leader === undefined) return null;
      const pid = leader.process.pid.toString();
      const action = { kind: "kill_process", target: pid, reason: "kill" };
      return { target: `n${leader.node + 1}`, label: "Kill the leader", action };
    }
    case "crash_worker": {
      const row = readTree(world.nodes[0] as Run["world"]["nodes"][number]).rows.find(({ path }) =>
        path.endsWith("one_for_all/b"),
      );
      const pid = row?.process?.pid.toString();
      if (pid === undefined || findProcess(world, pid) === undefined) return null;
      return {
        target: pid,
        label: "Crash worker b",
        action: { kind: "kill_process", target: pid, reason: "crash" },
      };
    }
    case "cut_minority": {
      const leader = readLeader(world.nodes);
      if (leader === undefined || isCutSomewhere(run)) return null;
      const name = `n${leader.node + 1}`;
      const other = `n${((leader.node + 1) % world.nodes.length) + 1}`;
      return {
        target: name,
        label: `Cut off ${name} and ${other}`,
        action: { kind: "partition", target: "network", group: [name, other] },
      };
    }
    case "kill_district":
      return districtInvitation(run);
    default:
      return null;
  }
}

/** A town is worth wounding once it is built. */
const TOWN_BUILT_US = 5_200_000;

function districtInvitation({ world }: Run): Invitation | null {
  const names = world.nodes[0]?.names;
  if (names === undefined || world.nowUs < TOWN_BUILT_US) return null;
  let count = 0;
  while (names.has(`district ${count + 1}`)) count++;
  const name = `district ${Math.ceil(count / 2)}`;
  const target = names.get(name)?.toString();
  if (target === undefined) return null;
  return { target, label: `Kill ${name}`, action: { kind: "kill_process", target, reason: "kill" } };
}

function isCutSomewhere({ world }: Run): boolean {
  const { nodes, network } = world;
  return nodes.some((a) => nodes.some((b) => a !== b && network.isCut(a.index, b.index)));
}

function outcomeNow(run: Run): Outcome | null {
  const note = run.notes.at(-1);
  if (note === undefined) return null;
  const { text, pending } = outcomeOf(run.world, note, run.domain.since(note.domainFrom));
  return { id: `input ${note.number}`, atUs: note.record.atUs, text, pending };
}

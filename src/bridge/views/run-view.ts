/** The run as a whole: transport, narration, invariant lights, the invitation, and what the last intervention did. */

import {
  type DomainEvent,
  describeAction,
  eventIdText,
  findProcess,
  type Level,
  type NameOf,
  narrate,
  outcomeOf,
  type Run,
  readLeader,
  readTree,
} from "../../sim/index.ts";
import type { InvariantLight, Invitation, NarrationLine, Outcome, RunAssigns } from "../assigns.ts";
import type { Driving, LiveView } from "../live-view.ts";
import { levelOf, namesOf } from "./names.ts";
import { runFacts } from "./run-facts.ts";

const LINES_MAX = 80;
const INPUTS_MAX = 60;

export function createRunView(): LiveView<"run"> {
  let read = 0;
  let told: Level = "operator";
  let narration: readonly NarrationLine[] = [];
  return {
    name: "run",
    render(run, driving, params) {
      const level = levelOf(params["level"]);
      if (level !== told) {
        told = level;
        read = 0;
        narration = [];
      }
      const events = run.domain.since(read);
      const { nameOf } = namesOf(run);
      const fresh = events.flatMap((event) => lineOf(event, nameOf, level));
      read = run.domain.count;
      if (fresh.length > 0) narration = [...narration, ...fresh].slice(-LINES_MAX);
      return render(run, driving, narration);
    },
  };
}

function render(run: Run, driving: Driving, narration: readonly NarrationLine[]): RunAssigns {
  return {
    ...runFacts(run, driving),
    narration,
    invariants: lightsOf(run),
    inputs: inputsOf(run),
    invitation: invitationOf(run),
    outcome: outcomeNow(run),
  };
}

function lineOf(event: DomainEvent, nameOf: NameOf, level: Level): NarrationLine[] {
  const narration = narrate(event, nameOf, level);
  if (narration === undefined) return [];
  const id = eventIdText(event.node, event.seq);
  return [{ id, atUs: event.atUs, text: narration.text, importance: narration.importance, event: id }];
}

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

/** Those that have taken effect: what is still to come is the timeline's to tell. */
function inputsOf(run: Run): RunAssigns["inputs"] {
  return run.notes.slice(-INPUTS_MAX).map(({ number, record: { atUs, action } }) => ({
    id: `input ${number}`,
    atUs,
    text: describeAction(action),
  }));
}

/** Suggested once, before the first intervention, and only while its target is there. */
function invitationOf(run: Run): Invitation | null {
  const { world } = run;
  if (run.notes.some(({ number }) => number > (world.scenario.script?.length ?? 0))) return null;
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
  const { text, pending } = outcomeOf(
    run.world,
    note,
    run.domain.since(note.domainFrom),
    namesOf(run).nameOf,
  );
  return { id: `input ${note.number}`, atUs: note.record.atUs, text, pending };
}

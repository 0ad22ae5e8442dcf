/**
 * A realistic set of assigns for every view: the learning cluster, seed 42, at t 12.345 s, two seconds after node n3
 * was crashed by hand. For component tests and screenshots only; the shipped page never contains it.
 *
 * Invariants: all views tell the same story (same nodes, pids, times); everything is a pure function of `nowUs`, so
 * that a harness can let it run by asking for later moments.
 */

import type { ScenarioSummary } from "../bridge/index.ts";
import {
  type AssignsByView,
  type DensityAssigns,
  type EventRow,
  type EventsAssigns,
  FLIGHT_CLASS,
  FLIGHT_STRIDE,
  type InspectorAssigns,
  type ProcessesAssigns,
  type ProcessRow,
  type ProposalRow,
  RING,
  type RunAssigns,
  type StageAssigns,
  type StageLink,
  type StageNode,
  type StageProcess,
  type SupervisionAssigns,
  type SupervisionRow,
  type TelemetryAssigns,
  type VariablesAssigns,
  type WhyAssigns,
} from "../bridge/index.ts";
import { consensusFixture } from "./consensus-fixture.ts";
import { spacetimeFixture } from "./spacetime-fixture.ts";
import { timelineFixture } from "./timeline-fixture.ts";

export const FIXTURE_NOW_US = 12_345_000;
const CRASH_AT_US = 10_200_000;
const NODES = ["n1", "n2", "n3", "n4", "n5"] as const;
const DOWN = "n3";
const LEADER = "n1";

export const FIXTURE_SCENARIOS: readonly ScenarioSummary[] = [
  {
    id: "learning-cluster",
    title: "Learning cluster",
    summary: "Five nodes, eight agents, one learning rate to agree on",
    defaultSpeed: 1,
  },
  {
    id: "partition-3-2",
    title: "Two halves of a cluster",
    summary: "The network splits 3 | 2 with the leader in the small half",
    defaultSpeed: 0.5,
  },
  {
    id: "unsupervised",
    title: "Who noticed?",
    summary: "Nineteen background workers, with and without a supervisor",
    defaultSpeed: 1,
  },
];

/** All views at one moment. */
export function assignsFixture(nowUs: number = FIXTURE_NOW_US): AssignsByView {
  return {
    run: runFixture(nowUs),
    stage: stageFixture(nowUs),
    supervision: supervisionFixture(),
    processes: processesFixture(),
    density: densityFixture(),
    variables: variablesFixture(),
    telemetry: telemetryFixture(nowUs),
    events: eventsFixture(),
    timeline: timelineFixture(nowUs),
    spacetime: spacetimeFixture(nowUs),
    consensus: consensusFixture(),
    inspector: inspectorFixture(),
  };
}

export function runFixture(nowUs: number = FIXTURE_NOW_US): RunAssigns {
  return {
    scenario: "learning-cluster",
    scenarioTitle: "Learning cluster",
    headline: null,
    seed: 42,
    defects: [],
    nowUs,
    playing: true,
    speed: 1,
    untilUs: 60_000_000,
    seekPercent: null,
    events: Math.round(nowUs / 290),
    eventsPerSecond: 3_420,
    hash: "9f3ac01e77b2d450",
    hashAtUs: Math.floor(nowUs / 1_000_000) * 1_000_000,
    leader: LEADER,
    term: 4,
    narration: [
      {
        id: "a1",
        atUs: 0,
        text: "Five nodes started; each supervises its services and agents.",
        importance: 2,
        event: "n1#1",
      },
      {
        id: "a2",
        atUs: 187_500,
        text: "n3 was elected leader in term 3 with 4 of 5 votes.",
        importance: 2,
        event: "n3#41",
      },
      {
        id: "a3",
        atUs: 4_210_000,
        text: "learning_rate moved from 0.100 to 0.0500, agreed by 6 of 8 agents.",
        importance: 2,
        event: "n3#880",
      },
      { id: "a4", atUs: CRASH_AT_US, text: "You crashed n3, the leader.", importance: 3, event: "n3#2041" },
      {
        id: "a5",
        atUs: CRASH_AT_US + 203_000,
        text: "n1 was elected leader in term 4, 203 ms after the last heartbeat of n3.",
        importance: 3,
        event: "n1#2077",
      },
      {
        id: "a6",
        atUs: 11_900_000,
        text: "agent_05 moved from n3 to n4; it had lost no update.",
        importance: 2,
        event: "n4#1990",
      },
    ],
    invariants: {
      leaderPerTerm: { title: "At most one leader per term", checked: 41_280, violation: null },
      holderPerName: { title: "One holder per registered name", checked: 41_280, violation: null },
      versionsDense: { title: "Variable versions without gaps", checked: 1_204, violation: null },
      noOrphans: { title: "No process without a living supervisor", checked: 41_280, violation: null },
      logMatching: { title: "Equal index and term, equal log prefix", checked: 8_014, violation: null },
      notYetChecked: { title: "Credits are conserved", checked: 0, violation: null },
    },
    inputs: [{ id: "i1", atUs: CRASH_AT_US, text: "crash n3" }],
    invitation: { target: LEADER, label: "Kill the leader", action: { kind: "crash_node", target: LEADER } },
    outcome: {
      id: "o1",
      atUs: CRASH_AT_US + 203_000,
      text: "New leader n1 after 203 ms (expected 187 ms plus one round trip); no committed entry was lost.",
      pending: false,
    },
  };
}

export function stageFixture(nowUs: number = FIXTURE_NOW_US): StageAssigns {
  const nodes: Record<string, StageNode> = {};
  NODES.forEach((id, index) => {
    nodes[id] = stageNode(id, index, nowUs);
  });
  const links: Record<string, StageLink> = {};
  for (const [i, from] of NODES.entries())
    for (const to of NODES.slice(i + 1)) {
      const id = `${from}-${to}`;
      links[id] = {
        id,
        from,
        to,
        cut: id === "n2-n5",
        latencyMs: 4 + ((i * 3) % 5),
        lossPercent: id === "n4-n5" ? 10 : 0,
      };
    }
  return { order: NODES, nodes, links, hasConsensus: true, flights: flights(nowUs), trailUs: 400_000, nowUs };
}

function stageNode(id: string, index: number, nowUs: number): StageNode {
  const down = id === DOWN;
  const leader = id === LEADER;
  const processes = down ? [] : stageProcesses(id, index);
  return {
    id,
    index,
    status: down ? "down" : "up",
    role: down ? "unknown" : leader ? "leader" : "follower",
    term: down ? 3 : 4,
    commitIndex: down ? 118 : 131,
    logLength: down ? 119 : 131,
    electionShare: down || leader ? null : ((nowUs / 150_000 + index / 5) % 1) * 0.6,
    processes,
    processCount: processes.length,
    mailboxTotal: processes.reduce((sum, process) => sum + process.mailbox, 0),
    island: down ? 1 : 0,
  };
}

function stageProcesses(node: string, index: number): StageProcess[] {
  const rows: [string, StageProcess["kind"], number, number][] = [
    ["node_sup", "supervisor", 0, 0],
    ["consensus", "worker", index % 3, 0],
    ["process_registry", "worker", 1, 0],
    ["names", "table", 0, 0],
    ["event_store", "worker", 4, 1],
    ["telemetry", "worker", 0, 0],
    ["agent_sup", "supervisor", 0, 0],
    [`agent_0${index * 2 + 1}`, "agent", 2 + index, index === 3 ? 2 : 0],
    [`agent_0${index * 2 + 2}`, "agent", index === 1 ? 23 : 1, 0],
  ];
  return rows.map(([label, kind, mailbox, restarts], i) => ({
    pid: `<${node}.${10 + i}>`,
    label,
    kind,
    status: i === 4 ? "running" : i === 8 && index === 4 ? "suspended" : mailbox > 0 ? "ready" : "waiting",
    mailbox,
    restarts,
    supervisor: i === 0 ? null : `<${node}.${kind === "agent" ? 16 : 10}>`,
  }));
}

function flights(nowUs: number): Float64Array {
  const rows: number[] = [];
  const classes = Object.values(FLIGHT_CLASS);
  for (let i = 0; i < 24; i++) {
    const period = 50_000;
    const sentAtUs = Math.floor((nowUs - i * 13_000) / period) * period + i * 900;
    const from = i % 2 === 0 ? 0 : ([1, 3, 4][i % 3] ?? 1);
    const to = i % 2 === 0 ? ([1, 3, 4, 2][i % 4] ?? 1) : 0;
    rows.push(
      1_000 + i,
      from,
      to,
      sentAtUs,
      sentAtUs + 30_000 + i * 700,
      classes[i % classes.length] ?? 0,
      to === 2 ? 1 : 0,
    );
  }
  const result = new Float64Array(rows);
  if (result.length % FLIGHT_STRIDE !== 0) throw new Error("flight rows must be whole");
  return result;
}

export function supervisionFixture(): SupervisionAssigns {
  const rows: Record<string, SupervisionRow> = {};
  const add = (
    row: Partial<SupervisionRow> & Pick<SupervisionRow, "id" | "parent" | "depth" | "kind" | "label">,
  ): void => {
    rows[row.id] = {
      pid: null,
      state: "running",
      strategy: null,
      restart: null,
      shutdown: null,
      significant: false,
      autoShutdown: null,
      restarts: 0,
      lives: (row.restarts ?? 0) + 1,
      rings: RING.own.repeat(row.restarts ?? 0),
      dueUs: null,
      lastExit: null,
      budget: null,
      childCount: 0,
      hiddenCount: 0,
      ...row,
    };
  };
  for (const [index, node] of NODES.entries()) {
    const down = node === DOWN;
    add({
      id: node,
      parent: null,
      depth: 0,
      kind: "node",
      label: node,
      state: down ? "down" : "running",
      childCount: down ? 0 : 1,
    });
    if (!down) addTree(add, node, index);
  }
  return { order: Object.keys(rows), rows, orphans: ["<n2.31>", "<n4.29>"], preview: null, focus: null };
}

type AddRow = (
  row: Partial<SupervisionRow> & Pick<SupervisionRow, "id" | "parent" | "depth" | "kind" | "label">,
) => void;

function addTree(add: AddRow, node: string, index: number): void {
  const root = `${node}/node_sup`;
  const agents = `${root}/agent_sup`;
  const worker = { restart: "permanent", shutdown: "5 s" } as const;
  add({
    id: root,
    parent: node,
    depth: 1,
    kind: "supervisor",
    label: "node_sup",
    pid: `<${node}.10>`,
    strategy: "rest_for_one",
    restart: "permanent",
    shutdown: "infinity",
    budget: { used: 1, max: 3, periodS: 5, restartsUs: [8_120_000] },
    childCount: 4,
  });
  add({
    id: `${root}/consensus`,
    parent: root,
    depth: 2,
    kind: "worker",
    label: "consensus",
    pid: `<${node}.11>`,
    ...worker,
  });
  add({
    id: `${root}/process_registry`,
    parent: root,
    depth: 2,
    kind: "worker",
    label: "process_registry",
    pid: `<${node}.12>`,
    ...worker,
  });
  add({
    id: `${root}/event_store`,
    parent: root,
    depth: 2,
    kind: "worker",
    label: "event_store",
    pid: `<${node}.14>`,
    ...worker,
    restarts: 1,
    lastExit: { atUs: 8_120_000, reason: "killed" },
  });
  add({
    id: agents,
    parent: root,
    depth: 2,
    kind: "supervisor",
    label: "agent_sup",
    pid: `<${node}.16>`,
    strategy: "one_for_one",
    restart: "permanent",
    shutdown: "infinity",
    budget: {
      used: index === 3 ? 2 : 0,
      max: 3,
      periodS: 5,
      restartsUs: index === 3 ? [11_402_000, 12_201_000] : [],
    },
    childCount: 2,
  });
  for (const k of [1, 2]) {
    const label = `agent_0${index * 2 + k}`;
    const restarting = index === 3 && k === 2;
    add({
      id: `${agents}/${label}`,
      parent: agents,
      depth: 3,
      kind: "agent",
      label,
      pid: restarting ? null : `<${node}.${16 + k}>`,
      state: restarting ? "restarting" : "running",
      restart: "transient",
      shutdown: "5 s",
      restarts: index === 3 ? 2 : 0,
      lastExit: index === 3 ? { atUs: 12_201_000, reason: "{badmatch, nan_gradient}" } : null,
    });
  }
}

export function processesFixture(from = 0, count = 60): ProcessesAssigns {
  const all: ProcessRow[] = [];
  for (const [index, node] of NODES.entries()) {
    if (node === DOWN) continue;
    for (const [i, process] of stageProcesses(node, index).entries()) {
      if (process.kind === "table") continue;
      all.push({
        pid: process.pid,
        label: process.label,
        node,
        kind: process.kind,
        status: process.status,
        mailbox: process.mailbox,
        oldestAgeMs: process.mailbox === 0 ? null : process.mailbox * 1.7,
        handled: 12_000 - i * 977 + index * 31,
        busyPercent: (i * 13 + index * 7) % 97,
        restarts: process.restarts,
      });
    }
  }
  all.sort((a, b) => b.mailbox - a.mailbox || (a.pid < b.pid ? -1 : 1));
  return {
    total: all.length,
    matching: all.length,
    from,
    sort: "mailbox",
    descending: true,
    filter: "",
    followed: null,
    rows: all.slice(from, from + count),
  };
}

export function variablesFixture(): VariablesAssigns {
  const agents = Array.from({ length: 8 }, (_, i) => `agent_0${i + 1}`);
  const stages: ProposalRow["stages"] = Object.fromEntries(
    agents.map((agent, i) => [
      agent,
      i === 4
        ? { stage: "absent" as const, score: null }
        : i === 6
          ? { stage: "reject" as const, score: 0.012 }
          : i < 3
            ? { stage: "applied" as const, score: -0.021 - i / 500 }
            : { stage: i === 7 ? ("asked" as const) : ("accept" as const), score: i === 7 ? null : -0.008 },
    ]),
  );
  const proposal = (over: Partial<ProposalRow> & Pick<ProposalRow, "id">): ProposalRow => ({
    variable: "learning_rate",
    baseVersion: 2,
    from: 0.05,
    to: 0.025,
    proposer: "agent_02",
    status: "active",
    openedAtUs: 11_800_000,
    decidedAtUs: 12_040_000,
    accept: 5,
    reject: 1,
    abstain: 0,
    electorate: 8,
    stages,
    event: "n1#2210",
    ...over,
  });
  return {
    endUs: FIXTURE_NOW_US,
    hasConsensus: true,
    order: ["learning_rate", "batch_size", "optimiser", "momentum_on"],
    variables: {
      learning_rate: {
        name: "learning_rate",
        type: "float",
        value: 0.025,
        initialValue: 0.1,
        bounds: "0.0001 … 1",
        min: 0.0001,
        max: 1,
        choices: null,
        version: 3,
        applied: 3,
        agents: 7,
      },
      batch_size: {
        name: "batch_size",
        type: "integer",
        value: 64,
        initialValue: 64,
        bounds: "8 … 256",
        min: 8,
        max: 256,
        choices: null,
        version: 1,
        applied: 7,
        agents: 7,
      },
      optimiser: {
        name: "optimiser",
        type: "categorical",
        value: "momentum",
        initialValue: "sgd",
        bounds: "sgd | momentum | adam",
        min: null,
        max: null,
        choices: ["sgd", "momentum", "adam"],
        version: 2,
        applied: 7,
        agents: 7,
      },
      momentum_on: {
        name: "momentum_on",
        type: "boolean",
        value: true,
        initialValue: true,
        bounds: "true | false",
        min: null,
        max: null,
        choices: null,
        version: 1,
        applied: 7,
        agents: 7,
      },
    },
    proposals: [
      proposal({
        id: "p5",
        status: "open",
        variable: "batch_size",
        from: 64,
        to: 128,
        baseVersion: 1,
        decidedAtUs: null,
        openedAtUs: 12_300_000,
        accept: 2,
        reject: 0,
        proposer: "agent_07",
        event: null,
      }),
      proposal({ id: "p4" }),
      proposal({
        id: "p3",
        status: "rejected",
        variable: "optimiser",
        from: "momentum",
        to: "adam",
        accept: 2,
        reject: 5,
        openedAtUs: 9_000_000,
        decidedAtUs: 9_310_000,
      }),
      proposal({
        id: "p2",
        status: "settled",
        from: 0.1,
        to: 0.05,
        baseVersion: 1,
        openedAtUs: 3_980_000,
        decidedAtUs: 4_210_000,
        accept: 6,
        reject: 1,
      }),
      proposal({
        id: "p1",
        status: "stale",
        from: 0.1,
        to: 0.2,
        baseVersion: 1,
        openedAtUs: 4_000_000,
        decidedAtUs: 4_215_000,
        accept: 1,
        reject: 0,
      }),
    ],
    agents,
    accuracy: Array.from({ length: 25 }, (_, i) => {
      const mean = 0.94 - 0.62 / (1 + i / 2.5);
      return { atUs: i * 500_000, mean, low: mean - 0.09 / (1 + i / 6), high: Math.min(0.98, mean + 0.05) };
    }),
    history: [
      { atUs: 0, variable: "learning_rate", version: 1, value: 0.1 },
      { atUs: 4_210_000, variable: "learning_rate", version: 2, value: 0.05 },
      { atUs: 12_040_000, variable: "learning_rate", version: 3, value: 0.025 },
    ],
  };
}

export function telemetryFixture(nowUs: number = FIXTURE_NOW_US): TelemetryAssigns {
  const seconds = Math.max(2, Math.floor(nowUs / 1_000_000));
  const timeS = Array.from({ length: seconds }, (_, i) => i);
  const wave = (base: number, swing: number, phase: number) =>
    timeS.map((t) => Math.round((base + swing * Math.sin(t / 3 + phase)) * 100) / 100);
  return {
    cards: [
      {
        id: "messages",
        title: "Messages handled",
        kind: "counter",
        value: 38_214,
        unit: "messages",
        hint: "all processes, since the start",
        quantiles: null,
      },
      {
        id: "mailbox",
        title: "Messages waiting",
        kind: "gauge",
        value: 37,
        unit: "messages",
        hint: "sum over all mailboxes",
        quantiles: null,
      },
      {
        id: "commit",
        title: "Commit latency",
        kind: "histogram",
        value: 12.4,
        unit: "ms",
        hint: "append to majority, last 10 s",
        quantiles: { p50: 11.2, p90: 19.8, p99: 204 },
      },
      {
        id: "restarts",
        title: "Restarts",
        kind: "counter",
        value: 3,
        unit: "restarts",
        hint: "by supervisors, since the start",
        quantiles: null,
      },
      {
        id: "lost",
        title: "Messages lost",
        kind: "counter",
        value: 118,
        unit: "messages",
        hint: "dropped by links or sent to a node that is down",
        quantiles: null,
      },
      {
        id: "accuracy",
        title: "Held-out accuracy",
        kind: "gauge",
        value: null,
        unit: "%",
        hint: "mean over the agents",
        quantiles: null,
      },
    ],
    timeS,
    series: {
      handled: {
        id: "handled",
        title: "Messages handled",
        unit: "messages/s",
        lines: {
          n1: wave(920, 80, 0),
          n2: wave(640, 60, 1),
          n3: wave(600, 50, 2).map((v, i) => (i > 10 ? null : v)),
          n4: wave(610, 90, 3),
          n5: wave(590, 40, 4),
        },
      },
      commit: {
        id: "commit",
        title: "Commit latency",
        unit: "ms",
        lines: { p50: wave(11, 1, 0), p99: wave(24, 8, 2) },
      },
      mailbox: {
        id: "mailbox",
        title: "Messages waiting",
        unit: "messages",
        lines: { total: wave(30, 18, 1).map((v) => Math.max(0, Math.round(v))) },
      },
    },
  };
}

const WHY: readonly EventRow[] = [
  event(
    "n1#2077",
    10_403_000,
    "became_leader",
    "<n1.11>",
    null,
    "n1 became leader of term 4 with 3 votes",
    "n4#1811",
  ),
  event("n4#1811", 10_399_400, "send", "<n4.11>", "<n1.11>", "vote granted for term 4", "n1#2070"),
  event(
    "n1#2070",
    10_394_100,
    "send",
    "<n1.11>",
    "<n4.11>",
    "request_vote, term 4, last entry 118",
    "n1#2069",
  ),
  event(
    "n1#2069",
    10_394_000,
    "timer",
    "<n1.11>",
    null,
    "election timeout after 187 ms without a heartbeat",
    "input 1",
  ),
  {
    id: "input 1",
    atUs: CRASH_AT_US,
    node: "",
    kind: "input",
    actor: null,
    peer: null,
    text: "You crashed n3",
    cause: null,
  },
];

const WHY_ASSIGNS: WhyAssigns = {
  event: "n1#2077",
  level: "operator",
  steps: WHY,
  count: 4,
  end: "input",
  endText: "You crashed n3",
  searched: null,
};

function event(
  id: string,
  atUs: number,
  kind: string,
  actor: string | null,
  peer: string | null,
  text: string,
  cause: string | null,
): EventRow {
  return { id, atUs, node: id.slice(0, id.indexOf("#")), kind, actor, peer, text, cause };
}

export function eventsFixture(count = 200): EventsAssigns {
  const kinds = ["send", "receive", "timer", "spawn", "exit", "commit"];
  const rows = WHY.filter(({ node }) => node !== "");
  for (let i = 0; i < count; i++) {
    const node = NODES[i % 5] ?? "n1";
    const kind = kinds[i % kinds.length] ?? "send";
    rows.push(
      event(
        `${node}#${2_000 - i}`,
        12_344_000 - i * 9_300,
        kind,
        `<${node}.${11 + (i % 7)}>`,
        i % 3 === 0 ? null : `<n1.${11 + (i % 5)}>`,
        `${kind} ${i % 2 === 0 ? "append_entries, term 4" : "train_step 812"}`,
        i % 4 === 0 ? null : `n1#${1_990 - i}`,
      ),
    );
  }
  rows.sort((a, b) => b.atUs - a.atUs);
  const counts: Record<string, number> = {};
  for (const { kind } of rows) counts[kind] = (counts[kind] ?? 0) + 1;
  return {
    total: 42_570,
    matching: rows.length,
    rows,
    kinds: counts,
    nodes: NODES,
    kept: rows.length,
    why: WHY_ASSIGNS,
  };
}

export function inspectorFixture(): InspectorAssigns {
  return {
    target: LEADER,
    kind: "node",
    title: "n1",
    subtitle: "node · leader of term 4",
    gone: null,
    facts: [
      { name: "Status", value: "up since t 0.000 s", target: null },
      { name: "Term", value: "4", target: null },
      { name: "Commit index", value: "131 of 131", target: null },
      { name: "Elected by", value: "n1, n4, n5", target: "n1#2077" },
      { name: "Consensus process", value: "<n1.11>", target: "<n1.11>" },
    ],
    sections: [
      {
        title: "Links",
        rows: [
          { text: "n2", detail: "4 ms", target: "n1-n2" },
          { text: "n3", detail: "7 ms · node down", target: "n1-n3" },
          { text: "n4", detail: "5 ms", target: "n1-n4" },
          { text: "n5", detail: "8 ms", target: "n1-n5" },
        ],
        empty: "This node has no links.",
      },
      {
        title: "Processes",
        rows: stageProcesses("n1", 0).map((process) => ({
          text: process.label,
          detail: `${process.pid} · mailbox ${process.mailbox}`,
          target: process.pid,
        })),
        empty: "No process runs here while the node is down.",
      },
      { title: "Timers", rows: [], empty: "No timer is set." },
    ],
    actions: [
      { label: "Crash node", key: "X", danger: true, action: { kind: "crash_node", target: LEADER } },
      { label: "Pause node", key: "P", danger: false, action: { kind: "pause_node", target: LEADER } },
      {
        label: "Cut off from the others",
        key: "C",
        danger: true,
        action: { kind: "partition", target: LEADER, group: [LEADER] },
      },
    ],
    why: WHY_ASSIGNS,
  };
}

/** A town of 60 places on one node, of which 57 live. */
export function densityFixture(): DensityAssigns {
  const cells = 64;
  const world = {
    width: 8,
    height: 8,
    tileWidth: 8,
    tileHeight: 8,
    strideX: 10,
    strideY: 10,
    across: 1,
    nodes: ["n1"],
  };
  return {
    measure: "state",
    total: 57,
    world,
    raster: { x: 0, y: 0, cell: 1, columns: 8, rows: 8 },
    alive: Uint8Array.from({ length: cells }, (_, i) => (i < 57 ? 255 : 0)),
    level: Uint8Array.from({ length: cells }, (_, i) => (i < 57 ? 32 * (1 + (i % 2)) + 31 : 0)),
    scale: { max: 1, curve: "linear", of: "rarest", windowUs: null },
    shown: 57,
    states: { waiting: 29, blocked: 28 },
    probe: null,
    followed: null,
    near: [{ pid: "<n1.7>", x: 4, y: 4, label: "resident", status: "blocked", mailbox: 3, value: 2 }],
    summary: null,
  };
}

/** Actions on whole nodes and their disks: crashes and what they leave, pauses, clocks, slowness. */

import { type ActionSpec, choiceField, numberField } from "./action-spec.ts";

type On = { readonly target: string };

export const STORAGE_FATES = ["lost_unsynced", "kept", "torn", "corrupt", "wiped"] as const;
const STORAGE = choiceField("storage", "What is left of the disk", STORAGE_FATES, true);
const DISK_CLAUSE = { storage: ["disk ", ""] } as const;

const ofNode = { family: "node", target: "node", fields: [] } as const;

export const NODE_ACTIONS: readonly ActionSpec[] = [
  {
    ...ofNode,
    kind: "crash_node",
    role: "fault",
    title: "Crash a node",
    what: "All its processes are gone at once; of its disk remains what was durable, or less.",
    fields: [STORAGE],
    phrases: [{ words: "crash {target}" }],
    clauses: DISK_CLAUSE,
    end: ({ target }: On) => ({ kind: "restart_node", target }),
  },
  {
    ...ofNode,
    kind: "restart_node",
    role: "cure",
    title: "Restart a node",
    what: "The node starts again with what its disk holds.",
    fields: [STORAGE],
    phrases: [{ words: "restart {target}" }],
    clauses: DISK_CLAUSE,
  },
  {
    ...ofNode,
    kind: "pause_node",
    role: "fault",
    title: "Pause a node",
    what: "Nothing runs on the node and what arrives waits, as in a long collector stall; afterwards it knows nothing of it.",
    phrases: [{ words: "pause {target}" }],
    end: ({ target }: On) => ({ kind: "resume_node", target }),
  },
  {
    ...ofNode,
    kind: "resume_node",
    role: "cure",
    title: "Resume a node",
    what: "The node goes on with everything that has waited.",
    phrases: [{ words: "resume {target}" }],
  },
  {
    ...ofNode,
    kind: "clock",
    role: "fault",
    title: "Bad clock",
    what: "The node's time of day is off, or its clock runs fast or slow, and its timers with it.",
    fields: [
      numberField("offsetMs", "Time of day ahead by", [-86_400_000, 500, 86_400_000], {
        unit: "ms",
        optional: true,
      }),
      numberField("driftPpm", "Runs faster by", [-900_000, 100_000, 9_000_000], {
        unit: "ppm",
        whole: true,
        optional: true,
      }),
    ],
    needsOne: true,
    phrases: [{ words: "set the clock of {target}" }],
    clauses: { offsetMs: ["offset ", " ms"], driftPpm: ["drift ", " ppm"] },
    end: ({ target }: On) => ({ kind: "clock", target, offsetMs: 0, driftPpm: 0 }),
  },
  {
    ...ofNode,
    kind: "slow_node",
    role: "fault",
    title: "Slow node",
    what: "Everything that costs time takes so many times as long.",
    fields: [numberField("factor", "Times as long", [1, 10, 1_000])],
    phrases: [{ words: "slow {target} by {factor}" }],
    end: ({ target }: On) => ({ kind: "slow_node", target, factor: 1 }),
  },
  {
    ...ofNode,
    kind: "storage",
    family: "storage",
    role: "fault",
    title: "Bad disk",
    what: "The disk is full, read-only, slow, or stuck: then nothing that was written becomes durable, and nothing sent after it leaves.",
    fields: [
      choiceField("state", "The disk is", ["full", "read_only", "stuck", "slow", "ok"]),
      numberField("syncMs", "A write is durable after", [0, 20, 60_000], { unit: "ms", optional: true }),
    ],
    phrases: [{ words: "disk of {target} is {state}" }],
    clauses: { syncMs: ["sync ", " ms"] },
    end: ({ target }: On) => ({ kind: "storage", target, state: "ok" }),
  },
];

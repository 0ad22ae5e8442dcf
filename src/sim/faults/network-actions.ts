/** Actions on the network: cuts, partitions, bad links, clogs. */

import type { Action } from "./action.ts";
import { type ActionSpec, type FieldSpec, numberField } from "./action-spec.ts";

type On = { readonly target: string };

const to =
  (kind: "heal_link" | "calm_link" | "unclog_link") =>
  ({ target }: On): Action => ({ kind, target });

const GROUP: FieldSpec = {
  name: "group",
  title: "Nodes on one side",
  unit: "",
  type: { is: "nodes" },
  isOptional: false,
  initial: ["n1", "n2"],
};
const GROUPS: FieldSpec = {
  ...GROUP,
  name: "groups",
  title: "Groups",
  type: { is: "groups" },
  initial: [["n1"], ["n2"]],
};
const LINKS: FieldSpec = {
  ...GROUP,
  name: "links",
  title: "Links",
  type: { is: "links" },
  initial: ["n1-n2"],
};

const optional = { optional: true };
const ms = { unit: "ms", optional: true };
const percent = { unit: "%", optional: true };
const QUALITY = [
  numberField("delayMs", "Added delay", [0, 50, 60_000], ms),
  numberField("tailMs", "Mean of the heavy tail", [0, 20, 10_000], ms),
  numberField("lossPercent", "Lost", [0, 10, 100], percent),
  numberField("burst", "Lost in a row, on average", [1, 4, 1_000], optional),
  numberField("duplicatePercent", "Doubled", [0, 20, 100], percent),
  numberField("replayMs", "A copy comes up to … later", [0, 500, 600_000], ms),
  numberField("reorderMs", "Reordering window", [0, 30, 60_000], ms),
];

const inNetwork = { family: "network", target: "link", fields: [] } as const;

export const NETWORK_ACTIONS: readonly ActionSpec[] = [
  {
    ...inNetwork,
    kind: "cut_link",
    role: "fault",
    title: "Cut a link",
    what: "Nothing gets through, both ways or one way; after a second of silence both ends give the connection up.",
    phrases: [{ words: "cut {target}" }],
    end: to("heal_link"),
  },
  {
    ...inNetwork,
    kind: "heal_link",
    role: "cure",
    title: "Heal a link",
    what: "The link carries signals again.",
    phrases: [{ words: "heal {target}" }],
  },
  {
    ...inNetwork,
    kind: "cut_links",
    role: "fault",
    title: "Cut several links",
    what: "A partial partition: a ring of overlapping majorities, a bridge, a chain.",
    target: "world",
    fields: [LINKS],
    phrases: [{ words: "cut the links {links}" }],
    end: ({ target, links }: On & { readonly links: readonly string[] }) => ({
      kind: "heal_links",
      target,
      links,
    }),
  },
  {
    ...inNetwork,
    kind: "heal_links",
    role: "cure",
    title: "Heal several links",
    what: "These links carry signals again.",
    target: "world",
    fields: [LINKS],
    phrases: [{ words: "heal the links {links}" }],
  },
  {
    ...inNetwork,
    kind: "partition",
    role: "fault",
    title: "Partition",
    what: "A group of nodes and the rest cannot reach each other.",
    target: "world",
    fields: [GROUP],
    phrases: [{ words: "cut off {group}" }],
    end: ({ target, group }: On & { readonly group: readonly string[] }) => ({
      kind: "rejoin",
      target,
      groups: [group],
    }),
  },
  {
    ...inNetwork,
    kind: "split",
    role: "fault",
    title: "Split into several parts",
    what: "Groups of nodes cannot reach each other.",
    target: "world",
    fields: [GROUPS],
    phrases: [{ words: "split into {groups}" }],
    end: ({ target, groups }: On & { readonly groups: readonly (readonly string[])[] }) => ({
      kind: "rejoin",
      target,
      groups,
    }),
  },
  {
    ...inNetwork,
    kind: "rejoin",
    role: "cure",
    title: "Join groups again",
    what: "The links between these groups carry signals again; a single group is joined with the rest.",
    target: "world",
    fields: [GROUPS],
    phrases: [{ words: "rejoin {groups}" }],
  },
  {
    ...inNetwork,
    kind: "heal_all",
    role: "cure",
    title: "Heal every link",
    what: "No link is cut or clogged any more.",
    target: "world",
    phrases: [{ words: "heal every link" }],
  },
  {
    ...inNetwork,
    kind: "loss",
    role: "fault",
    title: "Lossy link",
    what: "Signals are lost, each with this chance.",
    fields: [numberField("percent", "Lost", [0, 30, 100], { unit: "%" })],
    phrases: [{ words: "{target} loses {percent} %" }],
    end: ({ target }: On) => ({ kind: "loss", target, percent: 0 }),
  },
  {
    ...inNetwork,
    kind: "link_quality",
    role: "fault",
    title: "Bad link",
    what: "Delay, a heavy tail, loss in bursts, copies and reordering, whichever are given.",
    fields: QUALITY,
    needsOne: true,
    phrases: [{ words: "disturb {target}" }],
    clauses: {
      delayMs: ["delay ", " ms"],
      tailMs: ["tail ", " ms"],
      lossPercent: ["loss ", " %"],
      burst: ["bursts of ", ""],
      duplicatePercent: ["copies ", " %"],
      replayMs: ["replay within ", " ms"],
      reorderMs: ["reordering ", " ms"],
    },
    end: to("calm_link"),
  },
  {
    ...inNetwork,
    kind: "calm_link",
    role: "cure",
    title: "Calm a link",
    what: "The link is as good as the scenario has it.",
    phrases: [{ words: "calm {target}" }],
  },
  {
    ...inNetwork,
    kind: "calm_all",
    role: "cure",
    title: "Calm every link",
    what: "Delays and losses are those of the scenario again.",
    target: "world",
    phrases: [{ words: "calm every link" }],
  },
  {
    ...inNetwork,
    kind: "flap_link",
    role: "fault",
    title: "Flapping link",
    what: "The link is cut and healed in turn, faster than anybody can get used to.",
    fields: [
      numberField("periodMs", "Cut and healed every", [1, 400, 60_000], { unit: "ms" }),
      numberField("count", "Times", [1, 10, 1_000], { whole: true }),
    ],
    phrases: [{ words: "flap {target} every {periodMs} ms, {count} times" }],
  },
  {
    ...inNetwork,
    kind: "clog_link",
    role: "fault",
    title: "Clogged link",
    what: "The link holds everything until it is unclogged; beyond its capacity signals are lost.",
    fields: [
      numberField("capacity", "Room for so many signals", [0, 100, 100_000], { whole: true, optional: true }),
    ],
    phrases: [{ words: "clog {target}" }],
    clauses: { capacity: ["room for ", " signals"] },
    end: to("unclog_link"),
  },
  {
    ...inNetwork,
    kind: "unclog_link",
    role: "cure",
    title: "Unclog a link",
    what: "What the link has held goes on, in its order.",
    phrases: [{ words: "unclog {target}" }],
  },
];

/**
 * The town of `million`: keepers of districts under a supervisor, a builder that opens one district after another, a
 * crier that starts rumours, and the owner of the table of houses.
 *
 * A keeper is linked to its residents and traps exits: it counts who was born and who died of what, and gives an empty
 * house to somebody new at once. When a keeper is killed its residents die with it, and its supervisor starts it again.
 */

import { type Context, isTagged, type Module, Pid, type Term } from "../../kernel/index.ts";
import {
  defineServer,
  defineSupervisor,
  noreply,
  OTP_MODULES,
  started,
  supervisor,
} from "../../otp/index.ts";
import { HOUSES, residentModule, tell } from "./million-resident.ts";
import { houseAt, housesOf, planTown, type TownPlan } from "./million-streets.ts";
import { ROOT } from "./root.ts";

/** The town is built within about this much virtual time, whatever its size. */
const BUILD_US = 5_000_000;
const BATCHES = 8;
/** A district that has lost everybody is settled anew in this time, slowly enough to be seen. */
const RESETTLE_US = 2_400_000;
const ROUND_US = 1_000_000;
const FIRST_RUMOUR_US = 1_500_000;
/** Houses in which a rumour starts. */
const SOURCES = 4;
/** Of those who end in a round, one in so many crashes; the others leave in peace. */
const CRASHES = 4;

export type KeeperState = {
  readonly plan: TownPlan;
  readonly district: number;
  /** Seats that have been filled once, and the time between two batches of births. */
  readonly filled: number;
  readonly batchUs: number;
  readonly born: number;
  readonly died: number;
  /** Deaths by exit reason. */
  readonly reasons: { readonly [reason: string]: number };
  /** Who was told to end, with the seat. */
  readonly leaving: readonly (readonly [Pid, number])[];
};

/** The domain events of the town; `importance` as in the catalogues of the other rooms. */
export const TOWN_EVENTS = {
  "town.built": {
    description: "every district of the town is open",
    importance: 3,
    measurements: ["districts", "residents"],
    metadata: [],
  },
  "town.rumour_started": {
    description: "a rumour has been told to somebody in some houses",
    importance: 2,
    measurements: ["houses"],
    metadata: ["rumour"],
  },
} as const;

const RESIDENT = ["resident", "start", []] as const;
const BIRTH = { link: true, label: "resident" } as const;

export function keeperName(district: number): string {
  return `district ${district}`;
}

const district = defineServer<KeeperState>("district", {
  init(ctx, args) {
    const [plan, number] = args as readonly [TownPlan, number];
    ctx.trapExit(true);
    ctx.send(ctx.self, "fill");
    const isResettled = ctx.tableHas(HOUSES, houseAt(plan, number, 0));
    const batchUs = Math.ceil((isResettled ? RESETTLE_US : BUILD_US / plan.districts) / BATCHES);
    const empty = { filled: 0, batchUs, born: 0, died: 0, reasons: {}, leaving: [] };
    return started({ plan, district: number, ...empty });
  },
  handleCall: (_ctx, _request, _from, state) => noreply(state),
  handleInfo(ctx, message, state) {
    if (message === "fill") return noreply(fill(ctx, state));
    if (message === "round") return noreply(makeRound(ctx, state));
    return noreply(isTagged(message, "EXIT") ? succeed(ctx, state, message[1] as Pid, message[2]) : state);
  },
});

/** One batch of births; the first round follows the last batch. */
function fill(ctx: Context, state: KeeperState): KeeperState {
  const { plan, district: number, filled } = state;
  const houses = housesOf(plan, number);
  const batch = Math.min(Math.ceil(plan.size / BATCHES), houses - filled);
  for (let seat = filled; seat < filled + batch; seat++) giveBirth(ctx, state, seat);
  const next = { ...state, filled: filled + batch, born: state.born + batch };
  const isFull = next.filled >= houses;
  // Rounds begin when the town is built, so that the places of the dead are taken by their own neighbours.
  const firstRoundUs = Math.max(0, BUILD_US - ctx.now()) + ctx.drawBetween("round", 1, ROUND_US);
  ctx.sendAfter(isFull ? firstRoundUs : state.batchUs, ctx.self, isFull ? "round" : "fill");
  return next;
}

function giveBirth(ctx: Context, { plan, district: number }: KeeperState, seat: number): void {
  ctx.tablePut(HOUSES, houseAt(plan, number, seat), ctx.spawn(RESIDENT, BIRTH));
}

/** Once a second the lot falls on some residents: they leave, or crash of bad news. */
function makeRound(ctx: Context, state: KeeperState): KeeperState {
  const { plan, district: number } = state;
  ctx.sendAfter(ROUND_US, ctx.self, "round");
  const houses = housesOf(plan, number);
  const expected = (houses * plan.churnPerMille) / 1_000;
  const chance = Math.floor((expected % 1) * 1_000_000);
  const deaths = Math.floor(expected) + (ctx.drawBetween("lot", 0, 999_999) < chance ? 1 : 0);
  const leaving: (readonly [Pid, number])[] = [];
  for (let i = 0; i < deaths; i++) {
    const seat = ctx.drawBetween("lot", 0, houses - 1);
    const pid = ctx.tableGet(HOUSES, houseAt(plan, number, seat));
    if (!(pid instanceof Pid)) continue;
    leaving.push([pid, seat]);
    ctx.send(pid, i % CRASHES === 0 ? "bad_news" : "leave");
  }
  return { ...state, leaving: [...state.leaving, ...leaving] };
}

/** Somebody has died: counted by reason, and the house is given to somebody new. */
function succeed(ctx: Context, state: KeeperState, pid: Pid, reason: Term): KeeperState {
  const seat = seatOf(ctx, state, pid);
  if (seat === undefined) return state;
  giveBirth(ctx, state, seat);
  const name = String(Array.isArray(reason) ? reason[0] : reason);
  return {
    ...state,
    born: state.born + 1,
    died: state.died + 1,
    reasons: { ...state.reasons, [name]: (state.reasons[name] ?? 0) + 1 },
    leaving: state.leaving.filter(([gone]) => gone !== pid),
  };
}

/** Almost always somebody who was told to go; otherwise the house is looked for. */
function seatOf(
  ctx: Context,
  { plan, district: number, leaving }: KeeperState,
  pid: Pid,
): number | undefined {
  const told = leaving.find(([gone]) => gone === pid);
  if (told !== undefined) return told[1];
  for (let seat = 0; seat < housesOf(plan, number); seat++) {
    if (ctx.tableGet(HOUSES, houseAt(plan, number, seat)) === pid) return seat;
  }
  return undefined;
}

/** Owns the table: everybody below it ends when it does, because their addresses are gone. */
const houses = defineServer<null>("houses", {
  init(ctx) {
    ctx.tableNew(HOUSES, { access: "public" });
    return started(null);
  },
  handleCall: (_ctx, _request, _from, state) => noreply(state),
});

const builder = defineServer<TownPlan>("builder", {
  init(ctx, args) {
    ctx.send(ctx.self, "build");
    return started(args as TownPlan);
  },
  handleCall: (_ctx, _request, _from, state) => noreply(state),
  *handleInfo(ctx, _message, plan) {
    let number = 1;
    while (ctx.whereis(keeperName(number)) !== undefined) number++;
    if (number > plan.districts) {
      ctx.emit("town.built", { districts: plan.districts, residents: plan.residents });
      return noreply(plan);
    }
    yield* supervisor.startChild(ctx, "districts", [[plan, number], { name: keeperName(number) }]);
    ctx.sendAfter(Math.ceil(BUILD_US / plan.districts), ctx.self, "build");
    return noreply(plan);
  },
});

type CrierState = { readonly plan: TownPlan; readonly rumour: number };

const crier = defineServer<CrierState>("crier", {
  init(ctx, args) {
    const plan = args as TownPlan;
    if (plan.rumourEveryUs > 0) ctx.sendAfter(FIRST_RUMOUR_US, ctx.self, "cry");
    return started({ plan, rumour: Math.floor(ctx.now() / ROUND_US) });
  },
  handleCall: (_ctx, _request, _from, state) => noreply(state),
  handleInfo(ctx, _message, { plan, rumour }) {
    for (let i = 0; i < SOURCES; i++) tell(ctx, rumour + 1, ctx.drawBetween("source", 0, plan.residents - 1));
    ctx.emit("town.rumour_started", { rumour: rumour + 1, houses: SOURCES });
    ctx.sendAfter(plan.rumourEveryUs, ctx.self, "cry");
    return noreply({ plan, rumour: rumour + 1 });
  },
});

const districts = defineSupervisor("districts", () => [
  "ok",
  [
    { strategy: "simple_one_for_one", intensity: 60, period: 10 },
    [{ id: "district", start: ["gen_server", "start_link", ["district"]] }],
  ],
]);

const townRoot = defineSupervisor("town", (_ctx, plan) => [
  "ok",
  [
    { strategy: "rest_for_one", intensity: 5, period: 60 },
    [
      { id: "houses", start: ["gen_server", "start_link", ["houses", null, { name: "houses" }]] },
      {
        id: "districts",
        type: "supervisor",
        shutdown: "infinity",
        start: ["supervisor", "start_link", ["districts", null, { name: "districts" }]],
      },
      { id: "builder", start: ["gen_server", "start_link", ["builder", plan, { name: "builder" }]] },
      { id: "crier", start: ["gen_server", "start_link", ["crier", plan, { name: "crier" }]] },
    ],
  ],
]);

/** Everything the node runs, for this plan. */
export function townModules(plan: TownPlan): readonly Module[] {
  return [...OTP_MODULES, ROOT, townRoot, districts, houses, builder, crier, district, residentModule(plan)];
}

/** The plan that the parameters ask for. */
export function planOf(parameters: Readonly<Record<string, number | string | boolean>>): TownPlan {
  const { processes, churnPerMille, rumourEveryS } = parameters;
  return planTown(Number(processes), Number(churnPerMille), Number(rumourEveryS) * 1_000_000);
}

/**
 * A resident of `million`: a loop process whose whole state is the number of the last rumour it has heard.
 *
 * It costs nothing while nobody talks to it. A letter names the house it is for, so that a resident need not keep its
 * own address. A rumour heard for the first time is passed on a moment later; one resident in many has doubts and
 * sleeps on it first, and what arrives meanwhile waits in its mailbox.
 */

import {
  type Blocking,
  type Context,
  enterLoop,
  exit,
  isTagged,
  type Module,
  Pid,
  Raise,
  receiveWithin,
  type Term,
} from "../../kernel/index.ts";
import { farFriendOf, nextDoor, scatter, type TownPlan } from "./million-streets.ts";

/** Public table of the town: house number → pid of who lives there. */
export const HOUSES = "houses";

const PASS_ON_US = { min: 20_000, max: 260_000 } as const;
const DOUBT_US = { min: 400_000, max: 1_600_000 } as const;
/** One resident of so many is a doubter. */
const DOUBTERS = 48;

/** The module of the residents; it knows the plan of the town, which never changes during a run. */
export function residentModule(plan: TownPlan): Module {
  return {
    name: "resident",
    functions: { start: () => enterLoop("resident", 0) },
    loop: {
      name: "resident",
      handle: (ctx: Context, heard: number, message: Term) => handle(ctx, plan, heard, message),
    },
  };
}

function handle(ctx: Context, plan: TownPlan, heard: number, message: Term): number | Blocking<Term> {
  if (message === "leave") exit("normal");
  if (message === "bad_news") throw new Raise("error", "bad_news");
  if (!Array.isArray(message)) return heard;
  const [verb, rumour, house] = message as unknown as readonly [string, number, number];
  if (verb === "tell") {
    tellAll(ctx, plan, rumour, house);
    return heard;
  }
  if (verb !== "rumour" || rumour <= heard) return heard;
  if (scatter(house) % DOUBTERS === 1) return sleepOnIt(ctx, plan, rumour, house);
  const us = ctx.drawBetween("talk", PASS_ON_US.min, PASS_ON_US.max);
  ctx.sendAfter(us, ctx.self, ["tell", rumour, house]);
  return rumour;
}

function* sleepOnIt(ctx: Context, plan: TownPlan, rumour: number, house: number): Blocking<Term> {
  yield* receiveWithin(ctx.drawBetween("doubt", DOUBT_US.min, DOUBT_US.max), isWakeUp);
  tellAll(ctx, plan, rumour, house);
  return rumour;
}

function isWakeUp(message: Term): boolean {
  return isTagged(message, "wake_up");
}

function tellAll(ctx: Context, plan: TownPlan, rumour: number, house: number): void {
  tell(ctx, rumour, nextDoor(plan, house, 1));
  tell(ctx, rumour, nextDoor(plan, house, -1));
  const far = farFriendOf(plan, house);
  if (far !== undefined) tell(ctx, rumour, far);
}

/** Writes to whoever lives in a house now; an empty house gets no letter. */
export function tell(ctx: Context, rumour: number, house: number): void {
  const pid = ctx.tableGet(HOUSES, house);
  if (pid instanceof Pid) ctx.send(pid, ["rumour", rumour, house]);
}

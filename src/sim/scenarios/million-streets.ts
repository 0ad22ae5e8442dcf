/**
 * The town plan of `million`: how many districts there are, which houses they hold, and who knows whom.
 *
 * A district is one keeper and the residents of its houses. Sizes are 4^k − 1, so that a keeper and its residents fill
 * 4^k places: in the density picture, whose places follow a Hilbert curve, a district is then a square.
 *
 * Who knows whom is a fixed small world (Kleinberg, "The small-world phenomenon", 2000): everybody knows the two next
 * doors, and some know somebody further off, near more often than far. A rumour spreads in patches of every size.
 *
 * Invariant: everything here is a pure function of the number of residents and of a house number from 0.
 */

export type TownPlan = {
  readonly residents: number;
  readonly districts: number;
  /** Houses of a full district. */
  readonly size: number;
  /** Of a thousand residents, so many end each virtual second. */
  readonly churnPerMille: number;
  /** 0: no rumours. */
  readonly rumourEveryUs: number;
};

const SIZES = [4_095, 1_023, 255, 63, 15];
const DISTRICTS_MIN = 12;
/** One resident of so many knows somebody further off than next door. */
const TRAVELLED = 6;
const FAR_SCALES = 10;

export function planTown(residents: number, churnPerMille: number, rumourEveryUs: number): TownPlan {
  const size = SIZES.find((houses) => residents >= DISTRICTS_MIN * houses) ?? 15;
  return { residents, districts: Math.ceil(residents / size), size, churnPerMille, rumourEveryUs };
}

/** Houses of a district, counted from 1; the last district may be smaller. */
export function housesOf(plan: TownPlan, district: number): number {
  return Math.max(0, Math.min(plan.size, plan.residents - (district - 1) * plan.size));
}

/** The house at a seat of a district; seats count from 0. */
export function houseAt(plan: TownPlan, district: number, seat: number): number {
  return (district - 1) * plan.size + seat;
}

/** The third acquaintance of a house, beside the two next doors; undefined for most. */
export function farFriendOf(plan: TownPlan, house: number): number | undefined {
  const bits = scatter(house);
  if (bits % TRAVELLED !== 0) return undefined;
  const scale = 4 + ((bits >>> 8) % FAR_SCALES) * 2;
  const distance = 1 + (scatter(bits) & ((1 << scale) - 1));
  const side = (bits & 0x80) === 0 ? 1 : -1;
  return wrap(house + side * distance, plan.residents);
}

export function nextDoor(plan: TownPlan, house: number, side: 1 | -1): number {
  return wrap(house + side, plan.residents);
}

function wrap(house: number, count: number): number {
  return ((house % count) + count) % count;
}

/** Spreads the bits of a whole number: the finaliser of MurmurHash3. */
export function scatter(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

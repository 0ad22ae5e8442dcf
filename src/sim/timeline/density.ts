/**
 * How many events there were in each stretch of a branch: bins from time 0 that double in width when there are too
 * many of them, so that a run of any length is one picture.
 */

const BINS_MAX = 512;
const FIRST_BIN_US = 100_000;

export class Density {
  binUs: number;
  #counts: number[];

  constructor(binUs = FIRST_BIN_US, counts: readonly number[] = []) {
    this.binUs = binUs;
    this.#counts = counts.slice();
  }

  get counts(): readonly number[] {
    return this.#counts;
  }

  /** Where the bin of `nowUs` ends: events should be noted at least once per bin. */
  binEndUs(nowUs: number): number {
    return (Math.floor(nowUs / this.binUs) + 1) * this.binUs;
  }

  /** Notes `events` that happened shortly before or at `nowUs`. */
  note(nowUs: number, events: number): void {
    const bin = Math.max(0, Math.ceil(nowUs / this.binUs) - 1);
    if (bin >= BINS_MAX) {
      this.#widen();
      this.note(nowUs, events);
      return;
    }
    while (this.#counts.length <= bin) this.#counts.push(0);
    this.#counts[bin] = (this.#counts[bin] as number) + events;
  }

  /** The density of a branch that leaves this one at `nowUs`, after `events` events. */
  until(nowUs: number, events: number): Density {
    const bin = Math.max(0, Math.ceil(nowUs / this.binUs) - 1);
    const whole = this.#counts.slice(0, bin);
    const before = whole.reduce((sum, count) => sum + count, 0);
    return new Density(this.binUs, [...whole, Math.max(0, events - before)]);
  }

  #widen(): void {
    const wide: number[] = [];
    for (let i = 0; i < this.#counts.length; i += 2) {
      wide.push((this.#counts[i] as number) + (this.#counts[i + 1] ?? 0));
    }
    this.#counts = wide;
    this.binUs *= 2;
  }
}

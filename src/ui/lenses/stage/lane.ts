/**
 * The way of messages from one node to another: a straight lane from rim to rim, keeping to its right, so that both
 * directions of a link stay apart.
 *
 * A class, because it is the scratch object of the draw loop: set once per message and frame, never allocated there.
 * Invariant: the lane back runs parallel, at twice LANE_OFFSET, in the opposite direction.
 */

/** Distance of a lane from the line between the nodes' centres, in pixels. */
export const LANE_OFFSET = 5;

export class Lane {
  startX = 0;
  startY = 0;
  /** Unit vector of travel. */
  unitX = 0;
  unitY = 0;
  length = 0;

  /** Lays the lane between two node centres, leaving `clearance` pixels free round each. */
  lay(fromX: number, fromY: number, to: { readonly x: number; readonly y: number }, clearance: number): void {
    const dx = to.x - fromX;
    const dy = to.y - fromY;
    const whole = Math.hypot(dx, dy);
    this.unitX = whole === 0 ? 0 : dx / whole;
    this.unitY = whole === 0 ? 0 : dy / whole;
    this.length = Math.max(0, whole - 2 * clearance);
    this.startX = fromX + this.unitX * clearance - this.unitY * LANE_OFFSET;
    this.startY = fromY + this.unitY * clearance + this.unitX * LANE_OFFSET;
  }

  xAt(share: number): number {
    return this.startX + this.unitX * this.length * share;
  }

  yAt(share: number): number {
    return this.startY + this.unitY * this.length * share;
  }
}

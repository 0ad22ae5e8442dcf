/** The timers of the servers, painted on every frame in which time has passed. */
import type { LaneScene } from "./paint-lanes.ts";
import type { Palette } from "./palette.ts";

const FULL_TURN = 2 * Math.PI;

/** The timers: what is left of an election timeout, or of the time to the next heartbeat, as an arc that drains. */
export function paintTimers(
  context: CanvasRenderingContext2D,
  { assigns, layout }: LaneScene,
  palette: Palette,
  nowUs: number,
): void {
  const { x, y, radius } = layout.timer;
  context.clearRect(0, 0, layout.isNarrow ? 40 : 48, layout.height);
  context.lineCap = "round";
  for (const [i, id] of assigns.order.entries()) {
    const server = assigns.servers[id];
    if (server === undefined || server.dueUs === null || server.spanUs <= 0) continue;
    const left = Math.min(1, Math.max(0, (server.dueUs - nowUs) / server.spanUs));
    const isLeader = server.role === "leader";
    const centreY = layout.top + i * layout.laneHeight + y;
    context.lineWidth = isLeader ? 2 : 3;
    context.strokeStyle = palette.line;
    context.beginPath();
    context.arc(x, centreY, radius, 0, FULL_TURN);
    context.stroke();
    if (left <= 0) continue;
    context.strokeStyle = isLeader ? palette.heartbeat : left < 0.25 ? palette.timerLate : palette.timer;
    context.setLineDash(isLeader ? [2, 3] : []);
    context.beginPath();
    context.arc(x, centreY, radius, -FULL_TURN / 4, -FULL_TURN / 4 + FULL_TURN * left);
    context.stroke();
    context.setLineDash([]);
  }
}

/** Runs one scenario on a fresh node and answers its trace. */

import { createCode, EVENT_KIND, Node, SIGNAL } from "../../kernel/index.ts";
import { OTP_MODULES } from "../../otp/index.ts";
import { actorModule } from "./actor.ts";
import { agentFixture } from "./agent-operations.ts";
import { ACTOR, command } from "./command.ts";
import type { Scenario, ScenarioTrace, StepTrace } from "./json.ts";
import { MS_US } from "./operation.ts";
import { serverModule } from "./server-fixture.ts";
import { supervisorModules } from "./supervisor-fixture.ts";
import { taskFixture } from "./task-fixture.ts";
import { NODE_INDEX } from "./terms.ts";
import { World } from "./world.ts";

/** More events than any scenario causes: a run that goes on past it is caught in a circle. */
const EVENTS_MAX = 200_000;

export function runScenario(scenario: Scenario): ScenarioTrace {
  const world = new World();
  const code = createCode([
    ...OTP_MODULES,
    actorModule(world),
    serverModule(world),
    ...supervisorModules(world),
    taskFixture(world),
    agentFixture(world),
  ]);
  const node = new Node({ index: NODE_INDEX, seed: 1, code, traceCapacity: 1 << 10 });
  world.node = node;
  const actors = scenario.actors.map((actor) =>
    typeof actor === "string"
      ? { name: actor, trap: false }
      : { name: actor.name, trap: actor.trap === true },
  );
  node.boot([ACTOR, "root", [actors]], 0);
  settle(node, world, 0);
  world.takeStep();
  const steps: StepTrace[] = [];
  for (const step of scenario.steps) {
    let untilUs = node.nowUs;
    if (step.advance !== undefined) untilUs += step.advance * MS_US;
    else {
      const pid = world.pids.get(step.p ?? "");
      if (pid !== undefined && node.find(pid) !== undefined) {
        node.enqueue(SIGNAL.message, pid, undefined, command(step.ops ?? []), 0);
      }
    }
    settle(node, world, untilUs);
    steps.push(world.takeStep());
  }
  return { steps: world.withoutFailedStarts(steps) };
}

/** Lets everything happen that is due up to a time, and notes who has ended. */
function settle(node: Node, world: World, untilUs: number): void {
  for (let events = 0; node.nextTimeUs() <= untilUs; events++) {
    if (events > EVENTS_MAX) throw new Error("the scenario does not come to rest");
    const before = node.trace.seq;
    node.step();
    for (let seq = before + 1; seq <= node.trace.seq; seq++) {
      const record = node.trace.read(seq);
      if (record?.kind !== EVENT_KIND.exited) continue;
      const pid = world.pidOfSerial(record.actor);
      if (pid !== undefined) world.logExit(pid, record.payload);
    }
  }
  node.idleUntil(untilUs);
}

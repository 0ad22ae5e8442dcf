/** Domain events about agents. */

import type { DomainEvent } from "../../otp/index.ts";

export const AGENT_EVENTS = {
  "agent.started": {
    description: "an agent is ready",
    importance: 2,
    measurements: ["incarnation", "restarts"],
    metadata: ["agent", "pid"],
  },
  "agent.failed": {
    description: "an agent has crashed",
    importance: 3,
    measurements: ["incarnation"],
    metadata: ["agent", "pid", "reason"],
  },
  "agent.stopped": {
    description: "an agent has ended in good order",
    importance: 2,
    measurements: ["incarnation"],
    metadata: ["agent", "pid", "reason"],
  },
  "agent.restored": {
    description: "a starting agent goes on from what it had learnt",
    importance: 3,
    measurements: ["tasks", "steps", "incarnation"],
    metadata: ["agent", "from"],
  },
  "agent.task_finished": {
    description: "an agent has trained for one task; loss in nats, null when it diverged",
    importance: 1,
    measurements: ["tasks", "steps", "loss", "learningRate"],
    metadata: ["agent"],
  },
  "agent.diverged": {
    description: "training left the range of usable weights; the model was kept as it was before",
    importance: 2,
    measurements: ["learningRate", "step"],
    metadata: ["agent"],
  },
  "agent.evaluated": {
    description: "an agent has measured its model on held-out rows",
    importance: 1,
    measurements: ["accuracy", "loss", "tasks", "rows"],
    metadata: ["agent"],
  },
  "agent.tried": {
    description: "an agent has tried another learning rate; score in millionths of a nat saved",
    importance: 1,
    measurements: ["candidate", "learningRate", "score"],
    metadata: ["agent", "verdict"],
  },
  "agent.applied": {
    description: "an agent has switched to a version of a variable",
    importance: 2,
    measurements: ["version", "token"],
    metadata: ["agent", "variable", "value"],
  },
  "agent.save_refused": {
    description: "the store has refused a state that was out of date",
    importance: 2,
    measurements: ["incarnation"],
    metadata: ["agent"],
  },
} as const satisfies Readonly<Record<string, DomainEvent>>;

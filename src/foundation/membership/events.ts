/** Domain events of membership: what one node comes to think of another. `member` is the index of that node. */

import type { Catalogue } from "../telemetry/index.ts";

export const MEMBERSHIP_EVENTS = {
  "membership.joined": {
    description: "A node learns of a new member, or that one it took for dead or gone is there again.",
    importance: 2,
    measurements: ["member", "incarnation"],
  },
  "membership.suspected": {
    description: "A member has not answered, directly or through others, and is given time to refute.",
    importance: 2,
    measurements: ["member", "incarnation"],
  },
  "membership.refuted": {
    description: "A suspect has shown that it lives. suspectedUs: how long it had been suspected here.",
    importance: 2,
    measurements: ["member", "incarnation", "suspectedUs"],
  },
  "membership.died": {
    description: "A member is taken for dead; final for this incarnation of it.",
    importance: 3,
    measurements: ["member", "incarnation"],
  },
  "membership.left": {
    description: "A member has said goodbye.",
    importance: 2,
    measurements: ["member", "incarnation"],
  },
} as const satisfies Catalogue;

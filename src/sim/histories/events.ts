/** Domain events of clients whose operations are to be judged: the contract between whoever asks and `historyOf`. */

/**
 * Emitted with `ctx.emit` by the client process: `client.invoked` before anything leaves it, `client.returned` when it
 * knows how the operation ended. A client that dies meanwhile emits nothing, and its outcome stays unknown.
 *
 * `client`: the session, one operation at a time. `id`: number of the operation within it. `op`, `key`, `value`: as in
 * an `Operation`. `outcome`: `ok` (`result` is the answer), `failed` (it certainly did not happen), or `unknown`.
 */
export const CLIENT_EVENTS = {
  "client.invoked": {
    description: "A client asks for something.",
    importance: 1,
    measurements: ["id"],
    metadata: ["client", "op", "key", "value"],
  },
  "client.returned": {
    description: "A client has its answer, or knows that it will not get one.",
    importance: 1,
    measurements: ["id"],
    metadata: ["client", "outcome", "result"],
  },
} as const;

import { describe, expect, test } from "vitest";
import { type Context, type Pid, type Ref, receive, type Term } from "../../kernel/index.ts";
import { actor, withActor } from "../../testkit/manual/actor.ts";
import { pause, play, raisedBy, takeAll, tell } from "../../testkit/manual/play.ts";
import {
  checkAnyResponse,
  checkResponse,
  type LabelledResponse,
  type RequestSet,
  receiveAnyResponse,
  receiveResponse,
  reqids,
  sendRequest,
  sendRequestInto,
  startLink,
  waitAnyResponse,
  waitResponse,
} from "../index.ts";

const echo = (request: Term) => ["reply", ["echo", request, "s0"]];

/** What the script tells beside a running actor. */
const told = (script: (ctx: Context, server: Pid) => Generator) =>
  withActor(null, script).told.filter((one) => !(Array.isArray(one) && one[0] === "init"));

describe("gen_server(3): send_request", () => {
  test("GEN.send_request-1: asks without waiting; with receive_response it is the same as a call", () => {
    const list = told(function* (ctx) {
      const request = sendRequest(ctx, "s", "x");
      tell(ctx, "went on");
      tell(ctx, (yield* receiveResponse(ctx, request, 100)) as Term);
    });
    expect(list).toEqual(["went on", echo("x")]);
  });

  test("GEN.send_request-2: many requests may be under way, and be asked about in any order", () => {
    const list = told(function* (ctx) {
      const [a, b, c] = ["a", "b", "c"].map((one) => sendRequest(ctx, "s", one)) as [Ref, Ref, Ref];
      for (const one of [c, a, b]) tell(ctx, (yield* receiveResponse(ctx, one, 100)) as Term);
    });
    expect(list).toEqual([echo("c"), echo("a"), echo("b")]);
  });

  test("GEN.send_request-3: a name nobody has is told with the response, as it was given", () => {
    const list = told(function* (ctx) {
      tell(ctx, (yield* receiveResponse(ctx, sendRequest(ctx, "nobody", "x"), 100)) as Term);
    });
    expect(list).toEqual([["error", ["noproc", "nobody"]]]);
  });
});

describe("gen_server(3): receive_response and wait_response", () => {
  const both = [receiveResponse, waitResponse] as const;

  test("GEN.receive_response-1: the response is the reply", () => {
    for (const take of both) {
      const list = told(function* (ctx) {
        tell(ctx, (yield* take(ctx, sendRequest(ctx, "s", "x"), 100)) as Term);
      });
      expect(list).toEqual([echo("x")]);
    }
  });

  test("GEN.receive_response-2: a server that ends before it replies gives an error with reason and server", () => {
    for (const take of both) {
      const list = told(function* (ctx, server) {
        const [kind, [reason, who]] = (yield* take(
          ctx,
          sendRequest(ctx, server, ["ret", ["stop", "why", "s"]]),
          9,
        )) as [Term, readonly [Term, Term]];
        tell(ctx, [kind, reason, who === server]);
      });
      expect(list.at(-1)).toEqual(["error", "why", true]);
    }
  });

  test("GEN.receive_response-3: receive_response gives the request up at its timeout: no response comes any more", () => {
    const list = told(function* (ctx) {
      const request = sendRequest(ctx, "s", ["later", 100]);
      tell(ctx, (yield* receiveResponse(ctx, request, 50)) as Term);
      yield* pause(200);
      tell(ctx, yield* takeAll());
    });
    expect(list).toEqual(["timeout", []]);
  });

  test("GEN.wait_response-1: wait_response keeps the request at its timeout: it can be asked about again", () => {
    const list = told(function* (ctx) {
      const request = sendRequest(ctx, "s", ["later", 100]);
      for (let i = 0; i < 3; i++) tell(ctx, (yield* waitResponse(ctx, request, 40)) as Term);
    });
    expect(list).toEqual(["timeout", "timeout", ["reply", "late"]]);
  });

  test("GEN.receive_response-4: the timeout may be infinite, or a point in time", () => {
    const list = told(function* (ctx) {
      tell(
        ctx,
        (yield* receiveResponse(
          ctx,
          sendRequest(ctx, "s", ["later", 100]),
          Number.POSITIVE_INFINITY,
        )) as Term,
      );
      tell(ctx, (yield* receiveResponse(ctx, sendRequest(ctx, "s", ["later", 100]), { atUs: 150 })) as Term);
      tell(ctx, ctx.now());
      tell(ctx, (yield* receiveResponse(ctx, sendRequest(ctx, "s", ["later", 100]), { atUs: 10 })) as Term);
      tell(ctx, ctx.now());
    });
    expect(list).toEqual([["reply", "late"], "timeout", 150, "timeout", 150]);
  });
});

describe("gen_server(3): check_response", () => {
  test("GEN.check_response-1: tells whether a received message is the response to a request", () => {
    const list = told(function* (ctx) {
      const request = sendRequest(ctx, "s", "x");
      ctx.send(ctx.self, "other");
      for (let i = 0; i < 2; i++) tell(ctx, checkResponse(ctx, yield* receive(), request) as Term);
    });
    expect(list).toEqual(["no_reply", echo("x")]);
  });

  test("GEN.check_response-2: also the end of the server is a response", () => {
    const list = told(function* (ctx, server) {
      ctx.unlink(server);
      const request = sendRequest(ctx, "s", ["ret", ["stop", "why", "s"]]);
      tell(ctx, [(checkResponse(ctx, yield* receive(), request)[1] as readonly Term[])[0]]);
    });
    expect(list.at(-1)).toEqual(["why"]);
  });

  test("GEN.check_response-3: after a response no DOWN of that request follows", () => {
    const list = told(function* (ctx, server) {
      ctx.unlink(server);
      const request = sendRequest(ctx, "s", "x");
      checkResponse(ctx, yield* receive(), request);
      ctx.exit(server, "kill");
      yield* pause(10);
      tell(ctx, yield* takeAll());
    });
    expect(list).toEqual([[]]);
  });
});

/** The actor `s` and a collection with a slow request `slow` and a quick one `quick`. */
const withSet = (script: (ctx: Context, set: RequestSet, server: Pid) => Generator) =>
  told(function* (ctx, server) {
    const first = sendRequestInto(ctx, "s", ["later", 100], { label: "slow", set: reqids.new() });
    yield* script(
      ctx,
      sendRequestInto(ctx, "s", "x", { label: "quick", set: first }),
      server,
    ) as Generator<never>;
  });
const labelOf = (response: LabelledResponse | string): Term =>
  typeof response === "string" ? response : response[1];

describe("gen_server(3): collections of requests", () => {
  test("GEN.reqids-1: a new collection is empty; requests are added with a label, counted and listed", () => {
    const list = told(function* (ctx) {
      const request = sendRequest(ctx, "s", "x");
      const set = reqids.add(request, "label", reqids.new());
      tell(ctx, [reqids.size(reqids.new()), reqids.size(set)]);
      tell(
        ctx,
        reqids.toList(set).map(([one, label]) => [one === request, label]),
      );
      yield* pause(0);
    });
    expect(list).toEqual([[0, 1], [[true, "label"]]]);
  });

  test("GEN.reqids-2: a request that is in it cannot be added again", () => {
    const list = told(function* (ctx) {
      const request = sendRequest(ctx, "s", "x");
      const set = reqids.add(request, "a", reqids.new());
      tell(
        ctx,
        raisedBy(() => reqids.add(request, "b", set)),
      );
      yield* pause(0);
    });
    expect(list).toEqual([["badarg", "$stack"]]);
  });

  test("GEN.reqids-3: the first response of any request is taken, with the label of its request", () => {
    for (const take of [receiveAnyResponse, waitAnyResponse]) {
      const list = withSet(function* (ctx, set) {
        const [response, label, rest] = (yield* take(ctx, set, 500, "remove")) as LabelledResponse;
        tell(ctx, [response, label, reqids.size(rest)]);
        tell(ctx, labelOf(yield* take(ctx, rest, 500, "remove")));
      });
      expect(list).toEqual([[echo("x"), "quick", 1], "slow"]);
    }
  });

  test("GEN.reqids-4: an empty collection answers no_request", () => {
    const list = told(function* (ctx) {
      tell(ctx, labelOf(yield* receiveAnyResponse(ctx, [], 5, "remove")));
      tell(ctx, labelOf(yield* waitAnyResponse(ctx, [], 5, "remove")));
      tell(ctx, labelOf(checkAnyResponse(ctx, "message", [], "remove")));
    });
    expect(list).toEqual(["no_request", "no_request", "no_request"]);
  });

  test("GEN.reqids-5: kept in the collection, an answered request is never answered again: it waits for its timeout", () => {
    const list = told(function* (ctx) {
      const set = sendRequestInto(ctx, "s", "x", { label: "l", set: reqids.new() });
      const [, label, rest] = (yield* receiveAnyResponse(ctx, set, 50, "keep")) as LabelledResponse;
      tell(ctx, [label, reqids.size(rest)]);
      tell(ctx, labelOf(checkAnyResponse(ctx, "message", rest, "keep")));
      tell(ctx, [labelOf(yield* receiveAnyResponse(ctx, rest, 50, "keep")), ctx.now()]);
    });
    expect(list).toEqual([["l", 1], "no_reply", ["timeout", 50]]);
  });

  test("GEN.reqids-6: at a timeout receive_response gives all requests up, wait_response none", () => {
    const left = (take: typeof receiveAnyResponse) =>
      withSet(function* (ctx, set) {
        const [, , rest] = (yield* take(ctx, set, 500, "remove")) as LabelledResponse;
        tell(ctx, labelOf(yield* take(ctx, rest, 50, "remove")));
        yield* pause(500);
        tell(ctx, (yield* takeAll()).length);
      });
    expect(left(receiveAnyResponse)).toEqual(["timeout", 0]);
    expect(left(waitAnyResponse)).toEqual(["timeout", 1]);
  });

  test("GEN.reqids-7: check_response finds the request a message belongs to, or says no_reply", () => {
    const list = withSet(function* (ctx, set) {
      tell(ctx, labelOf(checkAnyResponse(ctx, "other", set, "remove")));
      tell(ctx, labelOf(checkAnyResponse(ctx, yield* receive(), set, "remove")));
    });
    expect(list).toEqual(["no_reply", "quick"]);
  });

  test("GEN.reqids-8: the end of a server answers all its requests with the error", () => {
    const list = withSet(function* (ctx, set, server) {
      ctx.unlink(server);
      ctx.exit(server, "kill");
      let rest = set;
      while (rest.length > 0) {
        const [response, label, next] = (yield* receiveAnyResponse(
          ctx,
          rest,
          500,
          "remove",
        )) as LabelledResponse;
        tell(ctx, [label, response[0]]);
        rest = next;
      }
    });
    expect(list).toContainEqual(["slow", "error"]);
    expect(list).toHaveLength(2);
  });

  test("GEN.reqids-9: one deadline serves a whole collection", () => {
    const { told: list } = play(
      {
        *main(ctx) {
          yield* startLink(ctx, "actor", null, { name: "s" });
          let set = reqids.new();
          for (const us of [10, 20, 100]) set = sendRequestInto(ctx, "s", ["later", us], { label: us, set });
          for (;;) {
            const response = yield* receiveAnyResponse(ctx, set, { atUs: 50 }, "remove");
            tell(ctx, [labelOf(response), ctx.now()]);
            if (typeof response === "string") return;
            set = response[2];
          }
        },
      },
      { modules: [actor] },
    );
    expect(list.slice(1, 4)).toEqual([
      [10, 10],
      [20, 20],
      ["timeout", 50],
    ]);
  });
});

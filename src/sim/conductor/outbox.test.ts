import { describe, expect, it } from "vitest";
import { createLanes, type Lanes } from "../../base/index.ts";
import { type RemoteSignal, SIGNAL } from "../../kernel/index.ts";
import { Network } from "../network.ts";
import { compareDowns, type Down, type Letter, Outbox } from "./outbox.ts";

const NODES = 4;
const signal: RemoteSignal = {
  kind: SIGNAL.message,
  to: { name: "a", node: 0 },
  from: undefined,
  body: "hello",
  causeNode: 0,
  causeSeq: 1,
};

function sendAll(sends: readonly (readonly [from: number, to: number, sentUs: number])[]) {
  const network = new Network(NODES, 1, {
    latencyUs: { kind: "uniform", low: 100, high: 900 },
    minUs: 100,
    lossPpm: 0,
  });
  const outbox = new Outbox(network, NODES);
  for (const [from, to, sentUs] of sends) outbox.send(network.link(from, to), sentUs, true, signal);
  const settle = (downs: readonly Down[]): Letter[] => {
    const letters: Letter[] = [];
    outbox.settle(downs, (letter) => letters.push(letter));
    return letters;
  };
  const lanes = (): Lanes => {
    const mixed = createLanes();
    network.mix(mixed);
    return mixed;
  };
  return { outbox, settle, lanes, network };
}

describe("signals of one round", () => {
  it("reach a node that stops later at that instant in the order of nodes, and not one that stopped before", () => {
    const down: Down = { atUs: 50, node: 1, order: 1 };
    // At the instant node 1 stops, node 0 has had its turn already and node 2 has not.
    const sends = [
      [0, 1, 49],
      [0, 1, 50],
      [2, 1, 49],
      [2, 1, 50],
      [3, 1, 51],
      [3, 0, 51],
    ] as const;
    const arrived = sendAll(sends).settle([down]);
    expect(arrived.map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [0, 1],
      [2, 1],
      [3, 0],
    ]);
  });

  it("are lost to everybody when an input stopped the node before all events of that instant", () => {
    const { settle, network } = sendAll([
      [0, 1, 50],
      [0, 2, 50],
    ]);
    expect(settle([{ atUs: 50, node: 1, order: -1 }]).map(({ to }) => to)).toEqual([2]);
    expect(network.totals()).toEqual({ sent: 2, lost: 1 });
  });

  it("get sequences without gaps: one that is lost takes none", () => {
    const { settle } = sendAll([
      [0, 2, 10],
      [0, 1, 60],
      [0, 2, 70],
    ]);
    const arrived = settle([{ atUs: 50, node: 1, order: 1 }]);
    expect(arrived.map(({ to, seq }) => [to, seq])).toEqual([
      [2, 1],
      [2, 2],
    ]);
  });

  it("are settled again, after taking back, as if for the first time", () => {
    const sends = [
      [0, 1, 10],
      [0, 1, 20],
      [0, 2, 30],
      [2, 1, 40],
    ] as const;
    const downs: readonly Down[] = [{ atUs: 15, node: 1, order: 1 }];
    const once = sendAll(sends);
    const twice = sendAll(sends);
    const unsettled = twice.lanes();
    twice.settle([]);
    twice.outbox.takeBack();
    expect(twice.lanes()).toEqual(unsettled);
    expect(twice.settle(downs)).toEqual(once.settle(downs));
    expect(twice.lanes()).toEqual(once.lanes());
  });

  it("name who stopped in the order in which one worker would have seen it", () => {
    const downs: readonly Down[] = [
      { atUs: 7, node: 3, order: 3 },
      { atUs: 7, node: 2, order: -1 },
      { atUs: 6, node: 9, order: 9 },
      { atUs: 7, node: 1, order: 1 },
    ];
    expect(downs.toSorted(compareDowns).map(({ node }) => node)).toEqual([9, 2, 1, 3]);
  });
});

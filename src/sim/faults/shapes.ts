/**
 * Partial partitions by shape, as plain lists of links to cut. Nobody is cut off from everybody, and yet there may be no
 * leader whom a majority can hear.
 */

/** A ring of overlapping majorities: each node reaches so many neighbours that it sees a majority, no two see the same. */
export function majoritiesRing(nodes: readonly string[]): readonly string[] {
  const count = nodes.length;
  const reach = Math.floor(count / 4) || 1;
  return pairsWhere(nodes, (a, b) => {
    const distance = Math.min((b - a + count) % count, (a - b + count) % count);
    return distance > reach;
  });
}

/** Two halves that meet only in one node, which reaches everybody. */
export function bridge(nodes: readonly string[], middle: string): readonly string[] {
  const others = nodes.filter((node) => node !== middle);
  const half = Math.ceil(others.length / 2);
  return pairsWhere(others, (a, b) => a < half !== b < half);
}

/** Each node reaches the one before and the one after it. */
export function chain(nodes: readonly string[]): readonly string[] {
  return pairsWhere(nodes, (a, b) => Math.abs(a - b) > 1);
}

/** `node` can send to nobody, or hear nobody: one way cuts. */
export function deafOrMute(nodes: readonly string[], node: string, what: "deaf" | "mute"): readonly string[] {
  const others = nodes.filter((other) => other !== node);
  return others.map((other) => (what === "mute" ? `${node}>${other}` : `${other}>${node}`));
}

function pairsWhere(nodes: readonly string[], isCut: (a: number, b: number) => boolean): readonly string[] {
  return nodes.flatMap((left, a) =>
    nodes.flatMap((right, b) => (a < b && isCut(a, b) ? [`${left}-${right}`] : [])),
  );
}

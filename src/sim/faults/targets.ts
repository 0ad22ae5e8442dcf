/** How nodes, links, processes and modules are named in actions, and which ones a name means. */

/** Node index of "n3"; undefined when it is not a node name of a world with `count` nodes. */
export function nodeIndexOf(name: string, count: number): number | undefined {
  const match = /^n([1-9]\d*)$/.exec(name);
  const index = match === null ? Number.NaN : Number(match[1]) - 1;
  return index < count ? index : undefined;
}

/** Node index and serial of "<n3.17>". */
export function parsePid(text: string): { readonly node: number; readonly serial: number } | undefined {
  const match = /^<n([1-9]\d*)\.([1-9]\d*)>$/.exec(text);
  return match === null ? undefined : { node: Number(match[1]) - 1, serial: Number(match[2]) };
}

/** Node index and registered name of "n3:consensus". */
export function parseRegistered(text: string): { readonly node: number; readonly name: string } | undefined {
  const match = /^n([1-9]\d*):([A-Za-z_][\w.@/-]*)$/.exec(text);
  return match === null ? undefined : { node: Number(match[1]) - 1, name: match[2] as string };
}

/** Module, and index of its node, of "job_worker" (every node) or "n3/job_worker". */
export function parseModule(
  text: string,
): { readonly node: number | undefined; readonly module: string } | undefined {
  const match = /^(?:n([1-9]\d*)\/)?([a-z_][\w.]*)$/.exec(text);
  if (match === null) return undefined;
  return { node: match[1] === undefined ? undefined : Number(match[1]) - 1, module: match[2] as string };
}

/** The two node indexes of "n1-n2". */
export function parseLink(text: string, count: number): readonly [number, number] | undefined {
  return pairOf(text.split("-"), count);
}

/** The ways "n1-n2" (both) or "n1>n2" (one) means, as pairs of sending and receiving node index. */
export function parseWays(text: string, count: number): readonly (readonly [number, number])[] | undefined {
  const oneWay = pairOf(text.split(">"), count);
  if (oneWay !== undefined) return [oneWay];
  const link = parseLink(text, count);
  return link === undefined ? undefined : [link, [link[1], link[0]]];
}

function pairOf(names: readonly string[], count: number): readonly [number, number] | undefined {
  const [left, right, ...rest] = names;
  const a = nodeIndexOf(left ?? "", count);
  const b = nodeIndexOf(right ?? "", count);
  return rest.length > 0 || a === undefined || b === undefined || a === b ? undefined : [a, b];
}

/**
 * Where the data files of scenarios are. The bundler turns each address into that of a built asset next to the worker,
 * so the page works from any folder of a static host.
 */

const ADDRESSES: Readonly<Record<string, URL>> = {
  digits: new URL("../mabeam/learning/data/digits.bin", import.meta.url),
};

/** The bytes of a data file; rejects with a reason when there is no such file or it cannot be fetched. */
export async function loadResource(name: string): Promise<Uint8Array> {
  const address = ADDRESSES[name];
  if (address === undefined) throw new Error(`there is no data file "${name}"`);
  const response = await fetch(address);
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

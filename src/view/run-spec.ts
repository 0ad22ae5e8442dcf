/** A run as what it is a function of, from the fragment that links to it, and back. */

import type { RunSpec } from "../bridge/index.ts";
import type { RunStore } from "./run-store.ts";
import { defaultAddress } from "./session-address.ts";
import { type Address, parseAddress, writeAddress } from "./url-state.ts";

/** What the run behind this fragment is a function of; null while no run is open. */
export function specOfHash(hash: string, runStore: RunStore): RunSpec | null {
  const address = addressOfHash(hash, runStore);
  if (address === null) return null;
  const { scenario, seed, inputs, parameters, defects } = address;
  return { scenario, seed, inputs, ...(parameters && { parameters }), ...(defects && { defects }) };
}

/** The same page as `hash` with another run: lens, moment and speed stay. */
export function hashOfSpec(spec: RunSpec, hash: string, runStore: RunStore): string | null {
  const address = addressOfHash(hash, runStore);
  if (address === null) return null;
  const { parameters: _own, defects: _planted, ...rest } = address;
  const other: Address = { ...rest, ...spec };
  return writeAddress(other, runStore.getState().engineVersion ?? undefined);
}

function addressOfHash(hash: string, runStore: RunStore): Address | null {
  const { assigns, scenarios } = runStore.getState();
  if (assigns.run === undefined) return null;
  const ids = scenarios.map((scenario) => scenario.id);
  return parseAddress(hash, ids, defaultAddress(ids)).address;
}

/** How a worker introduces itself, and when it refuses a page. */

import { ENGINE_VERSION, SUMMARIES } from "../sim/index.ts";
import { type Hello, PROTOCOL_VERSION, type Reply } from "./protocol.ts";

export function greet(version: number): Reply<Hello> {
  if (version !== PROTOCOL_VERSION) {
    const error = `this worker speaks version ${PROTOCOL_VERSION}, not ${version}; reload the page`;
    return { ok: false, error };
  }
  const value = { protocolVersion: PROTOCOL_VERSION, engineVersion: ENGINE_VERSION, scenarios: SUMMARIES };
  return { ok: true, value };
}

/**
 * Programmer errors. An assertion that fails means our own code is wrong, so the run must stop and say where:
 * it is never caught inside the simulation and never becomes an exit signal.
 */

export class AssertionError extends Error {
  override readonly name = "AssertionError";
}

/** Stops the run when `condition` does not hold. `message` says what was expected. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionError(message);
}

/** The value, or a stop of the run when it is absent. */
export function ensure<T>(value: T | undefined | null, message: string): T {
  if (value === undefined || value === null) throw new AssertionError(message);
  return value;
}

/** Closes an exhaustive switch: reaching it is a programmer error, and the compiler proves it cannot happen. */
export function unreachable(value: never): never {
  throw new AssertionError(`unreachable case: ${String(value)}`);
}

/**
 * Mistakes that can be planted in the agreement on variables, so that the checkers can be shown to find them and a
 * person can see what each rule is for.
 *
 * Those of the state machine must be the same on every server: they are part of the name of the machine that the
 * consensus servers run. `agent_keeps_old_version` is the agents' own.
 */

export const MACHINE_DEFECTS = [
  "variable_version_skipped",
  "vote_counted_twice",
  "electorate_not_frozen",
  "stale_base_accepted",
  "accept_without_majority",
] as const;

export type MachineDefect = (typeof MACHINE_DEFECTS)[number];

/** An agent that acknowledges a version without switching to it. */
export const KEEPS_OLD_VERSION = "agent_keeps_old_version";

/** All names that may be switched on in a run. */
export const VARIABLE_DEFECTS = [...MACHINE_DEFECTS, KEEPS_OLD_VERSION] as const;

const MACHINE = "variables_machine";

/** Name of the machine module with one planted defect, or of the sound one. */
export function machineNameOf(defect: MachineDefect | undefined): string {
  return defect === undefined ? MACHINE : `${MACHINE}!${defect}`;
}

/** The name of the machine to run where these defects are on; the first of several counts. */
export function machineNameFor(hasDefect: (name: string) => boolean): string {
  return machineNameOf(MACHINE_DEFECTS.find((name) => hasDefect(name)));
}

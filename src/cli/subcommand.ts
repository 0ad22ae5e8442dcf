/** What a subcommand of the headless runtime is, and how its options are read. */

import { err, ok, type Result } from "../base/index.ts";

export interface Subcommand {
  readonly name: string;
  readonly summary: string;
  readonly usage: string;
  /** Exit code: 0 success, 1 the run failed, 2 the command was wrong. */
  readonly run: (args: readonly string[]) => Promise<number>;
}

export interface ParsedOptions {
  readonly positional: readonly string[];
  readonly values: ReadonlyMap<string, string>;
  readonly flags: ReadonlySet<string>;
}

/** Reads `--name value`, `--name=value` and `--flag`; an option that is not listed is refused by name. */
export function parseOptions(
  args: readonly string[],
  known: { readonly values: readonly string[]; readonly flags: readonly string[] },
): Result<ParsedOptions> {
  const positional: string[] = [];
  const values = new Map<string, string>();
  const flags = new Set<string>();
  for (let i = 0; i < args.length; i++) {
    const argument = args[i] as string;
    if (!argument.startsWith("--")) {
      positional.push(argument);
      continue;
    }
    const [name, inline] = argument.slice(2).split("=", 2) as [string, string | undefined];
    if (known.flags.includes(name)) flags.add(name);
    else if (known.values.includes(name)) {
      const value = inline ?? args[++i];
      if (value === undefined) return err(`--${name} needs a value`);
      values.set(name, value);
    } else {
      const all = [...known.values, ...known.flags].map((option) => `--${option}`).join(", ");
      return err(`there is no option --${name}; known: ${all}`);
    }
  }
  return ok({ positional, values, flags });
}

/** A virtual time from text: "60s", "1500ms", "20us", "2min"; a bare number is seconds. In µs. */
export function parseDuration(text: string): Result<number> {
  const match = /^(\d+(?:\.\d+)?)(us|ms|s|min)?$/.exec(text);
  const unitUs = { us: 1, ms: 1_000, s: 1_000_000, min: 60_000_000 }[match?.[2] ?? "s"];
  const us = match === null || unitUs === undefined ? Number.NaN : Math.round(Number(match[1]) * unitUs);
  if (Number.isSafeInteger(us)) return ok(us);
  return err(`"${text}" is not a time; write it like 60s, 1500ms or 2min`);
}

export function fail(message: string): number {
  process.stderr.write(`${message}\n`);
  return 2;
}

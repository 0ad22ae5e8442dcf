/**
 * The real BEAM as a partner of comparison: compiles the shapes in tools/beam, starts one node with one scheduler, and
 * asks it for one shape at a time, so that its figures and ours are taken close together.
 */

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type BeamMetric, parseMetric } from "./beam-metrics.ts";
import { isOnPath } from "./programs.ts";

const FOLDER = join(process.cwd(), "tools/beam");
/** One scheduler, and room for a million processes. */
const FLAGS = ["+S", "1", "+P", "4000000", "+Q", "65536"];
/** Answered by Elixir's script, not by the Erlang node. */
const REGISTRY = "registry";

export interface Beam {
  readonly title: string;
  readonly hasElixir: boolean;
  /** Metrics of one shape, by name: medians over `runs`. */
  measure(name: string, runs: number): Promise<readonly BeamMetric[]>;
  close(): void;
}

/** Compiles the shapes and starts the node. Rejects when there is no Erlang, or it does not compile them. */
export async function startBeam(): Promise<Beam> {
  const folder = mkdtempSync(join(tmpdir(), "mabeam-beam-"));
  const files = ["beam_bench.erl", "beam_sup.erl"].map((file) => join(FOLDER, file));
  const compiled = spawnSync("erlc", ["-o", folder, ...files], { encoding: "utf8" });
  if (compiled.status !== 0)
    throw new Error(`erlc: ${compiled.error?.message ?? compiled.stdout + compiled.stderr}`);
  const args = [...FLAGS, "-noshell", "-pa", folder, "-s", "beam_bench", "serve"];
  const erlang = spawn("erl", args, { stdio: ["pipe", "pipe", "inherit"] });
  const answers = answersOf(erlang);
  const leave = (): void => {
    erlang.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  process.once("exit", leave);
  const greeting = (await answers.next()).join(" ");
  return {
    title: `Erlang/OTP ${/otp (\S+)/.exec(greeting)?.[1] ?? ""}`.trim(),
    hasElixir: isOnPath("elixir"),
    async measure(name, runs) {
      if (name === REGISTRY) return measureRegistry(runs);
      erlang.stdin?.write(`${name} ${runs}\n`);
      return (await answers.next()).flatMap((line) => parseMetric(line) ?? []);
    },
    close: leave,
  };
}

async function measureRegistry(runs: number): Promise<readonly BeamMetric[]> {
  const elixir = spawn("elixir", [join(FOLDER, "registry_bench.exs"), String(runs)], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ELIXIR_ERL_OPTIONS: FLAGS.join(" ") },
  });
  return (await answersOf(elixir).next()).flatMap((line) => parseMetric(line) ?? []);
}

/** Lines of output up to each single dot. */
function answersOf(child: ChildProcess): { next(): Promise<readonly string[]> } {
  let lines: string[] = [];
  const done: (readonly string[])[] = [];
  let wake: (() => void) | undefined;
  let ended: Error | undefined;
  const end = (reason: string): void => {
    ended ??= new Error(`the BEAM ended: ${reason}`);
    wake?.();
  };
  child.once("error", ({ message }) => end(message));
  if (child.stdout !== null) {
    const reader = createInterface({ input: child.stdout });
    reader.on("line", (line) => {
      if (line !== ".") return void lines.push(line);
      done.push(lines);
      lines = [];
      wake?.();
    });
    reader.once("close", () => end("its output is closed"));
  }
  return {
    async next() {
      while (done.length === 0) {
        if (ended !== undefined) throw ended;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return done.shift() ?? [];
    },
  };
}

/**
 * A session that does nothing but remember what it was asked, and a client likewise: for tests of the shell and of
 * the session itself.
 */
import type { Client, Reply } from "../bridge/index.ts";
import type { Session } from "../view/index.ts";
import { FIXTURE_SCENARIOS } from "./assigns-fixture.ts";

export interface Recorded<T> {
  readonly subject: T;
  /** Every call: name and arguments. */
  readonly calls: (readonly [string, ...unknown[]])[];
}

const DONE: Reply = { ok: true, value: null };

export function recordingSession(): Recorded<Session> {
  const calls: [string, ...unknown[]][] = [];
  const note =
    (name: string) =>
    async (...args: unknown[]): Promise<void> => {
      calls.push([name, ...args]);
    };
  const accept =
    (name: string) =>
    async (...args: unknown[]): Promise<boolean> => {
      calls.push([name, ...args]);
      return true;
    };
  const subject: Session = {
    begin: note("begin"),
    openAddressBar: note("openAddressBar"),
    navigate: note("navigate"),
    openRun: note("openRun"),
    act: accept("act"),
    plan: accept("plan"),
    actFromInspector: accept("actFromInspector"),
    transport: note("transport"),
    linkHash: () => "#/run/learning-cluster?seed=42&lens=stage",
    exportRun: async (format) => {
      calls.push(["exportRun", format]);
      return { fileName: `run.${format}`, mime: "text/plain", text: format };
    },
    importJournal: note("importJournal"),
    reopen: note("reopen"),
    setHidden: () => undefined,
    drawTimeUs: () => 0,
    end: () => undefined,
  };
  return { subject, calls };
}

/** A client whose worker accepts everything, except what `replies` says otherwise. */
export function recordingClient(
  replies: Partial<Record<keyof Client, Reply<unknown>>> = {},
): Recorded<Client> {
  const calls: [string, ...unknown[]][] = [];
  const inputs: { readonly atUs: number; readonly action: never }[] = [];
  const answer = (
    name: keyof Client,
    args: readonly unknown[],
    otherwise: Reply<unknown>,
  ): Promise<never> => {
    calls.push([name, ...args]);
    return Promise.resolve((replies[name] ?? otherwise) as never);
  };
  const hello: Reply<unknown> = {
    ok: true,
    value: { protocolVersion: 1, engineVersion: "test", scenarios: FIXTURE_SCENARIOS },
  };
  const subject: Client = {
    start: () => answer("start", [], hello),
    open: (request) => answer("open", [request], DONE),
    transport: (command) => answer("transport", [command], DONE),
    plan: (coming) => answer("plan", [coming], DONE),
    act: (action, ...rest) => {
      inputs.push({ atUs: 1_000, action: action as never });
      return answer("act", [action, ...rest], { ok: true, value: inputs.at(-1) });
    },
    mount: (request) => answer("mount", [request], DONE),
    unmount: (view) => answer("unmount", [view], DONE),
    journal: () => answer("journal", [], { ok: true, value: { journal: 1, seed: 42 } }),
    exportRun: (format) =>
      answer("exportRun", [format], {
        ok: true,
        value: { fileName: "run.txt", mime: "text/plain", text: "" },
      }),
    inputs: () => inputs,
    settings: () => ({}),
    reopen: (untilUs) => answer("reopen", [untilUs], DONE),
    close: () => undefined,
  };
  return { subject, calls };
}

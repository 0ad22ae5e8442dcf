/**
 * The server a driven browser talks to: it hands out tasks one by one and takes the answers.
 *
 * No driver is needed, only a program that opens an address; so any browser can be driven, and all in the same way.
 */

import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { PAGE, WORKER_PATH } from "./browser-page.ts";

/** What the page does itself: it ends the worker it has and starts a new one. */
export const OPEN = { kind: "open" } as const;

export interface BrowserServer<Task, Answer> {
  readonly url: string;
  /** Gives the page a task and waits for its answer. */
  ask(task: Task | typeof OPEN): Promise<Answer>;
  /** What the browser calls itself, once it has asked for a task. */
  userAgent(): string;
  /** No answer will come: the browser has gone. */
  fail(reason: string): void;
  close(): void;
}

export interface Served {
  /** The built worker. */
  readonly workerFile: string;
  /** Files that the worker may fetch from `/data/NAME`. */
  readonly data?: Readonly<Record<string, Uint8Array>>;
  /** Answers the worker's question for its processor time. */
  readonly cpuMs?: () => number | undefined;
}

interface Pending<Task, Answer> {
  readonly task: Task | typeof OPEN;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

const DATA = "/data/";

export async function serveBrowser<Task, Answer>(served: Served): Promise<BrowserServer<Task, Answer>> {
  let userAgent = "";
  let pending: Pending<Task, Answer> | undefined;
  let waiting: ServerResponse | undefined;
  let failure: string | undefined;
  const handOut = (): void => {
    if (pending === undefined || waiting === undefined) return;
    waiting.end(JSON.stringify(pending.task));
    waiting = undefined;
  };
  const resolveWith = (given: Answer): void => {
    // Cleared first: the page asks for its next task at once, and must not be given this one again.
    const answered = pending;
    pending = undefined;
    answered?.resolve(given);
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    switch (request.url) {
      case "/task":
        userAgent = request.headers["user-agent"] ?? "";
        waiting = response;
        return handOut();
      case "/answer":
        resolveWith(JSON.parse(await bodyOf(request)) as Answer);
        return void response.end();
      default:
        return giveFile(request.url ?? "/", served, response);
    }
  };
  const server = createServer((request, response) => {
    // Isolated from other pages: the clock is finer then, and the page may weigh its worker.
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
    response.setHeader("Cache-Control", "no-store");
    void answer(request, response);
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    ask: (task) =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) return reject(new Error(failure));
        pending = { task, resolve, reject };
        handOut();
      }),
    userAgent: () => userAgent,
    fail(reason) {
      failure ??= reason;
      pending?.reject(new Error(reason));
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function giveFile(path: string, { workerFile, data, cpuMs }: Served, response: ServerResponse): void {
  const name = path.slice(DATA.length);
  if (path === "/") response.setHeader("Content-Type", "text/html; charset=utf-8").end(PAGE);
  else if (path === "/cpu") response.end(JSON.stringify(cpuMs?.() ?? null));
  else if (path === WORKER_PATH) {
    response.setHeader("Content-Type", "text/javascript").end(readFileSync(workerFile));
  } else if (path.startsWith(DATA) && data !== undefined && Object.hasOwn(data, name)) {
    response.setHeader("Content-Type", "application/octet-stream").end(data[name]);
  } else response.writeHead(404).end();
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

/** The server a measured browser talks to: it hands out tasks one by one and takes the answers. */

import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { PAGE } from "./browser-page.ts";
import type { Answer, Task } from "./engine.ts";

export type PageTask = Task | { readonly kind: "open" };

export interface BrowserServer {
  readonly url: string;
  /** Gives the page a task and waits for its answer. */
  ask(task: PageTask): Promise<Answer>;
  /** What the browser calls itself, once it has asked for a task. */
  userAgent(): string;
  /** No answer will come: the browser has gone. */
  fail(reason: string): void;
  close(): void;
}

interface Pending {
  readonly task: PageTask;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** Serves the worker in `folder`. `cpuMs` answers the worker's question for its processor time. */
export async function serveBrowser(folder: string, cpuMs: () => number | undefined): Promise<BrowserServer> {
  let userAgent = "";
  let pending: Pending | undefined;
  let waiting: ServerResponse | undefined;
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
    // Isolated from other pages: the clock is finer then, and the page may weigh its worker.
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
    response.setHeader("Cache-Control", "no-store");
    switch (request.url) {
      case "/task":
        userAgent = request.headers["user-agent"] ?? "";
        waiting = response;
        return handOut();
      case "/answer":
        resolveWith(JSON.parse(await bodyOf(request)) as Answer);
        return void response.end();
      case "/cpu":
        return void response.end(JSON.stringify(cpuMs() ?? null));
      case "/":
        return void response.setHeader("Content-Type", "text/html; charset=utf-8").end(PAGE);
      case "/bench.worker.js":
        response.setHeader("Content-Type", "text/javascript");
        return void response.end(readFileSync(join(folder, "bench.worker.js")));
      default:
        return void response.writeHead(404).end();
    }
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    ask: (task) =>
      new Promise((resolve, reject) => {
        pending = { task, resolve, reject };
        handOut();
      }),
    userAgent: () => userAgent,
    fail: (reason) => pending?.reject(new Error(reason)),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

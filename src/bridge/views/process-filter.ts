/**
 * The text filter of the process table: whether what one types occurs in "pid name node kind status" of a process.
 *
 * A text without a space lies within one field, so the fields are looked at one by one, and what many processes share
 * (name, node, kind, status) is looked at once; only a text with a space may need the whole line, and only of those
 * that have a field which ends as the text begins.
 */

import type { Process } from "../../sim/index.ts";
import { statusOf } from "./process-facts.ts";

export interface Filtered {
  readonly process: Process;
  readonly label: string;
  readonly node: string;
  readonly kind: string;
}

export type TextFilter = (entry: Filtered) => boolean;

/** Characters a pid is written with. */
const PID_TEXT = /^[<>n.\d]+$/;

/** Undefined when everybody matches. */
export function createTextFilter(filter: string): TextFilter | undefined {
  if (filter === "") return undefined;
  const occursIn = remembered((text) => text.includes(filter));
  if (filter.includes(" ")) {
    const head = filter.slice(0, filter.indexOf(" "));
    const endsSo = remembered((text) => text.endsWith(head));
    const mayBeginWithPid = head === "" || head.endsWith(">");
    return (entry) => {
      const { label, node, kind } = entry;
      if (occursIn(label)) return true;
      if (!mayBeginWithPid && !endsSo(label) && !endsSo(node) && !endsSo(kind)) return false;
      return lineOf(entry).includes(filter);
    };
  }
  const isPidText = PID_TEXT.test(filter);
  return ({ process, label, node, kind }) =>
    occursIn(label) ||
    occursIn(node) ||
    occursIn(kind) ||
    occursIn(statusOf(process)) ||
    (isPidText && process.pid.toString().includes(filter));
}

/** What is true of a text, in lower case; asked once for each text. */
function remembered(holds: (text: string) => boolean): (text: string) => boolean {
  const known = new Map<string, boolean>();
  return (text) => {
    let answer = known.get(text);
    if (answer === undefined) {
      answer = holds(text.toLowerCase());
      known.set(text, answer);
    }
    return answer;
  };
}

function lineOf({ process, label, node, kind }: Filtered): string {
  return `${process.pid.toString()} ${label} ${node} ${kind} ${statusOf(process)}`.toLowerCase();
}

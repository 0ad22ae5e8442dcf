/**
 * What a shard tells another one after a round: when its next event is, which of its nodes have stopped by themselves,
 * and the signals that go there. One buffer per round and receiver.
 */

import { Pid, Ref, type RemoteName, type RemoteSignal, type SignalKind } from "../../kernel/index.ts";
import { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";
import type { Identities } from "./identities.ts";
import type { Down, Letter } from "./outbox.ts";
import { readTerm, writeTerm } from "./term-codec.ts";

/** The part of a report that all receivers get. */
export interface ReportHead {
  /** Earliest event of its nodes or of what it has sent, in µs. */
  readonly nextUs: number;
  /** Its first node that could take a proposal; Infinity when there is none or nobody asks. */
  readonly taker: number;
  readonly downs: readonly Down[];
}

export interface Report extends ReportHead {
  readonly letters: readonly Letter[];
}

export function writeHead(to: ByteWriter, { nextUs, taker, downs }: ReportHead): void {
  to.double(nextUs);
  to.double(taker);
  to.whole(downs.length);
  for (const { atUs, node, order } of downs) {
    to.double(atUs);
    to.whole(node);
    to.whole(order + 1);
  }
}

/** Letters follow the head, up to the end of the buffer. */
export function writeLetter(to: ByteWriter, letter: Letter, identities: Identities): void {
  const { signal } = letter;
  to.whole(letter.to);
  to.whole(letter.from);
  to.whole(letter.arriveUs);
  to.whole(letter.seq);
  to.byte(signal.kind);
  to.whole(signal.causeSeq);
  writeAddress(to, signal.to as Pid | Ref | RemoteName, identities);
  writeTerm(to, signal.from, identities);
  writeTerm(to, signal.body, identities);
}

export function readReport(buffer: ArrayBuffer, identities: Identities): Report {
  const from = new ByteReader(buffer);
  const nextUs = from.double();
  const taker = from.double();
  const downs: Down[] = [];
  for (let left = from.whole(); left > 0; left--) {
    downs.push({ atUs: from.double(), node: from.whole(), order: from.whole() - 1 });
  }
  return { nextUs, taker, downs, letters: readLetters(from, identities) };
}

function readLetters(from: ByteReader, identities: Identities): Letter[] {
  const letters: Letter[] = [];
  while (!from.isAtEnd) {
    const to = from.whole();
    const sender = from.whole();
    const arriveUs = from.whole();
    const seq = from.whole();
    letters.push({ to, arriveUs, from: sender, seq, signal: readSignal(from, sender, identities) });
  }
  return letters;
}

/** The cause of a signal between nodes is always an event of the sending node. */
function readSignal(from: ByteReader, causeNode: number, identities: Identities): RemoteSignal {
  const kind = from.byte() as SignalKind;
  const causeSeq = from.whole();
  const to = readAddress(from, identities);
  const sender = readTerm(from, identities) as Pid | undefined;
  const body = readTerm(from, identities);
  return { kind, to, from: sender, body, causeNode, causeSeq };
}

/** A name elsewhere is written like its term would be, but without the names of its fields. */
function writeAddress(to: ByteWriter, address: Pid | Ref | RemoteName, identities: Identities): void {
  if (address instanceof Pid || address instanceof Ref) {
    to.byte(1);
    writeTerm(to, address, identities);
    return;
  }
  to.byte(0);
  to.string(address.name);
  to.whole(address.node);
}

function readAddress(from: ByteReader, identities: Identities): Pid | Ref | RemoteName {
  if (from.byte() === 1) return readTerm(from, identities) as Pid | Ref;
  return { name: from.string(), node: from.whole() };
}

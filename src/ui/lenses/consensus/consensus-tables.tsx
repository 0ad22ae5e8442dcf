/** The picture as tables: the servers, and the entries in the window, newest first. */
import type { ConsensusAssigns } from "../../../view/index.ts";
import { KIND_WORDS, progressLine, roleWord } from "./consensus-words.ts";
import { committedWords } from "./panels.tsx";

export interface ConsensusTablesProps {
  readonly assigns: ConsensusAssigns;
  readonly onServer: (id: string) => void;
  readonly onEntry: (entry: string) => void;
}

export function ConsensusTables({ assigns, onServer, onEntry }: ConsensusTablesProps) {
  return (
    <section className="consensus-tables" aria-label="Tables">
      <section className="table-scroll" aria-label="Servers">
        <ServerTable assigns={assigns} onServer={onServer} />
      </section>
      <section className="table-scroll" aria-label="Entries">
        <EntryTable assigns={assigns} onEntry={onEntry} />
      </section>
    </section>
  );
}

function ServerTable({ assigns, onServer }: Pick<ConsensusTablesProps, "assigns" | "onServer">) {
  return (
    <table>
      <caption>Servers</caption>
      <thead>
        <tr>
          {["Server", "Role", "Term", "Vote", "Last", "Committed", "Applied", "The leader knows"].map(
            (title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {assigns.order.map((id) => {
          const server = assigns.servers[id];
          if (server === undefined) return null;
          return (
            <tr key={id}>
              <th scope="row">
                <button type="button" className="cell-button data" onClick={() => onServer(id)}>
                  {id}
                </button>
              </th>
              <td>{roleWord(server)}</td>
              <td>{server.term}</td>
              <td>{server.votedFor ?? "–"}</td>
              <td>{server.lastIndex}</td>
              <td>{server.commitIndex}</td>
              <td>{server.isFromDisk ? "–" : server.appliedIndex}</td>
              <td>{progressLine(server) || "–"}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function EntryTable({ assigns, onEntry }: Pick<ConsensusTablesProps, "assigns" | "onEntry">) {
  const { from, to } = assigns.window;
  return (
    <table>
      <caption>{`Entries ${from} to ${to}, newest first`}</caption>
      <thead>
        <tr>
          {["Entry", "Term", "Kind", "What it says", "Who has it", "Committed"].map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {(assigns.rows ?? []).map((row) => (
          <tr key={`${row.index}.${row.term}`}>
            <th scope="row">
              <button
                type="button"
                className="cell-button data"
                onClick={() => onEntry(`${row.index}.${row.term}`)}
              >
                {row.index}
              </button>
            </th>
            <td>{row.term}</td>
            <td>{KIND_WORDS[row.kind]}</td>
            <td className="cell-text" title={row.text}>
              {row.text}
            </td>
            <td>{row.holders.join(" ")}</td>
            <td>{committedWords(row)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

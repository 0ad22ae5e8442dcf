/**
 * The list twin of the picture: the same facts as tables, for screen readers, small screens and exact reading.
 *
 * Every row selects its thing; its menu holds the same actions as in the picture.
 */
import { Fragment, type ReactNode, useMemo } from "react";
import type { StageAssigns, StageNode } from "../../../view/index.ts";
import { formatCount, formatNumber } from "../../widgets/format.ts";
import { findIslands } from "./islands.ts";
import { percent, roleWord } from "./stage-words.ts";
import { countTraffic } from "./traffic.ts";
import "./stage-list.css";

export interface StageListProps {
  readonly stage: StageAssigns;
  readonly selection: string | null;
  readonly select: (target: string | null) => void;
  readonly openMenu: (target: string, trigger: HTMLElement) => void;
}

export function StageList(props: StageListProps) {
  const { stage } = props;
  const nodes = stage.order.flatMap((id) => stage.nodes[id] ?? []);
  const traffic = useMemo(() => countTraffic(stage.flights, nodes.length), [stage.flights, nodes.length]);
  const islands = new Map(
    findIslands(stage).flatMap((island) => island.members.map((id) => [id, island.letter])),
  );
  const sentOn = (from: string, to: string) => {
    const a = stage.nodes[from]?.index ?? 0;
    const b = stage.nodes[to]?.index ?? 0;
    return (traffic.sent[a * nodes.length + b] ?? 0) + (traffic.sent[b * nodes.length + a] ?? 0);
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (axe).
    <section className="stage-list" aria-label="The stage as tables" tabIndex={0}>
      <Table caption="Nodes" columns={NODE_COLUMNS}>
        {nodes.map((node) => (
          <Row
            key={node.id}
            id={node.id}
            name={node.id}
            columns={NODE_COLUMNS}
            cells={nodeCells(node, islands.get(node.id), stage.hasConsensus)}
            {...props}
          />
        ))}
      </Table>
      <Table caption="Links" columns={LINK_COLUMNS}>
        {Object.values(stage.links).map((link) => (
          <Row
            key={link.id}
            id={link.id}
            name={`${link.from} – ${link.to}`}
            columns={LINK_COLUMNS}
            cells={[
              link.cut ? "cut" : "open",
              formatNumber(link.latencyMs, "ms"),
              formatNumber(link.lossPercent, "%"),
              formatCount(sentOn(link.from, link.to)),
            ]}
            {...props}
          />
        ))}
      </Table>
      <Table caption="Processes" columns={PROCESS_COLUMNS}>
        {nodes.flatMap((node) =>
          node.processes.map((process) => (
            <Row
              key={process.pid}
              id={process.pid}
              name={process.label}
              columns={PROCESS_COLUMNS}
              cells={[
                process.pid,
                node.id,
                process.kind,
                process.status,
                formatCount(process.mailbox),
                formatCount(process.restarts),
              ]}
              {...props}
            />
          )),
        )}
      </Table>
    </section>
  );
}

const LINK_COLUMNS = ["Link", "State", "# Latency", "# Loss", "# Messages now"];
const PROCESS_COLUMNS = ["Process", "Pid", "Node", "Kind", "State", "# Mailbox", "# Restarts"];
const NODE_COLUMNS = [
  "Node",
  "Status",
  "Role",
  "Island",
  "# Term",
  "# Commit",
  "# Log",
  "# Election timer",
  "# Processes",
  "# Mailboxes",
];

function nodeCells(node: StageNode, island: string | undefined, hasConsensus: boolean): readonly string[] {
  const inLog = (count: number) => (hasConsensus && node.status !== "down" ? formatCount(count) : "–");
  return [
    node.status,
    roleWord(node, hasConsensus) || "–",
    island ?? "–",
    inLog(node.term),
    inLog(node.commitIndex),
    inLog(node.logLength),
    node.electionShare === null ? "–" : percent(node.electionShare),
    formatCount(node.processCount),
    formatCount(node.mailboxTotal),
  ];
}

/** A column whose title starts with "# " holds numbers. */
function Table({
  caption,
  columns,
  children,
}: {
  caption: string;
  columns: readonly string[];
  children: ReactNode;
}) {
  return (
    <table className="stage-table">
      <caption>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column, index) => (
            <Fragment key={column}>
              <th scope="col" data-number={column.startsWith("# ")}>
                {column.replace("# ", "")}
              </th>
              {index === 0 ? (
                <th scope="col">
                  <span className="visually-hidden">Actions</span>
                </th>
              ) : null}
            </Fragment>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

interface RowProps extends StageListProps {
  readonly id: string;
  readonly name: string;
  readonly columns: readonly string[];
  /** Cells after the name, in the order of the columns. */
  readonly cells: readonly string[];
}

function Row({ id, name, columns, cells, selection, select, openMenu }: RowProps) {
  return (
    <tr data-selected={selection === id}>
      <th scope="row">
        <button
          type="button"
          className="stage-list-name"
          aria-pressed={selection === id}
          onClick={() => select(id)}
        >
          {name}
        </button>
      </th>
      <td>
        <button
          type="button"
          className="stage-list-menu"
          aria-haspopup="menu"
          aria-label={`Actions on ${name}`}
          onClick={(event) => openMenu(id, event.currentTarget)}
        >
          ⋯
        </button>
      </td>
      {columns.slice(1).map((column, index) => (
        <td key={column} data-number={column.startsWith("# ")}>
          {cells[index]}
        </td>
      ))}
    </tr>
  );
}

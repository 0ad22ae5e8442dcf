/** Facts and lists of the inspector; whatever names another thing is a door to it. */
import type { ReactNode } from "react";
import { type InspectorAssigns, type InspectorSection, select, uiStore } from "../../view/index.ts";

export function Facts({ facts }: { readonly facts: InspectorAssigns["facts"] }) {
  if (facts.length === 0) return null;
  return (
    <dl className="inspector-facts">
      {facts.map(({ name, value, target }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="data">
            <Door target={target}>{value}</Door>
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function Sections({ sections }: { readonly sections: readonly InspectorSection[] }) {
  return sections.map((section) => (
    <section key={section.title} className="inspector-section">
      <h3>{section.title}</h3>
      {section.rows.length === 0 ? <p className="inspector-empty">{section.empty}</p> : null}
      <ul>
        {keyed(section.rows).map(({ key, row }) => (
          <li key={key}>
            <span className="data">
              <Door target={row.target}>{row.text}</Door>
            </span>
            {row.detail === null ? null : <span className="inspector-detail data">{row.detail}</span>}
          </li>
        ))}
      </ul>
    </section>
  ));
}

/** Text that selects another thing, or plain text when it names none. */
export function Door({ target, children }: { readonly target: string | null; readonly children: ReactNode }) {
  if (target === null) return children;
  return (
    <button type="button" className="door" onClick={() => select(uiStore, target)}>
      {children}
    </button>
  );
}

/** Rows may repeat (two equal messages in a mailbox): the key is the text and how often it came before. */
function keyed(rows: InspectorSection["rows"]) {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const name = `${row.target ?? ""} ${row.text}`;
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    return { key: `${name} ${count}`, row };
  });
}

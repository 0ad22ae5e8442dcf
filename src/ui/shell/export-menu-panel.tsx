/**
 * The formats of an export, one line each: what the file holds and which program opens it.
 *
 * Invariants: the panel closes when the file is saved; a file that could not be written becomes a notice in plain words.
 */
import { useState } from "react";
import { addNotice, EXPORT_FORMATS, type Session, uiStore, useRun } from "../../view/index.ts";
import { savePicture } from "./export-picture.ts";
import { saveFile } from "./save-file.ts";
import { useSession } from "./session-context.tsx";
import "./export-menu.css";

/** One line of the menu. `save` gives the name of the saved file, or null when a notice has said why there is none. */
interface Entry {
  readonly id: string;
  readonly title: string;
  readonly opensIn: string;
  readonly save: (session: Session) => Promise<string | null>;
}

const FORMATS: readonly Entry[] = EXPORT_FORMATS.map(({ id, title, opensIn }) => ({
  id,
  title,
  opensIn,
  async save(session) {
    const file = await session.exportRun(id);
    if (file === null) return null;
    saveFile(file.fileName, new Blob([file.text], { type: file.mime }));
    return file.fileName;
  },
}));

const PICTURES: readonly Entry[] = [
  {
    id: "png",
    title: "Picture, PNG",
    opensIn: "What the lens shows, twice the size: slides, documents",
    save: () => savePicture("png"),
  },
  {
    id: "svg",
    title: "Picture, SVG",
    opensIn: "What the lens shows, as text and shapes: any browser",
    save: () => savePicture("svg"),
  },
];

export function ExportPanel({ close }: { readonly close: () => void }) {
  const session = useSession();
  const isOpen = useRun(() => true) ?? false;
  const [busy, setBusy] = useState<string | null>(null);
  const save = async ({ id, title, save: write }: Entry): Promise<void> => {
    setBusy(id);
    try {
      const name = await write(session);
      if (name !== null) addNotice(uiStore, "info", `Saved ${name}.`);
    } catch (error) {
      const why = error instanceof Error ? error.message.replace(/\.$/, "") : String(error);
      addNotice(uiStore, "problem", `${title} could not be written: ${why}.`);
    }
    setBusy(null);
    close();
  };
  const list = { busy, disabled: !isOpen, onChoose: (entry: Entry) => void save(entry) };
  return (
    <>
      <EntryList title="The run so far" entries={FORMATS} {...list} />
      <EntryList title="The open lens" entries={PICTURES} {...list} />
    </>
  );
}

interface EntryListProps {
  readonly title: string;
  readonly entries: readonly Entry[];
  /** The entry that is being written. */
  readonly busy: string | null;
  readonly disabled: boolean;
  readonly onChoose: (entry: Entry) => void;
}

function EntryList({ title, entries, busy, disabled, onChoose }: EntryListProps) {
  return (
    <section className="export-group" aria-label={title}>
      <h2 className="export-heading">{title}</h2>
      <ul className="export-list">
        {entries.map((entry) => (
          <li key={entry.id}>
            <button
              type="button"
              className="export-choice"
              disabled={disabled || busy !== null}
              onClick={() => onChoose(entry)}
            >
              <span className="export-title">
                {busy === entry.id ? `${entry.title}: writing…` : entry.title}
              </span>{" "}
              <span className="export-opens">{entry.opensIn}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The journal as a file: everything needed to replay the run elsewhere, and the way to bring one back. */
import { type ChangeEvent, useRef } from "react";
import { addNotice, runStore, uiStore, useRun } from "../../view/index.ts";
import { IconButton } from "../widgets/button.tsx";
import { Icon } from "../widgets/icon.tsx";
import { useSession } from "./session-context.tsx";

/** A journal is text; a file larger than this is something else. */
const FILE_BYTES_MAX = 5_000_000;

export function JournalButtons() {
  const session = useSession();
  const isOpen = useRun(() => true) ?? false;
  const picker = useRef<HTMLInputElement>(null);

  const download = async () => {
    const text = await session.exportJournal();
    if (text !== null) saveFile(journalName(), text);
  };
  const upload = async (event: ChangeEvent<HTMLInputElement>) => {
    const field = event.currentTarget;
    const file = field.files?.[0];
    if (file === undefined) return;
    if (file.size > FILE_BYTES_MAX) addNotice(uiStore, "problem", "This file is too large to be a journal.");
    else await session.importJournal(await file.text());
    field.value = "";
  };
  return (
    <>
      <IconButton
        label="Download the journal of this run"
        icon={<Icon name="download" />}
        disabled={!isOpen}
        onPress={() => void download()}
      />
      <IconButton
        label="Open a journal file"
        icon={<Icon name="upload" />}
        onPress={() => picker.current?.click()}
      />
      <input
        ref={picker}
        type="file"
        accept="application/json,.json"
        hidden
        aria-label="Journal file"
        onChange={(event) => void upload(event)}
      />
    </>
  );
}

function journalName(): string {
  const { run } = runStore.getState().assigns;
  return `mabeam-${run?.scenario ?? "run"}-seed-${run?.seed ?? 0}.json`;
}

function saveFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  URL.revokeObjectURL(address);
}

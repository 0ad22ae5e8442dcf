/** Brings a run back from a journal file. Saving one is an entry of the export menu. */
import { type ChangeEvent, useRef } from "react";
import { addNotice, uiStore } from "../../view/index.ts";
import { IconButton } from "../widgets/button.tsx";
import { Icon } from "../widgets/icon.tsx";
import { useSession } from "./session-context.tsx";

/** A journal is text; a file larger than this is something else. */
const FILE_BYTES_MAX = 5_000_000;

export function OpenJournalButton() {
  const session = useSession();
  const picker = useRef<HTMLInputElement>(null);

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

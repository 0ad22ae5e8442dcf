/**
 * The command palette: one field, and below it everything that can be done now. Typing narrows, arrows choose, Enter
 * does it.
 *
 * Invariants
 * - The field keeps the focus; the chosen line is told to a screen reader (combobox with a listbox, ARIA 1.2).
 * - It closes before the command runs, so the command finds the page as it was left.
 */
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { runStore, uiStore } from "../../view/index.ts";
import { useSession } from "../shell/session-context.tsx";
import { type Command, commandsOf, typedCommands } from "./command.ts";
import { matching } from "./match.ts";
import "./palette.css";

const close = () => uiStore.setState({ paletteOpen: false });

export function PaletteDialog() {
  const session = useSession();
  const dialog = useRef<HTMLDialogElement>(null);
  const listId = useId();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const context = useMemo(() => ({ session, runStore, uiStore }), [session]);
  const all = useMemo(() => commandsOf(context), [context]);
  const found = useMemo(() => [...typedCommands(text), ...matching(all, text)], [all, text]);
  useModal(dialog);
  const run = (command: Command | undefined) => {
    if (command === undefined) return;
    dialog.current?.close();
    void command.run(context);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = stepped(event.key, chosen, found.length);
    if (event.key === "Enter") run(found[chosen]);
    else if (next !== undefined) setChosen(next);
    else return;
    event.preventDefault();
  };
  return (
    <dialog ref={dialog} className="palette" aria-label="Command palette" onClose={close}>
      <input
        className="palette-field"
        type="text"
        role="combobox"
        aria-label="Command"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={found.length === 0 ? undefined : `${listId}-${chosen}`}
        placeholder="A command, a time or a seed"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={listId} className="palette-list" role="listbox" aria-label="Commands">
        {found.map((command, index) => (
          <CommandLine
            key={command.id}
            id={`${listId}-${index}`}
            command={command}
            isChosen={index === chosen}
            onChoose={() => run(command)}
          />
        ))}
      </div>
      <p className="palette-count" role="status">
        {found.length === 0 ? `Nothing here is called “${text}”.` : `${found.length} commands`}
      </p>
    </dialog>
  );
}

interface CommandLineProps {
  readonly id: string;
  readonly command: Command;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function CommandLine({ id, command, isChosen, onChoose }: CommandLineProps) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isChosen) line.current?.scrollIntoView({ block: "nearest" });
  }, [isChosen]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above takes the keys for all lines.
    // biome-ignore lint/a11y/useFocusableInteractive: a listbox of a combobox is walked from its field.
    <div
      ref={line}
      id={id}
      className="palette-line"
      role="option"
      aria-selected={isChosen}
      onClick={onChoose}
    >
      <span className="palette-group">{command.group}</span>
      <span className="palette-text">{command.text}</span>
      {command.face === undefined ? null : <kbd>{command.face}</kbd>}
    </div>
  );
}

/** Where the choice goes with this key; undefined when it is no key of the list. */
function stepped(key: string, chosen: number, count: number): number | undefined {
  const last = Math.max(0, count - 1);
  switch (key) {
    case "ArrowDown":
      return chosen >= last ? 0 : chosen + 1;
    case "ArrowUp":
      return chosen <= 0 ? last : chosen - 1;
    case "PageDown":
      return Math.min(last, chosen + 10);
    case "PageUp":
      return Math.max(0, chosen - 10);
    default:
      return undefined;
  }
}

/** Open as long as it stands; the focus goes back to where it was. A click beside it closes it. */
function useModal(dialog: React.RefObject<HTMLDialogElement | null>): void {
  useEffect(() => {
    const element = dialog.current;
    const opener = document.activeElement;
    const onClick = (event: MouseEvent) => {
      if (event.target === element) element?.close();
    };
    element?.showModal();
    element?.addEventListener("click", onClick);
    return () => {
      element?.removeEventListener("click", onClick);
      element?.close();
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, [dialog]);
}

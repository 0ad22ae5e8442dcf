/** One branch: a button that opens it, what is known of it, and its name to be changed in place. */
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { BranchAssigns } from "../../view/index.ts";
import { Button, IconButton } from "../widgets/button.tsx";
import { Icon } from "../widgets/icon.tsx";
import { useSession } from "./session-context.tsx";
import { branchWords } from "./strip-words.ts";

const HASH_DIGITS = 8;
const NAME_LENGTH_MAX = 60;

export interface BranchRowProps {
  readonly branch: BranchAssigns;
  readonly parent: BranchAssigns | undefined;
  readonly isOpen: boolean;
}

export function BranchRow({ branch, parent, isOpen }: BranchRowProps) {
  const session = useSession();
  const [isNaming, setIsNaming] = useState(false);
  const openButton = useRef<HTMLButtonElement>(null);
  const endNaming = () => {
    setIsNaming(false);
    openButton.current?.focus();
  };
  const { id, name, hash } = branch;
  return (
    <div className="branch-row" data-open={isOpen}>
      <button
        ref={openButton}
        type="button"
        className="branch-open"
        aria-current={isOpen ? "true" : undefined}
        title={isOpen ? "This branch is open" : `Open ${name} where it was left`}
        onClick={() => void session.transport({ kind: "branch", id })}
      >
        <span className="branch-name">{name}</span>
        {isOpen ? <span className="branch-is-open">open</span> : null}
        <span className="branch-facts number">
          {branchWords(branch, parent)}
          {hash === null ? null : (
            <>
              {", hash "}
              <span className="data">{hash.slice(0, HASH_DIGITS)}</span>
            </>
          )}
        </span>
      </button>
      <IconButton
        label={`Rename ${name}`}
        icon={<Icon name="pencil" size={16} />}
        expanded={isNaming}
        onPress={() => setIsNaming(!isNaming)}
      />
      {isNaming ? <NameForm branch={branch} onEnd={endNaming} /> : null}
    </div>
  );
}

function NameForm({ branch, onEnd }: { readonly branch: BranchAssigns; readonly onEnd: () => void }) {
  const session = useSession();
  const [draft, setDraft] = useState(branch.name);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const name = draft.trim();
    if (name !== "" && name !== branch.name)
      void session.transport({ kind: "rename_branch", id: branch.id, name });
    onEnd();
  };
  // Escape is used up here, so that it leaves the field and not the menu.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    onEnd();
  };
  return (
    <form className="branch-naming" onSubmit={submit}>
      <input
        ref={field}
        aria-label={`New name of ${branch.name}`}
        autoComplete="off"
        maxLength={NAME_LENGTH_MAX}
        value={draft}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <button type="submit" className="button">
        Rename
      </button>
      <Button onPress={onEnd}>Cancel</Button>
    </form>
  );
}

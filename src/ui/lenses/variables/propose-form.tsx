/**
 * The form that proposes a new value for one variable, in place below its row. It says what is allowed before and
 * what is wrong after; nothing leaves it that the bounds forbid.
 */
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { VariableRow } from "../../../view/index.ts";
import { Button } from "../../widgets/button.tsx";
import { choicesOf, parseProposal, type VariableValue, valueText } from "./variable-values.ts";

export interface ProposeFormProps {
  readonly variable: VariableRow;
  readonly onPropose: (value: VariableValue) => void;
  readonly onClose: () => void;
}

export function ProposeForm({ variable, onPropose, onClose }: ProposeFormProps) {
  const id = useId();
  const field = useRef<HTMLInputElement & HTMLSelectElement>(null);
  const choices = choicesOf(variable);
  const [text, setText] = useState(() => choices?.find((choice) => choice !== String(variable.value)) ?? "");
  const [tried, setTried] = useState(false);
  const parsed = parseProposal(variable, text);
  const error = tried && !parsed.ok ? parsed.message : null;
  useEffect(() => field.current?.focus(), []);
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    setTried(true);
    if (parsed.ok) onPropose(parsed.value);
    else field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") onClose();
  };
  const shared = {
    ref: field,
    id,
    value: text,
    "aria-invalid": error !== null,
    "aria-describedby": `${id}-hint ${id}-error`,
    onKeyDown,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      setText(event.currentTarget.value),
  };
  return (
    <form
      className="propose-form"
      onSubmit={submit}
      noValidate={true}
      aria-label={`Propose a value for ${variable.name}`}
    >
      <label htmlFor={id}>New value</label>
      {choices === null ? (
        <input {...shared} className="data" type="text" inputMode="decimal" autoComplete="off" />
      ) : (
        <select {...shared}>
          {choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      )}
      <Button variant="primary" onPress={submit}>
        Propose
      </Button>
      <Button onPress={onClose}>Cancel</Button>
      <p className="propose-hint" id={`${id}-hint`}>
        {`Allowed: ${variable.bounds}. Now ${valueText(variable.value)}. The agents vote on it.`}
      </p>
      <p className="propose-error" id={`${id}-error`} role="alert">
        {error}
      </p>
    </form>
  );
}

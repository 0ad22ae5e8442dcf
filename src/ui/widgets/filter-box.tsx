/**
 * The text filter of a lens. The page's `/` key finds it by its type (search); Escape empties it first and then gives
 * the keyboard back.
 */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import "./filter-box.css";

export interface FilterBoxProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  /** How much is left, said once the person has stopped typing: "12 of 40 processes match". */
  readonly result: string;
  readonly onChange: (value: string) => void;
}

/** A person who pauses this long has finished a word. */
const TYPING_PAUSE_MS = 700;

export function FilterBox({ label, value, placeholder, result, onChange }: FilterBoxProps) {
  const id = useId();
  const settled = useSettled(value, result);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    if (value === "") event.currentTarget.blur();
    else onChange("");
  };
  return (
    <span className="filter-box">
      <label className="visually-hidden" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        type="search"
        value={value}
        placeholder={placeholder}
        aria-keyshortcuts="/"
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <span className="visually-hidden" role="status">
        {settled}
      </span>
      <span className="filter-box-key" aria-hidden="true">
        /
      </span>
    </span>
  );
}

/** The result as it was a moment after the value changed: later changes come from the run and are not spoken. */
function useSettled(value: string, result: string): string {
  const [settled, setSettled] = useState("");
  const latest = useRef(result);
  useEffect(() => {
    latest.current = result;
  });
  useEffect(() => {
    if (value === "") {
      setSettled("");
      return undefined;
    }
    const timer = setTimeout(() => setSettled(latest.current), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** The fields of one fault: its target, its parameters with units and limits, when, and for how long. */
import { type ReactNode, useId } from "react";
import { type FaultKit, type FaultParameter, useAssigns } from "../../view/index.ts";
import { type Draft, EXAMPLE } from "./draft.ts";

interface FaultFieldsProps {
  readonly kit: FaultKit;
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}

export function FaultFields({ kit, draft, onChange }: FaultFieldsProps) {
  const { fault, target, values, at, lasting } = draft;
  const setValue = (name: string, text: string) =>
    onChange({ ...draft, values: { ...values, [name]: text } });
  return (
    <div className="break-fields">
      {fault.target === "world" ? null : (
        <Field label={`Which ${fault.target}`}>
          {(id) => (
            <TargetInput id={id} draft={draft} onType={(text) => onChange({ ...draft, target: text })} />
          )}
        </Field>
      )}
      {fault.parameters.map((parameter) => (
        <Field key={parameter.name} label={labelOf(parameter)} unit={parameter.unit}>
          {(id) => (
            <ParameterInput
              id={id}
              parameter={parameter}
              text={values[parameter.name] ?? ""}
              onType={(text) => setValue(parameter.name, text)}
            />
          )}
        </Field>
      ))}
      {fault.parameters.some(({ type }) => type.is === "links") ? (
        <ShapeButtons kit={kit} onChoose={(links) => setValue("links", links.join(", "))} />
      ) : null}
      <Field label="At" unit="s">
        {(id) => (
          <TextInput
            id={id}
            text={at}
            placeholder="now"
            onType={(text) => onChange({ ...draft, at: text })}
          />
        )}
      </Field>
      {fault.canLast ? (
        <Field label="For" unit="s">
          {(id) => (
            <TextInput
              id={id}
              text={lasting}
              placeholder="until ended"
              onType={(text) => onChange({ ...draft, lasting: text })}
            />
          )}
        </Field>
      ) : null}
      <span className="visually-hidden">{target}</span>
    </div>
  );
}

function labelOf({ title, isOptional }: FaultParameter): string {
  return isOptional ? `${title} (optional)` : title;
}

interface FieldProps {
  readonly label: string;
  readonly unit?: string;
  readonly children: (id: string) => ReactNode;
}

function Field({ label, unit = "", children }: FieldProps) {
  const id = useId();
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <span className="break-input">
        {children(id)}
        {unit === "" ? null : <span className="break-unit">{unit}</span>}
      </span>
    </>
  );
}

interface TextInputProps {
  readonly id: string;
  readonly text: string;
  readonly placeholder?: string | undefined;
  readonly list?: string | undefined;
  readonly onType: (text: string) => void;
}

function TextInput({ id, text, placeholder, list, onType }: TextInputProps) {
  return (
    <input
      id={id}
      className="data"
      autoComplete="off"
      spellCheck={false}
      value={text}
      placeholder={placeholder}
      list={list}
      onChange={(event) => onType(event.currentTarget.value)}
    />
  );
}

function TargetInput({
  id,
  draft,
  onType,
}: Pick<TextInputProps, "id" | "onType"> & { readonly draft: Draft }) {
  const nodes = useAssigns("stage", (stage) => stage.order);
  const list = useId();
  const kind = draft.fault.target;
  return (
    <>
      <TextInput id={id} text={draft.target} placeholder={EXAMPLE[kind]} list={list} onType={onType} />
      <datalist id={list}>
        {kind === "node" ? (nodes ?? []).map((node) => <option key={node} value={node} />) : null}
      </datalist>
    </>
  );
}

interface ParameterInputProps extends Pick<TextInputProps, "id" | "text" | "onType"> {
  readonly parameter: FaultParameter;
}

function ParameterInput({ id, parameter, text, onType }: ParameterInputProps) {
  const { type, isOptional } = parameter;
  if (type.is === "choice")
    return (
      <select id={id} value={text} onChange={(event) => onType(event.currentTarget.value)}>
        {isOptional ? <option value="">–</option> : null}
        {type.of.map((choice) => (
          <option key={choice} value={choice}>
            {choice.replaceAll("_", " ")}
          </option>
        ))}
      </select>
    );
  return <TextInput id={id} text={text} placeholder={hintOf(parameter)} onType={onType} />;
}

function hintOf({ type }: FaultParameter): string {
  switch (type.is) {
    case "number":
      return `${type.min} to ${type.max}`;
    case "nodes":
      return "n1, n2";
    case "groups":
      return "n1 n2 | n3 n4 n5";
    case "links":
      return "n1-n2, n3>n1";
    default:
      return "";
  }
}

/** Partial partitions by name. */
function ShapeButtons({
  kit,
  onChoose,
}: {
  readonly kit: FaultKit;
  readonly onChoose: (links: readonly string[]) => void;
}) {
  const nodes = useAssigns("stage", (stage) => stage.order) ?? [];
  const id = useId();
  if (nodes.length === 0) return null;
  return (
    <>
      <label htmlFor={id}>Shape</label>
      <select
        id={id}
        value=""
        onChange={(event) => onChoose(kit.shapes[event.currentTarget.value]?.(nodes) ?? [])}
      >
        <option value="">choose one to fill in the links</option>
        {Object.keys(kit.shapes).map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </>
  );
}

/** What the form offers to make different in B, as entries of a list, and what a choice and a typed value mean. */
import {
  inputTitle,
  parseSeed,
  type RunSpec,
  type TimelineAssigns,
  type Variation,
  type Variations,
} from "../../view/index.ts";

export interface ChoiceGroup {
  readonly title: string;
  readonly entries: readonly { readonly id: string; readonly text: string }[];
}

/** A branch of the run beside the open one. */
export type OtherBranch = Extract<Variation, { readonly kind: "branch" }>;

export function otherBranches(timeline: TimelineAssigns | null): readonly OtherBranch[] {
  if (timeline === null) return [];
  return timeline.branchOrder.flatMap((id) => {
    const name = timeline.branches[id]?.name ?? id;
    const inputs = timeline.recipes[id]?.inputs;
    return id === timeline.branch || inputs === undefined ? [] : [{ kind: "branch", id, name, inputs }];
  });
}

export function choiceGroups(
  a: RunSpec | null,
  choices: Variations | null,
  branches: readonly OtherBranch[] = [],
): readonly ChoiceGroup[] {
  const groups: ChoiceGroup[] = [
    {
      title: "Parameter of the scenario",
      entries: (choices?.parameters ?? []).map(({ name, title }) => ({
        id: `parameter ${name}`,
        text: title,
      })),
    },
    { title: "Chance", entries: [{ id: "seed", text: "Another seed" }] },
    {
      title: "Another branch of this run",
      entries: branches.map(({ id, name }) => ({ id: `branch ${id}`, text: name })),
    },
    {
      title: "Without an intervention",
      entries: (a?.inputs ?? []).map((input, index) => ({ id: `input ${index}`, text: inputTitle(input) })),
    },
    {
      title: "With a planted defect",
      entries: (choices?.defects ?? []).map(({ id, description }) => ({
        id: `defect ${id}`,
        text: description,
      })),
    },
  ];
  return groups.filter(({ entries }) => entries.length > 0);
}

/** A value to begin with: clearly another one than the run has. */
export function suggestedValue(id: string, a: RunSpec | null, choices: Variations | null): string | null {
  const [kind, name = ""] = id.split(" ");
  if (kind === "seed") return String(((a?.seed ?? 0) + 1) % 4_294_967_296);
  if (kind !== "parameter") return null;
  const spec = choices?.parameters.find((parameter) => parameter.name === name);
  const now = a?.parameters?.[name] ?? spec?.initial;
  if (typeof now === "boolean") return String(!now);
  if (typeof now !== "number") return String(now ?? "");
  const up = now === 0 ? 1 : now * (Number.isInteger(now) ? 2 : 10);
  const isAllowed = up <= (spec?.max ?? Number.POSITIVE_INFINITY);
  return String(isAllowed ? Number(up.toPrecision(6)) : Math.max(spec?.min ?? 0, now / 2));
}

/** The variation, or a sentence that says what is wrong with the value. */
export function variationOf(
  id: string,
  value: string,
  branches: readonly OtherBranch[] = [],
): Variation | string {
  const [kind, name = ""] = id.split(" ");
  if (kind === "seed") {
    const seed = parseSeed(value);
    return typeof seed === "string" ? seed : { kind: "seed", seed };
  }
  if (kind === "branch")
    return branches.find((branch) => branch.id === name) ?? "This branch is not there any more.";
  if (kind === "input") return { kind: "without_input", index: Number(name) };
  if (kind === "defect") return { kind: "defect", id: name };
  const text = value.trim();
  if (text === "") return "Write a value for the parameter.";
  if (text === "true" || text === "false") return { kind: "parameter", name, value: text === "true" };
  return { kind: "parameter", name, value: Number.isFinite(Number(text)) ? Number(text) : text };
}

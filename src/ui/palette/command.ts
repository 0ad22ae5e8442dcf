/**
 * What can be done on this page now, as one flat list of commands: every shortcut, every action of the selected thing,
 * scenarios, branches, speeds, exports, words, and whatever a time or a seed typed into the field means.
 *
 * Invariant: the list is made of the same tables as keys, menus and buttons; nothing can be done here that cannot be
 * done elsewhere, and nothing is missing.
 */
import {
  addNotice,
  EXPORT_FORMATS,
  type Level,
  parseSeed,
  parseTime,
  type RunStore,
  type Session,
  SPEEDS,
  select,
  type UiStore,
  WHOLE_PAGE,
} from "../../view/index.ts";
import { saveFile } from "../shell/save-file.ts";
import { SHORTCUTS, type Shortcut } from "../shell/shortcuts.ts";
import { formatTime } from "../widgets/format.ts";

export interface CommandContext {
  readonly session: Session;
  readonly runStore: RunStore;
  readonly uiStore: UiStore;
}

export interface Command {
  readonly id: string;
  /** Where it belongs, shown before the text: `Time`, `Lens`, `Open` … */
  readonly group: string;
  readonly text: string;
  /** The key that does the same. */
  readonly face?: string;
  readonly run: (context: CommandContext) => unknown;
}

const LEVELS: readonly (readonly [Level, string])[] = [
  ["novice", "Plain words for newcomers"],
  ["operator", "Words of the people who run such systems"],
  ["raw", "Raw events"],
];

/** All commands that make sense now, those about the selected thing first. */
export function commandsOf(context: CommandContext): readonly Command[] {
  return [
    ...selectionCommands(context),
    ...SHORTCUTS.filter(isCommand).map(shortcutCommand),
    ...speedCommands(),
    ...branchCommands(context),
    ...openCommands(context),
    ...thingCommands(context),
    ...EXPORT_FORMATS.map(exportCommand),
    ...LEVELS.map(levelCommand),
    ...frameCommands(context),
  ];
}

/** What the typed text itself means: a moment or a seed. */
export function typedCommands(text: string): readonly Command[] {
  const wanted = text.trim();
  const commands: Command[] = [];
  const us = /^t?\s*\d/.test(wanted) ? parseTime("t", wanted.replace(/^t\s*/, "").replace(/\s*s$/, "")) : "";
  if (typeof us === "number") {
    const run = ({ session }: CommandContext) => session.transport({ kind: "seek", us });
    commands.push({ id: "typed-time", group: "Time", text: `Go to ${formatTime(us)}`, run });
  }
  const seed = parseSeed(wanted.replace(/^seed\s*/, ""));
  if (typeof seed === "number") {
    const run = ({ session }: CommandContext) => session.openRun({ seed });
    commands.push({ id: "typed-seed", group: "Open", text: `Seed ${seed}, from the start`, run });
  }
  return commands;
}

/** K, P, X and C are there by the names of what they do to the selected thing; Escape closes the palette itself. */
function isCommand({ key, group }: Shortcut): boolean {
  return key !== "Escape" && key !== "/" && (group !== "Selection" || key === "u");
}

function shortcutCommand({ face, group, text, run }: Shortcut): Command {
  return { id: `key ${face}`, group, text, face, run };
}

function selectionCommands({ runStore, uiStore }: CommandContext): readonly Command[] {
  const { selection } = uiStore.getState();
  const { inspector } = runStore.getState().assigns;
  if (selection === null || inspector?.target !== selection) return [];
  return inspector.actions.map((entry) => ({
    id: `act ${entry.label}`,
    group: inspector.title,
    text: entry.label,
    ...(entry.key === null ? {} : { face: entry.key.toUpperCase() }),
    run: ({ session }) => session.actFromInspector(entry),
  }));
}

function speedCommands(): readonly Command[] {
  return SPEEDS.map((speed) => ({
    id: `speed ${speed}`,
    group: "Time",
    text: Number.isFinite(speed) ? `Speed ${speed} ×` : "As fast as it goes",
    run: ({ session }) => session.transport({ kind: "speed", speed }),
  }));
}

function branchCommands({ runStore }: CommandContext): readonly Command[] {
  const { timeline } = runStore.getState().assigns;
  if (timeline === undefined || timeline.branchOrder.length < 2) return [];
  return timeline.branchOrder
    .filter((id) => id !== timeline.branch)
    .map((id) => ({
      id: `branch ${id}`,
      group: "Branch",
      text: timeline.branches[id]?.name ?? id,
      run: ({ session }) => session.transport({ kind: "branch", id }),
    }));
}

function openCommands({ runStore }: CommandContext): readonly Command[] {
  return runStore.getState().scenarios.map(({ id, title }) => ({
    id: `open ${id}`,
    group: "Open",
    text: title,
    run: ({ session }) => session.openRun({ scenario: id }),
  }));
}

/** Nodes of the stage and variables, where their lens is open. */
function thingCommands({ runStore }: CommandContext): readonly Command[] {
  const { stage, variables } = runStore.getState().assigns;
  return [...(stage?.order ?? []), ...(variables?.order ?? [])].map((target) => ({
    id: `select ${target}`,
    group: "Select",
    text: target,
    run: ({ uiStore }) => select(uiStore, target),
  }));
}

function exportCommand({ id, title }: (typeof EXPORT_FORMATS)[number]): Command {
  return {
    id: `export ${id}`,
    group: "Export",
    text: title,
    async run({ session, uiStore }) {
      const file = await session.exportRun(id);
      if (file === null) return;
      saveFile(file.fileName, new Blob([file.text], { type: file.mime }));
      addNotice(uiStore, "info", `Saved ${file.fileName}.`);
    },
  };
}

/** Before a class, and in a page of one's own. */
function frameCommands({ uiStore }: CommandContext): readonly Command[] {
  const isWhole = uiStore.getState().display.frame === "page";
  const show = (frame: "page" | "present"): void =>
    uiStore.setState({ display: frame === "page" ? WHOLE_PAGE : { ...WHOLE_PAGE, frame } });
  return [
    isWhole
      ? { id: "present", group: "Page", text: "Present: large, for a class", run: () => show("present") }
      : { id: "whole", group: "Page", text: "Show the whole page", run: () => show("page") },
    { id: "embed", group: "Page", text: "Copy the code to embed this run in a page", run: copyEmbed },
  ];
}

async function copyEmbed({ session, uiStore }: CommandContext): Promise<void> {
  const { display } = uiStore.getState();
  uiStore.setState({ display: { ...WHOLE_PAGE, frame: "embed" } });
  const address = new URL(session.linkHash(), location.href).href;
  uiStore.setState({ display });
  const code = `<iframe src="${address}" width="720" height="480" style="border:0" title="MABEAM Live"></iframe>`;
  try {
    await navigator.clipboard.writeText(code);
    addNotice(uiStore, "info", "Copied. Paste it into the source of your page.");
  } catch {
    addNotice(uiStore, "problem", `This browser does not let a page copy; here is the code: ${code}`);
  }
}

function levelCommand([level, text]: (typeof LEVELS)[number]): Command {
  return { id: `level ${level}`, group: "Words", text, run: ({ uiStore }) => uiStore.setState({ level }) };
}

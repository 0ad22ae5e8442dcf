/**
 * Presses the action of the selected thing that belongs to a key.
 *
 * Why it may have to wait: the inspector's assigns come from the worker one frame after a selection; a key pressed
 * right after a click must act on the new selection, never on the old one.
 */
import {
  addNotice,
  type InspectorAssigns,
  type RunStore,
  type Session,
  type UiStore,
} from "../../view/index.ts";

interface Context {
  readonly session: Session;
  readonly runStore: RunStore;
  readonly uiStore: UiStore;
}

export function pressInspectorAction(context: Context, key: string): void {
  const { runStore, uiStore } = context;
  const { selection } = uiStore.getState();
  if (selection === null) {
    addNotice(uiStore, "info", `${key} acts on the selection: select a node, a process or a link first.`);
    return;
  }
  const inspector = runStore.getState().assigns.inspector;
  if (inspector?.target === selection) {
    press(context, inspector, key);
    return;
  }
  const stop = runStore.subscribe(({ assigns }) => {
    const isStale = uiStore.getState().selection !== selection;
    if (!isStale && assigns.inspector?.target !== selection) return;
    stop();
    if (!isStale && assigns.inspector !== undefined) press(context, assigns.inspector, key);
  });
}

function press({ session, uiStore }: Context, inspector: InspectorAssigns, key: string): void {
  const entry = inspector.actions.find((action) => action.key?.toUpperCase() === key);
  if (entry === undefined) addNotice(uiStore, "info", `${key} does nothing to ${inspector.title} now.`);
  else void session.actFromInspector(entry);
}

/** Saves what the open lens shows, as PNG or SVG. */
import { pictureFile, pictureName, runStore, themeOf, uiStore } from "../../view/index.ts";
import { LENSES } from "../lenses/index.ts";
import { formatTime } from "../widgets/format.ts";
import { saveFile } from "./save-file.ts";

/** The name of the saved file; null when no lens is open. The code that takes pictures is fetched for the first one. */
export async function savePicture(ending: "png" | "svg"): Promise<string | null> {
  const { run } = runStore.getState().assigns;
  const part = document.querySelector<HTMLElement>(".lens-room");
  if (run === undefined || part === null) return null;
  if (part.querySelector(":scope > .lens-waiting") !== null)
    throw new Error("the lens is still being fetched; try again in a moment");
  const { takePicture, drawPicture } = await import("./lens-picture.ts");
  const state = uiStore.getState();
  const title = `${LENSES[state.lens].title}: ${run.scenarioTitle}, seed ${run.seed}, ${formatTime(run.nowUs)}`;
  const picture = takePicture(part, themeOf(state), title);
  const file = pictureFile(picture);
  const name = pictureName(run, state.lens, ending);
  const content =
    ending === "svg" ? new Blob([file], { type: "image/svg+xml" }) : await drawPicture(file, picture);
  saveFile(name, content);
  return name;
}

/** Other programs that a measurement may use. */

import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Whether a program can be started by its name. */
export function isOnPath(program: string): boolean {
  const names = process.platform === "win32" ? [`${program}.exe`, `${program}.cmd`] : [program];
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.some((folder) => names.some((name) => existsSync(join(folder, name))));
}

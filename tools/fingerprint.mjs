// One short text that changes when any of the named files changes: how the launchers know that a build is stale.
//
// Why content and not dates: a fresh clone, a checkout and a copy all carry new dates on old content.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

/**
 * All files under a path (the path itself when it is a file), in one fixed order; none when nothing is there.
 *
 * @param {string} path
 * @returns {string[]}
 */
export function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}

/**
 * A hash over names and contents of everything under the given paths, tests left out (they are never built).
 *
 * @param {string} root absolute
 * @param {readonly string[]} paths relative to root; a missing one counts as empty
 * @returns {string} 16 hexadecimal digits
 */
export function fingerprint(root, paths) {
  const hash = createHash("sha256");
  for (const file of paths.flatMap((path) => filesUnder(join(root, path)))) {
    if (/\.(test|spec|bench)\.[a-z]+$|\.trace\.txt$/.test(file)) continue;
    hash.update(relative(root, file).split(sep).join("/")).update("\0");
    hash.update(createHash("sha256").update(readFileSync(file)).digest());
  }
  return hash.digest("hex").slice(0, 16);
}

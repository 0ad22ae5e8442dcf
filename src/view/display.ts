/**
 * How a link wants the page to stand and what it lets a person do: `embed=1`, `present=1`, `lock=speed,faults`,
 * `hide=seed,rail`, `theme=dark`. For those who put a run into their own page, before a class or on a wall.
 *
 * Invariants
 * - parse(write(display)) equals the display; a word that is not known leaves a sentence and is left out.
 * - What is locked is refused by the session, whatever key or button asked for it; hiding only takes out of sight.
 */

/** What a person can be kept from: going through time, its speed, interventions, and opening something else. */
export const LOCKS = ["time", "speed", "faults", "seed", "scenario", "lens"] as const;
export type Lock = (typeof LOCKS)[number];

/** Parts of the page that can be left out. */
export const PARTS = [
  "rail",
  "headline",
  "inspector",
  "narration",
  "strip",
  "transport",
  "figures",
  "seed",
  "tools",
] as const;
export type Part = (typeof PARTS)[number];

export interface Display {
  /** `embed`: only lens, play and time. `present`: large, without rail and inspector. */
  readonly frame: "page" | "embed" | "present";
  readonly lock: readonly Lock[];
  readonly hide: readonly Part[];
  /** Null leaves the person's own choice. */
  readonly theme: "light" | "dark" | null;
}

export const WHOLE_PAGE: Display = { frame: "page", lock: [], hide: [], theme: null };

export const DISPLAY_KEYS: readonly string[] = ["embed", "present", "lock", "hide", "theme"];

/** The parts of an address that say it; none for the whole page. */
export function writeDisplay({ frame, lock, hide, theme }: Display): readonly string[] {
  return [
    frame === "page" ? "" : `${frame}=1`,
    lock.length === 0 ? "" : `lock=${lock.join(",")}`,
    hide.length === 0 ? "" : `hide=${hide.join(",")}`,
    theme === null ? "" : `theme=${theme}`,
  ].filter(Boolean);
}

export function parseDisplay(fields: ReadonlyMap<string, string>, problems: string[]): Display {
  const isOn = (key: string): boolean => fields.has(key) && fields.get(key) !== "0";
  const words = <T extends string>(key: string, known: readonly T[]): readonly T[] =>
    (fields.get(key) ?? "").split(",").flatMap((word) => {
      const found = known.find((one) => one === word);
      if (found === undefined && word !== "")
        problems.push(`“${word}” cannot be given to ${key}; there are ${known.join(", ")}.`);
      return found ?? [];
    });
  return {
    frame: isOn("embed") ? "embed" : isOn("present") ? "present" : "page",
    lock: words("lock", LOCKS),
    hide: words("hide", PARTS),
    theme: words("theme", ["light", "dark"] as const)[0] ?? null,
  };
}

const OFF_IN: Readonly<Record<Display["frame"], readonly Part[]>> = {
  page: [],
  embed: ["rail", "headline", "inspector", "narration", "strip", "transport", "figures", "seed", "tools"],
  present: ["rail", "inspector", "figures", "tools"],
};

/** Parts that are not shown: what is hidden, what the frame leaves out, and the controls of what is locked. */
export function partsOff({ frame, lock, hide }: Display): readonly string[] {
  return [...new Set<string>([...OFF_IN[frame], ...hide, ...lock.map((name) => `lock-${name}`)])];
}

const LOCKED: Readonly<Record<Lock, string>> = {
  time: "going through time",
  speed: "the speed",
  faults: "interventions",
  seed: "the seed",
  scenario: "the scenario",
  lens: "the lens",
};

/** Why something is refused, in a sentence. */
export function lockSentence(lock: Lock): string {
  return `Whoever made this link has locked ${LOCKED[lock]}.`;
}

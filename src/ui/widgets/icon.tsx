/** The icon set: 20 px outlines of 1.5 px, drawn for this instrument. Always beside a text or inside a named button. */

export type IconName = keyof typeof PATHS;

const PATHS = {
  stage: "M10 3.2l6.5 4.7-2.5 7.6H6L3.5 7.9zM10 3.2v0M16.5 7.9v0M14 15.5v0M6 15.5v0M3.5 7.9v0",
  supervision: "M7.5 3h5v3.5h-5zM3 13.5h4V17H3zM13 13.5h4V17h-4zM10 6.5V10M5 13.5V10h10v3.5",
  processes: "M3 5h14M3 10h14M3 15h14M7.5 5v10",
  density: "M3 3h14v14H3zM7.7 3v14M12.3 3v14M3 7.7h14M3 12.3h14",
  variables: "M4 6h12M4 14h12M8 4v4M13 12v4",
  telemetry: "M3 16.5h14M3 13l4-5 3.5 3L16 4.5",
  events: "M6 3v14M6 5.5h10M6 10h7M6 14.5h9M4.5 5.5h3M4.5 10h3M4.5 14.5h3",
  spacetime: "M5 3v14M10 3v14M15 3v14M5 6l5 2.5M10 8.5l5 2.5M15 11L5 15",
  consensus: "M3 5h9M3 10h13M3 15h11M15 4v13",
  branch: "M6 3v14M6 12.5c0-4 8-3 8-8M14 4.5v-.1M6 17v-.1",
  stepEventBack: "M15 4.5L8 10l7 5.5zM5 4.5v11",
  stepTimeBack: "M16.5 4.5l-6 5.5 6 5.5zM9.5 4.5L3.5 10l6 5.5z",
  undo: "M7 5L3.5 8.5 7 12M3.5 8.5h8a4.5 4.5 0 0 1 0 9H8",
  redo: "M13 5l3.5 3.5L13 12M16.5 8.5h-8a4.5 4.5 0 0 0 0 9H12",
  toNow: "M3.5 10h9.5M9 6l4 4-4 4M16.5 4.5v11",
  flag: "M5 17V3.5h10l-2.5 3.5 2.5 3.5H5",
  pencil: "M4 16l.8-3.6L13.5 3.7l2.8 2.8-8.7 8.7zM11.5 5.7l2.8 2.8",
  play: "M6 4l10 6-10 6z",
  pause: "M6.5 4v12M13.5 4v12",
  stepEvent: "M5 4.5l7 5.5-7 5.5zM15 4.5v11",
  stepTime: "M3.5 4.5l6 5.5-6 5.5zM10.5 4.5l6 5.5-6 5.5z",
  link: "M8.5 11.5l3-3M9 6.5l1.5-1.5a3.2 3.2 0 0 1 4.5 4.5L13.5 11M11 13.5L9.5 15A3.2 3.2 0 0 1 5 10.5L6.5 9",
  download: "M10 3v9M6.5 8.5L10 12l3.5-3.5M3.5 16.5h13",
  upload: "M10 12.5v-9M6.5 7L10 3.5 13.5 7M3.5 16.5h13",
  light:
    "M10 6.8a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4zM10 2v2M10 16v2M2 10h2M16 10h2M4.5 4.5l1.3 1.3M14.2 14.2l1.3 1.3M4.5 15.5l1.3-1.3M14.2 5.8l1.3-1.3",
  dark: "M16 11.8A6.6 6.6 0 0 1 8.2 4a6.6 6.6 0 1 0 7.8 7.8z",
  system: "M3 4h14v9.5H3zM7 17h6M10 13.5V17",
  help: "M7.3 7.5a2.7 2.7 0 1 1 3.9 2.4c-.9.45-1.2.9-1.2 1.9M10 14.8v.1",
  plus: "M10 4.5v11M4.5 10h11",
  minus: "M4.5 10h11",
  close: "M5 5l10 10M15 5L5 15",
  menu: "M10 4.5v.1M10 10v.1M10 15.5v.1",
  chevronDown: "M5 7.5l5 5 5-5",
  chevronUp: "M5 12.5l5-5 5 5",
  chevronRight: "M7.5 5l5 5-5 5",
  chevronLeft: "M12.5 5l-5 5 5 5",
  panel: "M3 4h14v12H3zM12.5 4v12",
  check: "M4.5 10.5l3.5 3.5 7.5-8",
  alert: "M10 3.5l7.5 13h-15zM10 8.5v3.5M10 14.3v.1",
  clock: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 6v4l2.5 2",
} as const;

export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) {
  const isDotted = name === "menu";
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" className="icon">
      <path
        d={PATHS[name]}
        fill={name === "play" ? "currentColor" : "none"}
        stroke="currentColor"
        strokeWidth={isDotted ? 2.4 : 1.5}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

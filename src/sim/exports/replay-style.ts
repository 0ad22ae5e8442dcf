/** The look of the one-file replay: system fonts, light and dark by the reader's own setting, nothing from elsewhere. */

export const REPLAY_STYLE = `
:root {
  color-scheme: light dark;
  --surface: #ffffff; --raised: #f7f8f9; --sunken: #eff1f3; --line: #d5dade;
  --text: #1a1f25; --second: #47515c; --accent: #0a62c4; --danger: #a8231a;
  --up: #b9c6e4; --leader: #459377; --candidate: #a969f1; --paused: #8d97a1; --down: #78382c;
}
@media (prefers-color-scheme: dark) {
  :root {
    --surface: #14181d; --raised: #1b2026; --sunken: #0e1114; --line: #303841;
    --text: #e6eaee; --second: #b1bac4; --accent: #62adff; --danger: #ff8a7a;
    --up: #34476f; --leader: #2a9a7e; --candidate: #9576bf; --paused: #707a85; --down: #d93310;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 24px 24px 64px; max-width: 1100px; background: var(--surface); color: var(--text);
  font: 14px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
}
h1 { margin: 0; font-size: 24px; line-height: 1.2; }
h2 { margin: 32px 0 8px; font-size: 16px; }
p { margin: 8px 0; max-width: 72ch; color: var(--second); }
code, time, output, .figures { font-variant-numeric: tabular-nums; }
code { font-family: ui-monospace, "Cascadia Mono", "Liberation Mono", Menlo, monospace; font-size: 13px; }
.figures { display: flex; flex-wrap: wrap; gap: 4px 24px; margin: 12px 0 0; padding: 0; list-style: none; }
.figures span { color: var(--second); }
.bar {
  position: sticky; top: 0; z-index: 1; display: flex; align-items: center; gap: 12px; flex-wrap: wrap;
  margin: 20px -24px 0; padding: 12px 24px; background: var(--surface); border-bottom: 1px solid var(--line);
}
.bar output { min-width: 12ch; font-size: 16px; font-weight: 600; }
.bar input { flex: 1 1 220px; min-width: 0; height: 24px; accent-color: var(--accent); }
button, select, .button {
  display: inline-flex; align-items: center; min-height: 30px; padding: 0 12px; border: 1px solid var(--line);
  border-radius: 6px; background: var(--raised); color: var(--text); font: inherit; cursor: pointer; text-decoration: none;
}
button:hover, .button:hover { background: var(--sunken); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.now { min-height: 3em; margin: 12px 0 0; font-size: 16px; color: var(--text); max-width: none; }
svg { display: block; width: 100%; height: auto; overflow: visible; }
svg text { fill: var(--second); font-size: 12px; }
.phase-up { fill: var(--up); } .phase-leader { fill: var(--leader); } .phase-candidate { fill: var(--candidate); }
.phase-paused { fill: var(--paused); } .phase-down { fill: var(--down); }
.key { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 8px 0 0; padding: 0; list-style: none; color: var(--second); }
.key svg { display: inline-block; width: 12px; height: 12px; margin-right: 6px; vertical-align: -1px; }
.cursor { stroke: var(--accent); stroke-width: 2; }
.curve { fill: none; stroke: var(--accent); stroke-width: 1.8; stroke-linejoin: round; }
.axis { stroke: var(--line); }
.dot { fill: var(--accent); }
table { width: 100%; border-collapse: collapse; }
th { text-align: left; font-weight: 600; color: var(--second); }
th, td { padding: 3px 12px 3px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td:first-child, th:first-child { white-space: nowrap; }
#states td + td, #states th + th { width: 100%; }
.moments { max-height: 460px; overflow: auto; border: 1px solid var(--line); border-radius: 6px; }
.moments ol { margin: 0; padding: 0; list-style: none; }
.moments button {
  display: grid; grid-template-columns: 96px 1fr; gap: 12px; width: 100%; padding: 5px 12px; border: 0; border-radius: 0;
  border-left: 3px solid transparent; background: none; text-align: left;
}
.moments button:hover { background: var(--raised); }
.moments time { color: var(--second); }
.moments [data-kind="input"] { font-weight: 600; }
.moments [data-kind="violation"] { color: var(--danger); font-weight: 600; }
.moments [data-future="true"] span { color: var(--second); }
.moments [aria-current="true"] { border-left-color: var(--accent); background: var(--sunken); }
.head { display: flex; align-items: baseline; gap: 12px; flex-wrap: wrap; }
.head h2 { margin-right: auto; }
summary { min-height: 24px; cursor: pointer; }
.broken { color: var(--danger); font-weight: 600; }
@media (max-width: 600px) {
  body { padding: 16px 16px 48px; }
  .bar { margin: 16px -16px 0; padding: 8px 16px; }
  .moments button { grid-template-columns: 1fr; gap: 0; }
}
`;

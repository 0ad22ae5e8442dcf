/**
 * A run as one page that needs nothing else: opened from a mail or a memory stick, it tells what happened, lets the
 * reader move through time, and holds the journal with which the run can be had again.
 *
 * Invariants
 * - Its content security policy allows nothing from anywhere: no request leaves the page.
 * - Text of the run is escaped, in the markup as well as in the data of the script.
 */

import { ENGINE_VERSION } from "../engine.ts";
import type { Run } from "../run.ts";
import { type ReplayData, replayData } from "./replay-data.ts";
import { REPLAY_SCRIPT } from "./replay-script.ts";
import { REPLAY_STYLE } from "./replay-style.ts";

const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

export function writeHtmlReplay(run: Run): string {
  const data = replayData(run);
  const title = escapeText(`${data.scenario.title}, seed ${data.journal.seed}`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · MABEAM Live replay</title>
<style>${REPLAY_STYLE}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p>${escapeText(data.scenario.summary)}</p>
${figures(data, run.world.events)}
</header>
<main>
<div class="bar" role="group" aria-label="Time">
<output id="time" for="slider">t 0 s</output>
<button type="button" id="earlier">Earlier moment</button>
<input id="slider" type="range" min="0" max="1" value="0" aria-label="Virtual time">
<button type="button" id="later">Later moment</button>
</div>
<p class="now" id="now" aria-live="polite"></p>
<h2>Nodes over time</h2>
<svg id="strips" role="img" aria-label="What each node was over time; the table below says it for the chosen time"></svg>
${phaseKey()}
<table><thead><tr><th scope="col">Node</th><th scope="col">At this time</th></tr></thead><tbody id="states"></tbody></table>
<section id="curves">
<div class="head"><h2>Curves</h2><output id="value"></output><label>Show <select id="curve"></select></label></div>
<svg id="chart" role="img" aria-label="The chosen curve over virtual time; its value at the chosen time stands above"></svg>
</section>
<h2>Moments</h2>
${data.momentsLeftOut > 0 ? `<p>${data.momentsLeftOut} older moments are left out.</p>` : ""}
<div class="moments" role="region" aria-label="Moments" tabindex="0"><ol id="moments"></ol></div>
<h2>Invariants</h2>
${invariantList(data)}
<h2>Run it again</h2>
<p>This page shows what was recorded; it does not simulate. The journal below holds everything the run is made of: open it
in MABEAM Live with “Open a journal file”, or replay it without a screen, and the same run ends with the same hash.</p>
<p><a class="button" id="journal" download="${escapeText(journalName(data))}" href="#journal">Save the journal</a></p>
<p><code>npm run -s cli -- run --input ${escapeText(journalName(data))}</code></p>
</main>
<script type="application/json" id="run">${jsonForScript(data)}</script>
<script>${REPLAY_SCRIPT}</script>
</body>
</html>
`;
}

function figures({ journal }: ReplayData, events: number): string {
  const facts = [
    ["scenario", journal.scenario],
    ["seed", String(journal.seed)],
    ["virtual time", `${journal.untilUs / 1_000_000} s`],
    ["events", String(events)],
    ["interventions", String(journal.inputs.length)],
    ["engine", ENGINE_VERSION],
    ["hash", journal.hash],
  ];
  const settings = Object.entries(journal.parameters).map(([name, value]) => [name, String(value)]);
  const items = [...facts, ...settings].map(
    ([name, value]) =>
      `<li><span>${escapeText(name ?? "")}</span> <code>${escapeText(value ?? "")}</code></li>`,
  );
  return `<ul class="figures">${items.join("")}</ul>`;
}

function phaseKey(): string {
  const entries = [
    ["up", "up, following"],
    ["leader", "L leader"],
    ["candidate", "C stands for election"],
    ["paused", "P paused"],
    ["down", "x down"],
  ];
  const items = entries.map(
    ([phase, text]) =>
      `<li><svg viewBox="0 0 12 12" aria-hidden="true"><rect width="12" height="12" class="phase-${phase}"/></svg>${text}</li>`,
  );
  return `<ul class="key">${items.join("")}</ul>`;
}

function invariantList({ invariants }: ReplayData): string {
  const broken = invariants.flatMap(({ title, broken: how }) =>
    how === null ? [] : [`<li class="broken">${escapeText(sentence(title))} Broken: ${escapeText(how)}</li>`],
  );
  const held = invariants.filter((invariant) => invariant.broken === null);
  const items = held.map(({ title }) => `<li>${escapeText(sentence(title))}</li>`);
  const heldText = `<details><summary>${held.length} held at every event</summary><ul>${items.join("")}</ul></details>`;
  if (invariants.length === 0) return "<p>None were checked.</p>";
  return `${broken.length === 0 ? "" : `<ul>${broken.join("")}</ul>`}${held.length === 0 ? "" : heldText}`;
}

function sentence(text: string): string {
  return text.endsWith(".") ? text : `${text}.`;
}

function journalName({ journal }: ReplayData): string {
  return `mabeam-${journal.scenario}-seed-${journal.seed}.json`;
}

function escapeText(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** JSON inside a script element: no text in it can end the element. */
function jsonForScript(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}

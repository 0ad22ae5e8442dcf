/**
 * The small program inside the one-file replay, as text: it moves a cursor through what the file holds and computes
 * nothing of the run. Plain language of every current browser; everything the reader sees is set as text, never as markup.
 */

export const REPLAY_SCRIPT = `
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("run").textContent);
  const byId = (id) => document.getElementById(id);
  const { journal, moments, nodes, sampleTimesUs, curves } = data;
  const endUs = Math.max(1, journal.untilUs);
  const seconds = (us) => "t " + (us / 1e6).toFixed(3) + "\\u00a0s";
  const NAMES = { up: "up, following", leader: "leader", candidate: "stands for election", paused: "paused", down: "down" };
  const MARKS = { up: "", leader: "L", candidate: "C", paused: "P", down: "x" };
  const SPACE = "http://www.w3.org/2000/svg";
  const make = (name, attributes, text) => {
    const element = document.createElementNS(SPACE, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const html = (name, text) => {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    return element;
  };
  // Drawn at the size it is seen, so that the text in it is as large as the text around it.
  const WIDTH = Math.max(300, Math.round(document.getElementById("strips").getBoundingClientRect().width));
  const LEFT = 44;
  const xOf = (us) => LEFT + ((WIDTH - LEFT) * us) / endUs;
  const lastAt = (list, us, timeOf) => {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (timeOf(list[middle]) <= us) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };

  const strips = byId("strips");
  const ROW = 24;
  strips.setAttribute("viewBox", "0 0 " + WIDTH + " " + (nodes.length * ROW + 18));
  nodes.forEach((node, row) => {
    const y = row * ROW;
    strips.append(make("text", { x: 0, y: y + 15 }, node.name));
    node.phases.forEach((phase, i) => {
      const untilUs = i + 1 < node.phases.length ? node.phases[i + 1].fromUs : endUs;
      const x = xOf(phase.fromUs);
      const width = Math.max(1, xOf(untilUs) - x);
      const part = make("rect", { x, y: y + 2, width, height: ROW - 6, class: "phase-" + phase.phase });
      part.append(make("title", {}, node.name + " " + NAMES[phase.phase] + ", " + seconds(phase.fromUs) + " to " + seconds(untilUs)));
      strips.append(part);
      if (width > 14 && MARKS[phase.phase] !== "")
        strips.append(make("text", { x: x + 4, y: y + 15, style: "fill: var(--surface); font-weight: 700" }, MARKS[phase.phase]));
    });
  });
  for (const input of moments.filter(({ kind }) => kind === "input")) {
    const x = xOf(input.atUs);
    const tick = make("path", { d: "M" + x + " " + nodes.length * ROW + "l4 8h-8z", class: "dot" });
    tick.append(make("title", {}, input.text));
    strips.append(tick);
  }
  const stripCursor = make("line", { y1: 0, y2: nodes.length * ROW, class: "cursor" });
  strips.append(stripCursor);

  const chart = byId("chart");
  const HEIGHT = 200;
  chart.setAttribute("viewBox", "0 0 " + WIDTH + " " + (HEIGHT + 22));
  let curve = curves[0];
  const short = (value) => (Math.abs(value) >= 1e6 ? (value / 1e6).toPrecision(3) + "M" : Math.abs(value) >= 1e4 ? (value / 1e3).toPrecision(3) + "k" : String(Number(value.toPrecision(3))));
  const chartCursor = make("line", { y1: 0, y2: HEIGHT, class: "cursor" });
  const dot = make("circle", { r: 4, class: "dot" });
  let yOf = () => 0;
  const drawChart = () => {
    chart.replaceChildren();
    const known = curve.values.filter((value) => value !== null);
    const high = Math.max(...known);
    const low = Math.min(0, ...known);
    const span = high - low || 1;
    yOf = (value) => 8 + (HEIGHT - 8) * (1 - (value - low) / span);
    for (const value of [low, low + span / 2, low + span]) {
      chart.append(make("line", { x1: LEFT, x2: WIDTH, y1: yOf(value), y2: yOf(value), class: "axis" }));
      chart.append(make("text", { x: 0, y: yOf(value) + 4 }, short(value)));
    }
    chart.append(make("text", { x: LEFT, y: HEIGHT + 18 }, seconds(0)));
    chart.append(make("text", { x: WIDTH, y: HEIGHT + 18, "text-anchor": "end" }, seconds(endUs)));
    let path = "";
    curve.values.forEach((value, i) => {
      if (value === null) return;
      path += (path === "" || curve.values[i - 1] === null ? "M" : "L") + xOf(sampleTimesUs[i]).toFixed(1) + " " + yOf(value).toFixed(1);
    });
    chart.append(make("path", { d: path, class: "curve" }), chartCursor, dot);
  };
  const choice = byId("curve");
  curves.forEach((one, i) => {
    const option = html("option", one.title);
    option.value = String(i);
    choice.append(option);
  });
  choice.addEventListener("change", () => {
    curve = curves[Number(choice.value)];
    drawChart();
    show(Number(slider.value));
  });

  const list = byId("moments");
  const buttons = moments.map((moment) => {
    const item = html("li");
    const button = html("button");
    button.type = "button";
    button.dataset.kind = moment.kind;
    button.append(html("time", seconds(moment.atUs)), html("span", moment.text));
    button.addEventListener("click", () => show(moment.atUs));
    item.append(button);
    list.append(item);
    return button;
  });

  const rows = nodes.map((node) => {
    const row = html("tr");
    const name = html("th", node.name);
    name.scope = "row";
    const state = html("td");
    row.append(name, state);
    byId("states").append(row);
    return state;
  });

  const slider = byId("slider");
  slider.max = String(endUs);
  slider.step = String(Math.max(1, Math.round(endUs / 2000)));
  const show = (us) => {
    const atUs = Math.min(endUs, Math.max(0, us));
    slider.value = String(atUs);
    slider.setAttribute("aria-valuetext", seconds(atUs));
    byId("time").textContent = seconds(atUs);
    for (const line of [stripCursor, chartCursor]) {
      line.setAttribute("x1", xOf(atUs));
      line.setAttribute("x2", xOf(atUs));
    }
    nodes.forEach((node, i) => {
      const phase = node.phases[lastAt(node.phases, atUs, ({ fromUs }) => fromUs)];
      rows[i].textContent = NAMES[phase.phase] + " since " + seconds(phase.fromUs);
    });
    const current = lastAt(moments, atUs, (moment) => moment.atUs);
    buttons.forEach((button, i) => {
      button.dataset.future = String(i > current);
      if (i === current) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    });
    byId("now").textContent = current < 0 ? "Nothing has been told yet." : moments[current].text;
    const box = list.parentElement;
    const focus = buttons[Math.max(0, current)];
    if (focus !== undefined) box.scrollTop = focus.offsetTop - box.offsetTop - box.clientHeight / 2;
    const at = lastAt(sampleTimesUs, atUs, (time) => time);
    const value = curve === undefined || at < 0 ? null : curve.values[at];
    byId("value").textContent = value === null ? "no value yet" : short(value) + "\\u00a0" + curve.unit;
    dot.setAttribute("visibility", value === null ? "hidden" : "visible");
    if (value !== null) {
      dot.setAttribute("cx", xOf(sampleTimesUs[at]));
      dot.setAttribute("cy", yOf(value));
    }
  };
  slider.addEventListener("input", () => show(Number(slider.value)));
  const step = (direction) => {
    const now = Number(slider.value);
    const current = lastAt(moments, now, (moment) => moment.atUs);
    let next = current + direction;
    if (direction < 0) while (next > 0 && moments[next].atUs >= now) next--;
    if (direction > 0) while (next < moments.length - 1 && moments[next].atUs <= now) next++;
    if (moments[next] !== undefined) show(moments[next].atUs);
  };
  byId("earlier").addEventListener("click", () => step(-1));
  byId("later").addEventListener("click", () => step(1));
  const text = JSON.stringify(journal, null, 2) + "\\n";
  byId("journal").href = "data:application/json;charset=utf-8," + encodeURIComponent(text);
  for (const picture of [strips, chart]) {
    picture.addEventListener("click", (event) => {
      const box = picture.getBoundingClientRect();
      const x = ((event.clientX - box.left) / box.width) * WIDTH;
      if (x >= LEFT) show(((x - LEFT) / (WIDTH - LEFT)) * endUs);
    });
  }
  if (curve === undefined) byId("curves").hidden = true;
  else drawChart();
  show(endUs);
})();
`;

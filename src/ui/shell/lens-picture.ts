/**
 * Takes a picture of a part of the page: a copy of what is drawn there, with the rules that apply now.
 *
 * Canvases become images of what they show, scrolled boxes show the same part, fields keep what stands in them, and
 * everything outside of the part is left out. Nothing in the page changes.
 */
import { type Picture, pictureAddress } from "../../view/index.ts";

const XHTML = "http://www.w3.org/1999/xhtml";
/** Twice the size, so that a picture stands sharp on a slide. */
const SCALE = 2;
const NO_SCROLLBARS = "* { scrollbar-width: none }";

/** What `part` shows now, as the parts of a picture file. */
export function takePicture(part: HTMLElement, theme: "light" | "dark", title: string): Picture {
  const { width, height } = part.getBoundingClientRect();
  const size = { width: Math.max(1, Math.round(width)), height: Math.max(1, Math.round(height)) };
  const copy = part.cloneNode(true) as HTMLElement;
  freeze(part, copy);
  copy.style.cssText += `;width:${size.width}px;height:${size.height}px;overflow:hidden`;
  return { ...size, theme, title, body: bodyAround(part, copy), rules: [...rulesNow(), NO_SCROLLBARS] };
}

/** The picture as PNG. Rejects when the browser does not let a page read what it has drawn. */
export async function drawPicture(file: string, { width, height }: Picture): Promise<Blob> {
  const image = new Image(width, height);
  image.src = pictureAddress(file);
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  const context = canvas.getContext("2d");
  context?.scale(SCALE, SCALE);
  context?.drawImage(image, 0, 0, width, height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error("the picture is empty")) : resolve(blob)));
  });
}

/** Gives the copy what cloning does not: pixels, scroll positions and the contents of fields. */
function freeze(original: Element, copy: Element): void {
  const originals = [original, ...original.querySelectorAll("*")];
  const copies = [copy, ...copy.querySelectorAll("*")];
  originals.forEach((element, i) => {
    const twin = copies[i];
    if (twin === undefined) return;
    if (element instanceof HTMLCanvasElement) twin.replaceWith(imageOf(element));
    else if (element instanceof HTMLInputElement) freezeField(element, twin);
    else if (element instanceof HTMLSelectElement) freezeChoice(element, twin);
    if (element.scrollTop !== 0 || element.scrollLeft !== 0) freezeScroll(element, twin);
  });
}

function imageOf(canvas: HTMLCanvasElement): HTMLImageElement {
  const image = document.createElement("img");
  const look = getComputedStyle(canvas);
  image.src = canvas.width > 0 && canvas.height > 0 ? canvas.toDataURL() : "data:,";
  image.alt = "";
  image.className = canvas.className;
  for (const name of ["display", "position", "top", "left", "width", "height", "pointer-events", "z-index"])
    image.style.setProperty(name, look.getPropertyValue(name));
  return image;
}

function freezeField(field: HTMLInputElement, twin: Element): void {
  twin.setAttribute("value", field.value);
  if (field.checked) twin.setAttribute("checked", "");
}

function freezeChoice(choice: HTMLSelectElement, twin: Element): void {
  for (const [i, option] of [...twin.querySelectorAll("option")].entries())
    option.toggleAttribute("selected", i === choice.selectedIndex);
}

/** Moves the content instead of the box; what sticks to an edge of the box stays. */
function freezeScroll(box: Element, twin: Element): void {
  const moved = `${-box.scrollLeft}px ${-box.scrollTop}px`;
  [...box.children].forEach((child, i) => {
    const copy = twin.children[i];
    const isStuck = getComputedStyle(child).position === "sticky";
    if (copy instanceof HTMLElement && !isStuck) copy.style.translate = moved;
  });
  if (twin instanceof HTMLElement) twin.style.overflow = "hidden";
}

/** A body for the copy, with its ancestors as shells without a box, so that rules about them still find it. */
function bodyAround(part: HTMLElement, copy: HTMLElement): string {
  const { fontFamily, fontSize, lineHeight, color } = getComputedStyle(part);
  let inside: HTMLElement = copy;
  for (let parent = part.parentElement; parent !== null; parent = parent.parentElement) {
    if (parent === document.body || parent === document.documentElement) break;
    const shell = parent.cloneNode(false) as HTMLElement;
    shell.style.cssText = "display:contents";
    shell.append(inside);
    inside = shell;
  }
  const body = document.implementation.createDocument(XHTML, "body").documentElement;
  const look = {
    margin: "0",
    "font-family": fontFamily,
    "font-size": fontSize,
    "line-height": lineHeight,
    color,
  };
  const style = Object.entries(look).map(([name, value]) => `${name}:${value}`);
  body.setAttribute("style", style.join(";"));
  body.append(inside);
  return new XMLSerializer().serializeToString(body);
}

/** The rules of all style sheets that apply on this screen, oldest first. */
function rulesNow(): string[] {
  return [...document.styleSheets].flatMap((sheet) => {
    try {
      return [...sheet.cssRules].flatMap(ruleNow);
    } catch {
      return [];
    }
  });
}

function ruleNow(rule: CSSRule): string[] {
  if (rule instanceof CSSMediaRule)
    return matchMedia(rule.conditionText).matches ? [...rule.cssRules].flatMap(ruleNow) : [];
  return [rule.cssText];
}

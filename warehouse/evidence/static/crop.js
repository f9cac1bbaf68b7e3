"use strict";
// Pieces of pages and of texts with a place marked.

/** How much of a page is shown around a cell at least, in percent of its width and height. */
const WINDOW = [36, 18];

/**
 * A piece of a page's picture with a box outlined, cut out by the browser.
 * @param {string} src
 * @param {number} width of the page, in points
 * @param {number} height
 * @param {number[]} box left, top, width, height in percent
 * @param {string} state
 * @param {string} alt
 */
function crop(src, width, height, box, state, alt) {
  const [left, top, wide, high] = box;
  const w = Math.min(100, Math.max(WINDOW[0], wide * 1.08));
  const h = Math.min(100, Math.max(WINDOW[1], high * 1.6));
  const x = Math.min(Math.max(left + wide / 2 - w / 2, 0), 100 - w);
  const y = Math.min(Math.max(top + high / 2 - h / 2, 0), 100 - h);
  const percent = (/** @type {number} */ part, /** @type {number} */ whole) => `${(100 * part) / whole}%`;
  return el("div", { class: "crop", style: { "aspect-ratio": `${w * width} / ${h * height}` } },
    el("img", { src, alt, style: { width: percent(100, w), left: percent(-x, w), top: percent(-y, h) } }),
    el("span", { class: `box ${state}`, style: { left: percent(left - x, w), top: percent(top - y, h), width: percent(wide, w), height: percent(high, h) } }));
}

/** The lines of a text with the span marked. @param {[number, string, string, string][]} lines @param {string} state */
function markedLines(lines, state) {
  return el("div", { class: "marked" }, ...lines.map(([number, before, inside, after]) => el("div", { class: "line" },
    el("span", { class: "number" }, number), el("span", { class: "line-text" }, before, inside ? el("mark", { class: `span ${state} selected` }, inside) : null, after))));
}

"use strict";
// The pages of a report with a box for every place that facts were read from, or the lines of a text with its spans.

/** The worst of several states comes first: it colours a place that holds several facts. */
const WORST = ["rejected", "flagged", "corrected", "derived", "ok"];

/** @param {any[]} facts */
function worst(facts) {
  return WORST.find((state) => facts.some((fact) => fact.state === state)) || "ok";
}

/**
 * Facts that share a place, larger places first, so that smaller ones lie on top of them.
 * @param {any[]} facts
 * @param {(fact: any) => string | null} placeOf
 * @param {(fact: any) => number} sizeOf
 */
function byPlace(facts, placeOf, sizeOf) {
  /** @type {Map<string, any[]>} */
  const places = new Map();
  for (const fact of facts) {
    const key = placeOf(fact);
    if (key === null) continue;
    if (!places.has(key)) places.set(key, []);
    /** @type {any[]} */ (places.get(key)).push(fact);
  }
  return [...places.values()].sort((a, b) => sizeOf(b[0]) - sizeOf(a[0]));
}

class Sheets {
  /**
   * @param {HTMLElement} place
   * @param {any} report
   * @param {(id: string) => void} onPick
   */
  constructor(place, report, onPick) {
    this.place = place;
    this.report = report;
    this.onPick = onPick;
    /** @type {Map<string, HTMLElement[]>} */
    this.marks = new Map();
    /** @type {Map<HTMLElement, any[][]>} */
    this.groups = new Map();
    /** @type {HTMLElement[]} */
    this.pages = [];
    this.zoom = 1;
    this.fit = "width";
    this.draw();
    new ResizeObserver(() => this.size()).observe(place);
    place.addEventListener("scroll", () => this.noticePage(), { passive: true });
  }

  draw() {
    if (this.report.text) this.place.append(this.lines());
    for (const page of this.report.pages) this.place.append(this.page(page));
    if (!this.report.text && !this.report.pages.length) {
      const reason = this.report.report.reason || "";
      this.place.append(el("p", { class: "nothing" }, both("no_picture"), " ", reason));
    }
    this.size();
  }

  /** @param {[number, number | null, number | null, string | null, string | null]} page */
  page([number, width, height, image, why]) {
    const facts = this.report.facts.filter((/** @type {any} */ fact) => fact.page === number && fact.box);
    const sheet = el("figure", {
      class: "sheet", data: { page: number }, style: { "--ratio": width && height ? width / height : 1.414 },
    });
    if (image) {
      sheet.append(el("img", { src: `../pages/${this.report.report.id}/${image}`, alt: `${said("page")} ${number}`, loading: "lazy", decoding: "async", draggable: false }));
    } else {
      sheet.append(el("p", { class: "no-picture" }, both("no_picture"), ": ", why || ""));
    }
    const area = (/** @type {any} */ fact) => fact.box[2] * fact.box[3];
    for (const group of byPlace(facts, (fact) => fact.box.join(), area)) sheet.append(this.box(group));
    const header = this.report.header;
    if (header && header.page === number && header.box) sheet.append(this.headerBox(header));
    sheet.append(el("figcaption", null, `${number} / ${this.report.pages.length}`));
    this.pages.push(sheet);
    return sheet;
  }

  /** The place that names branch, year and kind: no fact of its own, so nothing opens. @param {any} header */
  headerBox(header) {
    const [left, top, width, height] = header.box;
    return el("span", { class: "header-box", id: "header-box", title: `${said("header_place")}: ${header.text || ""}`,
      style: { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` } });
  }

  /** @param {any[]} facts */
  box(facts) {
    const [left, top, width, height] = facts[0].box;
    const box = el("button", {
      type: "button", class: "box", tabindex: "-1", "aria-label": this.nameOf(facts),
      style: { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` },
      on: { click: () => this.pick(facts) },
    }, el("span", { class: "sign", "aria-hidden": "true" }));
    this.mark([facts], box);
    return box;
  }

  /** Remembers which facts a mark stands for: those of the smallest place first. @param {any[][]} groups @param {HTMLElement} mark */
  mark(groups, mark) {
    const facts = groups.flat();
    this.groups.set(mark, groups);
    this.paint(mark, () => false);
    mark.dataset.ids = facts.map((fact) => fact.id).join(" ");
    for (const fact of facts) {
      if (!this.marks.has(fact.id)) this.marks.set(fact.id, []);
      /** @type {HTMLElement[]} */ (this.marks.get(fact.id)).push(mark);
    }
  }

  /** Colours a mark by the worst of the facts that are not hidden. @param {HTMLElement} mark @param {(fact: any) => boolean} hidden */
  paint(mark, hidden) {
    const shown = (this.groups.get(mark) || []).map((facts) => facts.filter((fact) => !hidden(fact))).find((facts) => facts.length);
    mark.classList.remove(...STATES);
    mark.classList.toggle("off", !shown);
    if (!shown) return;
    const state = worst(shown);
    mark.classList.add(state);
    const sign = mark.querySelector(".sign");
    if (sign) sign.textContent = state === "ok" ? "" : SIGNS[state];
  }

  /** @param {any[]} facts */
  nameOf(facts) {
    return facts.slice(0, 3).map((fact) => `${said(fact.state)}: ${fact.label || ""} ${fact.when || ""} ${fact.value || ""}${fact.unit || ""}`).join("; ");
  }

  /** A second click on a place with several facts picks the next of them. @param {any[]} facts */
  pick(facts) {
    const shown = facts.filter((fact) => !this.hidden || !this.hidden(fact));
    const at = shown.findIndex((fact) => fact.id === this.selected);
    const next = shown[(at + 1) % Math.max(shown.length, 1)];
    if (next) this.onPick(next.id);
  }

  // ── texts ──

  lines() {
    const facts = this.report.facts.filter((/** @type {any} */ fact) => fact.span);
    const size = (/** @type {any} */ fact) => (fact.span[2] - fact.span[0]) * 10000 + fact.span[3] - fact.span[1];
    const places = byPlace(facts, (fact) => fact.span.join(), size);
    /** @type {Map<number, any[][]>} */
    const byLine = new Map();
    for (const group of places) {
      for (let line = group[0].span[0]; line <= group[0].span[2]; line++) {
        if (!byLine.has(line)) byLine.set(line, []);
        /** @type {any[][]} */ (byLine.get(line)).push(group);
      }
    }
    const list = el("div", { class: "text-sheet" });
    this.report.text.forEach((/** @type {[number, string[]]} */ [first, lines], /** @type {number} */ run) => {
      if (run || first > 1) list.append(el("p", { class: "gap" }, "⋯ ", both("text_gap")));
      lines.forEach((line, i) => list.append(this.line(first + i, line, byLine.get(first + i) || [])));
    });
    return list;
  }

  /** @param {number} number @param {string} text @param {any[][]} groups */
  line(number, text, groups) {
    const letters = [...text];
    const spans = groups.map((group) => {
      const [first, start, last, end] = group[0].span;
      return { group, from: number === first ? start - 1 : 0, to: number === last ? end : letters.length };
    });
    const cuts = [...new Set([0, letters.length, ...spans.flatMap((span) => [span.from, span.to])])].filter((cut) => cut >= 0 && cut <= letters.length).sort((a, b) => a - b);
    const out = el("span", { class: "line-text" });
    for (let i = 0; i + 1 < cuts.length; i++) {
      const part = letters.slice(cuts[i], cuts[i + 1]).join("");
      const over = spans.filter((span) => span.from <= cuts[i] && span.to >= cuts[i + 1]);
      out.append(over.length ? this.span(part, over.map((span) => span.group), number === over[over.length - 1].group[0].span[0] && cuts[i] === over[over.length - 1].from) : part);
    }
    return el("div", { class: "line", id: `line-${number}` }, el("span", { class: "number", "aria-hidden": "true" }, number), out);
  }

  /** @param {string} text @param {any[][]} groups larger ones first @param {boolean} first */
  span(text, groups, first) {
    const inner = [...groups].reverse();
    const mark = el("mark", {
      class: "span", role: "button", tabindex: "-1", "aria-label": `${text} – ${this.nameOf(inner[0])}`,
      on: { click: () => this.pick(inner.flat()) },
    }, first ? el("span", { class: "sign", "aria-hidden": "true" }) : null, text);
    this.mark(inner, mark);
    return mark;
  }

  // ── what is shown ──

  /** Shows the place of a fact in the middle of the pane. @param {any} fact @param {boolean} [calmly] */
  select(fact, calmly) {
    this.place.querySelectorAll(".selected").forEach((mark) => mark.classList.remove("selected"));
    this.selected = fact.id;
    const marks = this.marks.get(fact.id) || [];
    marks.forEach((mark) => mark.classList.add("selected"));
    const target = marks[0] || this.pages[fact.page - 1];
    if (!marks.length && target) target.classList.add("selected");
    if (target && !(calmly && this.isInView(target))) this.bring(target);
  }

  /** @param {HTMLElement} target */
  isInView(target) {
    const [inner, outer] = [target.getBoundingClientRect(), this.place.getBoundingClientRect()];
    return inner.top >= outer.top && inner.bottom <= outer.bottom && inner.left >= outer.left && inner.right <= outer.right;
  }

  /** @param {HTMLElement} target */
  bring(target) {
    const [inner, outer] = [target.getBoundingClientRect(), this.place.getBoundingClientRect()];
    const [width, height] = [this.place.clientWidth, this.place.clientHeight];
    const down = inner.height > height ? inner.top - outer.top - 20 : inner.top - outer.top - (height - inner.height) / 2;
    const right = inner.width > width ? inner.left - outer.left - 20 : inner.left - outer.left - (width - inner.width) / 2;
    this.place.scrollBy({ top: down, left: this.place.scrollWidth > width ? right : 0 });
  }

  /** Hides the boxes of facts that the filters leave out. @param {(fact: any) => boolean} hidden */
  hide(hidden) {
    this.hidden = hidden;
    const gone = new Set(this.report.facts.filter(hidden));
    for (const mark of this.groups.keys()) this.paint(mark, (fact) => gone.has(fact));
  }

  /** @param {number} factor */
  zoomBy(factor) {
    this.zoom = Math.min(6, Math.max(0.3, this.zoom * factor));
    this.size();
  }

  /** @param {"width" | "page"} how */
  fitTo(how) {
    this.fit = how;
    this.zoom = 1;
    this.size();
  }

  /** Gives every sheet its size; what was in the middle stays there. */
  size() {
    const before = this.place.scrollHeight;
    const middle = (this.place.scrollTop + this.place.clientHeight / 2) / before;
    const wide = this.place.clientWidth - 32;
    const high = this.place.clientHeight - 40;
    for (const sheet of this.pages) {
      const ratio = Number(sheet.style.getPropertyValue("--ratio"));
      const width = (this.fit === "page" ? Math.min(wide, high * ratio) : wide) * this.zoom;
      sheet.style.width = `${Math.round(width)}px`;
    }
    this.place.style.setProperty("--text-zoom", String(this.zoom));
    if (before && this.place.scrollHeight !== before) this.place.scrollTop = middle * this.place.scrollHeight - this.place.clientHeight / 2;
    this.noticePage();
  }

  /** The page that lies under the middle of the pane. */
  current() {
    const middle = this.place.getBoundingClientRect().top + this.place.clientHeight / 2;
    const at = this.pages.findIndex((sheet) => sheet.getBoundingClientRect().bottom >= middle);
    return at < 0 ? this.pages.length : at + 1;
  }

  noticePage() {
    if (this.onPage) this.onPage(this.current());
  }

  /** @param {number} number */
  show(number) {
    const sheet = this.pages[Math.min(Math.max(number, 1), this.pages.length) - 1];
    if (sheet) this.place.scrollTop += sheet.getBoundingClientRect().top - this.place.getBoundingClientRect().top - 12;
  }
}

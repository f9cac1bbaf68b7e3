"use strict";
// The facts of a report as a list, grouped by page and kind, with filters by state, kind, reason and words.

class FactList {
  /**
   * @param {HTMLElement} place
   * @param {any[]} facts
   * @param {(id: string) => void} onPick
   */
  constructor(place, facts, onPick) {
    this.place = place;
    this.facts = facts;
    this.states = new Set(STATES);
    this.kind = "";
    this.reason = "";
    this.words = "";
    this.openOnly = false;
    /** @type {Map<string, HTMLElement>} */
    this.lines = new Map();
    this.texts = new Map(facts.map((fact) => [fact.id, this.textOf(fact)]));
    this.draw(onPick);
  }

  /** @param {any} fact */
  textOf(fact) {
    const kpi = fact.kpi_code ? [fact.kpi_code, ...(evidence.store.names.kpis[fact.kpi_code] || [])] : [];
    const reasons = (fact.classes || []).flatMap((/** @type {string} */ name) => evidence.store.words["class:" + name] || []);
    return [fact.id, fact.label, fact.when, fact.value, fact.unit, fact.text, fact.why, ...kpi, ...reasons].filter(Boolean).join(" ").toLowerCase();
  }

  /** @param {(id: string) => void} onPick */
  draw(onPick) {
    let page = null;
    let kind = null;
    for (const fact of this.facts) {
      if (fact.page !== page || kind !== fact.kind) {
        const where = fact.page ? pair(`${fact.page}頁`, `Page ${fact.page}`) : null;
        this.place.append(el("div", { class: "group", role: "presentation", data: { group: `${fact.page || 0} ${fact.kind}` } },
          el("b", null, where, where ? " · " : null, both(fact.kind)), el("span", { class: "group-count" })));
        [page, kind] = [fact.page, fact.kind];
      }
      const line = el("div", {
        class: `fact ${fact.state}`, role: "option", id: `fact-${fact.id}`, data: { id: fact.id, group: `${fact.page || 0} ${fact.kind}` }, "aria-selected": "false",
        on: { click: () => onPick(fact.id) },
      }, stateSign(fact.state), el("span", { class: "label" }, fact.label || fact.text || "–"), el("span", { class: "when" }, fact.when || ""),
      el("span", { class: "value" }, fact.value || "", fact.word ? both(fact.word) : null, fact.unit ? el("small", null, ` ${fact.unit}`) : null));
      this.lines.set(fact.id, line);
      this.place.append(line);
    }
    if (!this.facts.length) this.place.append(el("p", { class: "nothing" }, both("nothing")));
  }

  /** Whether the filters leave a fact out. @param {any} fact */
  hides(fact) {
    return !this.states.has(fact.state) || (this.openOnly && !isOpen(fact)) || (this.kind !== "" && fact.kind !== this.kind) ||
      (this.reason !== "" && !(fact.classes || []).includes(this.reason)) ||
      !this.words.toLowerCase().split(/\s+/).every((word) => (this.texts.get(fact.id) || "").includes(word));
  }

  shown() {
    return this.facts.filter((fact) => !this.hides(fact));
  }

  refresh() {
    /** @type {Record<string, number>} */
    const counts = {};
    for (const fact of this.facts) {
      const line = /** @type {HTMLElement} */ (this.lines.get(fact.id));
      const gone = this.hides(fact);
      line.hidden = gone;
      if (!gone) counts[line.dataset.group || ""] = (counts[line.dataset.group || ""] || 0) + 1;
    }
    this.place.querySelectorAll(".group").forEach((group) => {
      const count = counts[/** @type {HTMLElement} */ (group).dataset.group || ""] || 0;
      /** @type {HTMLElement} */ (group).hidden = !count;
      const shown = group.querySelector(".group-count");
      if (shown) shown.textContent = String(count);
    });
  }

  /** @param {any} fact */
  select(fact) {
    this.place.querySelectorAll("[aria-selected=true]").forEach((line) => line.setAttribute("aria-selected", "false"));
    const line = this.lines.get(fact.id);
    if (!line) return;
    line.setAttribute("aria-selected", "true");
    this.place.setAttribute("aria-activedescendant", line.id);
    const [inner, outer] = [line.getBoundingClientRect(), this.place.getBoundingClientRect()];
    if (inner.top < outer.top + 40 || inner.bottom > outer.bottom) this.place.scrollTop += inner.top - outer.top - this.place.clientHeight / 3;
  }
}

/** Whether a reviewer has to decide about a fact. @param {any} fact */
function isOpen(fact) {
  if (fact.signed) return false;
  return fact.state === "flagged" || fact.state === "rejected" || (fact.conflicts || []).some((/** @type {any} */ one) => one.status === "open");
}

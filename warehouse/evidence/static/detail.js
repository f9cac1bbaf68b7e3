"use strict";
// Everything about one fact: why it is in doubt, how it was read, what was checked, where the marts show it.

class Detail {
  /** @param {HTMLElement} place @param {any} report @param {(id: string) => void} onPick */
  constructor(place, report, onPick) {
    this.place = place;
    this.report = report;
    this.onPick = onPick;
    /** @type {Map<string, any>} */
    this.facts = new Map(report.facts.map((/** @type {any} */ fact) => [fact.id, fact]));
    place.replaceChildren(el("p", { class: "nothing" }, both("select_hint")));
  }

  /** @param {any} fact */
  show(fact) {
    this.decision = null;
    const parts = [this.head(fact), this.cropOf(fact), ...this.reason(fact), ...this.conflicts(fact), ...this.decide(fact), this.chain(fact), this.checks(fact), this.marts(fact)];
    this.place.replaceChildren(.../** @type {Node[]} */ (parts.filter(Boolean)));
    this.place.scrollTop = 0;
    nameControls();
  }

  /** @param {number | undefined} index */
  shared(index) {
    return index === undefined ? null : this.report.shared[index];
  }

  /** A column as the marts show it. @param {any} fact @param {string} column */
  mart(fact, column) {
    const columns = this.report.columns[fact.kind] || [];
    const at = columns.indexOf(column);
    return at < 0 || !fact.mart ? null : fact.mart[at];
  }

  /** A column as it was read. @param {any} fact @param {string} column */
  asRead(fact, column) {
    return fact.read && column in fact.read ? fact.read[column] : this.mart(fact, column);
  }

  /** @param {any} fact */
  head(fact) {
    return el("header", { class: `detail-head ${fact.state}` },
      el("p", { class: "kinds" }, stateTag(fact.state), fact.signed && fact.signed !== fact.state ? el("span", { class: "tag signed" }, both(fact.signed)) : null, " ", both(fact.was || fact.kind), fact.current === false ? el("span", { class: "aside" }, " · ", both("not_in_force")) : null),
      el("h2", null, fact.label || fact.text || "–"),
      el("p", { class: "figures" }, el("b", null, fact.value || "", fact.word ? both(fact.word) : null), fact.unit ? ` ${fact.unit}` : "", fact.when ? el("span", { class: "when" }, ` ${fact.when}`) : null,
        fact.kpi_code ? el("span", { class: "kpi" }, " ", kpiName(fact.kpi_code)) : null));
  }

  /** @param {any} fact */
  reason(fact) {
    if (!fact.why) return [];
    return [el("div", { class: `why ${fact.state}` }, classNames(fact.classes), reasonText(fact.why, fact.classes, fact.why_ja))];
  }

  // ── contradictions ──

  /** @param {any} fact */
  conflicts(fact) {
    return (fact.conflicts || []).map((/** @type {any} */ one) => {
      const other = this.facts.get(one.other);
      const go = other ? el("button", { type: "button", class: "quiet", on: { click: () => this.onPick(other.id) } }, this.placeOf(other), " →")
        : el("a", { href: reportUrl(one.other_report, one.other) }, both("report"), " →");
      return el("section", { class: "conflict" },
        el("h3", null, both("disagrees"), " ", el("span", { class: "aside" }, both(one.check), " · ", both(one.status))),
        el("dl", { class: "versus" }, el("dt", null, both("here")), el("dd", null, el("b", null, printedValue(one.value)), one.chosen ? el("span", { class: "aside" }, " ", both("chosen")) : null),
          el("dt", null, both("there")), el("dd", null, el("b", null, printedValue(one.other_value)), " ", go)),
        other ? this.cropOf(other) : null,
        toldText(one.detail), el("p", { class: "small" }, one.by ? both(one.by) : ""),
        el("a", { href: `../conflicts.html#${one.id}` }, both("compare"), " →"));
    });
  }

  /** @param {any} fact */
  placeOf(fact) {
    return fact.page ? pair(`${fact.page}頁`, `page ${fact.page}`) : fact.span ? pair(`${fact.span[0]}行`, `line ${fact.span[0]}`) : both("whole_page");
  }

  /** @param {any} fact */
  cropOf(fact) {
    const page = fact.page && this.report.pages[fact.page - 1];
    if (!page || !page[3] || !fact.box) return null;
    return crop(`../pages/${this.report.report.id}/${page[3]}`, page[1], page[2], fact.box, fact.state, fact.text || "");
  }

  // ── the decision ──

  /** @param {any} fact */
  decide(fact) {
    if (fact.kind === "reject") return isOpen(fact) ? [el("p", { class: "hint" }, both("reject_hint"))] : [];
    if (fact.signed) return [];
    const columns = Object.fromEntries(this.report.correctable[fact.kind].map((/** @type {string} */ column) => [column, this.seen(fact, column)]));
    const decision = new Decision("facts.csv", FACT_FIELDS, this.row(fact), isOpen(fact) ? ["confirmed", "corrected", "withdrawn"] : ["corrected", "withdrawn", "confirmed"], columns);
    // what nobody doubts may still be wrong: the form is there, but not in the way
    if (!isOpen(fact)) return [el("details", { class: "decide-anyway" }, el("summary", null, both("decide_anyway")), decision.element)];
    this.decision = decision;
    return [decision.element];
  }

  /** @param {any} fact @param {string} column */
  seen(fact, column) {
    const value = this.asRead(fact, column);
    return value === null || value === undefined ? "" : String(value);
  }

  /** What the corrections file says of a fact before anything is decided. @param {any} fact */
  row(fact) {
    const column = this.report.correctable[fact.kind][0];
    const place = fact.page ? `p.${fact.page}` : fact.span ? `line ${fact.span[0]}` : "";
    const text = (fact.text || "").replaceAll(/\s+/g, " ").slice(0, 80);
    return { fact_id: fact.id, report_id: this.report.report.id, fact_column: column, value_seen: this.seen(fact, column), value_right: "", evidence: `${place} ${text}`.trim() };
  }

  // ── how it was read ──

  /** @param {any} fact */
  chain(fact) {
    const [section, rowLabels, columnLabels] = this.shared(fact.headings) || [null, [], []];
    const kpi = this.shared(fact.kpi);
    const steps = [
      this.step("chain_place", this.placeOf(fact), fact.cell ? el("span", { class: "aside" }, ` · table ${fact.cell[0]}, row ${fact.cell[1] + 1}, column ${fact.cell[2] + 1}`) : null),
      this.step("chain_headings", section ? el("span", { class: "path" }, section.split(" > ").join(" › ")) : "–",
        rowLabels.length ? el("div", null, both("chain_row"), ": ", el("b", null, rowLabels.join(" | "))) : null,
        columnLabels.length ? el("div", null, both("chain_column"), ": ", el("b", null, columnLabels.join(" | "))) : null),
      this.step("chain_text", fact.text ? el("q", { class: "printed" }, fact.text) : both("blank")),
      fact.kind === "reject" && !fact.was ? null : this.step("chain_value", el("b", null, fact.value || (fact.word ? "" : fact.label || ""), fact.word ? both(fact.word) : null, ` ${fact.unit || ""}`), fact.when ? ` (${fact.when})` : null,
        ...Object.entries(fact.read || {}).filter(() => fact.mart).map(([name, value]) => el("div", { class: "aside" }, both("as_read"), ": ", el("code", null, name), ` = ${value ?? "–"}`))),
      kpi ? this.step("chain_kpi", kpi.code ? el("span", null, kpiName(kpi.code), " ", el("code", null, kpi.code)) : both("no_kpi"),
        kpi.words ? el("div", { class: "aside" }, both("kpi_by"), ` ${kpi.by || ""}: `, el("q", null, kpi.words)) : null,
        kpi.why ? el("div", { class: "aside" }, both("kpi_why"), `: ${kpi.why}`, kpi.score !== undefined ? ` (${said("likeness")} ${Math.round(kpi.score)})` : "") : null,
        kpi.second ? el("div", { class: "aside" }, both("kpi_second"), `: ${kpi.second}`, kpi.second_score !== undefined ? ` (${Math.round(kpi.second_score)})` : "") : null) : null,
      fact.rule ? this.step("chain_rule", el("code", null, fact.rule), " · ", both(`read_as_${fact.method}`)) : null,
      fact.from ? this.step("chain_from", el("ul", { class: "from" }, ...fact.from.map((/** @type {string} */ id) => this.partOf(id)))) : null,
      this.step("chain_state", stateTag(fact.state)),
    ];
    return el("section", null, el("h3", null, both("chain")), el("ol", { class: "chain" }, ...steps));
  }

  /** @param {string} word @param {...any} parts */
  step(word, ...parts) {
    return el("li", null, el("span", { class: "step" }, both(word)), el("div", { class: "step-body" }, ...parts));
  }

  /** @param {string} id */
  partOf(id) {
    const part = this.facts.get(id);
    if (!part) return el("li", null, id);
    return el("li", null, el("button", { type: "button", class: "quiet", on: { click: () => this.onPick(id) } }, `${part.when || ""}: ${part.value || ""} ${part.unit || ""}`));
  }

  // ── checks and marts ──

  /** @param {any} fact */
  checks(fact) {
    const checks = [...(this.shared(fact.checks) || [])].sort((a, b) => Number(a[1]) - Number(b[1]));
    const lines = checks.map(([name, passed, detail, ja]) => el("li", { class: passed ? "passed" : "failed" },
      el("b", null, el("span", { "aria-hidden": "true" }, passed ? "✓ " : "✗ "), both(passed ? "passed" : "failed"), " · ", both(name)), toldText([detail, ja])));
    return el("section", null, el("h3", null, both("checks")), lines.length ? el("ul", { class: "checks" }, ...lines) : el("p", { class: "aside" }, both("no_checks")));
  }

  /** What a later printing or a correction changed, with a link to the other printing. @param {any} fact @param {Record<string, any>} row */
  restatement(fact, row) {
    const shown = ["value_before", "said_before", "value_after", "said_after", "value_change", "change_percent", "current_side", "chosen_by", "known_at", "reason"];
    const value = (/** @type {string} */ name) => (evidence.store.words[row[name]] ? both(row[name]) : name === "known_at" ? String(row[name]).slice(0, 10) : grouped(row[name]));
    const lines = shown.filter((name) => row[name] !== null && row[name] !== undefined && row[name] !== "").map((name) => el("tr", null, el("th", { scope: "row" }, both(name)), el("td", null, value(name))));
    const links = ["before", "after"].filter((side) => row[`${side}_fact_id`] && row[`${side}_fact_id`] !== fact.id).map((side) => el("p", null,
      el("a", { href: reportUrl(row[`${side}_report_id`], row[`${side}_fact_id`]) }, both(`${side}_fact_id`), `: ${row[`${side}_file_name`] || ""} →`)));
    return el("div", { class: "restated" }, el("table", { class: "mart" }, el("caption", null, both("restated"), ": ", both(row.change_kind)), ...lines), ...links);
  }

  /** @param {any} fact */
  marts(fact) {
    const uses = this.shared(fact.in) || [];
    const shown = uses.length ? el("ul", null, ...uses.map((/** @type {string[]} */ [table, role, when]) => el("li", null, el("code", null, `marts.${table}`), ` ${role} (${when})`)))
      : el("p", { class: "aside" }, both("not_shown"));
    const columns = this.report.columns[fact.kind] || [];
    const table = el("table", { class: "mart" }, ...columns.map((/** @type {string} */ name, /** @type {number} */ i) => {
      const value = fact.mart ? fact.mart[i] : null;
      return value === null || value === undefined || value === "" ? "" : el("tr", null, el("th", { scope: "row" }, name), el("td", null, typeof value === "boolean" ? (value ? "true" : "false") : String(value)));
    }));
    const restated = (fact.restated || []).map((/** @type {Record<string, any>} */ row) => this.restatement(fact, row));
    return el("section", { class: "marts" }, el("h3", null, both("marts")),
      fact.mart ? el("p", null, el("code", null, `marts.fct_${fact.kind}`), " ", fact.current ? both("in_force") : both("not_in_force")) : el("p", null, el("code", null, "rejects.cell")),
      fact.mart ? table : null, ...restated, fact.mart ? el("h4", null, both("shown_in")) : null, fact.mart ? shown : null,
      el("p", { class: "id" }, both("fact_id"), " ", el("code", null, fact.id), " ", copyButton("copy", () => fact.id)));
  }
}

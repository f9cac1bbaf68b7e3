"use strict";
// The page of one report: sheets, list and evidence move together. The address names the fact that is shown.
(function () {
  const report = evidence.store.report;
  const facts = report.facts;
  const byId = new Map(facts.map((/** @type {any} */ fact) => [fact.id, fact]));
  const place = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  /** @type {any} */
  let selected = null;

  const pick = (/** @type {string} */ id) => choose(id, true);
  const sheets = new Sheets(place("sheets"), report, pick);
  const list = new FactList(place("facts"), facts, pick);
  const detail = new Detail(place("detail"), report, pick);

  /** Shows a fact everywhere; `calmly` where its place need not move if it is in view. @param {string} id @param {boolean} [calmly] */
  function choose(id, calmly) {
    const fact = byId.get(id);
    if (!fact) return;
    if (list.hides(fact)) showEverything();
    selected = fact;
    sheets.select(fact, calmly);
    list.select(fact);
    detail.show(fact);
    if (location.hash !== `#${id}`) history.replaceState(null, "", `#${id}`);
    drawCases();
  }

  // ── head ──

  /** Where branch, year and kind were read; for a page also the way there. */
  function headerPlace() {
    const header = report.header;
    if (!header) return null;
    if (!header.box) return el("small", null, both("header_place"), header.span ? pair(` ${header.span[0]}行`, ` line ${header.span[0]}`) : "");
    const go = () => { sheets.show(header.page); document.getElementById("header-box")?.scrollIntoView({ block: "center" }); };
    return el("button", { type: "button", class: "quiet", id: "to-header", on: { click: go } }, both("header_place"), pair(` ${header.page}頁`, ` p. ${header.page}`), " →");
  }

  function head() {
    const about = report.report;
    const year = about.fiscal_year ? pair(`${about.fiscal_year}年度`, `FY ${about.fiscal_year}`) : null;
    const others = about.offers.filter((/** @type {any} */ offer) => offer.file_name !== about.file_name || about.offers.length > 1);
    return [
      el("h1", null, about.file_name),
      el("p", { class: "about" }, about.branch_code ? branchName(about.branch_code) : null, year ? " · " : null, year, about.report_kind ? " · " : null, about.report_kind ? both(about.report_kind) : null,
        about.period ? ` ${about.period}` : "", about.branch_code || year ? " · " : "", el("span", { class: `outcome ${about.outcome}` }, both(about.outcome))),
      about.title ? el("p", { class: "title" }, about.title, " ", headerPlace()) : null,
      about.reason ? el("div", { class: "why flagged" }, toldText([about.reason, about.reason_ja])) : null,
      others.length > 1 ? el("details", null, el("summary", null, both("offered_as"), ` (${others.length})`), el("ul", null, ...others.map((/** @type {any} */ offer) => el("li", null, `${offer.file_name} – `, both(offer.outcome), offer.reason ? `: ${offer.reason}` : "")))) : null,
      about.supersedes_report_id ? el("p", null, both("supersedes"), " ", el("a", { href: `${about.supersedes_report_id}.html` }, about.supersedes_report_id)) : null,
    ].filter(Boolean);
  }

  // ── tools ──

  const pageNumber = el("output", { class: "page-number" });
  sheets.onPage = (/** @type {number} */ number) => { pageNumber.textContent = report.pages.length ? `${number} / ${report.pages.length}` : ""; };

  /** @param {string} sign @param {string} label @param {() => void} act @param {string} [id] */
  function tool(sign, label, act, id) {
    return el("button", { type: "button", class: "tool", id, data: { label }, on: { click: act } }, sign);
  }

  /** @param {string} state */
  function stateToggle(state) {
    const count = facts.filter((/** @type {any} */ fact) => fact.state === state).length;
    return el("button", {
      type: "button", class: `toggle ${state}`, "aria-pressed": "true", data: { state, count }, disabled: count === 0,
      on: { click: () => toggleState(state) },
    }, el("span", { class: `dot ${state}`, "aria-hidden": "true" }, SIGNS[state]), " ", both(state), el("b", null, ` ${count}`));
  }

  /** @param {string} state */
  function toggleState(state) {
    if (list.states.has(state)) list.states.delete(state);
    else list.states.add(state);
    refresh();
  }

  /** @param {string} label @param {string} all @param {[string, string, number][]} values value, word, count @param {(value: string) => void} act */
  function chooser(label, all, values, act) {
    return el("select", { data: { label, filter: label }, on: { change: (/** @type {Event} */ event) => { act(/** @type {HTMLSelectElement} */ (event.target).value); refresh(); } } },
      el("option", { value: "", data: { word: all } }), ...values.map(([value, word, count]) => el("option", { value, data: { word, more: ` (${count})` } })));
  }

  /** @param {(fact: any) => string[]} keysOf @returns {[string, number][]} */
  function counted(keysOf) {
    /** @type {Map<string, number>} */
    const counts = new Map();
    facts.forEach((/** @type {any} */ fact) => keysOf(fact).forEach((key) => counts.set(key, (counts.get(key) || 0) + 1)));
    return [...counts];
  }

  const search = el("input", { type: "search", data: { label: "filter_text", placeholder: "filter_text" }, on: { input: (/** @type {Event} */ event) => { list.words = /** @type {HTMLInputElement} */ (event.target).value; refresh(); } } });
  const onlyOpen = el("button", { type: "button", class: "toggle", id: "open-only", "aria-pressed": "false", on: { click: () => { list.openOnly = !list.openOnly; refresh(); } } }, both("open_only"));
  const cases = el("span", { class: "case-number", role: "status" });
  const bulk = el("button", { type: "button", class: "quiet", id: "copy-rows", on: { click: () => copy(rowsShown().join("\n")) } }, both("copy_rows"));

  function drawTools() {
    place("sheet-tools").append(
      el("span", { class: "tools", hidden: !report.pages.length }, tool("‹", "page_previous", () => turn(-1), "page-previous"), pageNumber, tool("›", "page_next", () => turn(1), "page-next")),
      el("span", { class: "tools" }, tool("−", "zoom_out", () => sheets.zoomBy(1 / 1.25), "zoom-out"), tool("+", "zoom_in", () => sheets.zoomBy(1.25), "zoom-in"),
        tool("↔", "fit_width", () => sheets.fitTo("width"), "fit-width"), tool("↕", "fit_page", () => sheets.fitTo("page"), "fit-page")),
      el("span", { class: "tools states", role: "group", data: { label: "states_shown" } }, ...STATES.map(stateToggle)));
    const kinds = counted((fact) => [fact.kind]).map(([kind, count]) => /** @type {[string, string, number]} */ ([kind, kind, count]));
    const reasons = counted((fact) => fact.classes || []).sort((a, b) => b[1] - a[1]).map(([name, count]) => /** @type {[string, string, number]} */ ([name, `class:${name}`, count]));
    place("fact-tools").append(
      el("span", { class: "tools cases" }, tool("◂ p", "case_previous", () => toCase(-1), "case-previous"), cases, tool("n ▸", "case_next", () => toCase(1), "case-next"), onlyOpen),
      el("span", { class: "tools" }, search, chooser("kind", "filter_all_kinds", kinds, (value) => { list.kind = value; }),
        reasons.length ? chooser("class", "filter_all_reasons", reasons, (value) => { list.reason = value; }) : null, bulk));
  }

  function refresh() {
    list.refresh();
    sheets.hide((fact) => list.hides(fact));
    document.querySelectorAll(".toggle[data-state]").forEach((button) => button.setAttribute("aria-pressed", String(list.states.has(/** @type {HTMLElement} */ (button).dataset.state || ""))));
    onlyOpen.setAttribute("aria-pressed", String(list.openOnly));
    bulk.hidden = !rowsShown().length;
    drawCases();
  }

  function showEverything() {
    STATES.forEach((state) => list.states.add(state));
    Object.assign(list, { kind: "", reason: "", words: "", openOnly: false });
    /** @type {HTMLInputElement} */ (search).value = "";
    place("fact-tools").querySelectorAll("select").forEach((control) => { control.value = ""; });
    refresh();
  }

  /** Rows of the corrections file that confirm all open facts shown: to be looked through, and signed, by the reviewer. */
  function rowsShown() {
    return list.shown().filter((fact) => isOpen(fact) && fact.kind !== "reject").map((fact) => csvRow(FACT_FIELDS, { ...signature(), decision: "confirmed", ...detail.row(fact) }));
  }

  // ── moving about ──

  function openShown() {
    return list.shown().filter(isOpen);
  }

  function drawCases() {
    const open = openShown();
    const at = selected ? open.indexOf(selected) : -1;
    cases.replaceChildren(...(open.length ? [at >= 0 ? `${at + 1} / ` : "", el("b", null, open.length), " ", both("cases")] : [both("case_none")]));
    cases.dataset.open = String(open.length);
  }

  /** The next open case, from the fact that is shown on; after the last one the next report that has any. @param {1 | -1} way */
  function toCase(way) {
    const shown = list.shown();
    const from = selected ? shown.indexOf(selected) : way === 1 ? -1 : shown.length;
    for (let i = from + way; i >= 0 && i < shown.length; i += way) {
      if (isOpen(shown[i])) return choose(shown[i].id);
    }
    const other = way === 1 ? report.next : report.previous;
    if (other) location.href = `${other}.html#${way === 1 ? "first" : "last"}`;
    else announce(said("case_none"));
  }

  /** @param {1 | -1} way */
  function step(way) {
    const shown = list.shown();
    const at = selected ? shown.indexOf(selected) : way === 1 ? -1 : shown.length;
    const next = shown[Math.min(Math.max(at + way, 0), shown.length - 1)];
    if (next) choose(next.id);
  }

  /** @param {1 | -1} way */
  function turn(way) {
    sheets.show(sheets.current() + way);
  }

  /** @type {Record<string, () => void>} */
  const keys = {
    n: () => toCase(1), p: () => toCase(-1), j: () => step(1), k: () => step(-1), ArrowDown: () => step(1), ArrowUp: () => step(-1),
    "]": () => turn(1), "[": () => turn(-1), ArrowRight: () => turn(1), ArrowLeft: () => turn(-1),
    "+": () => sheets.zoomBy(1.25), ";": () => sheets.zoomBy(1.25), "=": () => sheets.zoomBy(1.25), "-": () => sheets.zoomBy(1 / 1.25), 0: () => sheets.fitTo("width"),
    o: () => onlyOpen.click(), c: () => { if (detail.decision) copy(detail.decision.text()); },
  };
  STATES.forEach((state, i) => { keys[String(i + 1)] = () => toggleState(state); });

  document.addEventListener("keydown", (event) => {
    if (isTyping(event) || document.querySelector("dialog[open]") || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });

  /** Follows the address: a fact, or the first or last open case for those who come from a neighbour. */
  function follow() {
    const name = decodeURIComponent(location.hash.slice(1));
    const open = openShown();
    if (name === "first" && open.length) choose(open[0].id);
    else if (name === "last" && open.length) choose(open[open.length - 1].id);
    else if (byId.has(name)) choose(name);
  }

  place("report-head").append(...head());
  drawTools();
  refresh();
  nameControls();
  sheets.noticePage();
  follow();
  addEventListener("hashchange", () => { if (!selected || location.hash !== `#${selected.id}`) follow(); });
})();

"use strict";
// Two places that disagree, side by side, with the rule that chose between them and the row that decides.
(function () {
  const { list, rows, names } = evidence.store;
  showSums(document.getElementById("sums"), list.sums);
  const pairPlace = /** @type {HTMLElement} */ (document.getElementById("pair"));
  const listPlace = /** @type {HTMLElement} */ (document.getElementById("list"));
  /** @type {any[][]} */
  let shown = [];
  /** @type {any[] | null} */
  let selected = null;
  /** @type {Decision | null} */
  let decision = null;
  const hidden = ["case", "kpi", "check", "scope", "chosen_by", "detail", "resolution"];
  const options = { hidden, onPick: (/** @type {any[]} */ row) => choose(row), onShown: (/** @type {any[][]} */ found) => { shown = found; mark(); } };
  const table = new Table(listPlace, list.columns, rows, options);

  /** @param {any[]} row */
  function asObject(row) {
    const [id, leftReport, leftFact, rightReport, rightFact, chosen] = row[0];
    const named = Object.fromEntries(list.columns.map((/** @type {any[]} */ column, /** @type {number} */ i) => [column[0], row[i]]));
    return { ...named, id, chosen, sides: [["left", leftReport, leftFact], ["right", rightReport, rightFact]] };
  }

  function mark() {
    listPlace.querySelectorAll("tbody tr").forEach((line) => {
      const own = selected !== null && (/** @type {HTMLElement} */ (line).dataset.key || "").startsWith(selected[0][0]);
      line.classList.toggle("selected", own);
      line.setAttribute("aria-selected", String(own));
      if (own) line.scrollIntoView({ block: "nearest" });
    });
  }

  /** @param {any[]} row */
  function choose(row) {
    selected = row;
    const one = asObject(row);
    const file = { conflict_id: one.id, left_fact_id: one.sides[0][2], left_value: one.left, right_fact_id: one.sides[1][2], right_value: one.right, evidence: one.detail[0] };
    decision = one.status === "open" ? new Decision("conflicts.csv", CONFLICT_FIELDS, file, ["left", "right", "both_stand"]) : null;
    pairPlace.replaceChildren(
      el("header", null, el("p", { class: "kinds" }, el("span", { class: `tag ${one.status === "open" ? "flagged" : "ok"}` }, both(one.status)), " ", both(one.check), " · ", both(one.scope)),
        el("h2", null, branchName(one.branch), ` ${one.year || ""} `, one.kpi ? kpiName(one.kpi) : one.label || "", "")),
      el("div", { class: "sides" }, ...one.sides.map((/** @type {any[]} */ side) => sideOf(one, side))),
      el("dl", { class: "rule" }, el("dt", null, both("chosen_by")), el("dd", null, one.chosen_by ? both(one.chosen_by) : "–"), el("dt", null, both("detail")), el("dd", null, toldText(one.detail)),
        one.resolution ? el("dt", null, both("resolution")) : null, one.resolution ? el("dd", null, signedText(one.resolution)) : null),
      ...(decision ? [decision.element] : []));
    pairPlace.scrollTop = 0;
    history.replaceState(null, "", `${location.search}#${one.id}`);
    mark();
    nameControls();
  }

  /** @param {any} one @param {any[]} side */
  function sideOf(one, [name, report, id]) {
    const fact = list.sides[id];
    const chosen = one.chosen === id;
    const picture = fact && fact.picture && fact.box ? crop(`pages/${report}/${fact.picture[0]}`, fact.picture[1], fact.picture[2], fact.box, fact.state, fact.text || "") : null;
    const lines = fact && fact.lines ? markedLines(fact.lines, fact.state) : null;
    const where = fact && fact.page ? pair(`${fact.page}頁`, `page ${fact.page}`) : fact && fact.lines ? both("line") : both("whole_page");
    return el("article", { class: `side ${chosen ? "chosen" : ""}` },
      el("p", { class: "side-head" }, both(name), chosen ? el("span", { class: "tag ok" }, "✓ ", both("chosen")) : null, fact ? stateTag(fact.state) : null),
      el("p", { class: "side-value" }, printedValue(one[name]), fact && fact.unit && one[name] ? el("small", null, ` ${fact.unit}`) : null),
      el("p", { class: "small" }, fact ? `${fact.label || ""} ${fact.when || ""}` : ""),
      picture || lines || el("p", { class: "nothing" }, both("no_picture")),
      el("p", null, el("a", { href: reportUrl(report, id) }, fileOf(report), " · ", where, " →")));
  }

  /** @param {string} report */
  function fileOf(report) {
    return (names.files && names.files[report]) || report;
  }

  /** @param {1 | -1} way @param {boolean} open */
  function move(way, open) {
    const at = selected ? shown.indexOf(selected) : way === 1 ? -1 : shown.length;
    for (let i = at + way; i >= 0 && i < shown.length; i += way) {
      if (!open || asObject(shown[i]).status === "open") return choose(shown[i]);
    }
    announce(said("case_none"));
  }

  /** @type {Record<string, () => void>} */
  const keys = {
    n: () => move(1, true), p: () => move(-1, true), j: () => move(1, false), k: () => move(-1, false), ArrowDown: () => move(1, false), ArrowUp: () => move(-1, false),
    c: () => { if (decision) copy(decision.text()); },
  };
  document.addEventListener("keydown", (event) => {
    if (isTyping(event) || document.querySelector("dialog[open]") || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });

  function follow() {
    const name = location.hash.slice(1);
    const row = rows.find((/** @type {any[]} */ one) => one[0][0] === name) || shown[0];
    if (row) choose(row);
    else pairPlace.replaceChildren(el("p", { class: "nothing" }, both("nothing")));
  }

  addEventListener("hashchange", follow);
  follow();
  void table;
})();

"use strict";
// The KPIs that each branch's reports should hold and do: a row for each branch and year, a column for each KPI.
(function () {
  const { list, rows, names } = evidence.store;
  showSums(document.getElementById("sums"), list.sums);
  const place = /** @type {HTMLElement} */ (document.getElementById("list"));
  const STEPS = ["all", "some", "flagged", "none"];
  const SIGN = { all: "●", some: "◐", flagged: "!", none: "○" };
  document.getElementById("legend")?.append(...STEPS.map((step) => el("span", { class: `heat ${step}` }, SIGN[step], " ", both(`legend_${step}`))), el("span", { class: "heat not" }, both("legend_not_expected")));

  /** @type {Map<string, Map<string, any[][]>>} */
  const grid = new Map();
  for (const row of rows) {
    const key = `${row[1]} ${row[0]}`;
    if (!grid.has(key)) grid.set(key, new Map());
    const line = /** @type {Map<string, any[][]>} */ (grid.get(key));
    if (!line.has(row[2])) line.set(row[2], []);
    /** @type {any[][]} */ (line.get(row[2])).push(row);
  }
  const years = [...new Set(rows.map((/** @type {any[]} */ row) => String(row[1])))].sort();
  const branches = Object.keys(names.branches).filter((code) => rows.some((/** @type {any[]} */ row) => row[0] === code));
  const chosen = { year: new URLSearchParams(location.search).get("year") || "", branch: "", kpi: "" };

  const count = el("p", { class: "count", role: "status" });
  const heat = el("table", { class: "heat-map" });
  const pieces = el("section", { class: "pieces", "aria-live": "polite" }, el("p", { class: "hint" }, both("choose_cell")));
  const kpis = Object.keys(names.kpis).filter((code) => rows.some((/** @type {any[]} */ row) => row[2] === code));
  const filters = el("div", { class: "filters" }, filter("year", years.map((year) => [year, year, year])), filter("branch", branches.map((code) => [code, ...names.branches[code]])), filter("kpi", kpis.map((code) => [code, names.kpis[code][0], names.kpis[code][1]])));
  place.replaceChildren(filters, count, el("div", { class: "table-room" }, heat), pieces);

  /** @param {"year" | "branch" | "kpi"} key @param {string[][]} values */
  function filter(key, values) {
    const options = values.map(([value, ja, en]) => {
      evidence.store.words[`option:${value}`] = [ja, en];
      return el("option", { value, data: { word: `option:${value}` }, selected: chosen[key] === value });
    });
    return el("label", { class: "filter" }, both(key), el("select", { data: { label: key, filter: key }, on: { change: (/** @type {Event} */ event) => { chosen[key] = /** @type {HTMLSelectElement} */ (event.target).value; draw(); } } },
      el("option", { value: "", data: { word: key === "year" ? "all_years" : "filter_all" } }), ...options));
  }

  /** @param {any[][]} cell */
  function step(cell) {
    const found = cell.filter((row) => row[4] > 0);
    if (!found.length) return "none";
    if (found.every((row) => row[4] === 1)) return "flagged";
    return found.length === cell.length ? "all" : "some";
  }

  function draw() {
    const lines = [...grid].filter(([key]) => { const [year, branch] = key.split(" "); return (!chosen.year || year === chosen.year) && (!chosen.branch || branch === chosen.branch); })
      .sort((a, b) => { const [ya, ba] = a[0].split(" "); const [yb, bb] = b[0].split(" "); return branches.indexOf(ba) - branches.indexOf(bb) || Number(ya) - Number(yb); });
    const columns = kpis.filter((code) => (!chosen.kpi || code === chosen.kpi) && lines.some(([, line]) => line.has(code)));
    let expected = 0;
    let found = 0;
    const body = lines.map(([key, line]) => {
      const [year, branch] = key.split(" ");
      let [rowFound, rowExpected] = [0, 0];
      const cells = columns.map((code) => {
        const cell = line.get(code);
        if (!cell) return el("td", { class: "heat not", "aria-label": said("legend_not_expected") });
        const here = cell.filter((row) => row[4] > 0).length;
        rowFound += here;
        rowExpected += cell.length;
        const kind = step(cell);
        const name = `${names.kpis[code][language() === "ja" ? 0 : 1]}: ${here}/${cell.length}`;
        return el("td", { class: `heat ${kind}` }, el("button", { type: "button", title: name, "aria-label": name, on: { click: () => show(branch, year, code, cell) } }, cell.length > 1 ? `${here}/${cell.length}` : SIGN[kind]));
      });
      expected += rowExpected;
      found += rowFound;
      return el("tr", null, el("th", { scope: "row" }, branchName(branch), ` ${year}`), el("td", { class: "sum" }, `${rowFound}/${rowExpected}`), ...cells);
    });
    const heads = columns.map((code) => el("th", { scope: "col", class: "kpi-head" }, el("div", null, kpiName(code))));
    heat.replaceChildren(el("thead", null, el("tr", null, el("th", { scope: "col" }, both("branch")), el("th", { scope: "col" }, both("found")), ...heads)), el("tbody", null, ...body));
    count.replaceChildren(both("found"), " ", el("b", null, grouped(found)), " / ", both("expected"), " ", el("b", null, grouped(expected)));
    count.dataset.shown = String(found);
    count.dataset.all = String(expected);
    nameControls();
  }

  /** @param {string} branch @param {string} year @param {string} code @param {any[][]} cell */
  function show(branch, year, code, cell) {
    const lines = cell.map((row) => el("li", null, row[4] ? el("a", { href: reportUrl(row[3], row[5]) }, names.files[row[3]] || row[3], " →") : el("span", null, el("a", { href: reportUrl(row[3]) }, names.files[row[3]] || row[3]), " – ", el("b", { class: "missing" }, both("missing"))), row[4] === 1 ? el("span", null, " ", stateTag("flagged")) : null));
    pieces.replaceChildren(el("h2", null, branchName(branch), ` ${year} · `, kpiName(code)), el("ul", null, ...lines));
    pieces.scrollIntoView({ block: "nearest" });
  }

  draw();
})();

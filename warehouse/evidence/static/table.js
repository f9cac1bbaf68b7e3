"use strict";
// A list that can be filtered and sorted, with counts and sums of what is shown. Only some rows are drawn at first.

const FIRST_ROWS = 200;

/**
 * How each type of column is shown and compared. `text` is what the free-text filter and the sorting see.
 * @type {Record<string, {show: (value: any, row: any[], table: Table) => Node | string, text?: (value: any) => string}>}
 */
const TYPES = {
  text: { show: (value) => (value === null || value === undefined ? "" : String(value)) },
  number: { show: (value) => (value === null ? "–" : grouped(value)) },
  amount: { show: (value) => (evidence.store.words[value] ? both(value) : value === null ? "–" : grouped(value)) },
  change: {
    show: (value) => (value ? el("span", null, (value[0] > 0 ? "+" : "") + grouped(value[0]), value[1] === null ? null : el("small", null, ` (${value[1] > 0 ? "+" : ""}${value[1]} %)`)) : ""),
    text: (value) => (value ? value.join(" ") : ""),
  },
  told: { show: (value) => toldText(value), text: (value) => (value || []).join(" ") },
  decision: { show: (value) => signedText(value) },
  share_of: { show: (value) => (value ? grouped(value) : el("span", { class: "zero" }, "0")) },
  sum: { show: (value) => (value ? grouped(value) : el("span", { class: "zero" }, "0")) },
  word: { show: (value) => (value ? both(value) : "–") },
  printed: { show: (value) => printedValue(value) },
  branch: { show: (value) => branchName(value), text: (value) => [value, ...(evidence.store.names.branches[value] || [])].join(" ") },
  kpi: { show: (value) => kpiName(value), text: (value) => [value, ...(evidence.store.names.kpis[value] || [])].join(" ") },
  file: { show: (value) => el("span", { class: "file" }, value) },
  state: { show: (value) => stateTag(value) },
  value: { show: (value) => el("b", { class: "figure" }, evidence.store.words[value] ? both(value) : value || "") },
  outcome: { show: (value, row, table) => el("div", null, el("span", { class: `outcome ${value}` }, both(value)), because(row, table)) },
  classes: {
    show: (value, row, table) => el("div", null, classNames(value), because(row, table)),
    text: (value) => (value || []).map((one) => (evidence.store.words["class:" + one] || [one]).join(" ")).join(" "),
  },
  topic: { show: (value) => el("div", { class: "topic" }, evidence.store.names.kpis[value] ? kpiName(value) : value || "–"), text: (value) => [value, ...(evidence.store.names.kpis[value] || [])].join(" ") },
  report: { show: ([id, name]) => el("a", { href: reportUrl(id), class: "file" }, name), text: (value) => value.join(" ") },
  case: {
    show: ([report, id, page]) => el("a", { href: reportUrl(report, id), class: "go" }, page ? pair(`${page}頁`, `p. ${page}`) : both("line"), " →"),
    text: (value) => value.join(" "),
  },
  day: { show: (value) => (value || "").slice(0, 10) },
  month: { show: (value) => (value || "").slice(0, 7) },
  printing: {
    show: (value) => {
      const report = value && (evidence.store.list.reports || {})[value];
      return report ? el("a", { href: reportUrl(report, value), class: "file" }, evidence.store.names.files[report] || value.slice(0, 8), " →") : value || "";
    },
  },
  conflict: { show: ([id]) => el("a", { href: "#" + id, class: "go" }, id.slice(0, 6)), text: (value) => value.join(" ") },
  share: {
    show: (value) => (value ? el("span", { class: "share" }, el("meter", { min: "0", max: String(value[1]), value: value[0], "aria-hidden": "true" }), ` ${value[0]}/${value[1]}`) : "–"),
    text: (value) => (value ? String(value[0] / value[1]).padEnd(6, "0") : ""),
  },
};

/** The sentence of a row's hidden column `reason`. @param {any[]} row @param {Table} table */
function because(row, table) {
  const reason = row[table.columns.findIndex((column) => column[0] === "reason")];
  if (!reason) return null;
  const classes = row[table.columns.findIndex((column) => column[1] === "classes")];
  return el("div", { class: "because", title: reason }, reasonText(reason, classes && classes.filter((/** @type {string} */ name) => name !== "other"), (evidence.store.list.says || {})[reason]));
}

/** @param {string} type @param {any} value */
function textOf(type, value) {
  const own = TYPES[type] && TYPES[type].text;
  if (own) return own(value);
  return value === null || value === undefined ? "" : `${value} ${(evidence.store.words[value] || []).join(" ")}`;
}

class Table {
  /**
   * @param {HTMLElement} place
   * @param {[string, string, boolean][]} columns key, type, whether it can be filtered by
   * @param {any[][]} rows
   * @param {{onPick?: (row: any[]) => void, hidden?: string[], onShown?: (rows: any[][]) => void, rowLink?: boolean}} [options]
   */
  constructor(place, columns, rows, options = {}) {
    this.columns = columns;
    this.rows = rows;
    this.options = options;
    this.texts = rows.map((row) => row.map((value, i) => textOf(columns[i][1], value)).join(" ").toLowerCase());
    /** @type {Record<string, string>} */
    this.chosen = {};
    this.words = "";
    /** @type {[number, number] | null} */
    this.sorted = null;
    this.limit = FIRST_ROWS;
    this.tools = el("div", { class: "filters" });
    this.count = el("p", { class: "count", role: "status" });
    this.table = el("table", { class: "rows" });
    this.after = el("div", { class: "after" });
    place.replaceChildren(this.tools, this.count, el("div", { class: "table-room" }, this.table), this.after);
    this.readUrl();
    this.drawTools();
    this.refresh();
  }

  /** Filters stand in the address, so that a filtered list can be linked to. */
  readUrl() {
    for (const [key, value] of new URLSearchParams(location.search)) {
      if (key === "q") this.words = value;
      else if (this.columns.some((column) => column[0] === key)) this.chosen[key] = value;
    }
  }

  writeUrl() {
    const query = new URLSearchParams(this.chosen);
    if (this.words) query.set("q", this.words);
    const text = query.toString();
    try {
      history.replaceState(null, "", (text ? "?" + text : location.pathname.split("/").pop() || "") + location.hash);
    } catch { /* some browsers forbid it for pages from disk */ }
  }

  drawTools() {
    const search = el("input", {
      type: "search", data: { label: "filter_text", placeholder: "filter_text" }, value: this.words,
      on: { input: (/** @type {Event} */ event) => { this.words = /** @type {HTMLInputElement} */ (event.target).value; this.changed(); } },
    });
    /** @type {HTMLInputElement} */ (search).value = this.words;
    this.tools.replaceChildren(search);
    this.columns.forEach(([key, type, filter], at) => {
      if (filter) this.tools.append(this.select(key, type, at));
    });
    this.tools.append(el("button", { type: "button", class: "quiet", on: { click: () => this.clear() } }, both("filter_clear")));
    nameControls();
  }

  /** @param {string} key @param {string} type @param {number} at */
  select(key, type, at) {
    /** @type {Map<string, number>} */
    const counts = new Map();
    this.rows.forEach((row) => this.keysOf(type, row[at]).forEach((value) => counts.set(value, (counts.get(value) || 0) + 1)));
    const options = [...counts].sort((a, b) => a[0].localeCompare(b[0], "ja", { numeric: true })).map(([value, count]) => {
      const word = this.wordOf(type, value);
      evidence.store.words[`option:${word.join("|")}`] = word;
      return el("option", { value, data: { word: `option:${word.join("|")}`, more: ` (${count})` }, selected: this.chosen[key] === value });
    });
    const all = el("option", { value: "", data: { word: "filter_all" } });
    const control = el("select", {
      data: { label: key, filter: key },
      on: { change: (/** @type {Event} */ event) => { this.chosen[key] = /** @type {HTMLSelectElement} */ (event.target).value; if (!this.chosen[key]) delete this.chosen[key]; this.changed(); } },
    }, all, ...options);
    /** @type {HTMLSelectElement} */ (control).value = this.chosen[key] || "";
    return el("label", { class: "filter" }, both(key), control);
  }

  /** @param {string} type @param {string} value @returns {string[]} */
  wordOf(type, value) {
    const names = evidence.store.names;
    if (type === "branch") return names.branches[value] || [value, value];
    if (type === "kpi") return names.kpis[value] || [value, value];
    if (type === "classes") return evidence.store.words["class:" + value] || [value, value];
    return evidence.store.words[value] || [value || "–", value || "–"];
  }

  /** @param {string} type @param {any} value @returns {string[]} */
  keysOf(type, value) {
    if (type === "classes") return value || [];
    return value === null || value === undefined || value === "" ? [] : [String(value)];
  }

  clear() {
    this.chosen = {};
    this.words = "";
    this.drawTools();
    this.changed();
  }

  changed() {
    this.limit = FIRST_ROWS;
    this.writeUrl();
    this.refresh();
  }

  /** The rows that the filters let through, in order. */
  shown() {
    const wanted = this.words.toLowerCase().split(/\s+/).filter(Boolean);
    const tests = Object.entries(this.chosen).map(([key, value]) => {
      const at = this.columns.findIndex((column) => column[0] === key);
      return (/** @type {any[]} */ row) => this.keysOf(this.columns[at][1], row[at]).includes(value);
    });
    const found = this.rows.filter((row, i) => wanted.every((word) => this.texts[i].includes(word)) && tests.every((test) => test(row)));
    if (this.sorted) {
      const [at, way] = this.sorted;
      const type = this.columns[at][1];
      found.sort((a, b) => way * (typeof a[at] === "number" && typeof b[at] === "number" ? a[at] - b[at] : textOf(type, a[at]).localeCompare(textOf(type, b[at]), "ja", { numeric: true })));
    }
    return found;
  }

  refresh() {
    const rows = this.shown();
    this.count.replaceChildren(el("b", null, grouped(rows.length)), " ", both("shown_of"), " ", el("b", null, grouped(this.rows.length)));
    this.count.dataset.shown = String(rows.length);
    this.count.dataset.all = String(this.rows.length);
    this.table.replaceChildren(this.head(), this.body(rows.slice(0, this.limit)), ...this.foot(rows));
    const rest = rows.length - this.limit;
    const more = el("button", { type: "button", on: { click: () => { this.limit *= 5; this.refresh(); } } }, both("more"), ` (${grouped(rest)})`);
    this.after.replaceChildren(...(rest > 0 ? [more] : rows.length ? [] : [el("p", { class: "nothing" }, both("nothing"))]));
    if (this.options.onShown) this.options.onShown(rows);
  }

  head() {
    const cells = this.visible().map(([column, at]) => {
      const way = this.sorted && this.sorted[0] === at ? this.sorted[1] : 0;
      const sort = () => { this.sorted = [at, way === 1 ? -1 : 1]; this.refresh(); };
      const button = el("button", { type: "button", on: { click: sort } }, both(column[0]), el("span", { "aria-hidden": "true" }, way === 1 ? " ▲" : way === -1 ? " ▼" : ""));
      return el("th", { scope: "col", class: column[1], "aria-sort": way === 1 ? "ascending" : way === -1 ? "descending" : "none" }, button);
    });
    return el("thead", null, el("tr", null, ...cells));
  }

  /** @returns {[[string, string, boolean], number][]} */
  visible() {
    return this.columns.map((column, at) => /** @type {[[string, string, boolean], number]} */ ([column, at])).filter(([column]) => !(this.options.hidden || []).includes(column[0]));
  }

  /** @param {any[][]} rows */
  body(rows) {
    return el("tbody", null, ...rows.map((row) => {
      const cells = this.visible().map(([[key, type], at]) => el("td", { class: `${type} c-${key}` }, (TYPES[type] || TYPES.text).show(row[at], row, this)));
      const line = el("tr", { data: { key: Array.isArray(row[0]) ? row[0].join(" ") : "" } }, ...cells);
      if (this.options.onPick) line.addEventListener("click", () => this.options.onPick && this.options.onPick(row));
      return line;
    }));
  }

  /** Sums of the columns that add up. @param {any[][]} rows */
  foot(rows) {
    if (!this.columns.some((column) => column[1] === "sum")) return [];
    const cells = this.visible().map(([[key, type], at], first) => {
      const sum = type === "sum" ? rows.reduce((total, row) => total + (row[at] || 0), 0) : null;
      return el("td", { class: type, data: { sum: key } }, sum === null ? (first === 0 ? "∑" : "") : grouped(sum));
    });
    return [el("tfoot", null, el("tr", null, ...cells))];
  }
}

/**
 * What the lists hold beside what the release counts.
 * @param {HTMLElement | null} place
 * @param {[string, number, number][]} sums
 */
function showSums(place, sums) {
  if (!place || !sums) return;
  place.replaceChildren(el("ul", { class: "sum-lines" }, ...sums.map(([word, here, release]) => el("li", { class: here === release ? "agrees" : "differs", data: { sum: word, listed: here, counted: release } },
    el("span", { "aria-hidden": "true" }, here === release ? "✓ " : "✗ "), both(word), ": ", both("listed"), " ", el("b", null, grouped(here)), " = ", both("counted"), " ", el("b", null, grouped(release)), here === release ? "" : el("b", null, " ", both("differs"))))));
}

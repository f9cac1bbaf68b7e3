"use strict";
// A page that is one list: reports, flagged facts, rejects, restatements.
(function () {
  const { list, rows } = evidence.store;
  showSums(document.getElementById("sums"), list.sums);
  const tiles = document.getElementById("tiles");
  if (tiles) {
    const pages = { flagged: "flagged.html", corrected: "decided.html", rejected: "rejects.html", open_conflicts: "conflicts.html?status=open", found: "coverage.html" };
    const counts = Object.fromEntries(list.sums.map((/** @type {any[]} */ line) => [line[0], line[1]]));
    for (const name of ["facts", "ok", "derived", "corrected", "flagged", "rejected", "open_conflicts", "found"]) {
      const number = name === "found" ? `${counts.found}/${counts.expected}` : grouped(counts[name]);
      const inside = [el("b", null, number), el("span", null, SIGNS[name] ? `${SIGNS[name]} ` : "", both(name))];
      tiles.append(pages[name] ? el("a", { class: `tile ${name}`, href: pages[name] }, ...inside) : el("div", { class: `tile ${name}` }, ...inside));
    }
  }
  const place = document.getElementById("list");

  /** Columns in which no row says anything. */
  function emptyColumns() {
    const isEmpty = (/** @type {number} */ at) => rows.every((/** @type {any[]} */ row) => row[at] === null || row[at] === "");
    return list.columns.filter((/** @type {any[]} */ _, /** @type {number} */ at) => isEmpty(at)).map((/** @type {any[]} */ column) => column[0]);
  }

  /** Moves the focus from row to row; Enter follows the link as everywhere. @param {1 | -1} way */
  function step(way) {
    const links = place ? /** @type {HTMLElement[]} */ ([...place.querySelectorAll("tbody tr td:first-child a")]) : [];
    const at = links.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const next = links[at < 0 ? (way === 1 ? 0 : links.length - 1) : Math.min(Math.max(at + way, 0), links.length - 1)];
    if (next) next.focus();
  }

  document.addEventListener("keydown", (event) => {
    const way = { j: 1, n: 1, ArrowDown: 1, k: -1, p: -1, ArrowUp: -1 }[event.key];
    if (!way || isTyping(event) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    step(/** @type {1 | -1} */ (way));
  });

  if (place) new Table(place, list.columns, rows, { hidden: document.body.dataset.page === "restatements" ? ["kind", "kpi", ...emptyColumns()] : ["reason"] });
})();

"use strict";
// A page that is one list: reports, flagged facts, rejects, restatements.
(function () {
  const { list, rows } = evidence.store;
  showSums(document.getElementById("sums"), list.sums);
  const tiles = document.getElementById("tiles");
  if (tiles) {
    const pages = { flagged: "flagged.html", rejected: "rejects.html", open_conflicts: "conflicts.html?status=open", found: "coverage.html" };
    const counts = Object.fromEntries(list.sums.map((/** @type {any[]} */ line) => [line[0], line[1]]));
    for (const name of ["facts", "ok", "derived", "corrected", "flagged", "rejected", "open_conflicts", "found"]) {
      const number = name === "found" ? `${counts.found}/${counts.expected}` : grouped(counts[name]);
      const inside = [el("b", null, number), el("span", null, SIGNS[name] ? `${SIGNS[name]} ` : "", both(name))];
      tiles.append(pages[name] ? el("a", { class: `tile ${name}`, href: pages[name] }, ...inside) : el("div", { class: `tile ${name}` }, ...inside));
    }
  }
  const place = document.getElementById("list");
  if (place) new Table(place, list.columns, rows, { hidden: document.body.dataset.page === "index" ? [] : ["reason"] });
})();

"use strict";
// The row that records a reviewer's decision, built while it is filled in, and the command that adds it to its file.

const FACT_FIELDS = ["fact_id", "report_id", "fact_column", "value_seen", "value_right", "decision", "reason", "evidence", "proposed_by", "proposed_on", "approved_by", "approved_on", "look_again_by"];
const CONFLICT_FIELDS = ["conflict_id", "left_fact_id", "left_value", "right_fact_id", "right_value", "decision", "reason", "evidence", "proposed_by", "proposed_on", "approved_by", "approved_on", "look_again_by"];
/** @param {any} value */
function csvField(value) {
  const text = value === null || value === undefined ? "" : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @param {string[]} fields @param {Record<string, any>} row */
function csvRow(fields, row) {
  return fields.map((field) => csvField(row[field])).join(",");
}

/** An argument of a shell command. @param {string} text */
function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** The command that adds a row to its file. @param {Record<string, any>} row */
function addCommand(row) {
  const why = `--reason ${quoted(row.reason || "")} --evidence ${quoted(row.evidence || "")} --by ${quoted(row.proposed_by || "")}`;
  if (row.conflict_id) return `python -m warehouse review resolve ${row.conflict_id} --stands ${row.decision} ${why}`;
  const what = { confirmed: "--confirm", withdrawn: "--withdraw" }[row.decision] || `--to ${quoted(row.value_right || "")}`;
  return `python -m warehouse review correct ${row.fact_id} --column ${row.fact_column} ${what} ${why}`;
}

/** @param {number} [years] */
function today(years) {
  const day = new Date();
  day.setFullYear(day.getFullYear() + (years || 0));
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, "0")}-${String(day.getDate()).padStart(2, "0")}`;
}

/** What every row of this reviewer has in common. */
function signature() {
  return { proposed_by: memory.get("name", ""), proposed_on: today(), look_again_by: today(1) };
}

class Decision {
  /**
   * @param {string} file name of the corrections file
   * @param {string[]} fields its columns
   * @param {Record<string, any>} row what is known of the row
   * @param {string[]} decisions
   * @param {Record<string, string>} [columns] for a fact: the columns that may be corrected, with what was read
   */
  constructor(file, fields, row, decisions, columns) {
    this.fields = fields;
    this.row = { ...signature(), decision: decisions[0], ...row };
    this.columns = columns;
    this.output = el("code", { class: "csv" });
    this.command = el("code", { class: "csv" });
    this.right = this.input("value_right", "");
    this.element = el("section", { class: "decide" }, el("h3", null, both("decide")), this.choices(decisions), this.form(),
      el("p", { class: "row-head" }, both("row_to_add"), " ", el("code", null, `warehouse/corrections/${file}`), copyButton("copy_row", () => this.text())), this.output,
      el("details", null, el("summary", null, both("command_to_add"), " ", copyButton("copy_command", () => addCommand(this.row))), this.command),
      el("p", { class: "hint" }, both("decide_hint")));
    this.refresh();
  }

  text() {
    return csvRow(this.fields, this.row);
  }

  refresh() {
    const wanted = this.row.decision === "corrected";
    this.right.hidden = !wanted;
    if (!wanted) this.row.value_right = "";
    this.output.textContent = this.text();
    this.command.textContent = addCommand(this.row);
  }

  /** @param {string[]} decisions */
  choices(decisions) {
    const name = `decision-${this.row.fact_id || this.row.conflict_id}`;
    return el("fieldset", { class: "choices" }, el("legend", { class: "offscreen" }, both("decision")), ...decisions.map((decision) => el("label", null,
      el("input", { type: "radio", name, value: decision, checked: decision === this.row.decision, on: { change: () => { this.row.decision = decision; this.refresh(); } } }), both(`decision_${decision}`))));
  }

  form() {
    const fields = [this.columns ? this.columnChoice() : null, this.right, this.input("reason", "your_reason"), this.input("proposed_by", "your_name")];
    return el("div", { class: "form" }, ...fields);
  }

  columnChoice() {
    const columns = /** @type {Record<string, string>} */ (this.columns);
    const control = el("select", {
      on: { change: (/** @type {Event} */ event) => {
        this.row.fact_column = /** @type {HTMLSelectElement} */ (event.target).value;
        this.row.value_seen = columns[this.row.fact_column];
        this.refresh();
      } },
    }, ...Object.keys(columns).map((column) => el("option", { value: column, selected: column === this.row.fact_column }, column)));
    return el("label", null, both("fact_column"), control);
  }

  /** @param {string} field @param {string} word */
  input(field, word) {
    const control = el("input", {
      type: "text", value: this.row[field] || "", data: { field },
      on: { input: (/** @type {Event} */ event) => {
        this.row[field] = /** @type {HTMLInputElement} */ (event.target).value.trim();
        if (field === "proposed_by") memory.set("name", this.row[field]);
        this.refresh();
      } },
    });
    return el("label", { class: field }, both(word || field), control);
  }
}

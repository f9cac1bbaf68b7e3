"use strict";
// What all pages share: data that scripts hand over, words in two languages, elements, copying, help.
// Texts of reports only ever become text nodes: nothing here, and nothing on the site, writes HTML from data.

/** @type {any} */
const evidence = {
  /** @type {Record<string, any>} */
  store: { rows: [] },
  /**
   * Called by the data scripts. The rows of a list come in several scripts.
   * @param {string} name
   * @param {any} value
   */
  data(name, value) {
    if (name === "rows") evidence.store.rows = evidence.store.rows.concat(value);
    else evidence.store[name] = value;
  },
  root: document.body.dataset.root || "",
};

/** Signs beside the colours, so that a state is never told by colour alone. */
const SIGNS = { ok: "✓", derived: "∑", flagged: "!", rejected: "✕", corrected: "✎" };
const STATES = ["ok", "derived", "flagged", "rejected", "corrected"];

/** @returns {"ja" | "en"} */
function language() {
  return document.documentElement.lang === "ja" ? "ja" : "en";
}

/**
 * A word in the chosen language; what has no word is shown as it is.
 * @param {string} key
 * @returns {string}
 */
function said(key) {
  const word = evidence.store.words && evidence.store.words[key];
  return word ? word[language() === "ja" ? 0 : 1] : key;
}

/**
 * An element. Attributes that are null or false are left out; `on` holds listeners.
 * @param {string} tag
 * @param {Record<string, any> | null} [attributes]
 * @param {...(Node | string | number | null | undefined | false)} children
 * @returns {HTMLElement}
 */
function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name === "style") for (const [key, part] of Object.entries(value)) element.style.setProperty(key, String(part));
    else if (name in element && name !== "list" && typeof value !== "string") /** @type {any} */ (element)[name] = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
  return element;
}

/**
 * A word in both languages; the style sheet shows the chosen one, so that a change of language draws nothing anew.
 * @param {string} key
 * @returns {HTMLElement}
 */
function both(key) {
  const word = evidence.store.words && evidence.store.words[key];
  return word ? pair(word[0], word[1]) : el("span", null, key);
}

/**
 * @param {string} ja
 * @param {string} en
 */
function pair(ja, en) {
  return el("span", null, el("span", { class: "w", lang: "ja" }, ja), el("span", { class: "w", lang: "en" }, en));
}

/** @param {string | null} code */
function branchName(code) {
  const name = code && evidence.store.names.branches[code];
  return name ? pair(name[0], name[1]) : el("span", null, code || "–");
}

/** @param {string | null} code */
function kpiName(code) {
  const name = code && evidence.store.names.kpis[code];
  return name ? pair(name[0], name[1]) : el("span", null, code || "");
}

/** @param {string} state */
function stateTag(state) {
  return el("span", { class: `tag ${state}` }, el("span", { class: "sign", "aria-hidden": "true" }, SIGNS[state] || "·"), " ", both(state));
}

/** @param {string} state */
function stateSign(state) {
  return el("span", { class: `dot ${state}`, "aria-label": said(state), role: "img", title: said(state) }, SIGNS[state] || "·");
}

/** @param {string} report @param {string} [id] */
function reportUrl(report, id) {
  return `${evidence.root}reports/${report}.html${id ? "#" + id : ""}`;
}

/** @param {string | number} number */
function grouped(number) {
  return typeof number === "number" ? number.toLocaleString("en-US", { maximumFractionDigits: 6 }) : number;
}

/**
 * The classes that a reason belongs to, in words.
 * @param {string[]} classes
 */
function classNames(classes) {
  const out = el("span", { class: "classes" });
  (classes || []).forEach((name) => out.append(el("span", { class: "class" }, both("class:" + name))));
  return out;
}

/**
 * A reason: in Japanese what its classes say and below it the sentence with its figures and places; in English that alone.
 * @param {string} reason
 * @param {string[]} classes
 * @param {string} [ja] the whole reason in Japanese, where the catalogue has its sentences
 */
function reasonText(reason, classes, ja) {
  const says = ja || (classes || []).map((name) => (evidence.store.words["says:" + name] || [""])[0]).join("");
  return el("div", { class: "reason" }, says ? el("p", { class: "w says", lang: "ja" }, says) : null, el("p", { class: says ? "as-written" : "" }, signedText(reason)));
}

/**
 * A value of a conflict. What is no printed figure says in brackets what it is: `938 (sum of the months)`.
 * @param {string | null} value
 */
function printedValue(value) {
  const parts = /^(.*) \((.+)\)$/.exec(value || "");
  const isWord = parts && evidence.store.words[parts[2]];
  const figure = (/** @type {string} */ text) => text.replace(/^(-?\d+)(\.\d+)?$/, (_, whole, rest) => whole.replace(/\B(?=(\d{3})+$)/g, ",") + (rest && !/^\.0+$/.test(rest) ? rest : ""));
  return isWord ? el("span", null, figure(parts[1]), " ", el("small", null, both(parts[2]))) : figure(String(value ?? "–"));
}

/** What a check found: in Japanese the sentence of the catalogue and below it the English one. @param {[string | null, string | null]} sentence */
function toldText([en, ja]) {
  return el("div", { class: "reason" }, ja ? el("p", { class: "w says", lang: "ja" }, ja) : null, el("p", { class: ja ? "as-written" : "", lang: "en" }, en || "–"));
}

/**
 * What reviewers decided, in both languages: the database has it as `corrected by A, approved by B on DAY: why`.
 * @param {string | null} text one decision, or several with `; ` between them
 */
function signedText(text) {
  const found = [...(text || "").matchAll(/(corrected|confirmed|overruled|withdrawn) by (.+?), approved by (.+?) on (\d{4}-\d\d-\d\d): (.*?)(?=; (?:corrected|confirmed|overruled|withdrawn) by |$)/gs)];
  if (!found.length) return el("span", null, text || "");
  return el("span", null, ...found.map(([, what, proposed, approved, day, why]) => el("span", { class: "signed" },
    el("b", null, both(what)), " ", pair(`提案 ${proposed}・承認 ${approved} ${day}`, `proposed by ${proposed}, approved by ${approved} on ${day}`), el("br", null), why)));
}

/** What the reader has chosen, kept by the browser where it may. */
const memory = {
  /** @param {string} key @param {string} otherwise @returns {string} */
  get(key, otherwise) {
    try {
      return localStorage.getItem("kenpo-" + key) ?? otherwise;
    } catch {
      return otherwise;
    }
  },
  /** @param {string} key @param {string} value */
  set(key, value) {
    try {
      localStorage.setItem("kenpo-" + key, value);
    } catch { /* storage is switched off */ }
  },
};

/** @param {string} text */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch { // no clipboard for pages from disk in some browsers
    const area = el("textarea", { class: "offscreen" });
    /** @type {HTMLTextAreaElement} */ (area).value = text;
    (document.querySelector("dialog[open]") || document.body).append(area);
    /** @type {HTMLTextAreaElement} */ (area).select();
    document.execCommand("copy");
    area.remove();
  }
  announce(said("copied"));
}

/** @param {string} text */
function announce(text) {
  const line = document.getElementById("said");
  if (!line) return;
  line.textContent = text;
  line.classList.add("shown");
  clearTimeout(evidence.silence);
  evidence.silence = setTimeout(() => line.classList.remove("shown"), 1800);
}

/**
 * A button that copies what `text` gives when it is pressed.
 * @param {string} word
 * @param {() => string} text
 */
function copyButton(word, text) {
  return el("button", { type: "button", class: "copy", on: { click: () => copy(text()) } }, both(word));
}

/** Labels of controls follow the language: what carries `data-label` (and `data-placeholder`) is named again. */
function nameControls() {
  document.querySelectorAll("[data-label]").forEach((control) => {
    const name = said(/** @type {HTMLElement} */ (control).dataset.label || "");
    control.setAttribute("aria-label", name);
    control.setAttribute("title", name);
  });
  document.querySelectorAll("[data-placeholder]").forEach((control) => {
    control.setAttribute("placeholder", said(/** @type {HTMLElement} */ (control).dataset.placeholder || ""));
  });
  document.querySelectorAll("option[data-word]").forEach((option) => {
    option.textContent = said(/** @type {HTMLElement} */ (option).dataset.word || "") + (/** @type {HTMLElement} */ (option).dataset.more || "");
  });
}

function changeLanguage() {
  document.documentElement.lang = language() === "ja" ? "en" : "ja";
  memory.set("language", document.documentElement.lang);
  nameControls();
  document.dispatchEvent(new Event("languagechange"));
}

const KEYS = [
  ["n / p", "key_case"], ["j / k  ↓ / ↑", "key_fact"], ["] / [  → / ←", "key_page"], ["+ / − / 0", "key_zoom"],
  ["1 … 5", "key_states"], ["o", "key_only"], ["/", "key_filter"], ["c", "copy_row"], ["l", "key_language"], ["?", "key_help"], ["Esc", "key_close"],
];

function showHelp() {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("help"));
  const rows = KEYS.map(([keys, word]) => el("tr", null, el("th", null, el("kbd", null, keys)), el("td", null, both(word))));
  const close = el("button", { type: "button", on: { click: () => dialog.close() } }, both("close"));
  dialog.replaceChildren(el("h2", { id: "help-title" }, both("keys_title")), el("table", null, ...rows), close);
  dialog.showModal();
}

/** Whether a key press is meant for a field and not for the page. @param {KeyboardEvent} event */
function isTyping(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  return event.ctrlKey || event.metaKey || event.altKey || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}

document.getElementById("language")?.addEventListener("click", changeLanguage);
document.getElementById("keys")?.addEventListener("click", showHelp);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && isTyping(event)) /** @type {HTMLElement} */ (event.target).blur();
  if (isTyping(event) || document.querySelector("dialog[open]")) return;
  if (event.key === "?") showHelp();
  else if (event.key === "l") changeLanguage();
  else if (event.key === "/") {
    const field = /** @type {HTMLElement | null} */ (document.querySelector("input[type=search]"));
    if (!field) return;
    event.preventDefault();
    field.focus();
  }
});
document.addEventListener("DOMContentLoaded", nameControls);

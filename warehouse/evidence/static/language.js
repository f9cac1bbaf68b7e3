"use strict";
// Sets the language before anything is shown: what was chosen last, else that of the browser.
(function () {
  let language = navigator.language && navigator.language.startsWith("ja") ? "ja" : "en";
  try {
    language = localStorage.getItem("kenpo-language") || language;
  } catch { /* storage is switched off */ }
  document.documentElement.lang = language;
})();

// The little behaviour that pages of Great Expectations need: the filter "failed only" and parts that fold.
"use strict";

function eachPart(selector, act) {
  document.querySelectorAll(selector).forEach(act);
}

function showSucceeded(shown) {
  const display = shown ? "" : "none";
  eachPart(".hide-succeeded-validation-target-child", (part) => { part.parentElement.style.display = display; });
  eachPart(".hide-succeeded-validation-target", (part) => { part.style.display = display; });
  eachPart(".hide-succeeded-validations-column-section-target-child", (part) => {
    part.parentElement.parentElement.style.display = display;
  });
}

function showAllValidations() { showSucceeded(true); }
function hideSucceededValidations() { showSucceeded(false); }

document.addEventListener("click", (event) => {
  const toggle = event.target.closest("[data-toggle='collapse']");
  if (!toggle) return;
  event.preventDefault();
  const target = toggle.getAttribute("data-target") || toggle.getAttribute("href");
  if (target) eachPart(target, (part) => part.classList.toggle("shown"));
});

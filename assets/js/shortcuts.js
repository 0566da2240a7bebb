// Ctrl K or / finds, ? helps, g and a letter goes to a page of the menu (<a data-key="m">), Ctrl S or Ctrl Enter saves a form.
import { isTyping, shortcutsOff } from "./page.js";

const patience = 1500; // ms between g and the letter
let waitingSince = -Infinity;

document.addEventListener("keydown", (event) => {
  if (shortcutsOff() || event.defaultPrevented || event.altKey) return;
  const act = event.ctrlKey || event.metaKey ? withControl(event) : !isTyping(event) && plain(event);
  if (act) event.preventDefault();
});

function withControl(event) {
  const key = event.key.toLowerCase();
  if (key === "k") return find();
  if (key === "s" || key === "enter") return save(event.target);
  return false;
}

function plain(event) {
  const going = performance.now() - waitingSince < patience;
  waitingSince = -Infinity;
  if (going) return follow(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (event.key === "/") return find();
  if (event.key === "?") return follow("[data-help]");
  if (event.key === "g") waitingSince = performance.now();
  return false;
}

function find() {
  const box = document.querySelector(".find input, [role=search] input[type=search]");
  box?.focus();
  box?.select();
  return Boolean(box);
}

function follow(selector) {
  const link = document.querySelector(selector);
  link?.click();
  return Boolean(link);
}

function save(target) {
  const form = target instanceof Element && target.closest("form[data-guard]");
  if (form) form.requestSubmit();
  return Boolean(form);
}

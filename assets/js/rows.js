// Lists by keyboard: j and k move over [data-row], Enter opens, x ticks. The focus itself moves to the row's link, so Enter is
// the browser's own and a screen reader hears where it is.
import { isTyping, shortcutsOff } from "./page.js";

document.addEventListener("keydown", (event) => {
  if (shortcutsOff() || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else if (event.key === "x") current()?.querySelector("input[type=checkbox]")?.click();
  else return;
  event.preventDefault();
});

document.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-row]");
  if (!row) return;
  current()?.classList.remove("here");
  row.classList.add("here");
});

function current() {
  return document.querySelector("[data-row].here");
}

function move(step) {
  const rows = [...document.querySelectorAll("[data-row]")].filter(link);
  const row = rows[Math.min(Math.max(rows.indexOf(current()) + step, 0), rows.length - 1)];
  if (row) link(row).focus();
}

function link(row) {
  return row.querySelector("a.row-link") ?? row.querySelector("a");
}

// Ticking rows: [data-pick] boxes, [data-pick-all] for the page, Shift for a range. [data-pick-bar] shows when something is
// ticked (without a script it always shows), [data-pick-count] holds how many.
import { onContent } from "./page.js";

let last = null;

document.addEventListener("click", (event) => {
  const box = event.target;
  if (!(box instanceof HTMLInputElement)) return;
  if (box.matches("[data-pick-all]")) set(boxes(), box.checked);
  else if (!box.matches("[data-pick]")) return;
  else if (event.shiftKey && last?.isConnected) set(between(last, box), box.checked);
  last = box;
  show();
});

onContent(show);

function boxes() {
  return [...document.querySelectorAll("input[data-pick]")];
}

function between(one, other) {
  const all = boxes();
  const [from, to] = [all.indexOf(one), all.indexOf(other)].sort((a, b) => a - b);
  return from < 0 ? [] : all.slice(from, to + 1);
}

function set(some, checked) {
  for (const box of some) box.checked = checked;
}

function show() {
  const all = boxes();
  const ticked = all.filter((box) => box.checked).length;
  for (const box of all) box.closest("tr")?.setAttribute("aria-selected", box.checked);
  for (const bar of document.querySelectorAll("[data-pick-bar]")) bar.hidden = ticked === 0;
  for (const count of document.querySelectorAll("[data-pick-count]")) count.textContent = ticked;
  for (const box of document.querySelectorAll("[data-pick-all]")) {
    box.checked = ticked > 0 && ticked === all.length;
    box.indeterminate = ticked > 0 && ticked < all.length;
  }
}

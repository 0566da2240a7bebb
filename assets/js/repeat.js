// Lines that can be added to a form without asking the server:
//
//   <div class="repeat" data-repeat>
//     <div class="line" data-repeat-line>…fields named people.0.name…<button type="button" data-repeat-remove hidden>…</button></div>
//     <template><div class="line" data-repeat-line>…fields named people.__n__.name…</div></template>
//     <button type="button" data-repeat-add hidden>…</button>
//   </div>
//
// __n__ becomes the line's number in every attribute. The buttons are hidden until a script can answer them; without one the
// server offers some empty lines.
import { onContent } from "./page.js";

onContent((root) => {
  for (const button of root.querySelectorAll("[data-repeat-add], [data-repeat-remove]")) button.hidden = false;
});

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element && event.target.closest("[data-repeat-add], [data-repeat-remove]");
  const box = button && button.closest("[data-repeat]");
  if (!box) return;
  event.preventDefault();
  if (button.matches("[data-repeat-add]")) add(box, button);
  else remove(box, button);
  box.dispatchEvent(new Event("change", { bubbles: true })); // for guard.js
});

function add(box, button) {
  const template = box.querySelector("template");
  // Counts up for ever: the number of a removed line is not given to another.
  const number = Number(box.dataset.repeatNext ?? lines(box).length);
  box.dataset.repeatNext = number + 1;
  const added = template.content.cloneNode(true);
  for (const element of added.querySelectorAll("*"))
    for (const { name, value } of [...element.attributes])
      if (value.includes("__n__")) element.setAttribute(name, value.replaceAll("__n__", number));
  for (const hidden of added.querySelectorAll("[data-repeat-remove]")) hidden.hidden = false;
  const field = added.querySelector("input:not([type=hidden]), select, textarea");
  template.before(added);
  field?.focus();
  button.disabled = lines(box).length >= Number(box.dataset.repeatMax ?? Infinity);
}

function remove(box, button) {
  button.closest("[data-repeat-line]")?.remove();
  const add = box.querySelector("[data-repeat-add]");
  if (!add) return;
  add.disabled = false;
  add.focus(); // the focus was on what is gone
}

function lines(box) {
  return box.querySelectorAll("[data-repeat-line]");
}

// Runs now and after every swap of htmx, on the part of the page that is new.
export function onContent(run) {
  run(document);
  document.addEventListener("htmx:after:swap", () => run(document));
}

// Letters belong to the field that has the focus and to the input method that is composing.
export function isTyping(event) {
  if (event.isComposing || event.keyCode === 229) return true;
  const field = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
  return Boolean(field) && !["checkbox", "radio", "button", "submit"].includes(field.type);
}

// WCAG 2.1.4: who speaks to the computer, or types by switch, can turn single keys off in the profile.
export function shortcutsOff() {
  return document.documentElement.dataset.shortcuts === "off";
}

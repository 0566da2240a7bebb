// A form that came back with errors: the summary takes the focus, and its links lead to the fields.
import { onContent } from "./page.js";

onContent((root) => {
  const summary = root.querySelector("[data-error-summary]:not([tabindex])");
  if (!summary) return;
  summary.tabIndex = -1;
  summary.focus();
});

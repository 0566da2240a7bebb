// Everything here is a convenience: every page works without it (DESIGN §9.4). All of it listens on the document, so that
// content that htmx swaps in needs no set-up. ime.js comes first: its listeners must run before those of htmx.
import "./ime.js";
import "./shortcuts.js";
import "./rows.js";
import "./pick.js";
import "./guard.js";
import "./confirm.js";
import "./repeat.js";
import "./theme.js";
import "./menus.js";
import "./requests.js";
import "./errors.js";

// The core only; it sets window.htmx. Server-sent events are an extension that the projector alone would load.
import "htmx.org/dist/htmx.esm.js";

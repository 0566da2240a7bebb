// Input methods (pinyin, Vietnamese on Windows) send an `input` for every half-typed syllable, and a live search would ask for
// "y", "yo", "you" before 友. So `input` and `keyup` are held while composing and one `input` follows at the end.
let end = 0;

function hold(event) {
  if (event.isComposing || event.keyCode === 229) event.stopImmediatePropagation();
  else if (event.type === "input") clearTimeout(end); // Firefox sends its own after compositionend
}

addEventListener("input", hold, true);
addEventListener("keyup", hold, true);
addEventListener(
  "compositionend",
  (event) => {
    clearTimeout(end);
    end = setTimeout(() => event.target.dispatchEvent(new InputEvent("input", { bubbles: true })));
  },
  true,
);

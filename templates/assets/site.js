// On every page: the key `/` leads to the search box, and words that were searched for are marked on arrival.
(() => {
  "use strict";

  document.addEventListener("keydown", (event) => {
    const at = /** @type {Element} */ (event.target);
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (at.closest("input,textarea,select,[contenteditable]")) return;
    const box = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-search]"));
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  const address = new URL(location.href);
  const words = address.searchParams.getAll("mark").filter(Boolean).slice(0, 12);
  const text = document.querySelector(".text");
  if (!words.length || !text) return;
  address.searchParams.delete("mark");
  try {
    history.replaceState(history.state, "", address); // the address that is copied has no marks
  } catch {
    // A browser that does not allow it from disk: the marks stay in the address.
  }

  const letter = "[\\p{L}\\p{N}]";
  const unspaced = /[\u0e00-\u109f\u1780-\u17ff\u3005-\u9fff]/; // scripts that set no space between words
  words.sort((a, b) => b.length - a.length);
  const plain = words.map((word) => {
    const exact = word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replace(/\s+/g, "\\s+");
    return unspaced.test(word) ? exact : `(?<!${letter})${exact}(?!${letter})`;
  });
  const wanted = new RegExp(plain.join("|"), "giu");
  const nodes = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const found = [];
  while (nodes.nextNode()) found.push(/** @type {Text} */ (nodes.currentNode));
  for (let node of found) {
    let from = 0;
    for (const match of [...(node.nodeValue ?? "").matchAll(wanted)]) {
      const hit = node.splitText(match.index - from);
      node = hit.splitText(match[0].length);
      from = match.index + match[0].length;
      const mark = document.createElement("mark");
      hit.replaceWith(mark);
      mark.append(hit);
    }
  }
})();

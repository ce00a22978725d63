// Where the words of a query stand in a document's texts, and the passage that shows most of them.
(() => {
  "use strict";

  const LENGTH = 260; // characters of a passage
  const BEFORE = 70; // of these, before its first hit
  const MOST_SURFACES = 12;
  const HIGHLIGHTS = "highlights"; // id of their section on a document's page

  /**
   * Return where a phrase stands in a text of these tokens.
   * @param {Token[]} tokens  @param {PhrasePart[]} parts
   * @returns {Omit<Span, "of">[]}
   */
  function runs(tokens, parts) {
    const [first, ...rest] = parts;
    /** @type {Map<number, Token[]>} */
    const byPlace = new Map();
    for (const token of rest.length ? tokens : []) {
      byPlace.set(token.position, [...(byPlace.get(token.position) ?? []), token]);
    }
    return tokens.flatMap((token) => {
      if (!isPart(token, first)) return [];
      const others = rest.map((part) => byPlace.get(token.position + part.at)?.find((other) => isPart(other, part)));
      return others.every(Boolean) ? [{ start: token.start, end: Math.max(token.end, others.at(-1)?.end ?? 0) }] : [];
    });
  }

  /** @param {Token} token  @param {PhrasePart} part */
  function isPart({ form }, part) {
    return part.isBeginning ? form.startsWith(part.form) : form === part.form;
  }

  /**
   * Return where in a text any of these parts of a query is, in the order of the text, without overlaps.
   * @param {string} text  @param {Atom[]} atoms  @param {boolean} isTitle
   * @returns {Span[]}
   */
  function hits(text, atoms, isTitle) {
    const tokens = minmetalsSearch.tokens(text);
    const found = atoms.flatMap((atom, of) => spansOf(atom, tokens, isTitle).map((span) => ({ ...span, of })));
    found.sort((a, b) => a.start - b.start || b.end - a.end);
    let end = 0;
    return found.filter((span) => {
      const isFree = span.start >= end;
      if (isFree) end = span.end;
      return isFree;
    });
  }

  /** @param {Atom} atom  @param {Token[]} tokens  @param {boolean} isTitle  @returns {Omit<Span, "of">[]} */
  function spansOf(atom, tokens, isTitle) {
    if (atom.type === "either") return atom.of.flatMap((one) => spansOf(one, tokens, isTitle));
    if (atom.type === "phrase") return atom.inTitle && !isTitle ? [] : runs(tokens, atom.parts);
    if (atom.type === "prefix") return tokens.filter(({ form }) => form.startsWith(atom.form));
    if (atom.type === "field" || (atom.key.startsWith("'") && !isTitle)) return [];
    const key = atom.key.replace(/^'/, "");
    return tokens.filter(({ form }) => minmetalsSearch.stem(form) === key);
  }

  /**
   * Return the passage of a document that shows most of these parts of a query, early rather than late.
   * @param {DocumentText} document  @param {Atom[]} atoms
   * @returns {Excerpt}
   */
  function excerpt(document, atoms) {
    const blocks = document[8];
    /** @type {{score: number, block: [string | null, string], from: number, spans: Span[]}} */
    let best = { score: 0, block: blocks[0] ?? [null, ""], from: 0, spans: [] };
    for (const block of blocks) {
      const spans = hits(block[1], atoms, false);
      for (const [at, { start }] of spans.entries()) {
        const near = spans.slice(at).filter(({ end }) => end <= start + LENGTH - BEFORE);
        const score = new Set(near.map(({ of }) => of)).size + Math.min(near.length, 9) / 10;
        if (score > best.score) best = { score, block, from: start, spans };
      }
    }
    const [anchor, text] = best.block;
    return { anchor: best.score ? (anchor ?? HIGHLIGHTS) : "", pieces: passage(text, best.from, best.spans) };
  }

  /** @param {string} text  @param {number} from  @param {Span[]} spans */
  function passage(text, from, spans) {
    const start = from > BEFORE ? wordStart(text, from - BEFORE, from) : 0;
    const end = start + LENGTH < text.length ? wordEnd(text, start + LENGTH, from) : text.length;
    const within = spans.filter((span) => span.start >= start && span.end <= end);
    const moved = within.map((span) => ({ ...span, start: span.start - start, end: span.end - start }));
    const pieces = marked(text.slice(start, end), moved);
    if (start > 0) pieces.unshift(["… ", false]);
    if (end < text.length) pieces.push([" …", false]);
    return pieces;
  }

  /** Return where the first word behind a place begins. @param {string} text  @param {number} from  @param {number} to */
  function wordStart(text, from, to) {
    const space = text.slice(from, to).search(/\s/);
    return space < 0 ? whole(text, from) : from + space + 1;
  }

  /** Return where the last word before a place ends. @param {string} text  @param {number} end  @param {number} from */
  function wordEnd(text, end, from) {
    const space = text.slice(from, end).search(/\s\S*$/);
    return space <= 0 ? whole(text, end) : from + space;
  }

  /** Return a place that is not within a character of two halves. @param {string} text  @param {number} place */
  function whole(text, place) {
    return /[\udc00-\udfff]/.test(text[place] ?? "") ? place - 1 : place;
  }

  /** @param {string} text  @param {Span[]} spans  @returns {[string, boolean][]} */
  function marked(text, spans) {
    /** @type {[string, boolean][]} */
    const pieces = [];
    let at = 0;
    for (const { start, end } of spans) {
      pieces.push([text.slice(at, start), false], [text.slice(start, end), true]);
      at = end;
    }
    pieces.push([text.slice(at), false]);
    return pieces.filter(([piece]) => piece);
  }

  /**
   * Return how the parts of a query are written in a document, so that its page can mark them.
   * @param {DocumentText} document  @param {Atom[]} atoms
   */
  function surfaces(document, atoms) {
    const found = new Set();
    for (const [, text] of document[8]) {
      for (const { start, end } of hits(text, atoms, false)) found.add(text.slice(start, end).toLowerCase());
    }
    return [...found].slice(0, MOST_SURFACES);
  }

  Object.assign(minmetalsSearch, { excerpt, hits, marked, runs, surfaces });
})();

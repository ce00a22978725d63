// What a query asks for: words, "phrases", -exclusions, OR, and fields such as `year:2024..2026`.
(() => {
  "use strict";

  const LONGEST = 2000; // characters; what comes behind is not searched
  const MOST_WORDS = 32;
  const SHORTEST_PREFIX = 2; // of a word that is still being typed
  const FIELDS = new Set(["title", "tag", "publisher", "kind", "year"]);
  /** Fits `-title:"rare earths"`, `OR`, `copper`; a quotation that is not closed goes on to the end. */
  const PART = /(-?)(?:([a-z]+):)?(?:"([^"]*)"?|([^\s"]+))/giu;

  /**
   * Return what a query asks for. With `isOpen` its last word is still being typed, and stands for all that begin so.
   * @param {string} text
   * @param {boolean} [isOpen]
   * @returns {Query}
   */
  function parse(text, isOpen = false) {
    const asked = text.slice(0, LONGEST).replace(/[“”„«»]/g, '"');
    /** @type {Query} */
    const query = { groups: [], banned: [], isCut: text.length > LONGEST };
    const parts = [...asked.matchAll(PART)];
    let joins = false;
    let words = 0;
    for (const [at, part] of parts.entries()) {
      if (part[0] === "OR") {
        joins = query.groups.length > 0;
        continue;
      }
      const atom = atomOf(part, isOpen && at === parts.length - 1 && asked.endsWith(part[0]));
      if (!atom) continue;
      words += atom.words.length;
      if (words > MOST_WORDS) {
        query.isCut = true;
        break;
      }
      if (part[1]) query.banned.push(atom);
      else if (joins) query.groups.at(-1)?.push(atom);
      else query.groups.push([atom]);
      joins = false;
    }
    return query;
  }

  /**
   * @param {RegExpMatchArray} part
   * @param {boolean} isOpen
   * @returns {Atom | null}
   */
  function atomOf([whole, minus, name = "", quoted, plain = ""], isOpen) {
    const field = name.toLowerCase();
    const shown = whole.slice(minus.length);
    if (quoted !== undefined) {
      const closed = isOpen && !whole.endsWith('"') ? quoted.replace(/\S+$/, "") : quoted;
      if (field === "title") return titleOf(closed, shown, true);
      if (FIELDS.has(field)) return fieldOf(field, closed, shown);
      return phraseOf(minmetalsSearch.tokens(`${name} ${closed}`), shown);
    }
    if (field === "title") return titleOf(plain, shown, false);
    if (FIELDS.has(field)) return fieldOf(field, plain, shown);
    return wordOf(name ? `${name}:${plain}` : plain, shown, isOpen);
  }

  /** @param {string} field  @param {string} value  @param {string} shown  @returns {Atom | null} */
  function fieldOf(field, value, shown) {
    return value.trim() ? { type: "field", field, value: value.trim(), shown, words: [] } : null;
  }

  /**
   * A word without quotation marks: with a hyphen inside it is its parts in a row, or the parts written as one.
   * @param {string} text  @param {string} shown  @param {boolean} isOpen  @returns {Atom | null}
   */
  function wordOf(text, shown, isOpen) {
    const tokens = minmetalsSearch.tokens(text);
    const parts = inARow(tokens);
    if (parts.length === 0) return null;
    const [only] = parts;
    if (isOpen && only.type === "word") {
      if (parts.length > 1) return wordOf(text.slice(0, parts.at(-1)?.start), shown, false);
      if (only.form.length < SHORTEST_PREFIX) return null;
    }
    if (parts.length === 1 && (isOpen || text.endsWith("*") || only.type === "last")) {
      return { type: "prefix", form: only.form, key: minmetalsSearch.stem(only.form), shown, words: [only.form] };
    }
    if (parts.length === 1) return termOf(only.form, shown);
    const joined = tokens.filter((token) => token.type === "joined");
    const phrase = phraseOf(tokens, shown);
    const isWhole = joined.length === 1 && joined[0].start === parts[0].start && joined[0].end === parts.at(-1)?.end;
    if (!phrase || !isWhole) return phrase;
    return { type: "either", of: [termOf(joined[0].form, shown), phrase], shown, words: phrase.words };
  }

  /** @param {string} form  @param {string} shown  @returns {Atom} */
  function termOf(form, shown) {
    return { type: "term", key: minmetalsSearch.stem(form), shown, words: [form] };
  }

  /** @param {Token[]} tokens  @param {string} shown  @returns {Atom | null} */
  function phraseOf(tokens, shown) {
    const parts = inARow(tokens);
    if (parts.length === 0) return null;
    if (parts.length === 1 && parts[0].type === "last") {
      const [{ form }] = parts;
      return { type: "prefix", form, key: form, shown, words: [form] };
    }
    return { type: "phrase", parts: placed(parts), inTitle: false, shown, words: parts.map((part) => part.form) };
  }

  /** @param {string} text  @param {string} shown  @param {boolean} isExact  @returns {Atom | null} */
  function titleOf(text, shown, isExact) {
    const parts = inARow(minmetalsSearch.tokens(text));
    if (parts.length === 0) return null;
    const words = parts.map((part) => part.form);
    if (parts.length > 1 || isExact) return { type: "phrase", parts: placed(parts), inTitle: true, shown, words };
    return { type: "term", key: `'${minmetalsSearch.stem(words[0])}`, shown, words };
  }

  /**
   * Return the tokens that have to follow one another: without compounds written as one, and without the last sign of a
   * run of Chinese, which its last pair holds.
   * @param {Token[]} tokens
   */
  function inARow(tokens) {
    return tokens.filter((token, at) => {
      if (token.type === "joined") return false;
      const before = tokens[at - 1];
      return token.type !== "last" || before?.type !== "pair" || before.end !== token.end;
    });
  }

  /** @param {Token[]} parts  @returns {PhrasePart[]} */
  function placed(parts) {
    const first = parts[0].position;
    return parts.map(({ form, position, type }) => {
      return { form, key: minmetalsSearch.stem(form), at: position - first, isBeginning: type === "last" };
    });
  }

  minmetalsSearch.parse = parse;
})();

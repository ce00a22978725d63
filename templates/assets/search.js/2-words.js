// Text to the words that are searched for, as the index was made: src/minmetals_site/search/words.py says why each rule
// is as it is, and is tested against this on the same texts. Here each word also knows where it stands in the text.
(() => {
  "use strict";

  const LONGEST_WORD = 64; // code points
  const MOST_PARTS = 4;
  const PAIR_SCRIPTS =
    "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u3007\\u3021-\\u3029\\u3031-\\u3035\\u3038-\\u303c" +
    "\\u3041-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\ua9e0-\\ua9ff\\uaa60-\\uaa7f\\uf900-\\ufaff" +
    "\\u{16fe0}-\\u{16fff}\\u{1aff0}-\\u{1b16f}\\u{20000}-\\u{3ffff}";
  const WORDS =
    /[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![\p{L}\p{N}])|[0-9]+\.[0-9]+(?![\p{L}\p{N}])|[\p{L}\p{N}]+(?:['/\-‐‑][\p{L}\p{N}]+)*/gu;
  const NUMBER = /^[0-9]+[,.]/;
  const PAIRS = new RegExp(`[${PAIR_SCRIPTS}]`, "u");
  const RUNS = new RegExp(`[${PAIR_SCRIPTS}]+|[^${PAIR_SCRIPTS}]+`, "gu");
  const LETTER = /[\p{L}\p{Nl}\p{No}]/u;
  const ASCII = /^[\0-\x7f]*$/;
  /** @type {Record<string, string>} */
  const SPELLED = { ß: "ss", ς: "σ", "’": "'", ʼ: "'", "＇": "'" };

  /** Return a text without capitals, diacritics and differences of form. @param {string} text */
  function fold(text) {
    if (ASCII.test(text)) return text.toLowerCase();
    const plain = text.normalize("NFKD").toLowerCase();
    return plain.replace(/[^\0-\x7f]/gu, (sign) => SPELLED[sign] ?? (/\p{Mn}/u.test(sign) ? "" : sign));
  }

  /**
   * Return the folded text, and for each of its places where that stands in the text; null where it is the same place.
   * @param {string} text
   * @returns {{folded: string, places: number[] | null}}
   */
  function foldedWithPlaces(text) {
    if (ASCII.test(text)) return { folded: text.toLowerCase(), places: null };
    /** @type {number[]} */
    const places = [];
    let folded = "";
    let place = 0;
    for (const sign of text) {
      const plain = fold(sign);
      folded += plain;
      for (let at = 0; at < plain.length; at++) places.push(place);
      place += sign.length;
    }
    places.push(place);
    return { folded, places };
  }

  /**
   * Return the words of a text with their positions, counted from 0, and with their places in the text.
   * @param {string} text
   * @returns {Token[]}
   */
  function tokens(text) {
    const { folded, places } = foldedWithPlaces(text);
    /** @type {Token[]} */
    const found = [];
    let position = 0;
    for (const { 0: word, index: start } of folded.matchAll(WORDS)) {
      const split = splitWord(word);
      for (const { form, from, to, type, at } of split.tokens) {
        const [begin, end] = places ? [places[start + from], places[start + to]] : [start + from, start + to];
        found.push({ form, position: position + at, start: begin, end, type });
      }
      position += split.width;
    }
    return found;
  }

  /**
   * Return what a match of WORDS consists of, with places in it, and how many positions it takes.
   * @param {string} word
   * @returns {{tokens: WordPart[], width: number}}
   */
  function splitWord(word) {
    if (NUMBER.test(word)) return spread(cut(word.replaceAll(",", ""), "word", 0, word.length));
    const parts = word.split(/[/\-‐‑]/);
    /** @type {WordPart[]} */
    let found = [];
    let from = 0;
    for (const part of parts) {
      found = found.concat(partsOf(part, from));
      from += part.length + 1;
    }
    const split = spread(found);
    if (parts.length > 1 && parts.length <= MOST_PARTS && LETTER.test(word) && !PAIRS.test(word)) {
      split.tokens.unshift(...spread(cut(parts.join(""), "joined", 0, word.length)).tokens);
    }
    return split;
  }

  /** @param {string} part  @param {number} from  @returns {WordPart[]} */
  function partsOf(part, from) {
    return [...part.matchAll(RUNS)].flatMap(({ 0: run, index }) => {
      const start = from + index;
      if (PAIRS.test(run)) return pairs(run, start);
      const rest = run.replace(/^'+|'+$/g, ""); // which stands beside a run of pairs as well
      const begin = start + run.indexOf(rest);
      return rest ? cut(rest, "word", begin, begin + rest.length) : [];
    });
  }

  /** @param {string} run  @param {number} start  @returns {WordPart[]} */
  function pairs(run, start) {
    const signs = [...run];
    let from = start;
    return signs.map((sign, at) => {
      const form = sign + (signs[at + 1] ?? "");
      const part = { form, from, to: from + form.length, at: 0, type: at + 1 < signs.length ? "pair" : "last" };
      from += sign.length;
      return /** @type {WordPart} */ (part);
    });
  }

  /**
   * Cut a word where it is too long; all its pieces stand at the word's place.
   * @param {string} word  @param {TokenType} type  @param {number} from  @param {number} to
   * @returns {WordPart[]}
   */
  function cut(word, type, from, to) {
    if (word.length <= LONGEST_WORD) return [{ form: word, from, to, at: 0, type }];
    const signs = [...word];
    /** @type {WordPart[]} */
    const pieces = [];
    for (let at = 0; at < signs.length; at += LONGEST_WORD) {
      pieces.push({ form: signs.slice(at, at + LONGEST_WORD).join(""), from, to, at: 0, type });
    }
    return pieces;
  }

  /** Give each its position. @param {WordPart[]} found */
  function spread(found) {
    return { tokens: found.map((part, at) => ({ ...part, at })), width: found.length };
  }

  Object.assign(minmetalsSearch, { fold, tokens });
})();

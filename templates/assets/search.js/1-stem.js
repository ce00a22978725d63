// English words to their stems: Porter2, as Snowball 3.1 describes it at snowballstem.org/algorithms/english, since the
// index was made with it. The letter Y stands for a y that is no vowel here.
(() => {
  "use strict";

  const VOWEL = "[aeiouy]";
  const HAS_VOWEL = /[aeiouy]/;
  const FIRST_REGION = /^(?:arsen|commun|emerg|gener|inter|later|organ|past|univers)/;
  const REGION = new RegExp(`${VOWEL}[^aeiouy]`);
  const SHORT = /(?:[^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy]|past)$/;
  /** Words that the rules would spoil. */
  const WHOLE = new Map(
    Object.entries({
      andes: "andes",
      atlas: "atlas",
      bias: "bias",
      cosmos: "cosmos",
      early: "earli",
      gently: "gentl",
      howe: "howe",
      idly: "idl",
      news: "news",
      only: "onli",
      singly: "singl",
      skies: "sky",
      skis: "ski",
      sky: "sky",
      ugly: "ugli",
    }),
  );
  /** Endings of step 2 in the order in which they are tried, and what stands for them. */
  const SECOND = new Map(
    Object.entries({
      ational: "ate",
      ization: "ize",
      fulness: "ful",
      iveness: "ive",
      ousness: "ous",
      biliti: "ble",
      lessli: "less",
      tional: "tion",
      alism: "al",
      aliti: "al",
      ation: "ate",
      entli: "ent",
      fulli: "ful",
      iviti: "ive",
      ogist: "og",
      ousli: "ous",
      abli: "able",
      alli: "al",
      anci: "ance",
      ator: "ate",
      enci: "ence",
      izer: "ize",
      bli: "ble",
      ogi: "og",
      li: "",
    }),
  );
  const SECOND_ENDING = new RegExp(`(?:${[...SECOND.keys()].join("|")})$`);
  const THIRD = new Map(
    Object.entries({
      ational: "ate",
      tional: "tion",
      alize: "al",
      ative: "",
      icate: "ic",
      iciti: "ic",
      ical: "ic",
      ness: "",
      ful: "",
    }),
  );
  const THIRD_ENDING = new RegExp(`(?:${[...THIRD.keys()].join("|")})$`);
  const FOURTH_ENDING =
    /(?:ement|able|ance|ence|ible|ment|ant|ate|ent|ion|ism|iti|ive|ize|ous|al|er|ic)$/;

  /**
   * @param {string} word
   * @param {RegExp} ending
   */
  function endingOf(word, ending) {
    const found = ending.exec(word);
    return found ? found[0] : "";
  }

  /** @param {string} word  @param {number} from */
  function regionAfter(word, from) {
    const found = REGION.exec(word.slice(from));
    return found ? from + found.index + 2 : word.length;
  }

  /** Plurals. @param {string} word */
  function step1a(word) {
    const bare = word.replace(/'(?:s'?)?$/, "");
    if (bare.endsWith("sses")) return bare.slice(0, -2);
    if (/ie[ds]$/.test(bare)) return bare.slice(0, bare.length > 4 ? -2 : -1);
    return /[^su]s$/.test(bare) && HAS_VOWEL.test(bare.slice(0, -2)) ? bare.slice(0, -1) : bare;
  }

  /** Past tenses and participles. @param {string} word  @param {number} first */
  function step1b(word, first) {
    const ending = endingOf(word, /(?:eedly|ingly|edly|eed|ing|ed)$/);
    const root = word.slice(0, word.length - ending.length);
    if (!ending) return word;
    if (ending.startsWith("ee")) return root.length < first || /^(?:succ|proc|exc)$/.test(root) ? word : `${root}ee`;
    if (ending === "ing") {
      if (/^[^aeiouy]y$/.test(root)) return `${root[0]}ie`;
      if (/^(?:even|cann|inn|earr|herr|out)$/.test(root)) return word;
    }
    return HAS_VOWEL.test(root) ? mended(root, first) : word;
  }

  /** A root whose ending was taken off. @param {string} root  @param {number} first */
  function mended(root, first) {
    if (/(?:at|bl|iz)$/.test(root)) return `${root}e`;
    if (/(bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(root)) return /^[aeo]..$/.test(root) ? root : root.slice(0, -1);
    return root.length === first && SHORT.test(root) ? `${root}e` : root;
  }

  /** @param {string} word  @param {number} first */
  function step2(word, first) {
    const ending = endingOf(word, SECOND_ENDING);
    const root = word.slice(0, word.length - ending.length);
    if (!ending || root.length < first) return word;
    if (ending === "ogi" && !root.endsWith("l")) return word;
    if (ending === "li" && !/[cdeghkmnrt]$/.test(root)) return word;
    return root + SECOND.get(ending);
  }

  /** @param {string} word  @param {number} first  @param {number} second */
  function step3(word, first, second) {
    const ending = endingOf(word, THIRD_ENDING);
    const root = word.slice(0, word.length - ending.length);
    if (!ending || root.length < (ending === "ative" ? Math.max(first, second) : first)) return word;
    return root + THIRD.get(ending);
  }

  /** @param {string} word  @param {number} second */
  function step4(word, second) {
    const ending = endingOf(word, FOURTH_ENDING);
    const root = word.slice(0, word.length - ending.length);
    if (!ending || root.length < second) return word;
    return ending === "ion" && !/[st]$/.test(root) ? word : root;
  }

  /** @param {string} word  @param {number} first  @param {number} second */
  function step5(word, first, second) {
    const root = word.slice(0, -1);
    if (word.endsWith("e")) {
      return root.length >= second || (root.length >= first && !SHORT.test(root)) ? root : word;
    }
    return word.endsWith("ll") && root.length >= second ? root : word;
  }

  /**
   * Return the stem of a word of the letters a to z and apostrophes; any other word as it is.
   * @param {string} word
   */
  function stem(word) {
    if (word.length < 3 || !/^[a-z']+$/.test(word)) return word;
    const whole = WHOLE.get(word);
    if (whole !== undefined) return whole;
    let rest = word
      .replace(/^'/, "")
      .replace(/^y/, "Y")
      .replace(/([aeiouy])y/g, "$1Y");
    const given = endingOf(rest, FIRST_REGION).length;
    const first = given || regionAfter(rest, 0);
    const second = regionAfter(rest, first);
    rest = step1b(step1a(rest), first).replace(/(.[^aeiouy])[yY]$/, "$1i");
    rest = step4(step3(step2(rest, first), first, second), second);
    return step5(rest, first, second).replaceAll("Y", "y");
  }

  minmetalsSearch.stem = stem;
})();

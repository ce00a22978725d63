// From a query to the documents that match it, with scores. Documents are known by their numbers alone here.
(() => {
  "use strict";

  const MOST_SHARDS = 8; // of the words that begin as the one being typed
  const LONGEST_ENDING = 7; // letters that a stem lacks of a word
  const LONGEST_NAME = 40;
  const TEXTS = 15_000; // bytes of the texts of one group of documents, about
  const POSITIONS = 40_000; // bytes of a file of positions, at least about
  const SEEN_TEXTS = 4; // groups of which the results need the texts in any case

  /** @type {Map<string, Shard>} */
  const shards = new Map();
  /** Files of positions. @type {Map<string, Uint8Array>} */
  const positions = new Map();
  /** @type {Map<number, Map<number, DocumentText>>} */
  const groups = new Map();

  /** @type {Found} */
  const NOTHING = { numbers: [], scores: [] };

  // The index

  /** Return what is known of the index as a whole. */
  async function index() {
    const known = await minmetalsSearch.load("index");
    if (!known || typeof known !== "object" || /** @type {Index} */ (known).format !== 1) {
      throw new minmetalsSearch.DamagedFile();
    }
    return /** @type {Index} */ (known);
  }

  /** Return the first keys of the shards, in order. */
  async function beginnings() {
    return (await index()).shards.map((one) => (typeof one === "string" ? one : one[0]));
  }

  /** Return the name of a shard's files, as search/shards.py makes it. @param {string | [string, string]} given */
  function fileName(given) {
    if (typeof given !== "string") return given[1];
    const signs = [...given].map((sign) => (/[a-z0-9]/.test(sign) ? sign : `-${sign.codePointAt(0)?.toString(16)}-`));
    return `_${signs.join("")}`.slice(0, LONGEST_NAME);
  }

  /** Return which shard holds a key. @param {string[]} firstKeys  @param {string} key */
  function shardOf(firstKeys, key) {
    let low = 0;
    let high = firstKeys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (minmetalsSearch.compare(firstKeys[middle], key) <= 0) low = middle + 1;
      else high = middle;
    }
    return Math.max(low - 1, 0);
  }

  /** @param {number} at  which of them */
  async function shard(at) {
    const name = fileName((await index()).shards[at]);
    let known = shards.get(name);
    if (!known) {
      known = new minmetalsSearch.Shard(name, await minmetalsSearch.unpack(await minmetalsSearch.load(`t/${name}`)));
      shards.set(name, known);
    }
    return known;
  }

  /** @param {string} key */
  async function shardWith(key) {
    const firstKeys = await beginnings();
    return firstKeys.length ? shard(shardOf(firstKeys, key)) : null;
  }

  /** @param {string} key */
  async function term(key) {
    return (await shardWith(key))?.terms.get(key);
  }

  /** Return the documents of a key, without scores. @param {string} key */
  async function documentsOf(key) {
    const found = await term(key);
    return found ? minmetalsSearch.readPostings(found).numbers : [];
  }

  /** Return all terms whose keys begin with this, as those of a facet do. @param {string} prefix */
  async function termsUnder(prefix) {
    const firstKeys = await beginnings();
    const from = shardOf(firstKeys, prefix);
    const wanted = [from];
    for (let at = from + 1; firstKeys[at]?.startsWith(prefix); at++) wanted.push(at);
    const loaded = await Promise.all(wanted.map(shard));
    return loaded.flatMap((found) => [...found.terms.values()].filter((one) => one.key.startsWith(prefix)));
  }

  /** Return what results show of a document, or undefined where the index has none. @param {number} number */
  async function text(number) {
    const group = Math.floor((number - 1) / (await index()).group);
    if (!groups.has(group)) {
      const packed = await minmetalsSearch.load(`x/${group.toString(36)}`);
      /** @type {DocumentText[]} */
      const documents = JSON.parse(await minmetalsSearch.unpackText(packed));
      groups.set(group, new Map(documents.map((document) => [document[0], document])));
    }
    return groups.get(group)?.get(number);
  }

  // Lists of documents, in order of their numbers

  /** @param {Term | undefined} found  @param {number} total  @returns {Found} */
  function scored(found, total) {
    if (!found) return NOTHING;
    const { numbers, impacts } = minmetalsSearch.readPostings(found);
    const idf = rarity(numbers.length, total);
    return { numbers, scores: impacts.map((impact) => (idf * (impact + 0.5)) / 8) };
  }

  /** @param {number} df  @param {number} total */
  function rarity(df, total) {
    return Math.log(1 + (total - df + 0.5) / (df + 0.5));
  }

  /** In both lists, the scores added. @param {Found} a  @param {Found} b  @returns {Found} */
  function both(a, b) {
    /** @type {Found} */
    const found = { numbers: [], scores: [] };
    for (let at = 0, other = 0; at < a.numbers.length && other < b.numbers.length; ) {
      const difference = a.numbers[at] - b.numbers[other];
      if (difference === 0) {
        found.numbers.push(a.numbers[at]);
        found.scores.push(a.scores[at] + b.scores[other]);
      }
      if (difference <= 0) at++;
      if (difference >= 0) other++;
    }
    return found;
  }

  /**
   * In either list, with the two scores joined.
   * @param {Found} a  @param {Found} b  @param {(a: number, b: number) => number} join
   * @returns {Found}
   */
  function either(a, b, join = Math.max) {
    /** @type {Found} */
    const found = { numbers: [], scores: [] };
    let at = 0;
    let other = 0;
    while (at < a.numbers.length || other < b.numbers.length) {
      const difference = (a.numbers[at] ?? Infinity) - (b.numbers[other] ?? Infinity);
      found.numbers.push(difference <= 0 ? a.numbers[at] : b.numbers[other]);
      if (difference === 0) found.scores.push(join(a.scores[at], b.scores[other]));
      else found.scores.push(difference < 0 ? a.scores[at] : b.scores[other]);
      if (difference <= 0) at++;
      if (difference >= 0) other++;
    }
    return found;
  }

  /** @param {Found} found  @param {(number: number) => boolean} keeps  @returns {Found} */
  function only(found, keeps) {
    /** @type {Found} */
    const kept = { numbers: [], scores: [] };
    found.numbers.forEach((number, at) => {
      if (!keeps(number)) return;
      kept.numbers.push(number);
      kept.scores.push(found.scores[at]);
    });
    return kept;
  }

  // What each part of a query matches: `sure` says whether `verify` has still to be asked.

  /** @param {Atom} atom  @returns {Promise<Match>} */
  async function match(atom) {
    if (atom.type === "field") return sure(await fieldMatch(atom));
    if (atom.type === "prefix") return sure(await prefixMatch(atom));
    if (atom.type === "phrase") return phraseMatch(atom);
    if (atom.type === "term") {
      const { documents } = await index();
      return sure(scored(await term(atom.key), documents));
    }
    return eitherMatch(await Promise.all(atom.of.map(match)));
  }

  /** @param {Found} found  @returns {Match} */
  function sure(found) {
    return { found, verify: null };
  }

  /** @param {Atom[]} atoms */
  async function anyOf(atoms) {
    return eitherMatch(await Promise.all(atoms.map(match)));
  }

  /** Return the match of any of some. @param {Match[]} matches  @returns {Match} */
  function eitherMatch(matches) {
    if (matches.length === 1) return matches[0];
    const found = matches.map((one) => one.found).reduce((a, b) => either(a, b), NOTHING);
    const certain = matches.filter((one) => !one.verify).map((one) => one.found);
    if (certain.length === matches.length) return sure(found);
    return {
      found,
      verify: async (among) => {
        const known = certain.reduce((a, b) => either(a, b), NOTHING);
        const isKnown = new Set(known.numbers);
        const open = new Set([...among].filter((number) => !isKnown.has(number)));
        const proved = await Promise.all(matches.map((one) => one.verify?.(open) ?? NOTHING));
        return proved.reduce((a, b) => either(a, b), known);
      },
    };
  }

  /** @param {FieldAtom} atom */
  async function fieldMatch(atom) {
    const lists = await Promise.all((await minmetalsSearch.facetKeys(atom.field, atom.value)).map(documentsOf));
    return lists.map(unscored).reduce((a, b) => either(a, b), NOTHING);
  }

  /** @param {number[]} numbers  @returns {Found} */
  function unscored(numbers) {
    return { numbers, scores: numbers.map(() => 0) };
  }

  /** @param {{form: string, key: string}} prefix */
  async function prefixMatch({ form, key }) {
    const { documents } = await index();
    const firstKeys = await beginnings();
    const from = shardOf(firstKeys, form);
    const wanted = new Set([from, shardOf(firstKeys, key)]);
    for (let length = Math.max(3, form.length - LONGEST_ENDING); length < form.length; length++) {
      wanted.add(shardOf(firstKeys, form.slice(0, length)));
    }
    for (let at = from + 1; firstKeys[at]?.startsWith(form) && wanted.size < MOST_SHARDS; at++) wanted.add(at);
    const loaded = await Promise.all([...wanted].map(shard));
    const keys = new Set(loaded.flatMap((found) => beginning(found, form)));
    let all = NOTHING;
    for (const one of await Promise.all([...keys].map(term))) {
      const { numbers, impacts } = one ? minmetalsSearch.readPostings(one) : { numbers: [], impacts: [] };
      all = either(all, { numbers, scores: impacts });
    }
    const idf = rarity(all.numbers.length, documents);
    return { numbers: all.numbers, scores: all.scores.map((impact) => (idf * (impact + 0.5)) / 8) };
  }

  /** Return the keys of the words of a shard that begin so. @param {Shard} found  @param {string} prefix */
  function beginning(found, prefix) {
    const keys = [...found.elsewhere].filter(([form]) => form.startsWith(prefix)).map(([, key]) => key);
    for (const { key, forms } of found.terms.values()) {
      if (key.startsWith(prefix) || forms.some(({ form }) => form.startsWith(prefix))) keys.push(key);
    }
    return keys;
  }

  // Phrases: documents with all words, then where in them the words stand.

  /** @param {PhraseAtom} atom  @returns {Promise<Match>} */
  async function phraseMatch(atom) {
    const { documents } = await index();
    const parts = wholeParts(atom);
    const terms = await Promise.all(parts.map(({ key }) => term(key)));
    const hasAll = parts.every(({ form }, at) => terms[at]?.forms.some((one) => one.form === form));
    if (!hasAll) return sure(NOTHING);
    const lists = new Map(terms.map((one) => [one?.key, scored(one, documents)]));
    let found = lists.size ? [...lists.values()].reduce(both) : await prefixMatch(atom.parts[0]);
    if (atom.inTitle) {
      const titles = await Promise.all([...lists.keys()].map((key) => documentsOf(`'${key}`)));
      found = titles.map(unscored).reduce(both, found);
    } else if (atom.parts.length === 1 && terms[0]?.forms.length === 1) {
      return sure(found);
    }
    return {
      found,
      verify: async (among) => {
        const kept = await phraseDocuments(atom, only(found, (number) => among.has(number)).numbers);
        return only(found, (number) => kept.has(number));
      },
    };
  }

  /** Return the words of a phrase that the index has, each once. @param {PhraseAtom} atom */
  function wholeParts(atom) {
    return [...new Map(atom.parts.filter((part) => !part.isBeginning).map((part) => [part.form, part])).values()];
  }

  /**
   * Return which of these documents hold a phrase, by the way that loads less: their texts, or the positions of its
   * words, the rarest first.
   * @param {PhraseAtom} atom  @param {number[]} candidates
   */
  async function phraseDocuments(atom, candidates) {
    const words = await Promise.all(
      wholeParts(atom).map(async ({ form, key, at }) => {
        const found = await shardWith(key);
        const entry = found?.forms.find((one) => one.form === form);
        return { form, at, entry, file: `p/${found?.name}-${entry?.file}` };
      }),
    );
    words.sort((a, b) => (a.entry?.size ?? 0) - (b.entry?.size ?? 0) || a.at - b.at);
    /** @type {Map<string, Map<number, number[]>>} */
    const places = new Map();
    let left = candidates;
    for (const [at, { form, entry, file }] of words.entries()) {
      const files = new Map(words.slice(at).map((word) => [word.file, Math.max(POSITIONS, word.entry?.size ?? 0)]));
      if (await isCheaper(left, files)) return inTexts(atom, left);
      if (entry) places.set(form, minmetalsSearch.readPositions(entry, await positionsIn(file)));
      left = left.filter((number) => startsOf(atom, places, number).length > 0);
    }
    if (atom.parts.some((part) => part.isBeginning)) return inTexts(atom, left);
    if (!atom.inTitle) return new Set(left);
    const [certain, open] = [left.filter((n) => isFirst(atom, places, n)), left.filter((n) => !isFirst(atom, places, n))];
    return new Set([...certain, ...(await inTexts(atom, open))]);
  }

  /**
   * Return whether texts of documents are less to load than files of positions, of which the sizes are about known.
   * @param {number[]} candidates  @param {Map<string, number>} files
   */
  async function isCheaper(candidates, files) {
    const { group } = await index();
    const needed = new Set(candidates.map((number) => Math.floor((number - 1) / group)));
    const missing = [...needed].filter((one) => !groups.has(one)).length;
    const bytes = [...files].reduce((sum, [file, size]) => sum + (positions.has(file) ? 0 : size), 0);
    return (missing - SEEN_TEXTS) * TEXTS < bytes;
  }

  /** @param {string} file */
  async function positionsIn(file) {
    const known = positions.get(file) ?? (await minmetalsSearch.unpackPositions(await minmetalsSearch.load(file)));
    positions.set(file, known);
    return known;
  }

  /**
   * Return where a phrase begins in a document, by those of its words whose places are known.
   * @param {PhraseAtom} atom  @param {Map<string, Map<number, number[]>>} places  @param {number} number
   */
  function startsOf(atom, places, number) {
    const known = atom.parts.filter(({ form, isBeginning }) => !isBeginning && places.has(form));
    const lists = known.map(({ form, at }) => (places.get(form)?.get(number) ?? []).map((position) => position - at));
    return lists.reduce((starts, list) => {
      const here = new Set(list);
      return starts.filter((start) => here.has(start));
    });
  }

  /** Only a title lies before position 64. @param {PhraseAtom} atom @param {Map<string, Map<number, number[]>>} places @param {number} number */
  function isFirst(atom, places, number) {
    return startsOf(atom, places, number).some((start) => start + (atom.parts.at(-1)?.at ?? 0) < 64);
  }

  /** @param {PhraseAtom} atom  @param {number[]} candidates */
  async function inTexts(atom, candidates) {
    const texts = await Promise.all(candidates.map(text));
    return new Set(candidates.filter((_, at) => holds(texts[at], atom)));
  }

  /** @param {DocumentText | undefined} document  @param {PhraseAtom} atom */
  function holds(document, atom) {
    if (!document) return false;
    const blocks = atom.inTitle ? [document[2]] : [document[2], ...document[8].map(([, block]) => block)];
    return blocks.some((block) => minmetalsSearch.runs(minmetalsSearch.tokens(block), atom.parts).length > 0);
  }

  // The whole query

  /**
   * Return the documents that match a query, before any filter: all its words, or where no document has them all, as
   * many as any has.
   * @param {Query} query
   * @returns {Promise<Matched>}
   */
  async function find(query) {
    const [groupMatches, bannedMatches] = await Promise.all([
      Promise.all(query.groups.map(anyOf)),
      Promise.all(query.banned.map(match)),
    ]);
    const all = groupMatches.length ? groupMatches : [sure(await everything())];
    const found = await without(await together(all), bannedMatches);
    if (found.numbers.length || query.groups.length === 0) {
      return { ...found, having: 0, of: 0, atoms: query.groups.flat() };
    }
    return relaxed(query, bannedMatches);
  }

  /** @param {Match[]} matches */
  async function together(matches) {
    const among = new Set(matches.map((one) => one.found).reduce(both).numbers);
    const proved = await Promise.all(matches.map((one) => (one.verify && among.size ? one.verify(among) : one.found)));
    return among.size ? proved.reduce(both) : NOTHING;
  }

  /** @param {Found} found  @param {Match[]} banned */
  async function without(found, banned) {
    let left = found;
    for (const one of banned) {
      const among = new Set(left.numbers);
      const out = new Set((one.verify ? await one.verify(among) : one.found).numbers);
      left = only(left, (number) => !out.has(number));
    }
    return left;
  }

  async function everything() {
    const terms = await termsUnder("#class/");
    return terms.map((one) => unscored(minmetalsSearch.readPostings(one).numbers)).reduce((a, b) => either(a, b), NOTHING);
  }

  /**
   * Return the documents with most of a query's words, and these words; its fields and exclusions hold.
   * @param {Query} query  @param {Match[]} banned
   * @returns {Promise<Matched>}
   */
  async function relaxed(query, banned) {
    const fields = query.groups.filter(isOfFields);
    const wanted = query.groups.filter((atoms) => !isOfFields(atoms)).flatMap(loosened);
    const atoms = wanted.flat();
    const none = { ...NOTHING, having: 0, of: wanted.length, atoms };
    if (wanted.length < 2) return none;
    const lists = await Promise.all(wanted.map(anyOf));
    const counted = lists.map(({ found: { numbers, scores } }) => ({ numbers, scores: scores.map((score) => 1e6 + score) }));
    let found = await without(counted.reduce((a, b) => either(a, b, (x, y) => x + y), NOTHING), banned);
    for (const atoms of fields) {
      const held = new Set((await anyOf(atoms)).found.numbers);
      found = only(found, (number) => held.has(number));
    }
    const having = Math.floor(found.scores.reduce((a, b) => Math.max(a, b), 0) / 1e6);
    if (having === 0) return none;
    const scoreOf = new Map(found.numbers.map((number, at) => [number, found.scores[at]]));
    const most = only(found, (number) => Math.floor((scoreOf.get(number) ?? 0) / 1e6) === having);
    const scores = most.scores.map((score) => score - having * 1e6);
    return { numbers: most.numbers, scores, having, of: wanted.length, atoms };
  }

  /** @param {Atom[]} atoms  @returns {boolean} */
  function isOfFields(atoms) {
    return atoms.every((atom) => atom.type === "field");
  }

  /** Return a group, or where it is a single phrase, its words. @param {Atom[]} atoms  @returns {Atom[][]} */
  function loosened(atoms) {
    const [atom] = atoms;
    if (atoms.length > 1 || atom.type !== "phrase") return [atoms];
    return atom.parts.map(({ form, key }) => {
      const found = atom.inTitle ? `'${key}` : key;
      return [{ type: "term", key: found, shown: form, words: [form] }];
    });
  }

  Object.assign(minmetalsSearch, { documentsOf, find, index, termsUnder, text });
})();

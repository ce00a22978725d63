// What results can be narrowed by, what the fields of a query mean, and the order of time.
(() => {
  "use strict";

  const YEARS = /^(\d{4})?(\.\.)?(\d{4})?$/;

  async function names() {
    const known = /** @type {Facets} */ (await minmetalsSearch.load("facets"));
    if (!Array.isArray(known?.facets)) throw new minmetalsSearch.DamagedFile();
    return known;
  }

  /** Return all facets with the values that occur. */
  async function facets() {
    const { years, undated } = await minmetalsSearch.index();
    const { kinds, classes, publishers, facets: tagFacets } = await names();
    /** @type {Named[]} */
    const times = years.map((year) => [year, year]);
    if (undated) times.push(["undated", "Undated"]);
    /** @type {Facet[]} */
    const all = [
      { group: "class", name: "Source", values: classes },
      { group: "kind", name: "Kind", values: kinds },
      { group: "year", name: "Year", values: times },
      { group: "publisher", name: "Publisher", values: publishers },
    ];
    for (const [slug, name, tags] of tagFacets) {
      all.push({ group: `tag/${slug}`, name, values: tags.map(([tag, tagName]) => [tag, tagName]) });
    }
    return all.filter((facet) => facet.values.length > 0);
  }

  /**
   * Return the keys of the terms that a field of a query stands for: those of one year, of all tags of a name.
   * @param {string} field  @param {string} value
   */
  async function facetKeys(field, value) {
    if (field === "year") return yearKeys(value);
    if (field === "kind" && (await minmetalsSearch.documentsOf(`#kind/${value}`)).length) return [`#kind/${value}`];
    const { kinds, publishers, facets: tagFacets } = await names();
    if (field === "kind") {
      const named = kinds.filter(([kind, name]) => kind === value.toLowerCase() || hasWords([name], value));
      return named.map(([kind]) => `#kind/${kind}`);
    }
    if (field === "publisher") {
      return publishers.filter(([, name]) => hasWords([name], value)).map(([slug]) => `#publisher/${slug}`);
    }
    return tagFacets.flatMap(([facet, , tags]) => {
      const named = tags.filter(([slug, name, aliases]) => slug === value || hasWords([name, ...aliases], value));
      return named.map(([slug]) => `#tag/${facet}/${slug}`);
    });
  }

  /** @param {string} value */
  async function yearKeys(value) {
    if (minmetalsSearch.fold(value) === "undated") return ["#year/undated"];
    const range = YEARS.exec(value);
    if (!range || !(range[1] || range[3])) return [];
    const [, first, dots, last] = range;
    const from = first ?? "0000";
    const to = last ?? (dots ? "9999" : from);
    const { years } = await minmetalsSearch.index();
    return years.filter((year) => from <= year && year <= to).map((year) => `#year/${year}`);
  }

  /** Whether one of the names has all words of a text. @param {string[]} known  @param {string} text */
  function hasWords(known, text) {
    const wanted = plainWords(text);
    return wanted.length > 0 && known.some((name) => wanted.every((word) => plainWords(name).includes(word)));
  }

  /** @param {string} text */
  function plainWords(text) {
    return minmetalsSearch.tokens(text).filter(({ type }) => type !== "joined").map(({ form }) => form);
  }

  /**
   * Return the documents that pass the filters of each facet: any of its values. A filter is a facet's group and a
   * value, such as `tag/places/peru`.
   * @param {string[]} filters
   */
  async function filtered(filters) {
    /** @type {Map<string, Set<number>>} */
    const passing = new Map();
    const lists = await Promise.all(filters.map((filter) => minmetalsSearch.documentsOf(`#${filter}`)));
    filters.forEach((filter, at) => {
      const group = filter.slice(0, filter.lastIndexOf("/"));
      const known = passing.get(group) ?? new Set();
      passing.set(group, known);
      for (const number of lists[at]) known.add(number);
    });
    return passing;
  }

  /**
   * Return of how many documents each value of a facet is, among those that pass.
   * @param {string} group  @param {(number: number) => boolean} among
   */
  async function counts(group, among) {
    const terms = await minmetalsSearch.termsUnder(`#${group}/`);
    return new Map(terms.map((one) => [one.key.slice(1), minmetalsSearch.readPostings(one).numbers.filter(among).length]));
  }

  /** @param {string} time  @returns {Promise<number[]>} */
  async function inOrder(time) {
    return JSON.parse(await minmetalsSearch.unpackText(await minmetalsSearch.load(`o/${time}`)));
  }

  /**
   * Return the documents in the order in which they are shown; the undated ones follow the others, whatever the order.
   * @param {Found} found  @param {boolean} isNewest
   * @returns {Promise<Ordered>}
   */
  async function order(found, isNewest) {
    const { years, undated: anyUndated } = await minmetalsSearch.index();
    const among = new Set(found.numbers);
    const undated = (anyUndated && among.size ? await inOrder("undated") : []).filter((number) => among.has(number));
    for (const number of undated) among.delete(number);
    const scores = new Map(found.numbers.map((number, at) => [number, found.scores[at]]));
    /** @param {Iterable<number>} numbers */
    const best = (numbers) => [...numbers].sort((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0) || b - a);
    const dated = isNewest ? [] : best(among);
    const last = isNewest ? undated : best(undated);
    const rest = isNewest ? [...years] : [];
    return {
      dated: among.size,
      undated: undated.length,
      async first(count) {
        while (dated.length < Math.min(count, among.size) && rest.length) {
          dated.push(...(await inOrder(String(rest.shift()))).filter((number) => among.has(number)));
        }
        return dated.concat(last).slice(0, count);
      },
    };
  }

  Object.assign(minmetalsSearch, { counts, facetKeys, facets, filtered, order });
})();

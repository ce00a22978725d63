// Words that the archive has, for those that it has not: what was perhaps meant.
(() => {
  "use strict";

  const MOST = 3;
  const SHORT = 4; // letters, up to which one may differ; in longer words two

  /**
   * Return queries in which words that the archive has not are replaced by some that it has; the nearest first.
   * @param {string} text
   */
  async function suggest(text) {
    const query = minmetalsSearch.parse(text);
    const words = new Set(query.groups.flat().flatMap((atom) => atom.words));
    /** @type {Map<string, string[]>} */
    const nearby = new Map();
    for (const word of words) {
      const isKnown = (await minmetalsSearch.documentsOf(minmetalsSearch.stem(word))).length > 0;
      if (!isKnown) nearby.set(word, await near(word));
    }
    if (nearby.size === 0 || [...nearby.values()].some((found) => found.length === 0)) return [];
    const most = nearby.size === 1 ? MOST : 1;
    return Array.from({ length: most }, (_, at) => replaced(text, nearby, at)).filter((found) => found !== "");
  }

  /**
   * Return the text with each unknown word replaced by one of those near it; empty where one has not so many.
   * @param {string} text  @param {Map<string, string[]>} nearby  @param {number} at
   */
  function replaced(text, nearby, at) {
    if ([...nearby.values()].some((found) => found.length <= at)) return "";
    let made = "";
    let from = 0;
    for (const { form, start, end, type } of minmetalsSearch.tokens(text)) {
      const found = nearby.get(form);
      if (!found || type === "joined") continue;
      made += text.slice(from, start) + found[at];
      from = end;
    }
    return made + text.slice(from);
  }

  /** Return the words nearest to one, the commoner first. @param {string} word */
  async function near(word) {
    const length = [...word].length;
    const most = length <= SHORT ? 1 : 2;
    const { words: lengths } = await minmetalsSearch.index();
    const wanted = lengths.filter((one) => Math.abs(one - length) <= most);
    const files = await Promise.all(
      wanted.map(async (one) => minmetalsSearch.unpackText(await minmetalsSearch.load(`w/${one}`))),
    );
    const found = files.flatMap((file) => file.split("\n")).flatMap((line) => {
      const known = line.slice(0, -1);
      const distance = known ? distanceOf(word, known, most) : Infinity;
      return distance <= most && distance > 0 ? [{ known, distance, common: parseInt(line.slice(-1), 36) }] : [];
    });
    found.sort((a, b) => a.distance - b.distance || b.common - a.common || minmetalsSearch.compare(a.known, b.known));
    return found.slice(0, MOST).map(({ known }) => known);
  }

  /**
   * Return how many letters have to be put in, taken out, replaced or exchanged with their neighbour to come from one
   * word to another (optimal string alignment); Infinity where it is surely more than `most`.
   * @param {string} a  @param {string} b  @param {number} most
   */
  function distanceOf(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return Infinity;
    let [before, last] = [[0], Array.from({ length: b.length + 1 }, (_, at) => at)];
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        const changed = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
        row[j] = Math.min(changed, last[j] + 1, row[j - 1] + 1);
        const isTurned = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
        if (isTurned) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return Infinity;
      [before, last] = [last, row];
    }
    return last[b.length];
  }

  minmetalsSearch.suggest = suggest;
})();

// The search page: what is asked, in its address; the results, and by what they can be narrowed. All text is set as
// text, never as HTML.
(() => {
  "use strict";

  const PAGE = 10; // results that are shown at once
  const PAUSE = 250; // milliseconds after the last key
  const SLOW = 500; // milliseconds after which the page says that it searches
  const VALUES = 10; // of a facet, before all are asked for
  const FIELDS = ["class", "kind", "year", "publisher", "tag"];
  const MONTHS = "January February March April May June July August September October November December".split(" ");

  /**
   * @template {HTMLElement} E
   * @param {string} id  @param {new () => E} kind
   */
  function element(id, kind) {
    const found = document.getElementById(id);
    if (!(found instanceof kind)) throw new TypeError(id);
    return found;
  }

  const form = element("search", HTMLFormElement);
  const box = element("query", HTMLInputElement);
  const status = element("status", HTMLElement);
  const instead = element("instead", HTMLElement);
  const answer = element("answer", HTMLElement);
  const narrow = element("narrow", HTMLFormElement);
  const ways = element("ways", HTMLDetailsElement);
  /** @type {NodeListOf<HTMLDetailsElement>} */
  const facetDetails = narrow.querySelectorAll("details[data-group]");
  const chosen = element("chosen", HTMLUListElement);
  const sort = element("sort", HTMLFieldSetElement);
  const dated = element("dated", HTMLOListElement);
  const undatedPart = element("undated-part", HTMLElement);
  const undated = element("undated-rows", HTMLOListElement);
  const more = element("more", HTMLButtonElement);

  /** What is asked. @type {Asked} */
  let asked = { text: "", isOpen: false, isNewest: false, filters: [] };
  /** What was found. @type {Answer | null} */
  let found = null;
  let shown = 0;
  let turn = 0; // of the latest search; what an older one brings is dropped
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /**
   * @param {string} name  @param {Record<string, string>} attributes  @param {(Node | string)[]} content
   */
  function make(name, attributes = {}, ...content) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...content);
    return made;
  }

  /** @param {[string, boolean][]} pieces */
  function withMarks(pieces) {
    return pieces.map(([text, isHit]) => (isHit ? make("mark", {}, text) : text));
  }

  /** @param {number} count  @param {string} one  @param {string} many */
  function counted(count, one, many) {
    return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
  }

  /** Return a date of publication in words, without its time of day. @param {string} date */
  function dateWords(date) {
    const [, year, month, day] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?$/.exec(date) ?? [];
    if (!year) return date;
    return [day && Number(day), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(" ");
  }

  // The address: it holds all that is asked

  /** @returns {Asked} */
  function readAddress() {
    const given = new URLSearchParams(location.search);
    return {
      text: given.get("q") ?? "",
      isOpen: given.has("live"),
      isNewest: given.get("sort") === "newest",
      filters: FIELDS.flatMap((field) => [...new Set(given.getAll(field))].map((value) => `${field}/${value}`)),
    };
  }

  /** @param {boolean} isNew  whether the address that is left can be gone back to */
  function writeAddress(isNew) {
    const parts = new URLSearchParams();
    if (asked.text) parts.set("q", asked.text);
    if (asked.isOpen) parts.set("live", "1");
    if (asked.isNewest) parts.set("sort", "newest");
    for (const filter of asked.filters) {
      const [field, ...value] = filter.split("/");
      parts.append(field, value.join("/"));
    }
    const address = `?${parts}`;
    try {
      if (isNew && address !== (location.search || "?")) history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    } catch {
      // A browser may not allow it from disk; all but the address works.
    }
  }

  /** Remember what was looked at, for whoever comes back. @param {number} [number] */
  function remember(number) {
    try {
      history.replaceState({ shown, number }, "");
    } catch {
      // As above.
    }
  }

  // The search

  /** Search for what is asked. */
  async function search() {
    clearTimeout(timer);
    const mine = ++turn;
    if (!asked.text.trim() && asked.filters.length === 0) {
      showNothing();
      return;
    }
    const slow = setTimeout(() => say("Searching…"), SLOW);
    try {
      const query = minmetalsSearch.parse(asked.text, asked.isOpen);
      if (query.groups.length + query.banned.length + asked.filters.length === 0) {
        showNothing();
        return;
      }
      const matched = await minmetalsSearch.find(query);
      const passing = await minmetalsSearch.filtered(asked.filters);
      const left = narrowed(matched, passing, "");
      const order = await minmetalsSearch.order(left, asked.isNewest);
      const suggestions = matched.having || !matched.numbers.length ? await minmetalsSearch.suggest(asked.text) : [];
      if (mine !== turn) return;
      found = { query, matched, passing, order, atoms: matched.atoms, suggestions };
      await show(found, mine);
    } catch (fault) {
      if (mine === turn) sayFault(fault);
    } finally {
      clearTimeout(slow);
    }
  }

  /**
   * Return what passes all filters but those of one group.
   * @param {Found} all  @param {Map<string, Set<number>>} passing  @param {string} except
   * @returns {Found}
   */
  function narrowed(all, passing, except) {
    const sets = [...passing].filter(([group]) => group !== except).map(([, numbers]) => numbers);
    if (sets.length === 0) return all;
    const places = all.numbers.flatMap((number, at) => (sets.every((set) => set.has(number)) ? [at] : []));
    return { numbers: places.map((at) => all.numbers[at]), scores: places.map((at) => all.scores[at]) };
  }

  function showNothing() {
    found = null;
    say();
    answer.hidden = true;
    instead.hidden = false;
  }

  /** @param {...(Node | string)} content */
  function say(...content) {
    status.replaceChildren(...content);
  }

  /** @param {unknown} fault */
  function sayFault(fault) {
    showNothing();
    if (typeof DecompressionStream === "undefined") {
      say("This browser is too old for the search. All documents can be found by the links below.");
    } else if (fault instanceof minmetalsSearch.MissingFile) {
      say("A part of the index could not be loaded. Try again in a moment, or use the links below.");
    } else {
      say("The index of this archive cannot be read. All documents can be found by the links below.");
    }
  }

  /** Show the first results. @param {Answer} now  @param {number} mine */
  async function show(now, mine) {
    const total = now.order.dated + now.order.undated;
    const before = /** @type {{shown?: number, number?: number} | null} */ (history.state);
    instead.hidden = total > 0;
    answer.hidden = total === 0 && asked.filters.length === 0;
    say(...summary(now, total));
    dated.replaceChildren();
    undated.replaceChildren();
    shown = 0;
    sort.hidden = total < 2;
    await Promise.all([showMore(Math.max(PAGE, before?.shown ?? 0)), showFacets(now, mine), showChosen(mine)]);
    const last = before?.number && document.querySelector(`[data-number="${Number(before.number)}"]`);
    if (last && mine === turn) last.scrollIntoView({ block: "center" });
  }

  /** @param {Answer} now  @param {number} total */
  function summary({ order, matched, query, suggestions }, total) {
    /** @type {(Node | string)[]} */
    const words = [counted(total, "document", "documents")];
    if (matched.having && matched.having === matched.of && total) {
      words[0] = `No document has this as it stands. ${counted(total, "document has", "documents have")} all of its parts`;
    } else if (matched.having && total) {
      const all = matched.of === 2 ? "both words" : `all ${matched.of} words`;
      const some = matched.having === 1 ? "one" : matched.having;
      words[0] = `No document has ${all}. ${counted(total, "document has", "documents have")} ${some} of them`;
    } else if (total === 0) {
      words[0] = matched.numbers.length ? "No document passes the filters." : "No document found.";
    }
    if (order.undated && order.dated) words.push(`, ${order.undated.toLocaleString("en")} of these undated`);
    if (query.isCut) words.push(". The query is too long; only its first part was searched for");
    if (suggestions.length) words.push(make("span", { class: "meant" }, " Did you mean ", ...links(suggestions), "?"));
    return words;
  }

  /** @param {string[]} suggestions */
  function links(suggestions) {
    return suggestions.flatMap((text, at) => {
      const link = make("a", { href: `?${new URLSearchParams({ q: text })}` }, text);
      link.addEventListener("click", (event) => {
        event.preventDefault();
        ask({ text, isOpen: false }, true);
        box.value = text;
        box.focus();
      });
      return at ? [" or ", link] : [link];
    });
  }

  // Results: places for ten at a time; what they show is loaded when they come into sight

  const sight = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting || !(target instanceof HTMLElement)) continue;
      sight.unobserve(target);
      void fill(target);
    }
  });

  // On paper nothing comes into sight any more. What is printed at once lacks what has to be loaded first, and says so
  // (search.css); printed again, it has it.
  addEventListener("beforeprint", () => {
    for (const row of answer.querySelectorAll(".waiting")) {
      if (!(row instanceof HTMLElement)) continue;
      sight.unobserve(row);
      void fill(row);
    }
  });

  /** @param {number} count */
  async function showMore(count) {
    const now = found;
    const from = shown;
    if (!now) return;
    const numbers = await now.order.first(from + count);
    if (now !== found || shown !== from) return;
    for (const [at, number] of numbers.entries()) {
      if (at < from) continue;
      const row = make("li", { class: "row waiting", "data-number": String(number) }, make("div", { class: "what" }, "…"));
      (at < now.order.dated ? dated : undated).append(row);
      sight.observe(row);
    }
    shown = numbers.length;
    undatedPart.hidden = undated.childElementCount === 0;
    more.hidden = shown >= now.order.dated + now.order.undated;
  }

  /** @param {HTMLElement} row */
  async function fill(row) {
    const now = found;
    try {
      const record = await minmetalsSearch.text(Number(row.dataset.number));
      if (!now || now !== found) return;
      if (!record) throw new minmetalsSearch.DamagedFile();
      row.replaceChildren(...rowParts(record, now.atoms));
    } catch {
      row.replaceChildren(make("p", { class: "note" }, "This result could not be loaded."));
    }
    row.classList.remove("waiting");
  }

  /** @param {DocumentText} record  @param {Atom[]} atoms */
  function rowParts(record, atoms) {
    const [number, url, title, date, , source, publisher, language] = record;
    const { anchor, pieces } = minmetalsSearch.excerpt(record, atoms);
    const titleHits = minmetalsSearch.hits(title, atoms, true);
    /** @type {Record<string, string>} */
    const tongue = language ? { lang: language, dir: "auto" } : { dir: "auto" };
    const link = make("a", { href: addressOf(record, atoms, url, anchor), ...tongue });
    link.append(...withMarks(minmetalsSearch.marked(title, titleHits)));
    link.addEventListener("click", () => remember(number));
    const when = date ? make("time", { datetime: date }, dateWords(date)) : "Undated";
    const from = make("p", { class: "from" }, make("span", { class: `src src-${source}` }, sourceWords(source)), " ");
    from.append(make("span", {}, publisher ?? "Publisher unknown"));
    const isByName = atoms.some((atom) => atom.type !== "field") && !anchor && titleHits.length === 0;
    if (isByName) from.append(" ", make("span", { class: "quiet" }, "Found by its tags or its publisher"));
    const what = make("div", { class: "what" }, make("h3", {}, link), from);
    if (pieces.length) what.append(make("p", { class: "line", ...tongue }, ...withMarks(pieces)));
    return [make("p", { class: "when" }, when), what];
  }

  /** @param {string} source */
  function sourceWords(source) {
    return answer.getAttribute(`data-${source}`) ?? source;
  }

  /** @param {DocumentText} record  @param {Atom[]} atoms  @param {string} url  @param {string} anchor */
  function addressOf(record, atoms, url, anchor) {
    const marks = new URLSearchParams(minmetalsSearch.surfaces(record, atoms).map((mark) => ["mark", mark]));
    const path = url.split("/").map(encodeURIComponent).join("/");
    return `${path}${marks.size ? `?${marks}` : ""}${anchor ? `#${encodeURIComponent(anchor)}` : ""}`;
  }

  // Facets: their values are counted when they are opened

  /** @param {Answer} now  @param {number} mine */
  async function showFacets(now, mine) {
    const open = [...facetDetails].filter((details) => details.open);
    await Promise.all(open.map((details) => fillFacet(details, now, mine)));
  }

  /** @param {HTMLDetailsElement} details  @param {Answer} now  @param {number} mine */
  async function fillFacet(details, now, mine) {
    const group = details.dataset.group ?? "";
    const among = new Set(narrowed(now.matched, now.passing, group).numbers);
    const counts = await minmetalsSearch.counts(group, (number) => among.has(number));
    const facet = (await minmetalsSearch.facets()).find((one) => one.group === group);
    if (mine !== turn || !facet) return;
    const about = asked.text;
    if (details.dataset.about !== about || !details.querySelector("ul")) {
      details.dataset.about = about;
      makeValues(details, facet, counts);
    }
    for (const label of details.querySelectorAll("label")) {
      const input = label.querySelector("input");
      const count = label.querySelector("small");
      if (!input || !count) continue;
      input.checked = asked.filters.includes(input.value);
      count.textContent = (counts.get(input.value) ?? 0).toLocaleString("en");
    }
  }

  /** @param {HTMLDetailsElement} details  @param {Facet} facet  @param {Map<string, number>} counts */
  function makeValues(details, { group, name, values }, counts) {
    const all = values.map(([value, label]) => ({ key: `${group}/${value}`, label }));
    const here = all.filter(({ key }) => counts.get(key) || asked.filters.includes(key));
    if (group !== "year") here.sort((a, b) => (counts.get(b.key) ?? 0) - (counts.get(a.key) ?? 0));
    const items = here.map(({ key, label }) => {
      const input = make("input", { type: "checkbox", value: key });
      return make("li", {}, make("label", {}, input, make("span", {}, label), make("small", {})));
    });
    for (const item of items.slice(VALUES)) item.hidden = true;
    const list = make("ul", { "aria-label": name }, ...items);
    details.querySelectorAll(":scope > :not(summary)").forEach((old) => old.remove());
    details.append(items.length ? list : make("p", { class: "note" }, "None of these documents says."));
    if (items.length > VALUES) details.append(allButton(items));
  }

  /** @param {HTMLElement[]} items */
  function allButton(items) {
    const button = make("button", { type: "button" }, `All ${items.length}`);
    button.addEventListener("click", () => {
      for (const item of items) item.hidden = false;
      items[VALUES].querySelector("input")?.focus();
      button.remove();
    });
    return button;
  }

  /** Show the filters in force, each with a way to lift it. @param {number} mine */
  async function showChosen(mine) {
    const known = asked.filters.length ? await minmetalsSearch.facets() : [];
    if (mine !== turn) return;
    const items = asked.filters.map((filter) => {
      const facet = known.find(({ group }) => filter.startsWith(`${group}/`));
      const name = facet?.values.find(([value]) => `${facet.group}/${value}` === filter)?.[1] ?? filter;
      const button = make("button", { type: "button", "aria-label": `Lift the filter ${name}` }, name);
      button.addEventListener("click", () => {
        ask({ filters: asked.filters.filter((one) => one !== filter) }, true);
        box.focus();
      });
      return make("li", {}, button);
    });
    chosen.replaceChildren(...items);
    chosen.hidden = items.length === 0;
  }

  // What the reader does

  /** @param {Partial<Asked>} change  @param {boolean} isNew */
  function ask(change, isNew) {
    asked = { ...asked, ...change };
    writeAddress(isNew);
    void search();
  }

  function askAddress() {
    asked = readAddress();
    box.value = asked.text;
    for (const input of sort.querySelectorAll("input")) input.checked = (input.value === "newest") === asked.isNewest;
    void search();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask({ text: box.value, isOpen: false }, !(asked.isOpen && asked.text === box.value));
  });

  function askSoon() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (box.value !== asked.text) ask({ text: box.value, isOpen: box.value !== "" }, !asked.isOpen);
    }, PAUSE);
  }

  box.addEventListener("input", (event) => {
    if (!(event instanceof InputEvent && event.isComposing)) askSoon();
  });
  box.addEventListener("compositionend", askSoon);

  sort.addEventListener("change", (event) => {
    if (event.target instanceof HTMLInputElement) ask({ isNewest: event.target.value === "newest" }, true);
  });

  narrow.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    const others = asked.filters.filter((filter) => filter !== target.value);
    ask({ filters: target.checked ? [...others, target.value] : others }, true);
  });

  narrow.addEventListener("submit", (event) => event.preventDefault());

  for (const details of facetDetails) {
    details.addEventListener("toggle", () => {
      if (details.open && found) fillFacet(details, found, turn).catch(sayFault);
    });
  }

  more.addEventListener("click", async () => {
    const from = shown;
    await showMore(PAGE);
    remember();
    const row = document.querySelectorAll("#answer .row")[from];
    if (row instanceof HTMLElement) {
      row.tabIndex = -1;
      row.focus();
    }
  });

  ways.open = matchMedia("(min-width: 62rem)").matches; // where there is room beside the results
  addEventListener("popstate", askAddress);
  askAddress();
})();

// Eleventy as its documentation sets it up, with what our pages have too: a page for each facet's tags and each year,
// lists of 50, feeds of 30 for the site, the sections and the tags, a sitemap. What lists need again and again is
// worked out once in a collection, since its filters for neighbours search the whole collection for each page.

const FACETS = ["commodities", "places", "people", "organisations", "sites-and-projects", "topics"];
const PAGE_SIZE = 50;
const NEWEST_IN_FEED = 30;
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

const isDated = (item) => item.data.years[0] !== "undated";
const newestFirst = (a, b) => isDated(b) - isDated(a) || b.date - a.date || (a.inputPath < b.inputPath ? -1 : 1);
const slug = (name) => name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
const titled = (text) => text[0].toUpperCase() + text.slice(1).replaceAll("-", " ");

const neighbours = new Map();
const tagsOf = new Map();

function documents(api) {
  const items = api.getFilteredByGlob("content/**/*.md").sort(newestFirst);
  for (const section of Object.values(grouped(items))) {
    section.forEach((item, i) => neighbours.set(item.url, { newer: section[i - 1], older: section[i + 1] }));
  }
  for (const item of items) {
    const own = FACETS.filter((facet) => item.data[facet]);
    tagsOf.set(item.url, own.map((facet) => ({ facet, title: titled(facet), names: item.data[facet] })));
  }
  return items;
}

function grouped(items) {
  const groups = {};
  for (const item of items) (groups[item.data.section] ??= []).push(item);
  return groups;
}

// Every list of documents: the sections, each facet's tags, the years.
function lists(items) {
  const found = new Map();
  const add = (path, title, kind, item) => {
    if (!found.has(path)) found.set(path, { path, title, kind, items: [] });
    found.get(path).items.push(item);
  };
  for (const item of items) {
    add(`${item.data.section}/index`, titled(item.data.section), "section", item);
    add(`years/${item.data.years[0]}`, item.data.years[0], "years", item);
    for (const facet of FACETS) {
      for (const name of item.data[facet] ?? []) add(`tags/${facet}/${slug(name)}`, name, facet, item);
    }
  }
  return [...found.values()];
}

function pagesOf(list) {
  const total = Math.ceil(list.items.length / PAGE_SIZE);
  const url = (number) => (number === 1 ? `/${list.path}.html` : `/${list.path.replace(/\/index$/, "")}/page/${number}.html`);
  return Array.from({ length: total }, (_, i) => ({
    ...list,
    count: list.items.length,
    items: list.items.slice(i * PAGE_SIZE, (i + 1) * PAGE_SIZE),
    number: i + 1,
    total,
    url: url(i + 1),
    newer: i > 0 ? url(i) : null,
    older: i + 1 < total ? url(i + 2) : null,
    feed: list.kind === "years" ? null : feedOf(list),
  }));
}

const feedOf = (list) => (list.kind === "section" ? `/${list.path.replace(/index$/, "feed")}.xml` : `/${list.path}.xml`);

function feeds(items) {
  const all = [{ title: "Benchmark archive", url: "/feed.xml", items }];
  for (const list of lists(items)) if (list.kind !== "years") all.push({ ...list, url: feedOf(list) });
  return all
    .map((feed) => ({ ...feed, items: feed.items.filter(isDated).slice(0, NEWEST_IN_FEED) }))
    .filter((feed) => feed.items.length);
}

function facets(items) {
  return FACETS.map((facet) => ({
    facet,
    title: titled(facet),
    url: `/tags/${facet}/index.html`,
    tags: lists(items)
      .filter((list) => list.kind === facet)
      .map((list) => ({ name: list.title, url: `/${list.path}.html`, count: list.items.length }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  }));
}

const summaries = new Map();

function summary(item) {
  if (!summaries.has(item.inputPath)) {
    const lines = item.rawInput.split("\n").filter((line) => line && !/^(#|- )/.test(line));
    const plain = lines[0].replace(/\[(.+?)\]\(.+?\)/g, "$1").replaceAll("*", "");
    summaries.set(item.inputPath, plain.length > 220 ? `${plain.slice(0, plain.lastIndexOf(" ", 220))}…` : plain);
  }
  return summaries.get(item.inputPath);
}

export default function (config) {
  config.addCollection("documents", documents);
  config.addCollection("listPages", (api) => lists(documents(api)).flatMap(pagesOf));
  config.addCollection("feeds", (api) => feeds(documents(api)));
  config.addCollection("facets", (api) => facets(documents(api)));
  config.addCollection("years", (api) => lists(documents(api)).filter((list) => list.kind === "years"));
  config.addFilter("summary", summary);
  config.addFilter("isDated", isDated);
  config.addFilter("slug", slug);
  config.addFilter("neighbours", (url) => neighbours.get(url) ?? {});
  config.addFilter("tagsOf", (url) => tagsOf.get(url) ?? []);
  config.addFilter("day", (date) => DAY.format(date));
  config.addFilter("iso", (date) => date.toISOString());
  config.addPassthroughCopy("style.css");
  config.setQuietMode(true);
  return {
    dir: { input: ".", output: "public", includes: "_includes" },
    pathPrefix: "/archive/",
    markdownTemplateEngine: false,
    htmlTemplateEngine: "njk",
  };
}

"""The HTML pages: what they list, what they link to, what they say, and that no capture can write into them."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from hand_made import SHA256, MemoryStore, capture, document, entry, paragraph, sourced, tag
from marked_text import pieces_of
from minmetals_site.archive import Archive, Entry, EntryTag, Fate, InputFile, Series
from minmetals_site.errors import Place, Problem
from minmetals_site.loader import read_capture
from minmetals_site.pages import PAGE_TYPES, feeds, make_chrome, source
from minmetals_site.pages import words as told
from minmetals_site.pages.lists import DocumentList, Part, Shelf, by_month, full_pages, part_of, row_of
from minmetals_site.pages.marked import visible
from minmetals_site.pages.page import Page, Site
from minmetals_site.pages.provenance import known_values
from minmetals_site.permalinks import Permalink
from minmetals_site.records import Block, Evidence, Finding, PublisherTerm, Repair, Sourced, Tag, Use, unknown
from minmetals_site.render import Renderer, default_templates
from minmetals_site.rules import Rules
from minmetals_site.settings import Settings, read_settings
from minmetals_site.vocabulary import Vocabulary, VocabularyTag, read_vocabulary

HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}"
ALL_BODY = (Use(start=0, end=len("Example Mining opened a plant."), use="body"),)
"""The account of a record made by hand."""
RENDERER = Renderer([default_templates()])


def build(
    entries: list[Entry],
    *,
    documents: Mapping[int, Any] | None = None,
    page_size: int = 5,
    base_url: str | None = None,
    **archive: Any,  # noqa: ANN401  # inputs, gone, problems
) -> Site:
    """Return the site of these entries; each has a record of its own number, address, title and date."""
    records = {
        e.number: document(
            e.kind,
            id=e.number,
            source_class=e.source_class,
            url=e.url,
            title=sourced(e.title, e.title_origin),
            published=sourced(e.published) if e.published else unknown(),
            account=ALL_BODY,
        )
        for e in entries
    } | dict(documents or {})
    parts: dict[str, Any] = {"inputs": (), "gone": (), "problems": ()} | archive
    return Site(
        settings=Settings(title="Sample archive", base_url=base_url, page_size=page_size),
        archive=Archive.of(entries, facets=("commodities", "places"), **parts),
        vocabulary=Vocabulary(
            (
                VocabularyTag(
                    facet="commodities",
                    name="Copper",
                    slug="copper",
                    aliases=("Cu", "COPPER", "red metal", "Red Metal"),
                ),
            )
        ),
        store=MemoryStore(records, entries={e.number: e for e in entries}),
    )


def render(site: Site) -> dict[str, str]:
    """Return every HTML page of the site by its path."""
    chrome = make_chrome(site)
    pages = {}
    for kind in PAGE_TYPES:
        template: str = getattr(kind, "TEMPLATE", "")
        for page in kind.plan_pages(site) if template else ():
            view = kind.make_view(page, site)  # type: ignore[union-attr]  # a module with a template makes views
            pages[page.path] = RENDERER.render(template, page.path, view, chrome).decode()
    return pages


def soup(page: str) -> BeautifulSoup:
    """Return a page, parsed as a browser would."""
    return BeautifulSoup(page, "lxml")


def words(page: str) -> str:
    """Return what a reader of the page reads, on one line."""
    return " ".join(soup(page).get_text(" ").split())


def links(pages: Mapping[str, str], path: str) -> Iterator[tuple[str, str]]:
    """Yield path and fragment of each link of a page that stays on the site."""
    for element in soup(pages[path]).find_all(["a", "link"], href=True):
        href = str(element["href"])
        if not re.match(r"[a-z]+:", href):
            target, _, fragment = href.partition("#")
            target = target.partition("?")[0]
            yield normpath(join(dirname(path), unquote(target))) if target else path, unquote(fragment)


def many(count: int, **changes: Any) -> list[Entry]:  # noqa: ANN401  # any field of the entry
    """Return entries one day apart, the first the oldest."""
    return [
        entry(n, published=f"20{10 + n // 300}-{n % 300 // 25 + 1:02}-{n % 25 + 1:02}", **changes)
        for n in range(1, count + 1)
    ]


MIXED = [
    entry(1, tags=(tag("Copper"), tag("Peru", "places"))),
    entry(2, published="2024", title_origin="derived", tags=(tag("Copper"),)),
    entry(3, published=None, repairs=21, publisher=None),
    entry(4, kind="analysis", source_class="independent", url="analysis/2025/d.html", published="2025-02"),
    entry(5, kind="brand-culture", url="brand-culture/undated/e.html", published=None, title_origin="corrected"),
    entry(6, kind="page", source_class="archive", url="about.html", title="About the samples", published=None),
    entry(7, kind="page", source_class="archive", url="method.html", title="Method", published=None),
]


# --- Lists cut into pages ---------------------------------------------------------------------------------------------


@given(st.integers(0, 400), st.integers(1, 40))
def test_pages_of_a_list_hold_every_item_once(count: int, size: int) -> None:
    """The numbered pages are full, the index has what is left (at least as much, less than twice), nothing is lost."""
    items = range(count)
    pages = full_pages(count, size)
    index = part_of(items, size, 0)
    numbered = [part_of(items, size, n) for n in range(pages, 0, -1)]
    assert all(len(part) == size for part in numbered)
    assert len(index) == count if count < size else size <= len(index) < 2 * size
    assert [*index, *(item for part in numbered for item in part)] == list(items)


@given(st.integers(0, 300), st.integers(1, 20), st.integers(1, 50))
def test_a_full_page_keeps_its_items(count: int, size: int, added: int) -> None:
    """Items that come in front change no numbered page that there was."""
    older = list(range(count))
    newer = [*range(-added, 0), *older]
    for number in range(1, full_pages(count, size) + 1):
        assert part_of(older, size, number) == part_of(newer, size, number)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 9))
def test_every_page_of_a_list_is_linked(dated: int, undated: int, size: int) -> None:
    """From the index of a list, its links lead to all pages that it plans, and to no other."""
    series = Series(tuple(reversed(many(dated))), tuple(entry(1000 + n, published=None) for n in range(undated, 0, -1)))
    whole = DocumentList(Shelf("news/index.html", "news"), series, size)
    site = build([])
    planned = {page.path: page.key[0].listing(lambda e: row_of(e, site), by_month) for page in whole.plan()}
    seen, waiting = set(), ["news/index.html"]
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            page = planned[path]
            further = (page.newer_url, page.older_url, page.undated_url, *(link.url for link in page.pages))
            waiting += [url for url in further if url]
    assert seen == set(planned)
    rows = {row.url for page in planned.values() for group in page.groups for row in group.rows}
    rows |= {row.url for page in planned.values() for row in page.undated}
    assert rows == {e.url for e in series.all}


def test_newer_and_older_lead_back_and_forth() -> None:
    """The pages of a list form one chain, in both directions, from the index to the oldest."""
    whole = DocumentList(Shelf("index.html", "list"), Series(tuple(reversed(many(23)))), 5)
    site = build([])
    sheets = {sheet.part: sheet for sheet in whole.sheets()}
    order = [Part(undated=False, number=n) for n in (0, 3, 2, 1)]
    pages = [sheets[part].listing(lambda e: row_of(e, site), None) for part in order]
    urls = ["index.html", *(f"list/page/{n}.html" for n in (3, 2, 1))]
    assert [page.older_url for page in pages] == [*urls[1:], None]
    assert [page.newer_url for page in pages] == [None, *urls[:-1]]


def test_a_new_document_changes_few_pages() -> None:
    """Of a long list, one more document changes the indexes and not the numbered pages."""
    before, after = (render(build(many(count))) for count in (42, 43))
    changed = {path for path in before if before[path] != after[path]}
    assert not [path for path in changed if "/page/" in path and not path.startswith("years/")]
    assert "news/page/3.html" in before


def test_groups_are_one_a_year_where_clocks_differ() -> None:
    """An instant that is another year in UTC makes no second group of its own year."""
    entries = [
        entry(1, published="2025-12-31T23:00:00-07:00"),
        entry(2, published="2026-01-01"),
        entry(3, published="2025-12-30"),
    ]
    headings = [h.get_text() for h in soup(render(build(entries))["news/index.html"]).select(".group > h2")]
    assert sorted(headings) == ["2025", "2026"]


# --- The whole site ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("base_url", [None, "https://example.org/archive/"], ids=["no address", "address"])
@pytest.mark.parametrize(
    "entries", [[], MIXED[:1], MIXED, many(60, tags=(tag("Copper"),))], ids=["none", "one", "mixed", "many"]
)
def test_every_link_leads_to_a_page_and_every_document_is_reached(entries: list[Entry], base_url: str | None) -> None:
    """Links and fragments hold, and links from the home page reach every page but 404."""
    site = build(entries, base_url=base_url)
    pages = render(site)
    files = {page.path for kind in PAGE_TYPES for page in kind.plan_pages(site)}
    files |= set(RENDERER.assets()) | {"manifest-sha256.txt"}
    ids = {path: {str(e["id"]) for e in soup(text).find_all(id=True)} for path, text in pages.items()}
    seen, waiting = set(), ["index.html"]
    while waiting:
        path = waiting.pop()
        if path in seen or path not in pages:
            continue
        seen.add(path)
        for target, fragment in links(pages, path):
            assert target in files, f"{path} links to {target}"
            assert not fragment or fragment in ids[target], f"{path} links to {target}#{fragment}"
            waiting.append(target)
    assert set(pages) - seen == {"404.html"}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["news", "analysis", "brand-culture"]),
            st.sampled_from([None, "2024", "2024-11", "2025-01-23", "2025-01-23T10:00:00+08:00"]),
            st.sampled_from(["Example Mining", "Index", "index", "Unknown", "索引", None]),
            st.sets(st.sampled_from(["Index", "Page", "Copper", "Undated"])),
        ),
        max_size=25,
    )
)
def test_no_two_pages_claim_one_path(rows: list[tuple[Any, str | None, str | None, set[str]]]) -> None:
    """Whatever publishers and tags are called, every page has a path of its own, on any disk."""
    entries = [
        entry(n, kind=kind, url=f"{kind}/{(date or 'undated')[:7].split('-')[0]}/s-{n}.html", published=date,
              publisher=publisher, tags=tuple(tag(name) for name in sorted(tags)))
        for n, (kind, date, publisher, tags) in enumerate(rows, start=1)
    ]  # fmt: skip
    site = build(entries, page_size=2)
    claims = Counter(page.path.casefold() for kind in PAGE_TYPES for page in kind.plan_pages(site))
    assert {path for path, count in claims.items() if count > 1} == set()


class _Outline(HTMLParser):
    """Collects what is to be sound on every page: elements closed in order, ids, headings, landmarks."""

    VOID = frozenset({"meta", "link", "br", "img", "hr", "input", "wbr"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.seen: Counter[str] = Counter()
        self.levels: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        self.faults += [f"<{tag}> has {name}" for name in names if name == "style" or name.startswith("on")]
        self.faults += [f"<{tag}> has an attribute twice" for n in set(names) if names.count(n) > 1]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.seen[tag] += 1
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes another element")


@pytest.mark.parametrize("base_url", [None, "https://example.org/archive/"], ids=["no address", "address"])
def test_every_page_is_sound(base_url: str | None) -> None:
    """Elements nest, ids are unique, there is one h1 and no level is left out, the policy stands, nothing is inline."""
    gone = (Permalink(9, "news/gone.txt", "", SHA256, "news/2024/gone.html"),)
    for path, text in render(build(MIXED, base_url=base_url, gone=gone)).items():
        outline = _Outline()
        outline.feed(text)
        assert not outline.faults, path
        assert not outline.open, path
        assert len(outline.ids) == len(set(outline.ids)), path
        assert outline.seen["h1"] == outline.seen["main"] == outline.seen["title"] == 1, path
        assert outline.levels[0] == 1, path
        assert all(later <= earlier + 1 for earlier, later in pairwise(outline.levels)), (path, outline.levels)
        assert outline.seen["script"] == {"404.html": 0, "search.html": 2}.get(path, 1), path
        assert outline.seen["style"] == (path == "404.html"), path  # which can link to no style sheet
        assert text.startswith("<!DOCTYPE html>\n<html lang="), path
        assert "Content-Security-Policy" in text, path


def test_canonical_links_need_an_address() -> None:
    """Absolute addresses stand on the pages only where the site's own is known, and then on each."""
    bare = render(build(MIXED))
    assert not [path for path, text in bare.items() if "canonical" in text or "og:" in text]
    known = render(build(MIXED, base_url="https://example.org/a/"))
    for path, text in known.items():
        if path != "404.html":
            assert f'<link rel="canonical" href="https://example.org/a/{path}">' in text


def test_the_page_for_no_page_stands_alone() -> None:
    """404.html has no relative link: none at all without the site's address, absolute ones with it."""
    for base_url in (None, "https://example.org/a/"):
        page = render(build(MIXED, base_url=base_url))["404.html"]
        hrefs = [str(e["href"]) for e in soup(page).find_all(href=True)]
        assert all(href.startswith("https://example.org/a/") for href in hrefs)
        assert bool(hrefs) == bool(base_url)


def test_a_feed_is_announced_where_it_is_made() -> None:
    """Pages announce the feeds that the build makes, and no other."""
    undated = [entry(1, published=None, tags=(tag("Copper"),))]
    for entries in (undated, MIXED):
        site = build(entries)
        made = {page.path for kind in PAGE_TYPES for page in kind.plan_pages(site) if page.path.endswith(".xml")}
        pages = render(site)
        announced = {
            target
            for path in pages
            for target, _ in links(pages, path)
            if target.endswith(".xml") and target != "sitemap.xml"
        }
        assert announced == {path for path in made if path != "sitemap.xml"}


@pytest.mark.parametrize(("count", "documents"), [(1, "1 document that {}s"), (2, "2 documents that {}")])
def test_one_document_is_told_as_one(count: int, documents: str) -> None:
    """What an archive lacks is said in the number of its documents, in lists as for machines that list pages."""
    pages = render(build([entry(n, published=None, publisher=None) for n in range(1, count + 1)]))
    descriptions = {
        path: str(element["content"])
        for path, page in pages.items()
        if (element := soup(page).find("meta", {"name": "description"}))
    }
    assert documents.format("state") + " no date of publication" in words(pages["years/index.html"])
    assert descriptions["years/undated.html"] == documents.format("state") + " no date of publication."
    says = "1 document that does" if count == 1 else "2 documents that do"
    assert descriptions["publishers/unknown.html"] == f"{says} not say who published them."


def test_a_page_announces_the_feed_of_its_documents() -> None:
    """Sections and tags name their own feed in the head, beside that of the site, which every page names."""
    site = build(MIXED)
    pages, own = render(site), {page.key[1]: page.path for page in feeds.plan_pages(site)}
    assert len(own) > 3
    for path, feed in own.items():
        named = [link["href"] for link in soup(pages[path]).select('head link[type="application/atom+xml"]')]
        assert {normpath(join(dirname(path), str(href))) for href in named} == {"feed.xml", feed}


# --- What pages say ---------------------------------------------------------------------------------------------------


def test_rows_say_what_is_not_stated() -> None:
    """A row tells the precision of a date, an unknown publisher, and each mark with its reason."""
    text = words(render(build(MIXED))["news/index.html"])
    assert "2024 month and day not stated" in text
    assert "Title derived from the text" in text
    assert "Publisher unknown" in text
    assert "No publication date is stated 21 damaged places restored" in text
    pages = render(build(MIXED))
    assert "February 2025 day not stated" in words(pages["analysis/index.html"])
    assert "Title corrected by the archivist" in words(pages["brand-culture/index.html"])


def test_source_classes_are_told_in_words() -> None:
    """Every row and every article says in words who speaks."""
    pages = render(build(MIXED))
    assert "Independent source" in words(pages["analysis/2025/d.html"])
    assert "Independent source" in words(pages["analysis/index.html"])
    assert "Official source" in words(pages["news/2025/sample-1.html"])


COPPER = Evidence(text="Copper", start=4, end=10)
FULL = document(
    "analysis",
    url="analysis/2025/full.html",
    source_class="independent",
    title=Sourced(
        value="Sample title",
        origin="corrected",
        rule="correction",
        evidence=(Evidence(text="Sample title", path="analysis/full.yaml:title"),),
        reason="the capture has a slip",
        replaces="Smaple title",
    ),
    subtitle=sourced("A subtitle"),
    author=sourced("Ms Sample"),
    publisher=sourced("Example Review"),
    published=sourced("2025-01-23T10:00:00+08:00"),
    modified=sourced("2025-02-01"),
    source_url=sourced("https://example.org/full/"),
    summary=sourced("What the publisher says of it."),
    events=(sourced("2024-12-30/2024-12-31", "inferred", "latest-before-publication", "December 30 and 31"),),
    highlights=("A first point.",),
    notices=("Not advice.",),
    blocks=(
        Block(kind="heading", level=2, text="One", html="<h2>One</h2>", anchor="h-one", start=0, end=3),
        Block(
            kind="paragraph", level=None, text="Copper", html="<p>Copper is &lt;mined&gt;.</p>", anchor="p-0a1b2c3d",
            start=4, end=10,
        ),
    ),
    publisher_terms=(PublisherTerm(taxonomy="topics", slug="base-metals", name="Base Metals", origin="derived"),),
    tags=(Tag(facet="commodities", slug="copper", name="Copper", mentions=(COPPER,)),),
    repairs=(Repair(start=3, end=4, before="?", after="’", rule="lost-sign:apostrophe", certainty="probable"),),
    account=(Use(start=0, end=10, use="body"),),
    findings=(Finding(code="x", level="warning", explanation="Something is odd.", correction="title: TITLE"),),
    capture=capture(path="analysis/full.txt", item="77"),
)  # fmt: skip


class StoreOfFull(MemoryStore):
    """A store whose first document has more decoded text than its body."""

    def decoded(self, number: int) -> str:
        """Return the text of a document."""
        return "One?Copper" if number == 1 else super().decoded(number)


@pytest.fixture
def full() -> Mapping[str, str]:
    """Return the pages of a site with one document that has every field."""
    entries = [
        entry(1, kind="analysis", url="analysis/2025/full.html", path="analysis/full.txt", publisher="Example Review",
              tags=(structs.replace(tag("Copper"), also=("Cu",)),)),
        entry(2, kind="analysis", url="analysis/2025/next.html", published="2025-03-01", tags=(tag("Copper"),)),
        entry(3, kind="analysis", url="analysis/2024/last.html", published="2024-03-01"),
    ]  # fmt: skip
    inputs = [
        InputFile(
            path="analysis/full.txt", bytes=1234, sha256=SHA256, fate=Fate("read", "", (1,)), raw_url="raw/01/full.txt"
        )
    ]
    site = build(entries, documents={1: FULL}, inputs=inputs)
    made: Any = site.store  # the store that `build` made
    store = StoreOfFull(made.documents, made.entries)
    return render(replace(site, store=store))


@pytest.mark.parametrize(
    "expected",
    [
        "Title corrected by the archivist",
        "Title Corrected settled in the correction file beside the capture ( analysis/full.yaml:title )",
        "Instead of Smaple title . Reason: the capture has a slip",
        "A subtitle",
        "Ms Sample",
        "23 January 2025, 10:00 (UTC+8)",
        "1 February 2025",
        "What the publisher says of it.",
        "A first point.",
        "Copper is <mined>.",
        "Not advice.",
        "30–31 December 2024 Inferred: December 30 and 31",
        "Commodities Copper Where it is named",
        "topics Base Metals The capture has short forms alone; the names are made from them.",
        "Warning Something is odd.",
        "Restored 1 damaged place , 1 of them likely, not certain",
        "Both name Copper",
        "Before in Analysis Sample 3",
        "After in Analysis Sample 2",
        SHA256,
        "analysis/full.txt , item 77",
    ],
)
def test_an_article_shows_all_that_is_known(full: Mapping[str, str], expected: str) -> None:
    """Every part of the record stands on the article, in words."""
    assert expected in words(full["analysis/2025/full.html"])


def test_an_article_links_to_its_evidence_capture_and_original(full: Mapping[str, str]) -> None:
    """Evidence leads to its place on the source page, the capture to its bytes, the original to its publisher."""
    article = full["analysis/2025/full.html"]
    assert 'href="full.source.html#c0"' in article
    assert 'href="../../raw/01/full.txt"' in article
    assert 'href="https://example.org/full/" rel="nofollow noopener noreferrer">' in article
    assert 'href="full.source.html#repairs"' in article
    assert [e["id"] for e in soup(article).select(".body > *")] == ["h-one", "p-0a1b2c3d"]
    assert [e["href"] for e in soup(article).select(".body > * > .mark")] == ["#h-one", "#p-0a1b2c3d"]


def test_a_tag_page_shows_the_sentence_and_where_it_is(full: Mapping[str, str]) -> None:
    """A tag page has the names that were found and not found, and each document's sentences, linked to their blocks."""
    page = full["tags/commodities/copper.html"]
    assert "Also named Cu 1" in words(page)
    assert "Looked for, not found red metal" in words(page)
    assert "Of Copper." in words(page)
    assert 'href="../../analysis/2025/full.html#p-1"' in page


# --- Dossiers and pictures --------------------------------------------------------------------------------------------


def _person(*roles: tuple[str, str]) -> EntryTag:
    return EntryTag(facet="people", slug="ann-sample", name="Ann Sample", count=1, roles=roles)


def test_a_dossier_tells_offices_with_dates_and_places() -> None:
    """Each office stated is a row: what was stated last first, when, by whom, and where it was first stated."""
    site = build(
        [
            entry(1, published="2024-01-05", tags=(_person(("Director", "p-1"), ("chairman", "p-2")),)),
            entry(2, published="2025-02-06", source_class="independent", tags=(_person(("Chairman", "p-7")),)),
            entry(3, published=None, tags=(_person(("Adviser", "p-3")),)),
        ]
    )
    page = render(site)["tags/people/ann-sample.html"]
    rows = [" ".join(row.get_text(" ").split()) for row in soup(page).select("#roles ~ table tbody tr")]
    assert rows == [
        "chairman 5 January 2024 to 6 February 2025 2 documents Official source Independent source Sample 1",
        "Director 5 January 2024 1 document Official source Sample 1",
        "Adviser 1 undated 1 document Official source Sample 3",
    ]
    assert 'href="../../news/2025/sample-1.html#p-2"' in page


def test_a_dossier_tells_the_first_and_the_latest_mention() -> None:
    """The first and the latest dated document stand at the head, and are links."""
    text = words(render(build([*many(3, tags=(tag("Copper"),))]))["tags/commodities/copper.html"])
    assert "First 2 January 2010: Sample 1 Latest 4 January 2010: Sample 3" in text


def test_pages_with_several_dated_documents_have_pictures_with_tables() -> None:
    """Tags, publishers and years have two pictures of their documents, home has one; their tables count all of them."""
    entries = [
        entry(n, published=f"2025-0{n}-01", lag=n, tags=(tag("Copper"),), source_class=source)
        for n, source in enumerate(("official", "independent", "official"), 1)
    ]
    pages = render(build([*entries, entry(4, published=None, tags=(tag("Copper"),))]))
    assert len(soup(pages["index.html"]).select("figure")) == 1
    for path in ("years/index.html", "tags/commodities/copper.html", "publishers/example-mining.html"):
        first, second = soup(pages[path]).select("figure")
        assert first.select("tbody tr")[-1].get_text("|").strip() == "All|3|1|4"
        assert "Left out: 1 undated." in first.get_text()
        assert second.select("tbody tr")[-1].get_text("|").strip() == "All|2|1|3"
        assert "half of them came out within 2 days of it" in second.get_text()


def test_the_index_of_tags_shows_them_year_by_year() -> None:
    """Facets have a row a tag with its dots by year and a table of numbers, the same years in all of them."""
    entries = [
        entry(1, published="2023-01-01", tags=(tag("Copper"), tag("Peru", "places"))),
        entry(2, published="2025-01-01", tags=(tag("Copper"),)),
        entry(3, published=None, tags=(tag("Copper"),)),
    ]
    page = soup(render(build(entries))["tags/index.html"])
    heads = [[cell.get_text() for cell in table.select("thead th")] for table in page.select("details table")]
    assert heads == [["Tag", "2023", "2024", "2025"]] * 2
    assert [c.get_text() for c in page.select("details table")[0].select("td")] == ["1", "0", "1"]
    assert len(page.select(".matrix")) == 2
    assert "Undated documents have no dot." in page.select(".matrix caption")[0].get_text()


def test_documents_of_unknown_publisher_have_a_list() -> None:
    """They are listed like those of a publisher, and a publisher called so has another address."""
    entries = [entry(1, publisher=None), entry(2, publisher=None, published=None), entry(3, publisher="Unknown")]
    pages = render(build(entries))
    assert "Publisher unknown" in words(pages["publishers/unknown.html"])
    assert len(soup(pages["publishers/unknown.html"]).select(".row")) == 2
    assert "Unknown" in words(next(text for path, text in pages.items() if re.match("publishers/unknown-.", path)))
    assert 'href="unknown.html"' in pages["publishers/index.html"]
    assert 'href="publishers/unknown.html"' in pages["index.html"]
    assert "publishers/unknown.html" not in render(build([entry(1)]))


def test_sections_and_years_tell_who_speaks_and_lead_on() -> None:
    """The index of a section tells span and source classes; a year leads to the years beside it that have documents."""
    pages = render(
        build([entry(1, published="2021-03-01"), entry(2, published="2024-05-01"), entry(3, published=None)])
    )
    section = words(pages["news/index.html"])
    assert "3 documents, published 1 March 2021 to 1 May 2024 · Feed Official source 3" in section
    assert [a["href"] for a in soup(pages["years/2021.html"]).select("nav.pager a")] == ["2024.html"]
    assert [a["href"] for a in soup(pages["years/2024.html"]).select("nav.pager a")] == ["2021.html"]
    assert not soup(pages["years/undated.html"]).select("nav.pager")


def test_every_page_says_what_it_is() -> None:
    """No two pages but articles have the same description, and none has that of the site before or in place of it."""
    entries = many(12, tags=(tag("Copper"), tag("Peru", "places")))
    undated = [entry(n, published=None, publisher=None) for n in range(20, 30)]
    gone = (Permalink(40, "news/gone.txt", "", SHA256, "news/2024/gone.html"),)
    pages = render(build([*entries, *undated], page_size=3, gone=gone))
    articles = {e.url for e in (*entries, *undated)} | {"news/2024/gone.source.html"}
    found = {
        path: soup(text).select('meta[name="description"]') for path, text in pages.items() if path not in articles
    }
    assert all(len(metas) == 1 for metas in found.values())
    said = Counter(str(metas[0]["content"]) for metas in found.values())
    assert [words for words, count in said.items() if count > 1] == []
    site = Settings().description
    assert [path for path, (meta,) in found.items() if site in str(meta["content"])] == ["index.html"]


def test_a_row_says_when_more_is_mentioned_than_quoted() -> None:
    """A document that mentions a tag more often than sentences are shown says how often."""
    pages = render(build([entry(1, tags=(structs.replace(tag("Copper"), count=9),)), entry(2, tags=(tag("Copper"),))]))
    rows = [row.get_text(" ") for row in soup(pages["tags/commodities/copper.html"]).select(".row")]
    assert ["9 mentions" in row for row in rows] == [False, True]


def test_an_address_that_is_none_is_no_link() -> None:
    """An original address that is not http or https is shown, and not linked."""
    site = build(
        [entry(1)],
        documents={
            1: document(url="news/2025/sample-1.html", source_url=sourced("javascript:alert(1)"), account=ALL_BODY)
        },
    )
    page = render(site)["news/2025/sample-1.html"]
    assert "javascript:alert(1)" in words(page)
    assert not [e for e in soup(page).find_all(href=True) if str(e["href"]).startswith("javascript")]


def test_no_string_of_a_capture_writes_into_a_page() -> None:
    """Markup in any field, of any record or file, is text on every page."""
    rogue = document(
        url="news/2025/sample-1.html",
        title=sourced(HOSTILE),
        subtitle=sourced(HOSTILE),
        author=sourced(HOSTILE),
        publisher=sourced(HOSTILE),
        published=sourced(HOSTILE),
        summary=sourced(HOSTILE),
        language=HOSTILE,
        breadcrumb=(HOSTILE,),
        events=(sourced(HOSTILE),),
        highlights=(HOSTILE,),
        notices=(HOSTILE,),
        publisher_terms=(PublisherTerm(taxonomy=HOSTILE, slug=HOSTILE, name=HOSTILE, origin="derived"),),
        tags=(Tag(facet="commodities", slug="copper", name=HOSTILE, mentions=(Evidence(text=HOSTILE, path=HOSTILE),)),),
        capture=capture(
            path=HOSTILE, item=HOSTILE, encoding_evidence=HOSTILE, keys_used=(HOSTILE,), keys_unused=(HOSTILE,)
        ),
        blocks=(paragraph("Text."),),
        repairs=(Repair(start=0, end=1, before=HOSTILE, after=HOSTILE, rule=HOSTILE, certainty="certain"),),
        account=(Use(start=0, end=5, use="body"),),
        findings=(Finding(code="x", level="note", explanation=HOSTILE, correction=HOSTILE),),
    )
    row = entry(
        1, title=HOSTILE, publisher=HOSTILE, language=HOSTILE, path=HOSTILE, tags=(tag(HOSTILE, slug="copper"),)
    )
    inputs = [
        InputFile(path=HOSTILE, bytes=1, sha256=SHA256, fate=Fate("read", HOSTILE, (1,)), raw_url="raw/" + HOSTILE),
        InputFile(path=HOSTILE + "2", bytes=1, sha256="", fate=Fate("ignored", HOSTILE), raw_url=None),
    ]
    site = build(
        [row],
        documents={1: rogue},
        inputs=inputs,
        gone=[Permalink(2, HOSTILE, HOSTILE, HOSTILE, "news/2024/gone.html")],
        problems=[Problem(Place(HOSTILE, 3), HOSTILE, HOSTILE)],
    )
    made: Any = site.store  # the store that `build` made
    made.summaries[1] = HOSTILE
    for path, text in render(site).items():
        page = soup(text)
        assert not page.select("script:not([src]), img"), path
        assert {str(e["src"]).rpartition("/")[2].partition(".")[0] for e in page("script")} <= {"site", "search"}, path
        assert not [e for e in page.select("*") if any(name.startswith("on") for name in e.attrs)], path


def test_languages_of_documents_are_marked() -> None:
    """A text in another language than the site's says so, and which way it runs."""
    arabic = document(url="news/2025/sample-1.html", language="ar", title=sourced("عينة"), account=ALL_BODY)
    pages = render(build([entry(1, language="ar", title="عينة")], documents={1: arabic}))
    assert '<h1 lang="ar" dir="rtl" itemprop="headline">' in pages["news/2025/sample-1.html"]
    assert 'lang="ar" dir="rtl">عينة' in pages["news/index.html"]
    assert 'lang="en" dir' not in "".join(render(build([entry(1)])).values())


def test_a_document_that_is_gone_leaves_a_page() -> None:
    """The page and the source page of a document that is gone say what was there; the page about the archive stays."""
    gone = [
        Permalink(3, "news/gone.txt", "12", SHA256, "news/2024/gone.html"),
        Permalink(4, "pages/about.md", "", SHA256, "about.html"),
    ]
    pages = render(build([entry(1)], gone=gone))
    for path in ("news/2024/gone.html", "news/2024/gone.source.html"):
        assert "No longer in the archive" in words(pages[path])
        assert "news/gone.txt , item 12" in words(pages[path])
        assert SHA256 in pages[path]
    assert "How values are known" in words(pages["about.html"])


def test_the_page_about_the_archive_begins_with_the_archivists_words() -> None:
    """A note at `about.html` is the first part of that page; without one the page stands all the same."""
    pages = render(build(MIXED))
    assert soup(pages["about.html"]).h1.get_text() == "About the samples"  # type: ignore[union-attr]
    assert "Example Mining opened a plant." in words(pages["about.html"])
    assert "method.html" in pages
    bare = render(build([]))["about.html"]
    for part in ("Stated", "Unknown", "Official source", "Independent source", "date-unknown", "SHA", "Ledger"):
        assert part.casefold() in words(bare).casefold()


def test_every_rule_of_the_sample_captures_is_told_in_words(repository: Path) -> None:
    """Rules that read a value, and rules that left text out, are explained and not only named."""
    content = repository / "content"
    rules = Rules(settings=read_settings(content), vocabulary=read_vocabulary(content))
    captures = [file for file in content.rglob("*.*") if file.suffix in {".txt", ".json", ".md"}]
    read = [document for file in captures for document in read_capture(file, rules=rules)[0]]
    assert len(read) > 20
    values = [sourced for one in read for _, _, sourced, _ in known_values(one.document)]
    assert {value.rule for value in values} - set(told.RULES) == set()
    removals = {use.use for one in read for use in one.document.account if use.use.startswith("removed:")}
    assert {use.removeprefix("removed:") for use in removals} - set(told.REMOVALS) == set()
    assert {one.document.capture.reader for one in read} - set(told.READERS) == set()


# --- The ledger -------------------------------------------------------------------------------------------------------


def file(path: str, fate: Fate) -> InputFile:
    """Return an input file of this fate."""
    return InputFile(path=path, bytes=10, sha256=SHA256, fate=fate, raw_url=None)


def test_the_ledger_adds_up() -> None:
    """Every file is on the ledger once, and the numbers by outcome are those of the files and sum up."""
    entries = many(1100)
    inputs = [
        *(file(e.path, Fate("read", "", (e.number,))) for e in entries),
        file("news/copy.txt", Fate("duplicate", "the same bytes as news/sample-1.txt", (1,))),
        file("news/bad.txt", Fate("problem", "the file is empty")),
        file("news/sample-1.yaml", Fate("correction", "corrects the capture of the same name")),
        file("site.yaml", Fate("configuration", "read by the build")),
        file("news/.DS_Store", Fate("ignored", "its name begins with a dot")),
    ]
    problem = Problem(Place("news/bad.txt", 1), "the file is empty", "Capture the page again.")
    pages = render(build(entries, inputs=inputs, problems=[problem]))
    ledger = [text for path, text in pages.items() if path.startswith("ledger")]
    rows = [e.get_text() for text in ledger for e in soup(text).select(".files tbody td:first-child")]
    assert sorted(rows) == sorted(f.path for f in inputs)
    first = soup(pages["ledger.html"])
    counts = [int(e.get_text().replace(",", "")) for e in first.select("#files ~ div td.number")]
    assert counts == [1100, 1, 1, 1, 1, 1, 1105]
    assert sum(counts[:-1]) == counts[-1]
    assert "news/bad.txt:1 the file is empty. Capture the page again." in words(pages["ledger.html"])


# --- The source page --------------------------------------------------------------------------------------------------

texts = st.text(st.sampled_from("ab \n\r\t\u202e\x00\u2028<&’é中"), max_size=60)


@st.composite
def accounted(draw: st.DrawFn) -> tuple[str, Any]:
    """Draw a text and a record whose account covers it, with repairs and evidence anywhere."""
    decoded = draw(texts)
    size = len(decoded)
    place = st.integers(0, size)
    cuts = sorted({0, size, *draw(st.lists(place, max_size=5))})
    names = st.sampled_from(["body", "field:title", "removed:navigation", "removed:white-space"])
    account = tuple(Use(start=a, end=b, use=draw(names)) for a, b in pairwise(cuts))
    spans = [sorted(pair) for pair in draw(st.lists(st.tuples(place, place), max_size=5))]
    mentions = tuple(Evidence(text=decoded[a:b], start=a, end=b) for a, b in spans if a < b)
    fixed = sorted(set(draw(st.lists(place, max_size=3))))
    repairs = tuple(
        Repair(start=a, end=b, before=decoded[a:b], after="X", rule="lost-sign:dash", certainty="certain")
        for a, b in pairwise(fixed)
    )
    title = Sourced(value="T", origin="derived", rule="first-sentence", evidence=mentions[:2])
    tags = (Tag(facet="commodities", slug="copper", name="Copper", mentions=mentions),)
    return decoded, document(title=title, account=account, repairs=repairs, tags=tags, publisher=unknown())


@given(accounted())
def test_a_source_page_covers_the_whole_text(case: tuple[str, Any]) -> None:
    """Each character of the decoded text is on the page once and in order; places have ids of their own."""
    decoded, record = case
    pieces = pieces_of(source.rows_of(record, decoded))
    assert "".join(piece.text for piece in pieces) == visible(decoded)
    ids = [piece.id for piece in pieces if piece.id]
    assert len(ids) == len(set(ids))
    starts = {e.start for t in record.tags for e in t.mentions} | {
        r.start for r in record.repairs if r.start < len(decoded)
    }
    assert {f"c{start}" for start in starts} <= set(ids)


@given(accounted())
def test_a_source_page_marks_every_use(case: tuple[str, Any]) -> None:
    """Each character stands in a piece with the face of its use, and what is read instead stands at each repair."""
    decoded, record = case
    pieces = pieces_of(source.rows_of(record, decoded))
    faces = [piece.face for piece in pieces for _ in re.findall(r"‹[^›]+›|.", piece.text, re.DOTALL)]
    expected = {"body": "", "field:title": "field", "removed:navigation": "removed", "removed:white-space": ""}
    assert faces == [expected[use.use] for use in record.account for _ in range(use.start, use.end)]
    assert [piece.after for piece in pieces if piece.after] == ["X"] * len(record.repairs)


def test_a_source_page_shows_the_text_as_it_is(full: Mapping[str, str]) -> None:
    """The text on the page, without what is read instead, is the decoded text; numbers by use sum up to its length."""
    page = soup(full["analysis/2025/full.source.html"])
    for inserted in page.select(".capture ins"):
        inserted.decompose()
    assert "".join(line.get_text() for line in page.select(".ln")).replace("\n", "") == "One?Copper"
    counts = [int(e.get_text().split()[0]) for e in page.select("#legend ~ div td.number")]
    assert sum(counts[:-1]) == counts[-1] == 10


@pytest.mark.parametrize(
    ("captured", "shown"),
    [
        ("a\r\nb", "a‹CR›\nb"),
        ("\x00\x1b", "‹NUL›‹ESC›"),
        ("\u202eabc", "‹U+202E›abc"),
        ("\ud800", "‹U+D800›"),
        ("\ufffe\ufdd0\U0010ffff", "‹U+FFFE›‹U+FDD0›‹U+10FFFF›"),
        ("a\tb é中", "a\tb é中"),
    ],
    ids=["line end", "controls", "override", "surrogate", "noncharacters", "left alone"],
)
def test_characters_without_a_shape_get_a_name(captured: str, shown: str) -> None:
    """What could not be seen is seen; tabs, line feeds and letters stay."""
    assert visible(captured) == shown


def test_the_style_sheet_is_light() -> None:
    """The one style sheet takes at most 12 KB."""
    style = next(data for path, data in RENDERER.assets().items() if path.endswith(".css"))
    assert len(style) <= 12 * 1024


def test_plans_are_the_same_for_the_same_archive() -> None:
    """Planning twice gives the same pages in the same order, from entries in whatever order."""
    plans: list[list[Page]] = [
        [page for kind in PAGE_TYPES if kind.__name__ != "raw" for page in kind.plan_pages(build(entries))]  # type: ignore[union-attr]
        for entries in (MIXED, MIXED[::-1])
    ]
    assert plans[0] == plans[1]

"""The page of one document: how light it is, how its parts are cited, and what machines read from it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st

from hand_made import MemoryStore, document, entry, sourced, tag
from minmetals_site import build_site
from minmetals_site.archive import Archive, Entry
from minmetals_site.pages import article, make_chrome
from minmetals_site.pages.page import Site
from minmetals_site.records import AnyDocument, Block, Evidence, Sourced, unknown
from minmetals_site.records import Tag as TagOfText
from minmetals_site.render import Renderer, default_templates
from minmetals_site.settings import Settings
from minmetals_site.text.anchored import anchored
from minmetals_site.vocabulary import Vocabulary

RENDERER = Renderer([default_templates()])
HOSTILE = "\"'></title><script>alert(1)</script>&amp;{{ 7*7 }}"
BASE = "https://example.org/archive/"

OWN_TEXT = ".document h1, .subtitle, .summary, .highlights li, .body, .notices p"
"""The document's own text: what its publisher wrote to be read, with the elements that hold it, as the page has it.

What is left is the page without its own text: the frame of the site, metadata, names and dates found in the text, how
each value is known, citations, related documents.
"""


def page_of(record: AnyDocument, *, base_url: str | None = None, beside: tuple[Entry, ...] = ()) -> BeautifulSoup:
    """Return the page of a record, whose number is 1, in an archive of its own or beside others."""
    own = entry(1, kind=record.kind, url=f"{record.kind}/2025/sample.html", source_class=record.source_class)
    site = Site(
        settings=Settings(title="Sample archive", base_url=base_url),
        archive=Archive.of([own, *beside], facets=("commodities",), inputs=(), gone=(), problems=()),
        vocabulary=Vocabulary(()),
        store=MemoryStore({1: record}),
    )
    (page,) = [page for page in article.plan_pages(site) if page.path == own.url]
    view = article.make_view(page, site)
    return soup(RENDERER.render("article.html", page.path, view, make_chrome(site)))


def soup(page: bytes) -> BeautifulSoup:
    """Return a page, parsed as a browser would."""
    return BeautifulSoup(page, "lxml")


def meta(page: BeautifulSoup, name: str) -> list[str]:
    """Return what the elements of the head say under a name or a property."""
    return [str(element["content"]) for element in page.select(f'meta[name="{name}"], meta[property="{name}"]')]


def prop(page: BeautifulSoup, name: str) -> list[str]:
    """Return the values of a property of the article's microdata."""
    elements = page.select(f'article[itemscope] [itemprop="{name}"]')
    return [str(e.get("datetime") or e.get("href") or e.get_text(" ", strip=True)) for e in elements]


def test_an_article_without_its_own_text_is_light(tmp_path: Path, repository: Path) -> None:
    """In the sample site no article takes more than 12 KB beside its own text, citations and metadata included."""
    shutil.copytree(repository / "content", tmp_path / "content")
    weighed = _weighed(tmp_path)
    assert len(weighed) > 20
    assert max(weighed.values()) <= 12 * 1024, weighed


def test_an_article_from_a_real_capture_is_light(tmp_path: Path, captures: Path) -> None:
    """The same holds for the real captures, in an archive that has an address, which takes more."""
    shutil.copytree(captures / "raw", tmp_path / "content")
    (tmp_path / "content/site.yaml").write_text(f"title: Sample archive\nbase_url: {BASE}\n", encoding="utf-8")
    weighed = _weighed(tmp_path)
    assert weighed
    assert max(weighed.values()) <= 12 * 1024, weighed


def _weighed(folder: Path) -> dict[str, int]:
    """Return the bytes of each article of a site that is built here, without its own text."""
    build_site(folder / "content", folder / "site", cache=folder / "cache")
    weighed = {}
    for file in sorted((folder / "site").glob("*/*/*.source.html")):
        page = file.with_name(file.name.replace(".source.html", ".html"))
        data = page.read_bytes()
        own = soup(data).select(OWN_TEXT)
        weighed[page.name] = len(data) - sum(len(str(element).encode()) for element in own if not _is_inside(element))
    return weighed


def _is_inside(element: Tag) -> bool:
    """Return whether another part of the own text holds this one."""
    return any(parent.get("class") == ["body"] for parent in element.parents)


# --- Paragraphs that can be cited -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Zinc.</p>", '<p id="p-1">Zinc. MARK</p>'),
        ('<ol start="3"><li>Tin</li></ol>', '<ol id="p-1" start="3"><li>Tin MARK</li></ol>'),
        ("<ul><li>Tin<ul><li>Ore</li></ul></li></ul>", '<ul id="p-1"><li>Tin<ul><li>Ore MARK</li></ul></li></ul>'),
        ("<blockquote><p>Said.</p></blockquote>", '<blockquote id="p-1"><p>Said. MARK</p></blockquote>'),
        ('<p>See <a href="/x">this</a></p>', '<p id="p-1">See <a href="/x">this</a> MARK</p>'),
        ("<hr>", '<div id="p-1"><hr> MARK</div>'),
        ("Bare &lt;p&gt;", '<div id="p-1">Bare &lt;p&gt; MARK</div>'),
        ("", '<div id="p-1"> MARK</div>'),
    ],
)
def test_a_block_gets_its_anchor_and_a_link_to_it(html: str, expected: str) -> None:
    """The id stands on the block itself and the link at the end of its words, never inside another link."""
    assert anchored(html, "p-1") == expected.replace("MARK", '<a class="mark" href="#p-1">¶</a>')


def test_a_table_scrolls_by_itself() -> None:
    """A table stands in a region that the keyboard reaches, with the anchor."""
    region = soup(anchored("<table><tr><td>1</td></tr></table>", "p-1").encode()).select_one("div.table")
    assert region is not None
    assert (region["id"], region["tabindex"], region["aria-label"]) == ("p-1", "0", "Table")


@given(
    st.lists(st.sampled_from(["p", "ul", "li", "blockquote", "em", "strong", "h2", "figure"]), max_size=6),
    st.text(st.sampled_from("ab <&é\n"), max_size=20),
)
def test_an_anchor_changes_nothing_else(names: list[str], text: str) -> None:
    """Without id and link, the block is what it was."""
    words = text.replace("&", "&amp;").replace("<", "&lt;")
    html = "".join(f"<{name}>" for name in names) + words + "".join(f"</{name}>" for name in reversed(names))
    made = anchored(html, "p-1")
    assert made.count(' id="p-1"') == 1
    assert made.count('href="#p-1"') == 1
    plain = made.replace(' <a class="mark" href="#p-1">¶</a>', "").replace(' id="p-1"', "")
    assert plain in {html, f"<div>{html}</div>"}


# --- What machines read -----------------------------------------------------------------------------------------------

KNOWN = document(
    "analysis",
    source_class="independent",
    title=sourced("Tin & zinc"),
    author=sourced("Ann Sample"),
    publisher=sourced("Example Review"),
    published=sourced("2025-01-23T10:00:00+08:00"),
    modified=sourced("2025-02-01"),
    source_url=sourced("https://example.com/tin?a=1&b=2"),
    language="en-GB",
)


def test_dublin_core_says_what_is_known() -> None:
    """Title, creator, publisher, date, type, language, identifier and source stand in the head, as they are."""
    page = page_of(KNOWN, base_url=BASE)
    assert {name: meta(page, f"DC.{name}") for name in ("title", "creator", "publisher", "date", "type")} == {
        "title": ["Tin & zinc"],
        "creator": ["Ann Sample"],
        "publisher": ["Example Review"],
        "date": ["2025-01-23T10:00:00+08:00"],
        "type": ["newsItem"],
    }
    assert meta(page, "DC.language") == ["en-GB"]
    assert meta(page, "DC.identifier") == [f"{BASE}analysis/2025/sample.html"]
    assert meta(page, "DC.source") == ["https://example.com/tin?a=1&b=2"]
    assert meta(page_of(KNOWN), "DC.identifier") == [f"sha256:{KNOWN.capture.sha256}"]


def test_a_company_page_is_filed_as_a_web_page() -> None:
    """`DC.type` names the item types that Zotero knows: a web page for a company's page, a news item for all else."""
    assert meta(page_of(document("brand-culture")), "DC.type") == ["webpage"]
    assert meta(page_of(document()), "DC.type") == ["newsItem"]


def test_nothing_unknown_is_told_to_machines() -> None:
    """An unknown publisher, author, date or address has no element, neither empty nor guessed."""
    page = page_of(document(publisher=unknown(), published=unknown()), base_url=BASE)
    for name in ("DC.publisher", "DC.creator", "DC.date", "DC.source", "article:published_time"):
        assert meta(page, name) == [], name
    for name in ("publisher", "author", "datePublished", "dateModified"):
        assert prop(page, name) == [], name


def test_open_graph_is_complete_where_the_address_is_known() -> None:
    """The four properties that the protocol requires but the picture, and the rest, stand once; else none at all."""
    page = page_of(KNOWN, base_url=BASE)
    assert meta(page, "og:title") == ["Tin & zinc"]
    assert meta(page, "og:type") == ["article"]
    assert meta(page, "og:url") == [f"{BASE}analysis/2025/sample.html"]
    assert meta(page, "og:site_name") == ["Sample archive"]
    assert meta(page, "og:description") == meta(page, "description") == ["Example Mining opened a plant."]
    assert meta(page, "article:published_time") == ["2025-01-23T10:00:00+08:00"]
    assert not page_of(KNOWN).select("[property]")


@pytest.mark.parametrize(("published", "is_told"), [("2025", False), ("2025-01", False), ("2025-01-23", True)])
def test_open_graph_is_told_a_day_or_nothing(published: str, is_told: bool) -> None:  # noqa: FBT001  # a case
    """A date without a day has no `article:published_time`, which asks for one, but stands in Dublin Core."""
    page = page_of(document(published=sourced(published)), base_url=BASE)
    assert meta(page, "article:published_time") == ([published] if is_told else [])
    assert meta(page, "DC.date") == prop(page, "datePublished") == [published]


def test_microdata_marks_what_people_read() -> None:
    """The article is an item of schema.org whose values are those that people see, based on the original."""
    page = page_of(KNOWN)
    item = page.select_one("article[itemscope]")
    assert item is not None
    assert item["itemtype"] == "https://schema.org/Article"
    assert prop(page, "headline") == ["Tin & zinc"]
    assert prop(page, "datePublished") == ["2025-01-23T10:00:00+08:00"]
    assert prop(page, "dateModified") == ["2025-02-01"]
    assert prop(page, "author") == ["Ann Sample"]
    assert prop(page, "publisher") == ["Example Review"]
    assert prop(page, "isBasedOn") == ["https://example.com/tin?a=1&b=2"]
    release = page_of(document()).select_one("article")
    assert release is not None
    assert release["itemtype"] == "https://schema.org/NewsArticle"


def test_hostile_words_stay_words_in_all_metadata() -> None:
    """A title that closes elements and attributes comes back as it is from every form of metadata and citation."""
    hostile = sourced(HOSTILE)
    page = page_of(document(title=hostile, author=hostile, publisher=hostile, language=HOSTILE), base_url=BASE)
    assert not page.select("script:not([src]), img")
    for found in (meta(page, "DC.title"), meta(page, "og:title"), prop(page, "headline"), meta(page, "DC.language")):
        assert found == [HOSTILE]
    readable, *forms = [element.get_text() for element in page.select(".cite, details pre")]
    assert HOSTILE in readable
    assert len(forms) == 3
    assert all("<script>" in form for form in forms)


# --- What people read -------------------------------------------------------------------------------------------------


def test_the_head_shows_the_marks_of_a_list() -> None:
    """What a row of a list says of a document its own page says at the top."""
    page = page_of(document(title=sourced("A plant", "derived"), published=unknown()))
    marks = [mark.get_text() for mark in page.select(".head .marks li")]
    assert marks == ["Title derived from the text", "No publication date is stated"]


def test_of_many_tags_the_most_named_are_shown() -> None:
    """Of a facet with many tags the page names five, in the order of the vocabulary, and says how many there are."""
    mention = Evidence(text="x", start=0, end=1)
    tags = tuple(
        TagOfText(facet="commodities", slug=f"m{n}", name=f"M{n}", mentions=(mention,) * (3 if n > 5 else 1))
        for n in range(12)
    )
    page = page_of(document(tags=tags))
    shown = [" ".join(dd.get_text().split()) for dd in page.select(".tags dd")]
    assert shown == ["M6 ×3", "M7 ×3", "M8 ×3", "M9 ×3", "M10 ×3", "and 7 more"]
    assert page.select_one('.beside a[href="sample.source.html#tags"]') is not None


def test_a_long_text_has_contents_and_a_short_one_has_none() -> None:
    """Contents are listed where a text takes several screens, and each leads to its heading."""

    def blocks(length: int) -> Iterator[Block]:
        for name in ("one", "two", "three"):
            yield Block(kind="heading", level=2, text=name, html=f"<h2>{name}</h2>", anchor=f"h-{name}", start=0, end=0)
            text = "x" * length
            yield Block(kind="paragraph", level=None, text=text, html=f"<p>{text}</p>", anchor=f"p-{name}", start=0,
                        end=0)  # fmt: skip

    page = page_of(document(blocks=tuple(blocks(3000))))
    assert [str(link["href"]) for link in page.select(".contents a")] == ["#h-one", "#h-two", "#h-three"]
    assert not page_of(document(blocks=tuple(blocks(50)))).select(".contents")


def test_dates_lead_to_the_paragraph_that_tells_of_them() -> None:
    """An event links to its block, else to its place on the source page, and says how it is known if not stated."""
    blocks = (
        Block(kind="paragraph", level=None, text="On 5 May.", html="<p>On 5 May.</p>", anchor="p-a", start=10, end=19),
    )
    told = (("2025-05-05", 13, "inferred"), ("--01-31", 2, "stated"))
    events = tuple(
        Sourced(value=value, origin=origin, rule="r", evidence=(Evidence(text="5 May", start=start, end=start + 5),))  # type: ignore[arg-type]  # an origin
        for value, start, origin in told
    )
    page = page_of(document(blocks=blocks, events=events))
    assert [str(a["href"]) for a in page.select(".beside .plain a")] == ["#p-a", "sample.source.html#c2"]
    assert "5 May 2025 Inferred: 5 May" in " ".join(page.select_one(".beside .plain").get_text().split())  # type: ignore[union-attr]


def test_few_related_documents_each_with_its_reason() -> None:
    """At most three related documents are named, each with the names that both have."""
    others = tuple(entry(n, tags=(tag("Tin"), tag("Zinc"))) for n in range(2, 9))
    own = entry(1, tags=(tag("Tin"), tag("Zinc")))
    archive = Archive.of([own, *others], facets=("commodities",), inputs=(), gone=(), problems=())
    site = Site(settings=Settings(), archive=archive, vocabulary=Vocabulary(()), store=MemoryStore({1: document()}))
    (page,) = [page for page in article.plan_pages(site) if page.path == own.url]
    related = article.make_view(page, site).beside.related
    assert len(related) == 3
    assert {one.shared for one in related} == {"Tin, Zinc"}

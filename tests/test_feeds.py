from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID
from xml.etree import ElementTree as ET

import feedparser
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hand_made import MemoryStore, entry, site, tag
from minmetals_site import build_site
from minmetals_site.pages import feeds, sitemap
from minmetals_site.pages.page import Site

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
BASE = "https://archive.example/minerals/"


def files(page_type: Any, of: Site) -> dict[str, bytes]:  # noqa: ANN401  # a module; protocols of modules are invariant
    """Return all files of a page type by path."""
    return {page.path: page_type.make_file(page, of) for page in page_type.plan_pages(of)}


def feed(of: Site, path: str = "feed.xml") -> ET.Element:
    """Return one feed, parsed."""
    return ET.fromstring(files(feeds, of)[path])  # noqa: S314  # our own output


def text(element: ET.Element, path: str) -> str:
    """Return the text of an element of Atom below another."""
    found = element.find("/".join(ATOM + part for part in path.split("/")))
    assert found is not None
    return found.text or ""


def entries(root: ET.Element) -> list[ET.Element]:
    """Return the entries of a feed."""
    return root.findall(f"{ATOM}entry")


def links(element: ET.Element) -> dict[str, str]:
    """Return the links of a feed or entry by their relation."""
    return {link.attrib["rel"]: link.attrib["href"] for link in element.findall(f"{ATOM}link")}


ARCHIVE = (
    entry(1, published="2025-01-23", tags=(tag("Copper"), tag("Peru", "places"))),
    entry(2, kind="analysis", source_class="independent", published="2025-11-18T14:20:17-07:00", publisher=None),
    entry(3, kind="analysis", source_class="independent", published=None, tags=(tag("Copper"),)),
    entry(4, kind="brand-culture", published=None, tags=(tag("Zinc"),)),
    entry(5, kind="page", source_class="archive", url="about.html", published="2025-12-01"),
)


def test_a_feed_stands_only_where_a_document_is_dated() -> None:
    """The site, its sections and its tags have a feed each, but not those whose documents are all undated."""
    planned = [page.path for page in feeds.plan_pages(site(ARCHIVE))]
    assert planned == [
        "feed.xml",
        "news/feed.xml",
        "analysis/feed.xml",
        "tags/commodities/copper.xml",
        "tags/places/peru.xml",
    ]
    assert list(feeds.plan_pages(site())) == []


def test_undated_documents_and_own_pages_stay_out_and_the_feed_says_so() -> None:
    """Entries are the dated documents, newest first; the subtitle counts the undated and says where they are."""
    root = feed(site(ARCHIVE))
    assert [text(e, "title") for e in entries(root)] == ["Sample 2", "Sample 1"]
    assert "Without 2 documents of unknown date: see years/undated.html" in text(root, "subtitle")
    copper = feed(site(ARCHIVE, base_url=BASE), "tags/commodities/copper.xml")
    assert f"Without 1 document of unknown date: see {BASE}years/undated.html" in text(copper, "subtitle")
    assert "unknown date: see years/undated.html" in text(feed(site(ARCHIVE), "analysis/feed.xml"), "subtitle")
    assert "unknown date" not in text(feed(site(ARCHIVE), "news/feed.xml"), "subtitle")


def test_an_entry_holds_what_atom_asks_for() -> None:
    """Author, instants with an offset, categories, and words for what instants cannot say."""
    newest, oldest = entries(feed(site(ARCHIVE)))
    assert text(newest, "published") == text(newest, "updated") == "2025-11-18T14:20:17-07:00"
    assert text(newest, "author/name") == "Unknown publisher"
    assert text(oldest, "published") == "2025-01-23T00:00:00Z"
    assert text(oldest, "author/name") == "Example Mining"
    assert [(c.attrib["term"], c.attrib["label"]) for c in oldest.findall(f"{ATOM}category")] == [
        ("commodities/copper", "Copper"),
        ("places/peru", "Peru"),
    ]
    assert text(oldest, "summary") == "Published 23 January 2025; official source. Example Mining opened a plant."


@pytest.mark.parametrize(
    ("zone", "published", "instant"),
    [
        ("Asia/Shanghai", "2025-01-23", "2025-01-23T00:00:00+08:00"),
        ("America/New_York", "2025-07-01", "2025-07-01T00:00:00-04:00"),
        ("Asia/Shanghai", "2025-11-18T14:20:17-07:00", "2025-11-18T14:20:17-07:00"),
        ("Asia/Shanghai", "1890", "1890-01-01T00:00:00Z"),  # +08:05:43 then, which no feed can write
    ],
)
def test_days_begin_in_the_archives_time_zone(zone: str, published: str, instant: str) -> None:
    """A day without an offset begins where the settings say; an instant keeps its own."""
    bare = site([entry(1, published=published)])
    zoned = replace(bare, settings=msgspec.structs.replace(bare.settings, time_zone=zone))
    [only] = entries(feed(zoned))
    assert text(only, "published") == instant


@pytest.mark.parametrize(
    ("published", "modified", "instant", "updated", "words"),
    [
        ("2024", None, "2024-01-01T00:00:00Z", "2024-01-01T00:00:00Z", "2024"),
        ("2024-02", "2024-02-29", "2024-02-01T00:00:00Z", "2024-02-29T00:00:00Z", "February 2024"),
        # the day of a change, read as its midnight, would lie before the publication of the same day
        ("2024-02-29T10:00:00+08:00", "2024-02-29", "2024-02-29T10:00:00+08:00", "2024-02-29T10:00:00+08:00", "10:00"),
        ("9999-12-31T23:00:00-12:00", "0001-01-01", "9999-12-31T23:00:00-12:00", "9999-12-31T23:00:00-12:00", "9999"),
    ],
)
def test_instants_are_the_first_moment_of_what_is_known(
    published: str, modified: str | None, instant: str, updated: str, words: str
) -> None:
    """Atom gets an instant at every precision; the summary tells people how much of it is known."""
    root = feed(site([entry(published=published, modified=modified)]))
    (only,) = entries(root)
    assert (text(only, "published"), text(only, "updated"), text(root, "updated")) == (instant, updated, updated)
    assert words in text(only, "summary")


def test_the_feed_was_updated_when_its_latest_entry_was() -> None:
    """An old document that was changed last counts, and offsets are compared as instants."""
    root = feed(
        site(
            [
                entry(1, published="2020-01-01", modified="2025-06-01T01:00:00+08:00"),
                entry(2, published="2025-05-31T23:00:00+00:00"),
                entry(3, published="2025-05-31T20:00:00-02:00"),
            ]
        )
    )
    assert text(root, "updated") == "2025-05-31T23:00:00Z"


def test_titles_that_the_archive_made_are_said_to_be() -> None:
    """The summary of an entry says that its title is not the publisher's."""
    (only,) = entries(feed(site([entry(title_origin="derived")])))
    assert "Title derived from the text." in text(only, "summary")


def test_links_are_absolute_with_an_address_and_relative_without() -> None:
    """Links name files; they are absolute where the site's address is known, else they lead there from the feed."""
    path = "tags/commodities/copper.xml"
    bare, based = feed(site(ARCHIVE), path), feed(site(ARCHIVE, base_url=BASE), path)
    assert links(bare) == {"alternate": "copper.html"}
    assert links(based) == {"self": BASE + path, "alternate": f"{BASE}tags/commodities/copper.html"}
    assert links(entries(bare)[0]) == {"alternate": "../../news/2025/sample-1.html"}
    assert links(entries(based)[0]) == {"alternate": f"{BASE}news/2025/sample-1.html"}
    assert links(feed(site(ARCHIVE), "news/feed.xml")) == {"alternate": "index.html"}


def test_only_the_newest_documents_are_in_a_feed() -> None:
    """A feed holds the newest thirty and says of how many."""
    root = feed(site(entry(n, published=f"{1000 + n}") for n in range(1, 1236)))
    assert [text(e, "title") for e in entries(root)] == [f"Sample {n}" for n in range(1235, 1205, -1)]
    assert "The newest 30 of 1,235 dated documents." in text(root, "subtitle")


def test_ids_outlive_edits_moves_and_a_new_address() -> None:
    """An entry's id is made from the first bytes and the item alone; a feed's hangs on neither address nor title."""
    before = feed(site([entry(1)]))
    moved = entry(1, path="elsewhere.txt", sha256="f" * 64, title="Other", published="2025-02", url="news/2025/x.html")
    other = site([moved], base_url=BASE)
    after = feed(replace(other, settings=msgspec.structs.replace(other.settings, title="Renamed")))
    assert text(before, "id") == text(after, "id")
    assert text(entries(before)[0], "id") == text(entries(after)[0], "id")
    assert UUID(text(before, "id")).version == UUID(text(entries(before)[0], "id")).version == 5


def test_ids_tell_documents_and_feeds_apart() -> None:
    """Items of one capture, other captures and other feeds each have an id of their own."""
    of = site([entry(1), entry(2, first_sha256=f"{1:064x}", item="7"), entry(3), entry(4, kind="analysis")])
    made = [ET.fromstring(data) for data in files(feeds, of).values()]  # noqa: S314  # our own output
    ids = {text(e, "id") for root in made for e in (root, *entries(root))}
    assert len(ids) == len(made) + 4


def test_two_archives_of_one_title_have_feeds_of_their_own() -> None:
    """No feed of an archive has an id of another's, though both have the title that settings begin with."""
    made = [files(feeds, site(ARCHIVE, founding_sha256=first * 64)).values() for first in "ab"]
    ours, theirs = ({text(ET.fromstring(data), "id") for data in of} for of in made)  # noqa: S314  # our own output
    assert len(ours) == len(theirs) == 5
    assert ours.isdisjoint(theirs)


def test_ids_are_kept_by_the_register(tmp_path: Path) -> None:
    """Ids stay when the first document is edited and then taken away; a capture that comes back has one of its own."""
    content, output = tmp_path / "content", tmp_path / "public"
    content.mkdir()

    def built(**captures: str | None) -> ET.Element:
        for name, words in captures.items():
            file = content / f"{name}.txt"
            file.unlink() if words is None else file.write_text(CAPTURE.format(words), "utf-8")
        build_site(content, output, jobs=1)
        return ET.fromstring((output / "feed.xml").read_bytes())  # noqa: S314  # our own output

    before = built(a="a plant", b="an office")
    edited = built(a="a mine")
    back = built(c="a plant")
    assert len(entries(back)) == 3
    ids = {text(e, "id") for e in entries(back)}
    assert len(ids) == 3
    assert {text(e, "id") for e in entries(before)} == {text(e, "id") for e in entries(edited)} < ids
    without = built(a=None)
    assert {text(e, "id") for e in entries(without)} < ids
    assert len({text(root, "id") for root in (before, edited, back, without)}) == 1


CAPTURE = """\
Home > News > Company News
Example Mining opens {0}
Example Mining 2024-03-05
Example Mining opened {0} in Peru on Tuesday, and held its yearly meeting there.
"""


@pytest.mark.parametrize("base_url", [None, BASE])
def test_a_reader_of_feeds_takes_them(base_url: str | None) -> None:
    """A parser finds no fault in any feed, hostile words included, and the rules of RFC 4287 hold."""
    hostile = [
        entry(n, title=words, publisher=words, tags=(tag(words, slug=f"t{n}"),)) for n, words in enumerate(HOSTILE, 10)
    ]
    store = MemoryStore(summaries=dict(enumerate(HOSTILE, 10)))
    for path, data in files(feeds, site((*ARCHIVE, *hostile), base_url=base_url, store=store)).items():
        read = feedparser.parse(data)
        assert not read.bozo, f"{path}: {read.get('bozo_exception')}"
        assert read.version == "atom10"
        assert read.feed.id.startswith("urn:uuid:")
        assert read.feed.title
        assert read.feed.updated_parsed == max(e.updated_parsed for e in read.entries)
        assert [link.href for link in read.feed.links if link.rel == "self"] == ([base_url + path] if base_url else [])
        ids = [e.id for e in read.entries]
        assert len({read.feed.id, *ids}) == len(ids) + 1
        for e in read.entries:
            assert e.updated_parsed >= e.published_parsed
            assert e.author
            assert [link.rel for link in e.links] == ["alternate"]
            assert e.summary_detail.type == "text/plain"
            assert e.title_detail.type == "text/plain"


HOSTILE = (
    "]]>",
    "<script>alert(1)</script>",
    "&amp; & &#0;",
    "\x00\x0b\x1f\x7f",
    "\ud800",
    "\ufffe\uffff",
    "a\r\nb\u2028c",
    "\"'",
    "",
)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_text_breaks_a_feed(hostile: str) -> None:
    """Whatever stands in a title, name or summary, the feed is well-formed and shows what XML can hold of it."""
    of = site(
        [entry(title=hostile, publisher=hostile, item=hostile, language=hostile, tags=(tag(hostile),))],
        store=MemoryStore(summaries={1: hostile}),
    )
    (only,) = entries(feed(of))
    expected = " ".join("".join(c for c in hostile if c not in "\x00\x0b\x1f\ud800\ufffe\uffff").split())
    assert text(only, "title") == expected
    assert text(only, "author/name") == (expected or "Unknown publisher")
    assert only.find(f"{ATOM}category").attrib["label"] == expected  # type: ignore[union-attr]  # found, or the test fails


@given(st.text(), st.text())
def test_any_text_is_well_formed(title: str, summary: str) -> None:
    """Feeds of generated texts are parsed without fault."""
    of = site([entry(title=title)], store=MemoryStore(summaries={1: summary}))
    assert len(entries(feed(of))) == 1


def test_a_feed_is_the_same_bytes_each_time() -> None:
    """Feeds are UTF-8 with a declaration and line feeds, name no version, and do not depend on the order of reading."""
    made = files(feeds, site(ARCHIVE))
    assert made == files(feeds, site(reversed(ARCHIVE)))
    assert all(data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<feed ') for data in made.values())
    assert all(data.endswith(b"</feed>\n") and b"\r" not in data for data in made.values())
    assert b"<generator>minmetals-site</generator>" in made["feed.xml"]


def locations(data: bytes) -> dict[str, str | None]:
    """Return the addresses of a sitemap with their last changes."""
    root = ET.fromstring(data)  # noqa: S314  # our own output
    return {url.findtext(f"{SITEMAP}loc", ""): url.findtext(f"{SITEMAP}lastmod") for url in root}


def test_without_an_address_there_is_no_sitemap() -> None:
    """A site that does not know where it will stand has a robots.txt that forbids nothing, and no sitemap."""
    assert files(sitemap, site(ARCHIVE)) == {"robots.txt": b"User-agent: *\nDisallow:\n"}


def test_the_sitemap_lists_what_people_look_for() -> None:
    """All documents, lists, tags, years and publishers are there once, and no section that is empty."""
    made = files(sitemap, site((*ARCHIVE[:3], ARCHIVE[4]), base_url=BASE))
    assert made["robots.txt"] == f"User-agent: *\nDisallow:\n\nSitemap: {BASE}sitemap.xml\n".encode()
    assert list(locations(made["sitemap.xml"])) == [
        BASE + path
        for path in (
            "index.html",
            "news/index.html",
            "analysis/index.html",
            "about.html",
            "data/index.html",
            "news/2025/sample-2.html",
            "news/2025/sample-1.html",
            "news/2025/sample-3.html",
            "tags/index.html",
            "tags/commodities/copper.html",
            "tags/places/peru.html",
            "years/index.html",
            "years/2025.html",
            "years/undated.html",
            "publishers/index.html",
            "publishers/example-mining.html",
            "publishers/unknown.html",
        )
    ]


@pytest.mark.parametrize(
    ("published", "modified", "expected"),
    [
        ("2025-01-23", None, "2025-01-23"),
        ("2025-01-23", "2025-02-03T10:00:00+08:00", "2025-02-03T10:00:00+08:00"),
        ("2025-01-23", "2025-02", None),
        ("2025", None, None),
        (None, None, None),
    ],
)
def test_last_changes_are_given_where_the_day_is_known(
    published: str | None, modified: str | None, expected: str | None
) -> None:
    """The date of change counts, where none is known that of publication, neither if it is known to the month alone."""
    made = files(sitemap, site([entry(published=published, modified=modified)], base_url=BASE))
    assert locations(made["sitemap.xml"])[f"{BASE}news/2025/sample-1.html"] == expected


def test_addresses_are_escaped_for_address_and_xml() -> None:
    """Signs that an address or XML reserves are written as escapes."""
    own = entry(kind="page", url="a&b ü.html")
    assert f"{BASE}a%26b%20%C3%BC.html" in locations(files(sitemap, site([own], base_url=BASE))["sitemap.xml"])


def test_a_large_site_has_an_index_of_sitemaps() -> None:
    """Past the protocol's limit, the index lists parts, and every address is in one of them."""
    of = site((entry(n) for n in range(1, 8)), base_url=BASE)
    whole = locations(files(sitemap, of)["sitemap.xml"])
    made = {page.path: sitemap.make_file(page, of) for page in sitemap.plan_pages(of, most=5)}
    parts = list(locations(made["sitemap.xml"]))
    assert parts == [f"{BASE}sitemap-{n}.xml" for n in (1, 2, 3)]
    addresses = [address for part in parts for address in locations(made[part.removeprefix(BASE)])]
    assert addresses == list(whole)
    assert len(addresses) == 15
    assert sitemap.MOST_ADDRESSES == 50_000
    assert b"Sitemap: %ssitemap.xml\n" % BASE.encode() in made["robots.txt"]

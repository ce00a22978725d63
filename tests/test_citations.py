"""Citations, read back by parsers of their formats: what went in comes out, whatever a capture calls itself."""

import json
import re
import warnings
from typing import Any

import bibtexparser
import pytest
import rispy
from bibtexparser.bparser import BibTexParser
from citeproc import Citation as Cite
from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st

from hand_made import SHA256, document, sourced
from minmetals_site.citations import Citation, citation_of
from minmetals_site.records import AnyDocument, unknown

PAGE = "https://example.org/archive/news/2025/sample.html"
TIN = "https://example.com/tin"
REVIEW = "Example Review"
COPY = "Copy in Sample archive"
HASH = f"capture SHA-256 {SHA256}"
GENRES = {"news": "News release", "analysis": "Analysis article", "brand-culture": "Company page"}


def cited(record: AnyDocument, address: str = PAGE) -> Citation:
    """Return the citation of a record in an archive that is called `Sample archive`."""
    return citation_of(record, genre=GENRES[record.kind], archive="Sample archive", address=address)


def bibtex_of(citation: Citation) -> dict[str, str]:
    """Return the one entry that a BibTeX parser finds."""
    (entry,) = bibtexparser.loads(citation.bibtex, BibTexParser(common_strings=True)).entries
    return dict(entry)


def ris_of(citation: Citation) -> dict[str, Any]:
    """Return the one reference that a RIS parser finds."""
    (reference,) = rispy.loads(citation.ris)
    return dict(reference)


def csl_of(citation: Citation) -> dict[str, Any]:
    """Return the one item of the CSL-JSON."""
    (item,) = json.loads(citation.csl)
    return dict(item)


def rendered(citation: Citation) -> str:
    """Return the bibliography that a CSL processor makes of it, in the Harvard style."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of what the processor leaves out: notes, and types of its own
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        item = csl_of(citation)
        bibliography = CitationStylesBibliography(style, CiteProcJSON([item]), formatter.plain)
        bibliography.register(Cite([CitationItem(item["id"])]))
        return str(bibliography.bibliography()[0])


_SIGNS = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    **{f"\\{sign}": sign for sign in "$&#%_"},
}


def read_tex(text: str) -> str:
    """Return what TeX prints for a text of a BibTeX field."""
    pattern = "|".join(map(re.escape, sorted(_SIGNS, key=len, reverse=True)))
    return re.sub(f"{pattern}|[{{}}]", lambda match: _SIGNS.get(match.group(), ""), text)


NEWS = document(title=sourced("A plant opened", "derived"), language="en")
ARTICLE = document(
    "analysis",
    id=7,
    title=sourced("Who buys tin?"),
    author=sourced("Ann Sample"),
    publisher=sourced(REVIEW),
    published=sourced("2025-03-04T10:00:00+08:00"),
    source_url=sourced(TIN),
)
PAGE_OF_COMPANY = document(
    "brand-culture", id=9, title=sourced("我们的价值观"), publisher=unknown(), published=unknown(), language="zh"
)


@pytest.mark.parametrize(
    ("record", "address", "line"),
    [
        (
            NEWS,
            PAGE,
            f"Example Mining (23 January 2025). [A plant opened]. News release. {COPY}, {PAGE}, {HASH}.",
        ),
        (
            ARTICLE,
            PAGE,
            f"Ann Sample (4 March 2025). Who buys tin? Analysis article, {REVIEW}. {TIN}. {COPY}, {PAGE}, {HASH}.",
        ),
        (
            PAGE_OF_COMPANY,
            "brand-culture/undated/values.html",
            f"我们的价值观 (n.d.). Company page. {COPY}, brand-culture/undated/values.html, {HASH}.",
        ),
    ],
    ids=["release, derived title", "article, author", "page, nothing known, no address"],
)
def test_people_read_a_line(record: AnyDocument, address: str, line: str) -> None:
    """The line names who, when, what, the kind, the original, and the archive's copy with its hash."""
    assert str(cited(record, address).readable) == line


def test_bibtex_is_read_back() -> None:
    """A BibTeX parser finds type, braced author, bracketed title, date parts, address and hash."""
    release, article, page = bibtex_of(cited(NEWS)), bibtex_of(cited(ARTICLE)), bibtex_of(cited(PAGE_OF_COMPANY))
    assert release == {
        "ENTRYTYPE": "misc",
        "ID": "news2025-1",
        "title": "{[A plant opened]}",
        "publisher": "Example Mining",
        "year": "2025",
        "month": "January",
        "day": "23",
        "howpublished": "News release",
        "url": PAGE,
        "language": "en",
        "note": HASH,
    }
    assert (article["ENTRYTYPE"], article["journal"], article["author"]) == (
        "article",
        "Example Review",
        "{Ann Sample}",
    )
    assert (page["ENTRYTYPE"], page["year"], page["ID"]) == ("misc", "n.d.", "brand-culture-9")
    assert "publisher" not in page


def test_ris_is_read_back() -> None:
    """A RIS parser finds type, title, publisher, dates as precise as they are known, address and hash."""
    release, article, page = ris_of(cited(NEWS)), ris_of(cited(ARTICLE)), ris_of(cited(PAGE_OF_COMPANY))
    assert release == {
        "type_of_reference": "ELEC",
        "title": "[A plant opened]",
        "publisher": "Example Mining",
        "year": "2025",
        "date": "2025/01/23",
        "type_of_work": "News release",
        "language": "en",
        "urls": [PAGE],
        "notes": [HASH],
    }
    assert (article["type_of_reference"], article["secondary_title"]) == ("MGZN", "Example Review")
    assert article["authors"] == ["Ann Sample"]
    assert not {"year", "date", "publisher"} & page.keys()


def test_csl_is_read_by_a_processor() -> None:
    """A CSL processor makes a bibliography of each; a date that is not known reads "no date" there."""
    assert rendered(cited(NEWS)).startswith("[A plant opened] (2025)")
    assert "Ann Sample (2025)" in rendered(cited(ARTICLE))
    assert "Example Review" in rendered(cited(ARTICLE))
    assert "no date" in rendered(cited(PAGE_OF_COMPANY))
    item = csl_of(cited(ARTICLE))
    assert item["author"] == [{"literal": "Ann Sample"}]
    assert (item["type"], item["container-title"], item["URL"]) == ("article-magazine", "Example Review", PAGE)


@pytest.mark.parametrize(
    ("published", "parts", "ris"),
    [
        ("2025", [[2025]], "2025//"),
        ("2025-02", [[2025, 2]], "2025/02/"),
        ("2025-02-03", [[2025, 2, 3]], "2025/02/03"),
        ("2025-02-03T23:30:00-07:00", [[2025, 2, 3]], "2025/02/03"),
    ],
)
def test_dates_are_as_precise_as_they_are_known(published: str, parts: list[list[int]], ris: str) -> None:
    """A year stays a year in every form, and an instant is the day on its publisher's clock."""
    citation = cited(document(published=sourced(published)))
    assert csl_of(citation)["issued"] == {"date-parts": parts}
    assert ris_of(citation)["date"] == ris
    assert ("month" in bibtex_of(citation)) is (len(parts[0]) > 1)


@pytest.mark.parametrize("published", ["soon", "2025-13", "2025-02-03/2025-02-04", "--01-31", "'><script>"])
def test_what_is_no_date_is_none(published: str) -> None:
    """A value that is no date of publication is cited as unknown, not copied."""
    citation = cited(document(published=sourced(published)))
    assert "(n.d.)" in str(citation.readable)
    assert "issued" not in csl_of(citation)


def test_without_an_address_the_path_and_the_archive_tell_where() -> None:
    """An archive without an address is named in the note with the document's path, and no field holds half of one."""
    citation = cited(NEWS, "news/2025/sample.html")
    note = f"Sample archive, news/2025/sample.html, {HASH}"
    assert bibtex_of(citation)["note"] == note
    assert ris_of(citation)["notes"] == [note]
    assert csl_of(citation)["note"] == note
    assert "URL" not in csl_of(citation)
    assert "url" not in bibtex_of(citation)


def test_the_archive_is_never_the_publisher() -> None:
    """Where nobody is known to have published a document, no form names a publisher."""
    for record in (PAGE_OF_COMPANY, document("analysis", publisher=unknown(), source_class="independent")):
        citation = cited(record)
        assert not {"publisher", "container-title"} & csl_of(citation).keys()
        assert not {"publisher", "journal"} & bibtex_of(citation).keys()
        assert not {"publisher", "secondary_title"} & ris_of(citation).keys()


words = st.text(
    st.one_of(
        st.sampled_from("\\{}$&#%_^~\"'@=,;-–—‘’“”[]() \n\r\t\x00\x1b\u2028\u200b中é"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=80,
)
hostile = st.one_of(
    words,
    st.sampled_from(
        ["ER  - ", "a\nER  - \nTY  - BOOK", "}} @book{x, title={y", "{", "}", "\\", "\\}", '"},{"', "@string{a=b}", "%"]
    ),
)


@given(title=hostile, author=hostile, publisher=hostile)
def test_no_name_breaks_out_of_its_field(title: str, author: str, publisher: str) -> None:
    """Whatever stands in title, author and publisher, each parser finds one reference with just these words."""
    record = document(title=sourced(f"T{title}"), author=sourced(f"A{author}"), publisher=sourced(f"P{publisher}"))
    citation = cited(record)
    item = csl_of(citation)
    for value in (item["title"], item["author"][0]["literal"], item["publisher"], str(citation.readable)):
        assert "\n" not in value
        assert value == " ".join(value.split())
    entry, reference = bibtex_of(citation), ris_of(citation)
    assert read_tex(entry["title"]) == reference["title"] == item["title"]
    assert read_tex(entry["author"]) == reference["authors"][0] == item["author"][0]["literal"]
    assert read_tex(entry["publisher"]) == reference["publisher"] == item["publisher"]
    assert entry.keys() == {"ENTRYTYPE", "ID", "author", "title", "publisher", "year", "month", "day", "howpublished",
                            "url", "language", "note"}  # fmt: skip
    letters = [c for c in f"T{title}" if not c.isspace() and c.isprintable()]
    assert [c for c in item["title"] if not c.isspace() and c.isprintable()] == letters

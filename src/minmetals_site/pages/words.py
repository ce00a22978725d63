"""The stable names of the records, said in words: origins, source classes, rules, uses.

Pages name nothing by its code alone. A rule that is not listed here is shown by its own name, its hyphens as spaces, so
that a new reader never breaks a page; `tests/test_pages.py` asks that every rule of the sample captures is listed.
"""

from typing import Literal, NamedTuple

from minmetals_site.records import BlockKind, Kind, Level, Origin, SourceClass
from minmetals_site.text.dates import precision

__all__ = [
    "BLOCK_NAMES",
    "FACES",
    "KIND_NAMES",
    "LEVELS",
    "MARKED_ORIGINS",
    "ORIGINS",
    "OUTCOMES",
    "READERS",
    "REMOVALS",
    "RULES",
    "SOURCE_CLASSES",
    "Face",
    "Outcome",
    "SourceWords",
    "counted",
    "date_note",
    "decoded_words",
    "face_of",
    "reader_words",
    "removal_words",
    "repair_words",
    "rule_words",
    "shortened",
    "use_name",
]


class SourceWords(NamedTuple):
    """How a source class is told."""

    label: str
    explanation: str
    """A sentence."""


SOURCE_CLASSES: dict[SourceClass, SourceWords] = {
    "official": SourceWords(
        "Official source",
        "The company speaks about itself: its news releases and the pages on which it describes itself.",
    ),
    "independent": SourceWords(
        "Independent source", "An outsider writes about the company: an analyst, a journalist, another publisher."
    ),
    "archive": SourceWords(
        "This archive", "The archivist writes: pages about the archive, not captured from anywhere."
    ),
}

KIND_NAMES: dict[Kind, str] = {
    "news": "News release",
    "analysis": "Analysis article",
    "brand-culture": "Company page",
    "page": "Page of this archive",
}

BLOCK_NAMES: dict[BlockKind, str] = {
    "heading": "Heading",
    "paragraph": "Paragraph",
    "list": "List",
    "quote": "Quotation",
    "table": "Table",
    "figure": "Figure",
}

ORIGINS: dict[Origin, SourceWords] = {
    "stated": SourceWords("Stated", "It stands in the capture, in a place that says what it is."),
    "derived": SourceWords("Derived", "It is worked out from words that stand in the capture."),
    "inferred": SourceWords("Inferred", "It follows from circumstances, which are named; the capture does not say it."),
    "corrected": SourceWords("Corrected", "The archivist settled it, and what was read before is kept beside it."),
    "unknown": SourceWords("Unknown", "The capture does not say, and nothing was guessed."),
}

MARKED_ORIGINS: dict[Origin, str] = {
    "derived": "derived from the text",
    "inferred": "inferred from circumstances",
    "corrected": "corrected by the archivist",
}
"""Origins that a list says of a value: a stated one needs no word, an unknown one is seen."""

LEVELS: dict[Level, str] = {"note": "Note", "warning": "Warning", "error": "Error"}


class Face(NamedTuple):
    """How a use of text is told on a source page."""

    face: Literal["body", "field", "removed", "white"]
    """Which shape marks it."""
    explanation: str
    """Braces stand for what the rule leaves out."""


FACES: dict[str, Face] = {
    "body": Face("body", "Kept: it is the text of the article."),
    "field": Face("field", "Read into a field that the article shows apart from its text."),
    "removed": Face("removed", "Left out of the article: {}."),
    "removed:white-space": Face("white", "Empty space between the parts; it carries no words and has no label."),
}

RULES: dict[str, str] = {
    "about-heading": "heading over the passage about the organisation whose site it is",
    "author-name": "name of the author in the captured JSON",
    "breadcrumb-level": "last level of the page’s own breadcrumb",
    "byline": "line that names the author",
    "class-list": "made from a short name among the classes of the captured post",
    "copyright-line": "named in the copyright line",
    "correction": "settled in the correction file beside the capture",
    "date-and-date-gmt": "local time and UTC of the captured post, the offset worked out from the two",
    "cited-title": "title that names its author, its paper and the day",
    "date-box": "day that stands in a box of several lines",
    "date-gmt": "time in UTC of the captured post",
    "date-without-offset": "local time of the captured post, whose offset is not known",
    "dateline": "line at the head with publisher and date",
    "embedded-author": "author embedded in the captured post",
    "excerpt": "excerpt of the captured post",
    "excerpt-repaired": "excerpt of the captured post, its damage undone",
    "excerpt-trimmed": "excerpt of the captured post, without the link to the rest",
    "excerpt-trimmed-repaired": "excerpt of the captured post, without the link to the rest, its damage undone",
    "file-name": "made from the file’s name",
    "first-highlight": "made from the first highlight",
    "first-line": "first line of the capture",
    "first-sentence": "made from the first sentence that gives a title",
    "first-words": "made from the first words of the text",
    "forum-line": "named in the line of the publisher’s forum at the end",
    "front-matter": "head of the hand-written file",
    "headline-over-text": "line over the text that has a headline’s shape",
    "json-key": "key of the captured JSON",
    "known-host": "the settings say who publishes at the host of the post’s link",
    "labelled-field": "value behind a label in the capture",
    "latest-before-publication": "no year is named; taken to be the latest such day before publication",
    "letterhead": "name at the head of the page",
    "line-above-breadcrumb": "line above the breadcrumb",
    "line-above-date": "line above a bare date",
    "line-above-dateline": "line above the dateline",
    "line-over-body": "line of its own above the body",
    "line-under-title": "line under the title",
    "link-host": "host of the post’s link",
    "menu-entry-over-text": "entry of the page’s menu that stands alone over the text",
    "name-and-office": "line that names the author with an office",
    "name-over-date": "name between title and date that the text does not speak of; taken to be the author’s",
    "next-after-publication": "no year is named and the text announces it; taken to be the next such day",
    "no-web-address": "what the capture gives is no web address",
    "none-stated": "looked for and not found",
    "og-site-name": "name of the site in the captured post’s metadata",
    "open-year": "day without a year",
    "opening-dateline": "dateline that opens the first paragraph",
    "own-page": "the page is the organisation’s own by its shape; the settings say who that is",
    "post-link": "link of the captured post",
    "post-title": "title of the captured post",
    "post-title-repaired": "title of the captured post, its damage undone",
    "publication-line": "line of its own that says when the text was published",
    "sign-off": "lines under the words with which the board signs",
    "stated-day": "day named in the text",
    "stated-range": "range of days named in the text",
    "headline-in-brackets": "headline in brackets with which a short report begins",
    "title-of-window": "title that the page gave the browser’s window",
    "title-line": "title at the head of the hand-written text",
    "yoast-author": "author in the captured post’s metadata",
}
"""Rules by which a value was read, each as it stands behind "how it is known"."""

REMOVALS: dict[str, str] = {
    "advertisement": "advertisement, or the word over one",
    "author-box": "box about the author",
    "breadcrumb-mark": "signs and words around the levels of the breadcrumb",
    "cell-divider": "signs between the cells of a table",
    "comment-widget": "words of a comment widget",
    "comments": "comments of the page’s readers",
    "contact-block": "contacts of the publisher",
    "control-character": "characters that only machines obey",
    "cookie-notice": "notice of cookies, with its buttons",
    "dateline-divider": "signs between publisher and date",
    "document-title": "title of a document inside the document",
    "editor-credit": "names of editors, who are no authors",
    "end-mark": "sign that the release ends",
    "field-label": "label before a value",
    "font-size-widget": "buttons for the size of the letters",
    "footnote-back-link": "sign that leads back from a footnote",
    "front-matter": "signs around the head of the hand-written file",
    "further-credit": "credit besides the one that the field was read from",
    "gallery": "number of a picture among others",
    "heading-anchor": "sign that links to a heading",
    "heading-dash": "dash that the layout set after a heading",
    "icon": "letter of an icon font",
    "language-switch": "links to other languages",
    "legal-links": "links to legal notices and other standing pages",
    "list-mark": "bullet or number of a list, which the page sets itself",
    "markdown-sign": "signs of Markdown, which the page sets itself",
    "masthead": "lines above the title that belong to the site",
    "navigation": "navigation of the publisher’s site",
    "new-tab-notice": "notice that a link opens a new tab",
    "page-detail": "details of the page that no field holds",
    "page-foot": "line of the page’s foot, known by what stands around it",
    "page-front": "teaser of the text over it, with what stands beside",
    "page-navigation": "links to the previous and the next page",
    "page-tools": "buttons for printing and closing",
    "picture": "what is left of a picture",
    "picture-credit": "credit of a picture",
    "player-fallback": "what a player shows where it cannot play",
    "publisher-terms": "categories and tags that the page lists under the text",
    "link-button": "button that leads to another page",
    "read-more-link": "link to the rest of the text",
    "reading-time": "estimate of the time that reading takes",
    "related-links": "links to other pages",
    "related-posts": "links to other posts",
    "release-formula": "standing formula of a release",
    "repeated-date": "the date once more",
    "repeated-title": "the title once more",
    "screen-reader-text": "words for screen readers alone",
    "share-buttons": "buttons for sharing",
    "share-widget": "buttons for sharing",
    "shortcode": "order to a plugin that no plugin carried out",
    "site-call": "invitation of the site to read, join or download",
    "site-greeting": "greeting of the site",
    "site-credit": "words about who runs or built the site",
    "subscribe-box": "box that asks for an address",
    "table-of-contents": "list of contents made by a machine",
    "unused-key": "key of the head that no value is read from",
    "unread-date": "date that names no day for certain",
    "view-count": "counter of visits",
    "view-counter": "counter of visits",
    "white-space": "empty space between the parts",
}
"""Rules by which text was left out."""

DAMAGES: dict[str, str] = {
    "lost-sign": "sign lost in decoding: {}",
    "mojibake": "bytes decoded wrongly: {}",
}
"""Kinds of damage, before the colon of a repairing rule; the part behind it stands in the braces."""

READERS: dict[str, str] = {
    "analyst-article": "text copy of an analyst’s article",
    "corporate-page": "text copy of a page of a company’s site",
    "markdown-file": "hand-written Markdown",
    "plain-text": "text of no known shape",
    "wordpress": "post from a WordPress interface",
}


class Outcome(NamedTuple):
    """How the ledger tells what became of a file."""

    title: str
    explanation: str


OUTCOMES: dict[str, Outcome] = {
    "read": Outcome("Read", "The file holds documents, and they are in the archive."),
    "duplicate": Outcome("Duplicate", "Its bytes are those of another file, which is in the archive."),
    "correction": Outcome("Correction", "It corrects what was read from the capture beside it."),
    "configuration": Outcome("Configuration", "It tells the build what to do."),
    "problem": Outcome("Problem", "It could not be read, and is left out."),
    "ignored": Outcome("Ignored", "It is nothing that the archive reads."),
}


def rule_words(rule: str) -> str:
    """Return a rule in words: its own name with spaces where it is not listed."""
    return RULES.get(rule) or _spaced(rule)


def decoded_words(reader: str) -> str:
    """Return in words what the decoded text of this reader's captures is."""
    return "the text in the post’s HTML" if reader == "wordpress" else "the capture’s text"


def removal_words(rule: str) -> str:
    """Return in words what a removing rule leaves out."""
    return REMOVALS.get(rule) or _spaced(rule)


def reader_words(reader: str) -> str:
    """Return in words what a reader reads."""
    return READERS.get(reader) or _spaced(reader)


def repair_words(rule: str) -> str:
    """Return a repairing rule in words: `lost-sign:apostrophe` is a lost sign that was an apostrophe."""
    damage, _, what = rule.partition(":")
    return DAMAGES.get(damage, "{1}: {0}").format(_spaced(what), _spaced(damage)) if what else _spaced(damage)


def face_of(use: str) -> Face:
    """Return how a use is told on a source page."""
    return FACES.get(use) or FACES[use.partition(":")[0]]


def use_name(use: str) -> str:
    """Return the label of a use on a source page: `title`, `removed: comment widget`, `body`."""
    what, _, name = use.partition(":")
    if what == "removed":
        return f"removed: {_spaced(name)}"
    return _spaced(name) if name else what


def _spaced(name: str) -> str:
    return name.replace("-", " ").replace("_", " ").replace(":", ": ")


_NOT_STATED = {"year": "month and day not stated", "month": "day not stated"}


def date_note(date: str) -> str:
    """Return what of a date of publication is not known; empty where its day is, or nothing at all."""
    return _NOT_STATED.get(precision(date), "") if date else ""


def counted(count: int, one: str, many: str) -> str:
    """Return a number with its noun."""
    return f"1 {one}" if count == 1 else f"{count:,} {many}"


def shortened(text: str, limit: int) -> str:
    """Return the text on one line, cut at `limit` characters with an ellipsis where it is longer."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"

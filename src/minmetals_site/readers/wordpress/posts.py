"""Posts as the WordPress REST API returns them: one object, or an array of them, of any type.

Told by its beginning alone: `{`, or `[` and what a JSON array can begin with (a Markdown text may begin with a link).
An object without `content` is a record without text; JSON of another kind is refused with a message that says what it
is. One bad item of an array never costs another.

The decoded text of an item is that of all text nodes of `content.rendered`; fields read from other keys have the key as
their evidence. Left for others: titles for posts that state none, tags, events, corrections.
"""

import json
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

import msgspec

from minmetals_site.corrections import Corrections, ItemCorrections
from minmetals_site.errors import CaptureError, Place, Problem, quoted
from minmetals_site.readers.account import account_for
from minmetals_site.readers.boilerplate import is_outsiders_notice
from minmetals_site.readers.html import Body, Words, read_body
from minmetals_site.readers.nature import Nature, Signs, nature_of, weighed
from minmetals_site.readers.reading import Capture, Reading
from minmetals_site.readers.speaker import (
    announces_as_company,
    bears_legal_form,
    core_of,
    is_company,
    is_companys_host,
    is_name_of_site,
    name_in_about,
    named_by_site,
    named_in_about,
    own_section,
    speaks_as_company,
    speaks_of_own_works,
)
from minmetals_site.readers.wordpress.fields import (
    Post,
    author_of,
    byline_of,
    copyright_holder,
    date_of,
    diagnosable,
    host_of,
    is_official,
    language_of,
    link_of,
    publisher_of,
    summary_of,
    terms_of,
    title_of,
)
from minmetals_site.readers.wordpress.parts import Parts, sort_out
from minmetals_site.readers.wordpress.refused import OTHER, Other, other_than_post
from minmetals_site.records import Kind, Sourced
from minmetals_site.settings import Settings
from minmetals_site.text.html import link_target, parse_fragment, plain_text, writable
from minmetals_site.text.repair import diagnose

__all__ = ["NAME", "parse", "recognises"]

NAME = "wordpress"

_BEGINNING = re.compile(r"[\ufeff\s]*(?:\{|\[\s*(?:[\[\]{\"0-9-]|(?:true|false|null)\b))")
"""Matches `{"id": 1`, `[{` and `[]`; refuses `[Home](index.html)` and `The {`."""
_CLOSING = re.compile(r"</(p|h[1-6]|li)>")
_OWN = 4
"""Weight of the signs from which on a post at a host that nobody knows is its company's own."""
_CAPTURE_AGAIN = "Capture the answer of the site again, whole and unchanged."


def recognises(capture: Capture) -> bool:
    """Return whether the capture begins as JSON does."""
    return _BEGINNING.match(capture.text) is not None


def parse(capture: Capture, settings: Settings, corrections: Corrections) -> list[Reading | Problem]:
    """Return each post of the capture, or why it is none, in the order of the capture.

    Raises:
        CaptureError: if the capture is no JSON, or nothing in it is a post.
    """
    place = Place(capture.path)
    data = _decoded(capture, place)
    values = data if isinstance(data, list) else [data]
    others = [_other(value) for value in values]
    if None not in others:
        raise CaptureError(
            place, _what_all_are(values, others), (others[0] or OTHER).mend if others else _CAPTURE_AGAIN
        )
    if len(values) == 1:
        return [_read(Post(values[0]), _own_id(values[0]), settings, corrections)]
    return list(_read_several(values, others, place, settings, corrections))


def _decoded(capture: Capture, place: Place) -> Any:  # noqa: ANN401  # JSON
    text = capture.text.lstrip("\ufeff")
    with suppress(msgspec.MsgspecError, ValueError, RecursionError):
        return msgspec.json.decode(text)
    try:  # what is wrong, the standard library tells with the line; and it reads halves of surrogate pairs
        try:
            return json.loads(text)
        except json.JSONDecodeError:
            # a copy through a text viewer has line ends for `\\n`: nothing else in it need be guessed
            return json.loads(text, strict=False)
        except ValueError:  # a number of more than 4,300 digits, which Python refuses to read as one
            return json.loads(text, parse_int=str)
    except json.JSONDecodeError as error:
        what = f"the JSON is broken in column {error.colno} ({error.msg})"
        raise CaptureError(Place(capture.path, error.lineno), what, _CAPTURE_AGAIN) from error
    except RecursionError as error:
        raise CaptureError(place, "the JSON is nested deeper than any post", _CAPTURE_AGAIN) from error


def _other(value: object) -> Other | None:
    return other_than_post(value) if isinstance(value, dict) else OTHER


def _what_all_are(values: Sequence[object], others: Sequence[Other | None]) -> str:
    """Return what a capture without any post is."""
    if not values:
        return "the JSON is an empty list: the site found no posts"
    first = others[0]
    if len(values) == 1:
        return f"the JSON is {_description(values[0], first or OTHER)}"
    if len(set(others)) == 1 and first and first != OTHER:
        return f"the JSON is a list of {len(values)} {first.many}"
    return f"the JSON is a list of {len(values)} values, of which none is a WordPress post"


def _description(value: object, other: Other) -> str:
    if not isinstance(value, dict):
        return f"{other.one} but {quoted(writable(json.dumps(value, ensure_ascii=False, default=str)[:80]))}"
    if other != OTHER:
        message = value.get("message")
        return f"{other.one}: {quoted(message)}" if isinstance(message, str) else f"{other.one}, not a post"
    keys = ", ".join(quoted(key) for key in list(value)[:5])
    return f"{other.one}; its keys are {keys}" if keys else f"{other.one} but an empty object"


def _read_several(
    values: Sequence[Any], others: Sequence[Other | None], place: Place, settings: Settings, corrections: Corrections
) -> Iterable[Reading | Problem]:
    """Yield each item, or what is wrong with it; where one post is its company's own, so are those of its host."""
    found = list(_read_each(values, others, place, settings, corrections))
    own = _own_hosts(one for one in found if isinstance(one, Reading))
    for value, one in zip(values, found, strict=True):
        if isinstance(one, Reading) and one.source_class != "official" and _host_of(one) in own:
            yield _read(Post(value), one.item, settings, corrections, is_of_own_site=True)
        else:
            yield one


def _host_of(reading: Reading) -> str | None:
    return host_of(reading.source_url.value if reading.source_url else None)


def _own_hosts(readings: Iterable[Reading]) -> set[str]:
    """Return the hosts of which one post is its company's own, and none has the notice of an outsider."""
    own, outsiders = set(), set()
    for reading in readings:
        if host := _host_of(reading):
            if reading.source_class == "official":
                own.add(host)
            elif any(is_outsiders_notice(notice.text) for notice in reading.notices):
                outsiders.add(host)
    return own - outsiders


def _read_each(
    values: Sequence[Any], others: Sequence[Other | None], place: Place, settings: Settings, corrections: Corrections
) -> Iterable[Reading | Problem]:
    """Yield each item as it reads by itself, or what is wrong with it."""
    taken: dict[str, int] = {}
    for number, (value, other) in enumerate(zip(values, others, strict=True), start=1):
        item = _item(value, number)
        which = f"item {number}" if item == _position(number) else f"item {number} (id {quoted(item)})"
        if other:
            yield Problem(place, f"{which} is {_description(value, other)}", other.mend)
        elif item in taken:
            yield Problem(place, f"{which} has the id of item {taken[item]}", "Take one of the two out of the capture.")
        else:
            taken[item] = number
            try:
                yield _read(Post(value), item, settings, corrections)
            except Exception as error:  # noqa: BLE001  # a fault of ours in one item must not cost the others
                what = f"{which} could not be read ({type(error).__name__}: {error})"
                yield Problem(place, what, "This is a fault of the program: report it with the capture.")


def _item(value: object, number: int) -> str:
    """Return the id of a post among others, by which corrections and permalinks know it; else its position."""
    return _own_id(value) or _position(number)


def _own_id(value: object) -> str | None:
    """Return the id that the post itself has: alone in its capture as well, so that it stays the same beside others."""
    found = value.get("id") if isinstance(value, dict) else None
    if isinstance(found, int | str) and not isinstance(found, bool):
        return writable(str(found)).strip() or None
    return None


def _position(number: int) -> str:
    return f"position-{number}"


def _read(
    post: Post, item: str | None, settings: Settings, corrections: Corrections, *, is_of_own_site: bool = False
) -> Reading:
    if item is not None and "id" in post.data:
        post.use("id")
    link = link_of(post)
    host = host_of(link.value if link else None)
    official = is_official(host, settings)
    content = _content(post)
    markup = parse_fragment(content)
    body = read_body(markup, link.value if link else None)
    words = _words(markup.text, content, body, corrections.for_item(item))
    published, bad_published = date_of(post, "date")
    modified, bad_modified = date_of(post, "modified")
    parts = sort_out(
        [words.done(block) for block in body.blocks],
        plain_text(post.text("title", "rendered") or ""),
        (published.value or "")[:10] if published else "",
    )
    nature = _nature(post, link.value if link else None, host, parts)
    is_own = official or is_of_own_site or nature.score >= _OWN
    findings = [*_status_findings(post), *_content_findings(post, content, has_blocks=bool(parts.blocks))]
    findings += [("impossible-date", key) for key, bad in (("date", bad_published), ("modified", bad_modified)) if bad]
    findings += _origin_findings(post, host, published, modified)
    if is_own and not official:
        findings.append(_speaker_finding(nature, is_of_own_site=is_of_own_site))
    return Reading(
        item=item,
        kind=_kind(post, official=is_own),
        source_class="official" if is_own else "independent",
        decoded=markup.text,
        language=language_of(post),
        title=title_of(post),
        author=author_of(post) or byline_of(markup.text, parts.byline),
        publisher=publisher_of(post, host, _organisation(parts, host, markup.text), settings),
        published=published,
        modified=modified,
        source_url=link,
        summary=summary_of(post),
        highlights=parts.highlights,
        notices=parts.notices,
        blocks=tuple(block.draft for block in parts.blocks),
        publisher_terms=terms_of(post),
        diagnosis=words.diagnosis,
        account=account_for(markup.text, [*parts.claims, *((s, f"removed:{rule}") for s, rule in body.removed)]),
        keys_used=post.keys_used,
        keys_unused=post.keys_unused,
        findings=tuple(findings),
    )


def _organisation(parts: Parts, host: str | None, text: str) -> Sourced[str] | None:
    """Return whom a copyright line names, or else the heading over the passage about the organisation."""
    holders = (copyright_holder(text, notice) for notice in parts.notices)
    headings = (block.draft.text for block in parts.blocks if block.draft.kind == "heading")
    about = (named_in_about(heading, host, text) for heading in headings)
    return next((named for named in chain(holders, about) if named), None)


def _words(text: str, content: str, body: Body, corrections: ItemCorrections) -> Words:
    """Return the words of the body, with what is damaged in them."""
    spans = [span for block in body.blocks for span in block.spans]
    paragraphs = [(block.spans[0].start, block.spans[-1].end) for block in body.blocks if block.has_words]
    return Words(text, diagnose(diagnosable(text, content), paragraphs, corrections.refused), spans)


def _speaker_finding(nature: Nature, *, is_of_own_site: bool) -> tuple[str, str]:
    """Return the finding that says by which signs a post was taken for the organisation's own."""
    return "source-class-inferred", "another post of its site" if is_of_own_site else ", ".join(nature.signs)


def _kind(post: Post, *, official: bool) -> Kind:
    """Return what kind of document a post is: what the organisation's own pages are, against its posts and others'."""
    if not official:
        return "analysis"
    is_page = post.value("type") == "page"
    if "type" in post.data:
        post.use("type")
    return "brand-culture" if is_page else "news"


def _nature(post: Post, link: str | None, host: str | None, parts: Parts) -> Nature:
    """Return who speaks in a post, told by its text, the sections in its address, and the name of its site."""
    sections = [part.replace("-", " ") for part in urlsplit(link).path.split("/")[1:-1]] if link else []
    sections = [section for section in sections if section and not section.isdecimal()][:-1]
    body = " ".join(block.draft.text.text[:1500] for block in parts.blocks[:8] if block.draft.kind != "figure")
    site_name = post.text("yoast_head_json", "og_site_name")
    name = core_of(host).replace("-", " ")
    title = post.text("title", "rendered") or ""
    named = named_by_site(host, site_name, body)
    filed = [*sections, *_filed_under(post)] if named else sections
    nature = nature_of(
        Signs(
            labels=sections,
            foot=parts.foot,
            publisher=name if " " in name else None,
            has_outsiders_notice=any(is_outsiders_notice(notice.text) for notice in parts.notices),
            body=body,
        )
    )
    return weighed(
        nature,
        [
            ("the organisation that the site is named after", 3, bool(named)),
            ("the name that the site gives itself", 1, is_name_of_site(named, site_name)),
            ("the name of a company with its legal form", 4, bears_legal_form(site_name, named)),
            ("a company's name", 1, named is not None and is_company(named, body)),
            ("its own works", 4, speaks_of_own_works(body)),
            ("the first person of whom the site is named after", 4, speaks_as_company(host, body)),
            ("a headline of the company itself", 2, title.startswith(("公司", "集团", "我司", "我公司"))),
            ("an announcement of whom the site is named after", 4, announces_as_company(host, body)),
            ("a host of the name of a company's works", 4, is_companys_host(host, site_name)),
            ("a passage about whom the site is named after", 4, _tells_of_itself(parts, host)),
            ("a section that companies have", 1, any(map(own_section, filed))),
        ],
    )


def _tells_of_itself(parts: Parts, host: str | None) -> bool:
    """Return whether a heading `About Sample Metals` stands over a passage of a post at that company's host."""
    headings = (block.draft.text for block in parts.blocks if block.draft.kind == "heading")
    return any(name_in_about(heading, host) for heading in headings)


def _filed_under(post: Post) -> list[str]:
    """Return the post's type, and the names of its categories."""
    kind = post.text("type") or ""
    return [kind.replace("-", " "), *(term.name for term in terms_of(post) if term.taxonomy == "category")]


def _content(post: Post) -> str:
    """Return the HTML of the body; empty where none was captured."""
    for path in (("content", "rendered"), ("content", "raw"), ("content",)):
        found = post.value(*path)
        if isinstance(found, str):
            post.use(*path)
            return _reopened(found)
    return ""


def _reopened(content: str) -> str:
    """Return the HTML with opening tags for its closing ones, where a copy has dropped all of the former.

    >>> _reopened("The mill runs.</p> It is new.</p>")
    '<p>The mill runs.</p><p> It is new.</p>'
    """
    if "</p>" not in content or "<p" in content:
        return content
    *pieces, rest = _CLOSING.split(content)
    closed = zip(pieces[::2], pieces[1::2], strict=True)
    return "".join(f"<{name}>{words}</{name}>" for words, name in closed) + rest


def _status_findings(post: Post) -> Iterable[tuple[str, str]]:
    """Yield that the post was not public."""
    status = post.text("status")
    if status:
        post.use("status")
        if status != "publish":
            yield "not-published-status", f"its status is {quoted(status)}"


def _content_findings(post: Post, content: str, *, has_blocks: bool) -> Iterable[tuple[str, str]]:
    """Yield why the record has no text."""
    if has_blocks:
        return
    if post.value("content", "protected") is True:
        post.use("content", "protected")
        yield "protected-content", ""
    elif not content.strip():
        yield "no-text-captured", "its content is empty" if "content" in post.data else "it has no field content"
    else:
        yield "no-text-captured", "its content holds no words but those that rules remove"


def _origin_findings(
    post: Post, host: str | None, published: Sourced[str] | None, modified: Sourced[str] | None
) -> Iterable[tuple[str, str]]:
    """Yield what the post's own history contradicts."""
    made_at = host_of(link_target(post.text("guid", "rendered") or ""))
    if made_at:
        post.use("guid", "rendered")
        if host and made_at != host:
            yield "guid-host-differs", made_at
    revisions = post.value("_links", "version-history", 0, "count")
    if isinstance(revisions, int) and revisions > 0 and published and modified and published.value == modified.value:
        post.use("_links", "version-history")
        yield "modified-equals-date-with-revisions", f"{revisions} revisions"

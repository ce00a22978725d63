"""The fields of a WordPress post besides its body: each a function from the post to a value with its evidence.

A value is read from the first of several keys that has it, and the key is its evidence. Keys that were read are marked
as used: what is left is listed on the record as unused, so that nothing in the JSON is lost unseen.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from msgspec.structs import replace

from minmetals_site.records import Evidence, Origin, PublisherTerm, Sourced
from minmetals_site.settings import Settings
from minmetals_site.text.dates import offset_instant
from minmetals_site.text.html import decode_entities, link_target, plain_text, writable
from minmetals_site.text.repair import diagnose, repaired
from minmetals_site.text.traced import Traced

__all__ = [
    "Post",
    "author_of",
    "byline_of",
    "copyright_holder",
    "date_of",
    "diagnosable",
    "host_of",
    "is_official",
    "language_of",
    "link_of",
    "publisher_of",
    "summary_of",
    "terms_of",
    "title_of",
]


class Post:
    """One post as the API gave it, and which of its keys were read."""

    data: dict[str, Any]

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self._used: dict[str, None] = {}

    def value(self, *path: str | int) -> Any:  # noqa: ANN401  # JSON
        """Return what stands at a path of keys and positions; None where nothing does."""
        found: Any = self.data
        for key in path:
            if isinstance(found, dict):
                found = found.get(key)
            elif isinstance(found, list) and isinstance(key, int) and key < len(found):
                found = found[key]
            else:
                return None
        return found

    def text(self, *path: str | int) -> str | None:
        """Return the text at a path, as it can be written; None where there is none, or only white space."""
        found = self.value(*path)
        return writable(found) if isinstance(found, str) and not found.isspace() and found else None

    def use(self, *path: str | int) -> str:
        """Mark a path as used, and return it as evidence writes it: `_embedded.author.0.name`."""
        written = ".".join(str(key) for key in path)
        self._used[written] = None
        return written

    def evidence(self, *path: str | int) -> Evidence:
        """Return what stands at a path as evidence, marked as used."""
        return Evidence(text=writable(str(self.value(*path))), path=self.use(*path))

    @property
    def keys_used(self) -> tuple[str, ...]:
        """The paths that were read, in the order of reading."""
        return tuple(self._used)

    @property
    def keys_unused(self) -> tuple[str, ...]:
        """The keys of which nothing was read, in the order of the capture; below a key read in part, its own keys."""
        unused: list[str] = []
        parts = {path.split(".")[0] for path in self._used}
        for key, value in self.data.items():
            if key in self._used:
                continue
            if key not in parts:
                unused.append(writable(key))
            elif isinstance(value, dict):
                read = {path.split(".")[1] for path in self._used if path.startswith(f"{key}.")}
                unused.extend(writable(f"{key}.{below}") for below in value if below not in read)
        return tuple(unused)


def _stated(post: Post, value: str, rule: str, *path: str | int) -> Sourced[str]:
    return Sourced(value=value, origin="stated", rule=rule, evidence=(post.evidence(*path),))


def _rendered(post: Post, key: str) -> tuple[str, tuple[str, ...]] | None:
    """Return a text that the API gives as `{"rendered": …}`, as `{"raw": …}` or bare, with its path."""
    for path in ((key, "rendered"), (key, "raw"), (key,)):
        if text := post.text(*path):
            return text, path
    return None


_LOST = "\ufffd"
_STATED_LOST = re.compile("\ufffd|&#(?:65533|x0*fffd);?", re.IGNORECASE)
"""Matches U+FFFD and `&#xFFFD;`; refuses `&#8217;`, and half a surrogate pair."""
_NO_SIGN = "\ufffc"


def diagnosable(text: str, raw: str) -> str:
    """Return the text as it is to be looked through for damage, place for place: U+FFFD that we put is none.

    What stands for half a surrogate pair, or for a reference to no character, was never a dash or a quotation mark.
    Which of several are ours cannot be told, so where one is, no U+FFFD counts as a lost sign.
    """
    if _LOST not in text or text.count(_LOST) <= len(_STATED_LOST.findall(raw)):
        return text
    return text.replace(_LOST, _NO_SIGN)


def _mended(stated: Sourced[str], raw: str) -> Sourced[str]:
    """Return the value with damage undone as in a body; it is stated still, and its evidence has the damaged words."""
    text = stated.value or ""
    diagnosis = diagnose(diagnosable(text, raw))
    if not diagnosis.repairs:
        return stated
    value = repaired(text, diagnosis).text
    return stated if value == text else replace(stated, value=value, rule=f"{stated.rule}-repaired")


def title_of(post: Post) -> Sourced[str] | None:
    """Return the title as plain text; None where there is none, or one of markup alone."""
    found = _rendered(post, "title")
    value = plain_text(found[0]) if found else ""
    if not found or not value:
        return None
    return _mended(_stated(post, value, "post-title", *found[1]), post.value(*found[1]))


_CUT = re.compile(
    r"\s*(?:\[(?:…|\.\.\.)\]|…|\.\.\.)\s*(?:(?:Continue reading|Read more|Read the rest)\b.{0,300})?", re.DOTALL
)
"""Matches `[…]`, ` … Continue reading “Title”` and `...`; refuses `[sic]`. Only asked at the end of an excerpt."""
_READ_MORE = re.compile(r"\s*(?:Continue reading|Read more)\s*(?:»|→|›|>>|\.\.\.|…)?", re.IGNORECASE)
"""Matches `Read more »`; refuses `Read more of the same`. Only asked of the whole end of an excerpt."""
_TAIL = 400
"""Characters at the end of an excerpt in which the machine's mark is looked for."""


def summary_of(post: Post) -> Sourced[str] | None:
    """Return the excerpt as plain text, without what WordPress itself puts behind one that it has cut.

    The cut stays visible as `…`.
    """
    found = _rendered(post, "excerpt")
    text = plain_text(found[0]) if found else ""
    if not found or not text:
        return None
    value = _without_mark(text)
    rule = "excerpt" if value == text else "excerpt-trimmed"
    return _mended(_stated(post, value, rule, *found[1]), post.value(*found[1])) if value else None


def _without_mark(text: str) -> str:
    first = max(len(text) - _TAIL, 0)
    starts = (
        i
        for sign in ("[…]", "[...]", "… Continue", "… Read more", "... Read more")
        if (i := text.find(sign, first)) >= 0
    )
    at = min(starts, default=-1)
    if at >= 0 and _CUT.fullmatch(text, at):
        return f"{text[:at].rstrip()}…" if at else ""
    for sign in ("Continue reading", "Read more", "Read More"):
        at = text.rfind(sign, first)
        if at >= 0 and _READ_MORE.fullmatch(text, at):
            return text[:at].rstrip()
    return text


_NEVER = "0000-00-00"


def date_of(post: Post, key: str) -> tuple[Sourced[str] | None, bool]:
    """Return the date under `date` or `modified` with its `_gmt` twin, and whether one is stated that cannot be.

    Both together make an instant with its offset; the first alone is a day, since no offset is known; the second alone
    is an instant in UTC.
    """
    gmt = f"{key}_gmt"
    local, utc = _date_text(post, key), _date_text(post, gmt)
    value = offset_instant(local, utc) if local else None
    if local and utc and value and "T" in value:
        evidence = (post.evidence(key), post.evidence(gmt))
        return Sourced(value=value, origin="stated", rule="date-and-date-gmt", evidence=evidence), False
    if value:
        return _stated(post, value, "date-without-offset", key), False
    value = offset_instant(utc, utc) if utc else None
    if value:
        return _stated(post, value, "date-gmt", gmt), bool(local)
    return None, bool(local or utc)


def _date_text(post: Post, key: str) -> str:
    text = (post.text(key) or "").strip()
    return "" if text.startswith(_NEVER) else text  # how drafts say that they have no date yet


def link_of(post: Post) -> Sourced[str] | None:
    """Return the post's own address: only ever http or https, since it is shown as a link."""
    link = post.text("link")
    if link is None:
        return None
    target = link_target(link)
    if target is None or target.startswith("mailto:"):
        return Sourced(value=None, origin="unknown", rule="no-web-address", evidence=(post.evidence("link"),))
    return _stated(post, target, "post-link", "link")


def host_of(address: str | None) -> str | None:
    """Return the host of an address, in lower case."""
    return urlsplit(address).hostname if address else None


def is_official(host: str | None, settings: Settings) -> bool:
    """Return whether the organisation publishes at this host, or at one that it is part of."""
    labels = (host or "").split(".")
    return any(settings.is_official(".".join(labels[i:])) for i in range(len(labels) - 1))


_HOLDER = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?,?)?\s*(?:by\s+)?"
    r"(?P<name>\w[^™®©|–—.,;:()\n\t]{1,80}?)\s*"
    r"(?:[™®|–—.,;:()\n]|\s-\s|(?:19|20)\d\d\b|all rights reserved|$)",
    re.IGNORECASE,
)
"""Matches `© 2025 Example Mining™ – News` and `Copyright Example Mining 2025`; refuses `© 2025`."""


def copyright_holder(decoded: str, notice: Traced) -> Sourced[str] | None:
    """Return whom a copyright line names."""
    match = _HOLDER.match(notice.text)
    if not match or not any(c.isalpha() for c in match["name"]) or match["name"].lower().startswith("all rights"):
        return None
    span = notice.span(*match.span("name"))
    evidence = Evidence(text=decoded[span.start : span.end], start=span.start, end=span.end)
    return Sourced(value=match["name"].strip(), origin="derived", rule="copyright-line", evidence=(evidence,))


def publisher_of(post: Post, host: str | None, holder: Sourced[str] | None, settings: Settings) -> Sourced[str] | None:
    """Return the site's name as the post states it, else its copyright line's, else what its host tells."""
    path = ("yoast_head_json", "og_site_name")
    if name := plain_text(post.text(*path) or ""):
        return _stated(post, name, "og-site-name", *path)
    if holder or not host:
        return holder
    known = settings.publisher_of(host)
    rule = "known-host" if known else "link-host"
    return Sourced(value=known or host, origin="inferred", rule=rule, evidence=(post.evidence("link"),))


_OTHER_AUTHORS = (("yoast_head_json", "author"), ("yoast_head_json", "twitter_misc", "Written by"), ("author", "name"))
_MOST_AUTHORS = 20


def author_of(post: Post) -> Sourced[str] | None:
    """Return the author's name, several parted by commas; a number is none."""
    found: dict[str, Evidence] = {}
    embedded = post.value("_embedded", "author")
    for number in range(min(len(embedded), _MOST_AUTHORS) if isinstance(embedded, list) else 0):
        path = ("_embedded", "author", number, "name")
        if name := _person(post.text(*path)):
            post.use("_embedded", "author")
            found[name] = Evidence(text=post.text(*path) or "", path=".".join(map(str, path)))
    if found:
        return Sourced(value=", ".join(found), origin="stated", rule="embedded-author", evidence=tuple(found.values()))
    for other in _OTHER_AUTHORS:
        if name := _person(post.text(*other)):
            return _stated(post, name, "yoast-author" if other[0] != "author" else "author-name", *other)
    return None


def byline_of(decoded: str, byline: Traced | None) -> Sourced[str] | None:
    """Return the author whom a line over the text names."""
    if byline is None:
        return None
    span = byline.span(0, len(byline))
    evidence = Evidence(text=decoded[span.start : span.end], start=span.start, end=span.end)
    return Sourced(value=byline.text, origin="stated", rule="byline", evidence=(evidence,))


def _person(name: str | None) -> str | None:
    plain = plain_text(name) if name else ""
    return plain if any(c.isalpha() for c in plain) else None


_LOCALE = re.compile(r"([a-z]{2,3})(?:[_-]([A-Z]{2}))?(?:[_-][A-Za-z]+)?")
"""Matches `en`, `en_US` and `de_DE_formal`; refuses `English`."""


def language_of(post: Post) -> str | None:
    """Return the language tag that the post states, by Polylang or Yoast SEO; None where it states none."""
    for path in (("lang",), ("yoast_head_json", "og_locale")):
        match = _LOCALE.fullmatch(post.text(*path) or "")
        if match:
            post.use(*path)
            return "-".join(filter(None, match.groups()))
    return None


def terms_of(post: Post) -> tuple[PublisherTerm, ...]:
    """Return the terms of the publisher's own taxonomies: by name where embedded, else made from class names."""
    stated = {(term.taxonomy, term.slug): term for term in _embedded_terms(post)}
    named = {taxonomy for taxonomy, _ in stated}
    derived = (term for term in _terms_of_classes(post) if term.taxonomy not in named)
    return tuple({**stated, **{(term.taxonomy, term.slug): term for term in derived}}.values())


def _term(taxonomy: str, slug: str, name: str, origin: Origin) -> PublisherTerm:
    return PublisherTerm(taxonomy=taxonomy, slug=slug, name=name, origin=origin)


def _embedded_terms(post: Post) -> Iterator[PublisherTerm]:
    groups = post.value("_embedded", "wp:term")
    for group in groups if isinstance(groups, list) else ():
        for term in group if isinstance(group, list) else ():
            if not isinstance(term, dict):
                continue
            part = Post(term)
            name = plain_text(part.text("name") or "")
            if name:
                post.use("_embedded", "wp:term")
                yield _term(part.text("taxonomy") or "term", part.text("slug") or name, name, "stated")


def _terms_of_classes(post: Post) -> Iterator[PublisherTerm]:
    """Yield the terms that the class names of the post tell: `news-type-rare-metals` in the taxonomy `news-type`.

    A class holds a term's slug, or its number where the slug has no Latin letters; a number is no name.
    """
    classes = post.value("class_list")
    if isinstance(classes, dict):  # as PHP writes a list with gaps
        classes = list(classes.values())
    prefixes = _class_prefixes(post) if isinstance(classes, list) else {}
    machine = {str(post.value("type")), *(f"{key}-{post.value(field)}" for key, field in _MACHINE_CLASSES)}
    for name in classes if isinstance(classes, list) else ():
        if not isinstance(name, str) or name in machine:
            continue
        prefix = max((p for p in prefixes if name.startswith(p)), key=len, default=None)
        slug = writable(name[len(prefix) :]) if prefix else ""
        if prefix and slug and not slug.isdigit():
            post.use("class_list")
            words = decode_entities(slug).replace("-", " ").replace("_", " ").split()
            yield _term(prefixes[prefix], slug, " ".join(word.capitalize() for word in words) or slug, "derived")


_MACHINE_CLASSES = (("post", "id"), ("type", "type"), ("status", "status"), ("format", "format"))
"""Classes that WordPress makes of these fields of a post, where a taxonomy of the same name would look alike."""


_OWN_TAXONOMIES = {"categories": "category", "tags": "post_tag"}
"""WordPress's own: a capture of chosen fields may have the classes of their terms, and not their keys."""


def _class_prefixes(post: Post) -> dict[str, str]:
    """Return how the class names of each taxonomy begin: by the taxonomies that the links name, else by the keys."""
    links = post.value("_links", "wp:term")
    names = [link.get("taxonomy") for link in links if isinstance(link, dict)] if isinstance(links, list) else []
    found = [writable(name) for name in names if isinstance(name, str) and name]
    if found:
        post.use("_links", "wp:term")
    else:
        keys = [writable(key) for key, value in post.data.items() if value and _is_list_of_ids(value)]
        keys += [key for key in _OWN_TAXONOMIES if key not in post.data]
        found = [_OWN_TAXONOMIES.get(key, key) for key in keys]
    return {f"{'tag' if name == 'post_tag' else name}-": name for name in found}


def _is_list_of_ids(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, int) and not isinstance(one, bool) for one in value)

"""The index of the search: its head, the shards of terms and positions, and small files beside them.

What each holds is told in `docs/search-format.md`, which the script of the search page follows.
"""

import json
from collections.abc import Iterator

from minmetals_site.archive import Archive, Entry
from minmetals_site.pages.page import Frame, Page, Site
from minmetals_site.pages.words import SOURCE_CLASSES as CLASS_WORDS
from minmetals_site.records import KINDS, SOURCE_CLASSES
from minmetals_site.search import (
    GROUP,
    Term,
    base36,
    base64_file,
    coded_file,
    cut,
    facet_terms,
    lexicon,
    names,
    plain_file,
    plain_name,
    positions_files,
)
from minmetals_site.text.dates import sort_key

__all__ = ["make_file", "plan_pages"]

_FORMAT = 1
_SMALL_ARCHIVE = 50
"""Documents below which a word of one document alone is offered in place of one that was mistyped."""


def plan_pages(site: Site) -> Iterator[Page]:
    """Yield the files of the index, if the site has a search."""
    if not site.search:
        return
    archive, shards = site.archive, site.search.shards
    facets = list(cut(facet_terms(archive)))
    named = names(
        [*[terms[0].key for terms in facets], *[shard.first for shard in shards]],
        [*[terms[-1].key for terms in facets], *[shard.last for shard in shards]],
    )
    for (_, name), terms in zip(named, facets, strict=False):
        yield _page(f"t/{name}", "facet terms", tuple([(term.key, term.postings) for term in terms]))
    for (_, name), shard in zip(named[len(facets) :], shards, strict=True):
        yield _page(f"t/{name}", "terms", shard.digest)
        for file in range(shard.positions):
            yield _page(f"p/{name}-{base36(file)}", "positions", shard.digest, file)
    years = _years(archive)
    for year, numbers in years.items():
        yield _page(f"o/{year}", "order", numbers)
    lengths = sorted({length for shard in shards for length in shard.words})
    least = 1 if len(archive.numbered) < _SMALL_ARCHIVE else 2
    for length in lengths:
        yield _page(f"w/{length}", "words", least, "".join([shard.words.get(length, "") for shard in shards]))
    yield _page("facets", "facets", *_facets(site))
    yield _page("index", "index", len(archive.numbered), tuple(named), tuple(years), tuple(lengths))


def _page(name: str, *key: object) -> Page:
    return Page(f"search/{name}.js", (name, *key))


def _years(archive: Archive) -> dict[str, tuple[int, ...]]:
    """Return the numbers of all documents by year, the newest year and the newest document first; the undated last."""
    members: dict[str, list[Entry]] = {year: list(series.all) for year, series in archive.years.items()}
    for page in archive.pages:
        year = members.setdefault(page.year, [])
        year.append(page)
        year.sort(key=lambda entry: (sort_key(entry.published) if entry.published else "", entry.number), reverse=True)
    order = sorted(members, key=lambda year: (year != "undated", year), reverse=True)
    return {year: tuple([entry.number for entry in members[year]]) for year in order}


def _facets(site: Site) -> tuple[object, ...]:
    archive, sections = site.archive, site.settings.sections
    entries = archive.numbered.values()
    kinds, classes = {entry.kind for entry in entries}, {entry.source_class for entry in entries}
    of_facet: dict[str, dict[str, str]] = {}
    for entry in entries:
        for tag in entry.tags:
            of_facet.setdefault(tag.facet, {})[tag.slug] = tag.name
    aliases = {(tag.facet, tag.slug): tag.aliases for tag in site.vocabulary.tags}
    return (
        tuple([(kind, sections[kind].title if kind in sections else "Pages") for kind in KINDS if kind in kinds]),
        tuple([(name, CLASS_WORDS[name].label) for name in SOURCE_CLASSES if name in classes]),
        tuple(sorted([(publisher.slug, publisher.name) for publisher in archive.publishers])),
        tuple(
            (
                facet.key,
                facet.title,
                tuple([(slug, name, aliases.get((facet.key, slug), ())) for slug, name in sorted(tags.items())]),
            )
            for facet in site.vocabulary.facets
            if (tags := of_facet.get(facet.key))
        ),
    )


def make_file(page: Page, frame: Frame) -> bytes:  # noqa: PLR0911  # one for each kind of file
    """Return the file."""
    name, *key = page.key
    match key:
        case ("facet terms", terms):
            return coded_file(name, lexicon([Term(key, 0, postings, []) for key, postings in terms]))
        case ("terms", digest):
            return coded_file(name, lexicon(_terms(frame, digest)))
        case ("positions", digest, file):
            return base64_file(name, positions_files(_terms(frame, digest))[file])
        case ("order", numbers):
            return coded_file(name, json.dumps(numbers, separators=(",", ":")).encode())
        case ("words", least, lines):
            common = lines if least == 1 else "".join([w for w in lines.splitlines(keepends=True) if w[-2] != "1"])
            return coded_file(name, common.encode())
        case ("facets", kinds, classes, publishers, facets):
            return plain_file(name, {"kinds": kinds, "classes": classes, "publishers": publishers, "facets": facets})
        case _:
            return plain_file(name, _head(*key[1:]))


def _terms(frame: Frame, digest: bytes) -> list[Term]:
    assert frame.search is not None  # noqa: S101  # these pages are planned only where there is one
    return frame.search.terms(digest)


def _head(documents: int, shards: list[tuple[str, str]], years: list[str], lengths: list[int]) -> dict[str, object]:
    """Return what the search has to know before it loads anything else."""
    return {
        "format": _FORMAT,
        "documents": documents,
        "group": GROUP,
        "shards": [first if plain_name(first) == name else (first, name) for first, name in shards],
        "years": [year for year in years if year != "undated"],
        "undated": "undated" in years,
        "words": lengths,
    }

"""Captures to archive: what a build and an export begin with.

captures -(reading)-> readings -(holdings, permalinks)-> numbers -(assembly)-> Archive
"""

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from minmetals_site.assembly import Assembled, assemble, assign_permalinks
from minmetals_site.cache import Cache, FileDigests
from minmetals_site.content_folder import Survey
from minmetals_site.holdings import check_documents, fold
from minmetals_site.permalinks import Permalink, Register
from minmetals_site.reading import Reader, read_captures
from minmetals_site.records import Kind
from minmetals_site.report import Request
from minmetals_site.rules import Rules

__all__ = ["Gathered", "gather"]


class Gathered(NamedTuple):
    """All that pages are made from, and what a report says of it."""

    assembled: Assembled
    register: Register
    kinds: dict[Kind, int]
    """Documents by kind."""
    captures_known: int
    """How many captures were as they had been read before."""


def gather(  # noqa: PLR0913  # all that a build begins with
    request: Request,
    cache: Cache,
    found: Survey,
    rules: Rules,
    known: list[Permalink],
    *,
    reader: Reader | None = None,
    meanwhile: Callable[[], None] | None = None,
) -> Gathered:
    """Read and assemble; what nobody needs after that is in the cache then, and no longer in memory.

    Each process that renders comes to copy most of what is in memory when it is forked: at 100,000 documents the
    readings alone are 0.3 GB. `known` is the register of permalinks as it was; `meanwhile` is done while the
    `reader` reads, if there is one.

    Raises:
        SettingsError: if there is nothing to publish.
    """
    digests = FileDigests(cache.inputs())
    readings = read_captures(found.captures, cache, digests, rules, request, reader=reader, meanwhile=meanwhile)
    holdings = fold(found, readings.by_path, digests)
    check_documents(request.content, holdings)
    cache.keep(digests.found, readings.by_path)
    request.clock.done("Reading")
    register = assign_permalinks(known, holdings)
    assembled = assemble(holdings, known, register, [facet.key for facet in rules.vocabulary.facets], cache)
    kinds = dict(Counter(kept.entry.kind for kept in holdings.documents))
    return Gathered(assembled, register, kinds, readings.known)

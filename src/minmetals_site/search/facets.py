"""What documents can be narrowed by, as terms of the index: kind, source class, year, publisher, tags.

They come from the entries, which are at hand in every build, and not from the terms of each document: a publisher's
address is known to the archive alone.
"""

from collections.abc import Iterable, Mapping

from minmetals_site.archive import Archive, Entry
from minmetals_site.search.shards import Term
from minmetals_site.search.varints import postings_code

__all__ = ["facet_terms"]


def facet_terms(archive: Archive) -> list[Term]:
    """Return the terms in order, each with its documents and no impact."""
    publishers = {publisher.name: publisher.slug for publisher in archive.publishers}
    members: dict[str, list[int]] = {}
    for number, entry in archive.numbered.items():
        value = number * 8
        for key in _keys(entry, publishers):
            members.setdefault(key, []).append(value)
    return [Term(key, 0, postings_code(members[key]), []) for key in sorted(members)]


def _keys(entry: Entry, publishers: Mapping[str, str]) -> Iterable[str]:
    keys = [f"#kind/{entry.kind}", f"#class/{entry.source_class}", f"#year/{entry.year}"]
    if entry.publisher and entry.publisher in publishers:
        keys.append(f"#publisher/{publishers[entry.publisher]}")
    keys += dict.fromkeys([f"#tag/{tag.facet}/{tag.slug}" for tag in entry.tags])
    return keys

"""The search index: terms of a document, shards of an archive, and the bytes of the files that hold them."""

from minmetals_site.search.facets import facet_terms
from minmetals_site.search.files import GROUP, base64_file, coded_file, plain_file
from minmetals_site.search.index import SearchIndex, update_index
from minmetals_site.search.shards import Term, base36, cut, lexicon, names, plain_name, positions_files
from minmetals_site.search.terms import analyse

__all__ = [
    "GROUP",
    "SearchIndex",
    "Term",
    "analyse",
    "base36",
    "base64_file",
    "coded_file",
    "cut",
    "facet_terms",
    "lexicon",
    "names",
    "plain_file",
    "plain_name",
    "positions_files",
    "update_index",
]

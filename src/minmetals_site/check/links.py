"""Where links lead: one address, as it is written in one file, looked up in the site.

The site has to work below any path and from disk, so an address within it has to be relative and name a file.
"""

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from minmetals_site.check.faults import Fault, quoted_address
from minmetals_site.check.inventory import Inventory, Pages
from minmetals_site.errors import quoted

__all__ = ["Links"]

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_RUNS = frozenset({"javascript:", "vbscript:", "file:", "data:", "blob:"})
"""Schemes of addresses that run something, or lead to the reader's own disk."""
_TEMPLATE = "Mend what writes the link, and build again."
_RELATIVE = f"Write it relative to the page. {_TEMPLATE}"


class _Target(NamedTuple):
    """Where an address leads."""

    path: str | None
    """Of a file of the site; None where the address leads elsewhere, or nowhere."""
    fragment: str
    what: str
    """What is wrong; empty where nothing is."""
    mend: str


_ELSEWHERE = _Target(None, "", "", "")


class Links:
    """Follows the links of a site."""

    def __init__(self, inventory: Inventory, pages: Pages, base_url: str | None) -> None:
        self._inventory = inventory
        self._pages = pages
        self._base_url = base_url
        self._followed = lru_cache(maxsize=65536)(self._follow)

    def fault_of(self, path: str, address: str, kind: str) -> Fault | None:
        """Return what is wrong with an address in a file of the site, without its line; None where nothing is."""
        target = self._followed(path.rpartition("/")[0], address, kind)
        if target.what:
            return Fault(None, f"the {kind} {quoted_address(address)} {target.what}", target.mend)
        if target.path is None or not target.fragment:
            return None
        page = target.path or path
        if not page.endswith(".html") or self.has_anchor(page, target.fragment):
            return None
        what = f"leads to no place on its page: no id there is {quoted(target.fragment)}"
        return Fault(None, f"the {kind} {quoted_address(address)} {what}", _TEMPLATE)

    def has_anchor(self, path: str, fragment: str) -> bool:
        """Return whether a page has a place of this name; the top of a page needs no id (HTML, 7.4.6.4)."""
        name = fragment.partition(":~:")[0]
        return name in {"", "top"} or self._pages.has_id(path, name)

    def _follow(self, folder: str, address: str, kind: str) -> _Target:
        address = address.strip("\t\n\f\r ")
        if not address:
            return _Target(None, "", "is empty", f"Name a file. {_TEMPLATE}")
        if self._base_url and address.startswith(self._base_url):
            folder, address = "", address[len(self._base_url) :]
        elif scheme := _SCHEME.match(address):
            return self._elsewhere(scheme[0].lower(), kind)
        elif address.startswith(("/", "\\")):
            return _Target(None, "", "is not relative: it fails below a path, and from disk", _RELATIVE)
        return self._within(folder, address)

    def _elsewhere(self, scheme: str, kind: str) -> _Target:
        if kind == "resource" and scheme != "data:":
            return _Target(None, "", "is asked of a third party", f"Put the file into the assets. {_TEMPLATE}")
        if kind == "location" and self._base_url:
            return _Target(None, "", "is not below the address that robots.txt gives the site", _TEMPLATE)
        if kind == "link" and scheme in _RUNS:
            return _Target(None, "", "is no address of a document", _TEMPLATE)
        return _ELSEWHERE

    def _within(self, folder: str, address: str) -> _Target:
        """Return where an address within the site leads."""
        address, _, fragment = address.partition("#")
        path = address.partition("?")[0]
        try:
            name = _decoded(fragment)
            parts = [_decoded(part) for part in path.split("/")] if path else []
        except UnicodeDecodeError:
            return _Target(None, "", "is not written in UTF-8", _TEMPLATE)
        if not parts:
            return _Target("", name, "", "")
        way = folder.split("/") if folder else []
        for part in parts[:-1]:
            if part == "..":
                if not way:
                    return _Target(None, "", "leads out of the site", _TEMPLATE)
                way.pop()
            elif part != ".":
                way.append(part)
        if parts[-1] == ".." and not way:
            return _Target(None, "", "leads out of the site", _TEMPLATE)
        if parts[-1] in {"", ".", ".."}:
            return _Target(None, "", "names a folder", f"Name the file in it, such as index.html. {_TEMPLATE}")
        return self._file("/".join((*way, parts[-1])), name)

    def _file(self, path: str, fragment: str) -> _Target:
        inventory = self._inventory
        if path in inventory.files:
            return _Target(path, fragment, "", "")
        if path in inventory.folders:
            return _Target(None, "", "names a folder", f"Name the file in it, such as index.html. {_TEMPLATE}")
        if other := inventory.by_folded.get(path.casefold()):
            what = f"differs in capitals from the name of its file, {quoted_address(other)}"
            return _Target(None, "", what, f"Many hosts tell them apart. {_TEMPLATE}")
        return _Target(None, "", "leads to a file that is not there", "Build the site again, or mend the link.")


def _decoded(text: str) -> str:
    """Return a part of an address without its percent signs.

    Raises:
        UnicodeDecodeError: if it is not in UTF-8.
    """
    return unquote_to_bytes(text).decode() if "%" in text else text

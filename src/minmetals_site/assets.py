"""Style sheets, scripts and icons: from the `assets` folders of the templates to the files of the site.

Each is published under the hash of its own bytes, so that it can be cached for ever.
"""

from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path, PurePath

import rcssmin
import rjsmin

__all__ = ["read_assets"]

_FOLDER = "assets"
_HASH_LENGTH = 12
"""Hexadecimal digits of an asset's hash in its name: enough to tell versions of one file apart."""

_JOINED: dict[str, Callable[[bytes], bytes]] = {".css": rcssmin.cssmin, ".js": rjsmin.jsmin}
"""What makes an asset smaller, by the ending of its name; only such may be joined from parts."""


def read_assets(folders: Iterable[Path]) -> dict[str, tuple[str, bytes]]:
    """Return path and bytes of every asset by its plain name; of two with one name, the one in the first folder.

    A folder named as a style sheet or a script is one asset, joined from its parts in the order of their names, so that
    each part can be read, and replaced, by itself. Both are published without comments and needless space.
    """
    parts: dict[str, dict[str, bytes]] = {}
    for folder in folders:
        root = folder / _FOLDER
        for file in sorted(path for path in root.rglob("*") if path.is_file()):
            name, part = _asset_and_part(file.relative_to(root))
            taken = parts.setdefault(name, {})
            if not name.startswith(".") and part not in taken and "" not in taken:
                taken[part] = file.read_bytes()
    found: dict[str, tuple[str, bytes]] = {}
    for name, of_asset in sorted(parts.items()):
        if of_asset:
            data = _smaller(name, b"\n".join([of_asset[part] for part in sorted(of_asset)]))
            found[name] = (_hashed_name(name, data), data)
    return found


def _asset_and_part(path: PurePath) -> tuple[str, str]:
    """Return an asset's name and which part of it a file is: `style.css`, `1-base.css`; no part where it is all."""
    for parent in reversed(path.parents):
        if parent.suffix in _JOINED:
            return parent.as_posix(), path.relative_to(parent).as_posix()
    return path.as_posix(), ""


def _smaller(name: str, data: bytes) -> bytes:
    """Return a style sheet or a script without comments and needless space; anything else as it is."""
    minify = _JOINED.get(PurePath(name).suffix)
    return data if minify is None else minify(data)


def _hashed_name(name: str, data: bytes) -> str:
    """Return the asset's path with a hash before its last ending, so that it can be cached for ever."""
    stem, dot, ending = name.rpartition(".")
    digest = sha256(data).hexdigest()[:_HASH_LENGTH]
    return f"{_FOLDER}/{stem}.{digest}.{ending}" if dot else f"{_FOLDER}/{name}.{digest}"

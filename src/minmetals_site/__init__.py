"""A static archive of captured corporate documents that says how it knows every value.

`build_site` publishes a folder of captures; `read_capture` reads one. Both return typed records and problems, and
print nothing.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from minmetals_site.builds import build_site
    from minmetals_site.loader import ReadDocument, read_capture
    from minmetals_site.report import Report

__all__ = ["ReadDocument", "Report", "build_site", "read_capture"]

_WHERE = {"build_site": "builds", "ReadDocument": "loader", "read_capture": "loader", "Report": "report"}


def __getattr__(name: str) -> Any:  # noqa: ANN401  # whatever the package exports
    """Return what the package exports, loading it only now: a build with nothing to do loads no reader."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)

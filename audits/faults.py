"""What an audit is given and what it finds: the words that its checks share."""

from pathlib import Path
from typing import NamedTuple

__all__ = ["AuditedPage", "Fault"]


class AuditedPage(NamedTuple):
    """A page of a built site that is served while it is audited."""

    site: str
    """Name of the site."""
    path: str
    """Below the site's root, with forward slashes."""
    kind: str
    """Its page type, by the name of the module that makes it; further pages of a list have a kind of their own."""
    url: str
    """Where it is served."""
    file: Path
    """Where it stands on the disk."""

    @property
    def bytes(self) -> int:
        """Its size."""
        return self.file.stat().st_size

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.file.read_text(encoding="utf-8")

    def __str__(self) -> str:
        """Return the page as a person finds it: site and path."""
        return f"{self.site}/{self.path}"


class Fault(NamedTuple):
    """Something that is wrong on a page."""

    page: AuditedPage
    rule: str
    """The rule's name in its own tool, or in a few words."""
    what: str
    """What is wrong, and with which element."""

    def __str__(self) -> str:
        """Return the fault in one line."""
        return f"{self.page}: {self.rule}: {' '.join(self.what.split())}"

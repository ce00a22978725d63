"""One file for each shape of capture. A new shape is one more file, its line in `READERS`, and sample captures."""

from typing import Protocol

from minmetals_site.corrections import Corrections
from minmetals_site.errors import Problem
from minmetals_site.readers import analyst_article, corporate_page, markdown_file, plain_text, wordpress
from minmetals_site.readers.reading import Capture, Reading
from minmetals_site.settings import Settings

__all__ = ["READERS", "Capture", "Reader", "Reading"]


class Reader(Protocol):
    """What a module in this folder offers."""

    NAME: str
    """As records and the ledger call it."""

    def recognises(self, capture: Capture) -> bool:
        """Return whether the capture has this shape, told by its content alone."""

    def parse(self, capture: Capture, settings: Settings, corrections: Corrections) -> list[Reading | Problem]:
        """Return each document of the capture as it was taken apart, or why one of them was not.

        Raises:
            CaptureError: if nothing of the capture can be read.
        """


READERS: tuple[Reader, ...] = (wordpress, markdown_file, corporate_page, analyst_article, plain_text)
"""In the order in which they are asked: the surest signs first."""

"""The head of a text copy whose template nobody knows; `masthead.py` says how it is read."""

from minmetals_site.readers.head.lines import take_day_box
from minmetals_site.readers.head.masthead import Head, read_head, read_letterhead, read_opening_dateline

__all__ = ["Head", "read_head", "read_letterhead", "read_opening_dateline", "take_day_box"]

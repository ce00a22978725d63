"""HTML as hands and WordPress write it: from parsed markup to blocks in reading order, and an account of each word."""

from minmetals_site.readers.html.blocks import DoneBlock, Words
from minmetals_site.readers.html.body import Body, read_body

__all__ = ["Body", "DoneBlock", "Words", "read_body"]

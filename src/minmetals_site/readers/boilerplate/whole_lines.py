"""What the rules of this package share: patterns of whole lines, and how long a line of each kind can be."""

import re

__all__ = [
    "LONGEST_LABEL",
    "LONGEST_LINK",
    "LONGEST_MACHINERY",
    "LONGEST_WIDGET",
    "SENTENCE_END",
    "WordedLine",
    "whole_line",
]

LONGEST_LABEL = 24
"""Characters of a button or a count, as all the bounds here are."""
LONGEST_WIDGET = 160
LONGEST_LINK = 160
LONGEST_MACHINERY = 400
"""More than any of the patterns allows."""
SENTENCE_END = re.compile(r"[.!。！][\"”’]?$")
"""Matches the end of `It rained.`; refuses those of `More news` and `What changed?`"""

WordedLine = tuple[int, str]
"""A line that is not empty: its place among all lines of the copy, and its text."""


def whole_line(pattern: str) -> re.Pattern[str]:
    """Return a pattern that is asked of whole lines, in capitals or not; white space in it has to be escaped."""
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)

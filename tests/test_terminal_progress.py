"""What a build says while it works: a bar on a terminal, lines elsewhere, nothing where it is done at once."""

import io

from minmetals_site.terminal_progress import TerminalProgress


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        """Return that it is one."""
        return True


def told(stream: io.StringIO, total: int) -> str:
    """Return what is said of a stage of so many things, done ten at a time."""
    progress = TerminalProgress(stream)
    progress.begin("Reading", total)
    for _ in range(total // 10):
        progress.advance(10)
    progress.begin("Rendering", 1)
    return stream.getvalue()


def test_elsewhere_a_line_a_stage() -> None:
    """A pipe or a file gets one plain line for a stage that takes a while."""
    assert told(io.StringIO(), 12_340) == "Reading 12,340\n"


def test_on_a_terminal_a_bar() -> None:
    """A terminal gets a bar with the figures, which is taken away when the stage ends."""
    said = told(Terminal(), 500)
    assert "Reading" in said
    assert "/500" in said
    assert said.endswith("\x1b[2K") or "\x1b[1A" in said


def test_short_stages_are_not_worth_a_word() -> None:
    """Of a stage that is over before it could be read of, nothing is said anywhere."""
    assert told(io.StringIO(), 100) + told(Terminal(), 100) == ""

"""What a build is asked for, and what it says that it did."""

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from minmetals_site.errors import Problem
from minmetals_site.progress import Progress
from minmetals_site.publish import Published
from minmetals_site.records import Finding, Kind, Level
from minmetals_site.workers import Workers

__all__ = ["LEVELS", "Clock", "Report", "Request", "hindrances_of"]

LEVELS: tuple[Level, ...] = get_args(Level)
"""Levels of findings, the most serious last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build did."""

    kinds: dict[Kind, int]
    """Documents by kind."""
    published: Published | None
    """None where nothing was published, as `strict` asked for."""
    hindrances: tuple[tuple[str, Finding], ...]
    """Findings that `strict` does not let pass, each with the path of its capture; problems hinder as well."""
    problems: tuple[Problem, ...]
    """By place."""
    findings: tuple[tuple[str, Finding], ...]
    """Each with the path of its capture."""
    remarks: tuple[str, ...]
    """What else the user should know: permalinks not kept, no `base_url`."""
    captures_read: int
    captures_known: int
    """How many captures were as an earlier build had read them."""
    pages_made: int
    pages_known: int
    """How many files of the site an earlier build had made from the same."""
    stages: tuple[tuple[str, float], ...]
    """What took how many seconds, in order."""
    seconds: float


@dataclass(slots=True)
class Clock:
    """How long each stage takes."""

    began: float = field(default_factory=time.monotonic)
    stages: list[tuple[str, float]] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """Since the build began."""
        return time.monotonic() - self.began

    def done(self, stage: str) -> None:
        """Set down what took the time since the last stage was done."""
        self.stages.append((stage, self.seconds - sum(seconds for _, seconds in self.stages)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a build is asked for, and what it is made by."""

    content: Path
    output: Path
    templates: tuple[Path, ...]
    """Folders of templates, those that come first before the others."""
    strict: Level | None
    workers: Workers
    """The processes that read and render."""
    clean: bool
    """Whether nothing is taken over from earlier builds, and every file is written."""
    keep_permalinks: bool
    """Whether new permalinks are appended to the register: a preview makes none for ever."""
    progress: Progress
    made_by: bytes
    """Digest of the code and the templates."""
    clock: Clock


def hindrances_of(findings: tuple[tuple[str, Finding], ...], strict: Level | None) -> tuple[tuple[str, Finding], ...]:
    """Return the findings of this level or a more serious one; none where no level is given."""
    if strict is None:
        return ()
    return tuple([(path, found) for path, found in findings if LEVELS.index(found.level) >= LEVELS.index(strict)])

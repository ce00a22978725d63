"""What became of every file of the content folder, and the documents that were read: the readings put together.

A pure function of the survey and the readings, in the order of paths: so of captures with equal bytes the first is the
document, whichever was read first.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from minmetals_site.archive import Fate, InputFile
from minmetals_site.cache import FileDigests, KeptDocument, KeptReading
from minmetals_site.content_folder import CONFIGURATION, CaptureFile, Found, Survey, stem
from minmetals_site.errors import Place, Problem, SettingsError

__all__ = ["Holdings", "check_documents", "fold"]


@dataclass(slots=True)
class Holdings:
    """All that the content folder holds."""

    documents: list[KeptDocument] = field(default_factory=list)
    """By path, and in the order of the file where one holds several."""
    inputs: list[InputFile] = field(default_factory=list)
    """Every file but the register; `documents` of their fates are not known yet, as numbers are given later."""
    problems: list[Problem] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    """Where the bytes of each published capture are on this disk."""

    def set_down_problem(self, file: Found, problem: Problem) -> None:
        """Set down a file that could not be read."""
        self.problems.append(problem)
        self.inputs.append(_input(file, Fate("problem", problem.what), _size(file)))


def fold(survey: Survey, readings: Mapping[str, KeptReading], digests: FileDigests) -> Holdings:
    """Return all documents of the folder, and what became of every file; `readings` are by the path of the capture."""
    holdings = Holdings()
    first: dict[str, str] = {}
    captures = {capture.found.path: capture for capture in survey.captures}
    stems = {stem(path) for path in captures} if survey.corrections else set()
    for file in survey.found:
        if file.refusal:
            holdings.set_down_problem(file, file.refusal)
        elif file.ignored:
            holdings.inputs.append(_input(file, Fate("ignored", file.ignored), _size(file)))
        elif file.path in captures:
            _fold_capture(captures[file.path], readings[file.path], first, holdings)
        elif file.path in CONFIGURATION:
            _fold_side_file(file, Fate("configuration", CONFIGURATION[file.path]), digests, holdings)
        else:
            _fold_correction(file, survey.corrections[stem(file.path)], stems, digests, holdings)
    return holdings


def check_documents(content: Path, holdings: Holdings) -> None:
    """Look whether there is anything to publish: an empty site would take the place of one that may be whole.

    Raises:
        SettingsError: if there is nothing.
    """
    if holdings.documents:
        return
    what = "the folder holds no captures"
    if holdings.problems:
        first = min(holdings.problems, key=lambda problem: (problem.place.file, problem.place.line or 0))
        what = f"none of the captures can be read; the first of {len(holdings.problems)}: {first}"
        what = what.removesuffix(".")
    raise SettingsError(Place(content.as_posix()), what, "Put captured documents into it, or name another.")


def _fold_capture(file: CaptureFile, reading: KeptReading, first: dict[str, str], holdings: Holdings) -> None:
    found, correction = file
    if not reading.sha256:
        (problem,) = reading.problems
        holdings.set_down_problem(found, problem)
        return
    if reading.sha256 in first:
        other = first[reading.sha256]
        fate = Fate("duplicate", f"the same bytes as {other}")
        holdings.inputs.append(_input(found, fate, reading.size, reading.sha256))
        if correction and stem(other) != stem(found.path):
            what = f"the capture beside the correction file is a duplicate of {other}, and is not read"
            mend = "Put the corrections beside the capture that is read, or take one of the two captures away."
            holdings.problems.append(Problem(Place(correction.path), what, mend))
        return
    if reading.size:  # empty files are alike, and each is a problem of its own
        first[reading.sha256] = found.path
    holdings.problems += reading.problems
    holdings.documents += reading.documents
    fate = Fate("read", "") if reading.documents else Fate("problem", reading.problems[0].what)
    holdings.inputs.append(_input(found, fate, reading.size, reading.sha256, reading.raw_url or None))
    if reading.documents:
        holdings.files[found.path] = found.file


def _fold_side_file(file: Found, fate: Fate, digests: FileDigests, holdings: Holdings) -> None:
    """Set down a file that is read for its own purpose, with the hash of what was read."""
    try:
        sha256 = digests.read(file)
    except OSError as error:
        what = f"the file cannot be read ({error.strerror})"
        problem = Problem(Place(file.path), what, "Give the reading rights, or take the file away.")
        holdings.set_down_problem(file, problem)
        return
    holdings.inputs.append(_input(file, fate, file.stat.size, sha256))


def _fold_correction(file: Found, obeyed: Found, stems: set[str], digests: FileDigests, holdings: Holdings) -> None:
    """Set down a correction file: a problem where no capture stands beside it, or another of its name was read."""
    if obeyed is not file:
        what = f"{obeyed.path} corrects the same capture, and alone is read"
        holdings.set_down_problem(file, Problem(Place(file.path), what, "Put all corrections into one of the two."))
    elif stem(file.path) in stems:
        _fold_side_file(file, Fate("correction", "corrects the capture of the same name"), digests, holdings)
    else:
        what = "no capture of this name stands beside the correction file"
        mend = "Give it the name of the capture that it corrects, or take it away."
        holdings.set_down_problem(file, Problem(Place(file.path), what, mend))


def _input(file: Found, fate: Fate, size: int, sha256: str = "", url: str | None = None) -> InputFile:
    return InputFile(path=file.path, bytes=size, sha256=sha256, fate=fate, raw_url=url)


def _size(file: Found) -> int:
    try:
        return Path(file.file).lstat().st_size
    except OSError:
        return 0

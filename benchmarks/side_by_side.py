"""Us and other generators side by side: what a build costs, and what it costs after a change.

    python benchmarks/side_by_side.py --docs 1000 10000 [--only ours,hugo] [--rounds 3] [--seed 1] [--check]

The same documents (`corpus.py`) go to each generator: to us as raw captures, to the others as clean Markdown. In each
round all take their turn at each step: a cold build, one with nothing changed, one after a sentence was added to one
document, one after a tag was added to it (for us in a correction file beside the capture), one after a new document.
The medians go into a Markdown table, but only if all made the same number of articles and tags; with `--check` that is
all that is looked at, in one build of each.
"""

import argparse
import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from corpus import Block, Document, documents
from markdown_table import compared, row, setting
from measure import Cost, measure
from peers import GENERATORS, KINDS, NODE_PACKAGES, PYTHON_PACKAGES, ROOT, Generator, counted, install

__all__ = ["STEPS", "WORK", "Contest", "Figures", "check", "table"]

WORK = ROOT / ".benchmark" / "work"
STEPS = ("Cold build", "Nothing changed", "One body edited", "One tag added", "One document added")
MUST_AGREE = ("articles", "tags")
_SENTENCE = "This sentence was added later."


class Figures(NamedTuple):
    """What one generator did with a corpus."""

    name: str
    costs: Mapping[str, Cost]
    """By step, the medians of all rounds."""
    files: Counter[str]
    """After a cold build, by kind."""
    size: int
    """Of those files, in bytes."""


class Contest:
    """One generator at work on one corpus."""

    def __init__(self, generator: Generator, work: Path, count: int, seed: int) -> None:
        self.generator = generator
        self.work = work
        self.public = self.work / "public"
        self.costs: dict[str, list[Cost]] = {step: [] for step in STEPS}
        self.files: Counter[str] = Counter()
        self.size = 0
        later = documents(range(count // 2, count), seed)
        self.edited = next(document for document in later if document.shape == "news" and not document.damage)
        self.added = next(documents([count], seed))
        self.tag = next(tag for tag in self.added.tags if tag not in self.edited.tags)
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir(parents=True)
        self.generator.prepare(self.work)

    def run(self, step: str) -> None:
        """Make the change of a step, and measure the build."""
        self._change(step)
        os.sync()  # what others left to be written is not to be paid for here
        self.costs[step].append(measure(self.generator.command(self.work), self.work, self.work / "build.log"))
        if not self.files:
            self.files = counted(self.public)
            self.size = sum(path.stat().st_size for path in self.public.rglob("*") if path.is_file())

    def _change(self, step: str) -> None:
        edited = _with_sentence(self.edited)
        if step == STEPS[0]:
            self._restore()
        elif step == STEPS[2]:
            self.generator.write(self.work, edited)
        elif step == STEPS[3]:
            self.generator.add_tag(self.work, edited, self.tag)
        elif step == STEPS[4]:
            self.generator.write(self.work, self.added)

    def _restore(self) -> None:
        """Undo the changes of the round before, and forget its builds."""
        self.generator.write(self.work, self.edited)
        self.generator.write(self.work, self.added).unlink()
        self.generator.reset(self.work)

    def figures(self) -> Figures:
        """Return what it did, after all rounds."""
        costs = {step: Cost(*map(median, zip(*costs, strict=True))) for step, costs in self.costs.items() if costs}
        return Figures(self.generator.name, costs, self.files, self.size)


def _with_sentence(document: Document) -> Document:
    last = document.blocks[-1]
    return document._replace(
        blocks=[*document.blocks[:-1], Block(last.kind, (*last.lines[:-1], f"{last.lines[-1]} {_SENTENCE}"))]
    )


def contest(keys: Sequence[str], count: int, options: argparse.Namespace) -> list[Figures]:
    """Return what the generators did with a corpus of so many documents."""
    contests = [Contest(GENERATORS[key], WORK / str(count) / key, count, options.seed) for key in keys]
    for document in documents(range(count), options.seed):
        for one in contests:
            one.generator.write(one.work, document)
    steps = STEPS[:1] if options.check else STEPS
    for number in range(1 if options.check else options.rounds):
        for step in steps:
            for one in contests:
                one.run(step)
                _say(f"{count:,} documents, round {number + 1}, {step}, {one.generator.name}: {one.costs[step][-1]}")
            check([one.figures() for one in contests])
    shutil.rmtree(WORK / str(count))
    return [one.figures() for one in contests]


def check(figures: Sequence[Figures]) -> None:
    """Stop where generators made other numbers of articles or tags: they would not have done the same work."""
    for kind in MUST_AGREE:
        made = {one.name: one.files[kind] for one in figures}
        if len(set(made.values())) > 1:
            sys.exit(f"Not the same number of {kind}: {made}")


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


# Tables


def table(count: int, figures: Sequence[Figures]) -> str:
    """Return the figures in Markdown, behind each how many times as much it is as that of the first generator."""
    lines = [
        row([f"{count:,} documents", *(one.name for one in figures)]),
        row(["---", *("---:" for _ in figures)]),
        *(row(cells) for step in STEPS for cells in _step(step, figures)),
        row(["Files", *(f"{one.files.total():,}" for one in figures)]),
        row(["Megabytes", *(f"{one.size / 1e6:,.0f}" for one in figures)]),
    ]
    return "\n".join(lines) + "\n"


def _step(step: str, figures: Sequence[Figures]) -> Iterator[list[str]]:
    costs = [one.costs[step] for one in figures]
    yield [f"**{step}**, seconds", *compared([cost.seconds for cost in costs], ".2f")]
    yield ["processor seconds", *compared([cost.cpu for cost in costs], ".2f")]
    yield ["peak memory, MB", *compared([cost.memory / 1e6 for cost in costs], ".0f")]


def kinds_table(figures: Sequence[Figures]) -> str:
    """Return in Markdown how many files of each kind the generators made."""
    kinds = [kind for kind, _ in KINDS if any(one.files[kind] for one in figures)]
    lines = [
        row(["Files of a cold build", *(one.name for one in figures)]),
        row(["---", *("---:" for _ in figures)]),
        *(row([kind, *(f"{one.files[kind]:,}" if one.files[kind] else "–" for one in figures)]) for kind in kinds),
    ]
    return "\n".join(lines) + "\n"


def _keys(text: str) -> list[str]:
    keys = text.split(",")
    if unknown := set(keys) - GENERATORS.keys():
        raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))}: there are {', '.join(GENERATORS)}")
    return [key for key in GENERATORS if key in keys]


def main() -> None:
    """Run the contest and print the tables."""
    parser = argparse.ArgumentParser(description="Compare generators on the same documents.")
    parser.add_argument("--docs", type=int, nargs="+", default=[1000, 10_000], help="sizes (default: 1000 10000)")
    parser.add_argument("--only", type=_keys, default=list(GENERATORS), help=f"some of {','.join(GENERATORS)}")
    parser.add_argument("--rounds", type=int, default=3, help="how often each step is measured (default: 3)")
    parser.add_argument("--seed", type=int, default=1, help="which corpus (default: 1)")
    parser.add_argument("--check", action="store_true", help="only compare how many documents and tags each makes")
    options = parser.parse_args()
    install(options.only)
    for count in options.docs:
        figures = contest(options.only, count, options)
        if not options.check:
            print(table(count, figures))
        print(kinds_table(figures))
    if not options.check:
        print(setting((*PYTHON_PACKAGES, *NODE_PACKAGES), options.rounds))


if __name__ == "__main__":
    main()

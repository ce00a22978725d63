"""What the search costs: builds with and without it, its files, and the bytes that queries load.

    python benchmarks/search.py --docs 1000 10000

Each corpus is built twice from nothing, without the search and with it, then once more after the edit of one document.
CPU seconds are those of all processes. Queries are made of words of the corpus, two each, a common one and a rarer one;
what a query loads is counted as the page does it: the head once, the shard of each word, and the texts of the results
that are seen first.
"""

import argparse
import random
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.append(str(REPOSITORY / "tests"))

from index_reader import IndexReader, Listed  # noqa: E402  # the tests' own reader of the index

SEEN = 4
"""Results whose texts are loaded before anybody scrolls."""
QUERIES = 60


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures for corpora of so many documents each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--docs", type=int, nargs="+", default=[1000])
    parser.add_argument("--folder", type=Path, help="where to work; a temporary folder if not given")
    options = parser.parse_args(arguments)
    for count in options.docs:
        with TemporaryDirectory(dir=options.folder) as folder:
            print(f"\n{count:,} documents")
            for line in measure(count, Path(folder)):
                print(f"  {line}", flush=True)


def measure(count: int, folder: Path) -> Iterator[str]:
    """Yield lines of figures about a corpus of so many documents."""
    corpus = [sys.executable, str(REPOSITORY / "benchmarks/corpus.py"), "--docs", str(count), str(folder / "corpus")]
    subprocess.run(corpus, check=True, stdout=subprocess.DEVNULL)
    content = folder / "corpus" / "content"
    settings = (content / "site.yaml").read_text("utf-8")
    (content / "site.yaml").write_text(f"{settings}\nsearch: false\n", "utf-8")
    yield f"cold, without search: {_built(content, folder / 'plain')}"
    (content / "site.yaml").write_text(settings, "utf-8")
    yield f"cold, with search:    {_built(content, folder / 'site')}"
    edited = next(file for file in sorted(content.rglob("*.txt")))
    edited.write_bytes(edited.read_bytes() + b"\n\nAnother paragraph tells of a shaft that was opened again.\n")
    yield f"one document edited:  {_built(content, folder / 'site')}"
    yield from _sizes(folder / "site" / "search")
    yield from _queries(IndexReader(folder / "site"), folder / "site" / "search")
    shutil.rmtree(folder / "site")


def _built(content: Path, site: Path) -> str:
    """Build, and return what it took; the cache stands beside the site."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    cache = site.with_name(f"{site.name}-cache")
    command = [sys.executable, str(REPOSITORY / "build.py"), "--content", str(content), "--output", str(site)]
    subprocess.run([*command, "--cache", str(cache)], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return f"{time.perf_counter() - start:7.2f} s, {cpu:7.2f} CPU s"


def _sizes(search: Path) -> Iterator[str]:
    files = [file for file in search.rglob("*") if file.is_file()]
    yield f"files: {len(files):,}, {sum(file.stat().st_size for file in files) / 1e6:.1f} MB"
    for folder in "tpxow":
        sizes = [file.stat().st_size for file in (search / folder).iterdir()]
        average = sum(sizes) // len(sizes)
        yield f"  {folder}/ {len(sizes):5,} files, {average:7,} bytes on average, {max(sizes):9,} at most"


def _queries(reader: IndexReader, search: Path) -> Iterator[str]:
    chance = random.Random(1)
    shards = {name: reader.shard(name) for name in reader.names}
    of_key = {key: name for name, keys in shards.items() for key in keys if key.isalpha()}
    listed = {key: shards[name][key] for key, name in of_key.items()}
    head = (search / "index.js").stat().st_size
    later = [_loaded(chance, reader, search, of_key, listed) for _ in range(QUERIES)]
    middle = statistics.median(later)
    yield f"a query of two words, median of {QUERIES}: first {head + middle:,.0f} bytes, later {middle:,.0f} bytes"


def _loaded(
    chance: random.Random, reader: IndexReader, search: Path, of_key: dict[str, str], listed: dict[str, Listed]
) -> int:
    """Return the bytes that a query loads, of words that some document has both."""
    documents = reader.head["documents"]
    plausible = [key for key, found in listed.items() if documents / 500 <= len(found.postings) <= documents / 4]
    while True:
        words = chance.sample(plausible, 2)
        both = set(listed[words[0]].postings) & set(listed[words[1]].postings)
        if both:
            break
    best = sorted(both, key=lambda number: -sum(listed[word].postings[number] for word in words))[:SEEN]
    names = {f"t/{of_key[word]}" for word in words}
    names |= {f"x/{_base36((number - 1) // reader.head['group'])}" for number in best}
    return sum((search / f"{name}.js").stat().st_size for name in names)


def _base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return digits[number] if number < len(digits) else _base36(number // len(digits)) + digits[number % len(digits)]


if __name__ == "__main__":
    main()

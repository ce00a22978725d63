import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import corpus
import page_speed
import peers
import side_by_side
from lighthouse import Performance
from markdown_table import compared
from measure import Cost
from minmetals_site import ReadDocument, read_capture

COUNT = 60
KINDS = {"news": "news", "post": "analysis", "article": "analysis", "culture": "brand-culture"}


def _tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[corpus.Document, ReadDocument]]:
    """Return the documents of a small corpus, each with what our readers make of its capture."""
    folder = tmp_path_factory.mktemp("corpus")

    def pairs() -> Iterator[tuple[corpus.Document, ReadDocument]]:
        for document in corpus.documents(range(COUNT), 1):
            found, problems = read_capture(corpus.write_capture(folder, document))
            assert problems == []
            [one] = found
            yield document, one

    return list(pairs())


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    """A corpus is made twice alike, is the beginning of a larger one, and differs from that of another seed."""
    for name, count, seed in (("one", 20, 1), ("again", 20, 1), ("larger", 30, 1), ("other", 20, 2)):
        corpus.write_corpus(tmp_path / name, count, seed)
    one, larger = _tree(tmp_path / "one"), _tree(tmp_path / "larger")
    assert one == _tree(tmp_path / "again")
    assert one.items() <= larger.items()
    assert len(larger) == len(one) + 2 * 10
    assert not one.keys() & _tree(tmp_path / "other").keys() - {"content/site.yaml"}


def test_shapes_have_their_shares() -> None:
    """Half of the documents are news, a quarter posts, a fifth analysts' articles, the rest culture pages."""
    made = list(corpus.documents(range(200), 1))
    assert Counter(document.shape for document in made) == {"news": 100, "post": 50, "article": 40, "culture": 10}
    assert {4, 8} == {min(len(d.tags) for d in made), max(len(d.tags) for d in made)}
    assert 10 <= sum(document.damage is not None for document in made) <= 30
    assert 10 <= sum(document.published is None for document in made) <= 30


def test_captures_are_read_as_they_were_meant(read: list[tuple[corpus.Document, ReadDocument]]) -> None:
    """Kind, title, date and highlights are those that were written; a title that the capture lacks is derived."""
    for document, found in read:
        record = found.document
        assert record.kind == KINDS[document.shape]
        assert (record.title.value, record.title.origin) == (
            document.title,
            "stated" if document.is_titled else "derived",
        )
        assert record.published.value == (document.published.isoformat() if document.published else None)
        assert len(record.highlights) == len(document.highlights)


def test_captures_name_the_tags_of_the_front_matter(read: list[tuple[corpus.Document, ReadDocument]]) -> None:
    """Our tagger finds in a capture just the tags that the other generators are given in the front matter."""
    for document, found in read:
        assert {(tag.facet, tag.name) for tag in found.document.tags} == set(document.tags)


def test_markdown_has_the_facets_as_keys() -> None:
    """The front matter holds title, date, section, year and each facet's tags; the body no boilerplate."""
    document = next(d for d in corpus.documents(range(20), 1) if d.shape == "news" and d.published)
    text = corpus.markdown(document)
    head, _, body = text.removeprefix("---\n").partition("\n---\n")
    assert f"date: {document.published}" in head.splitlines()
    assert {tag.facet for tag in document.tags} < {line.partition(":")[0] for line in head.splitlines()}
    assert "Home > News" not in body
    assert document.blocks[0].lines[0] in body


def test_a_table_compares_with_the_first() -> None:
    """Each figure has its ratio to the first generator's behind it, whose own stand alone."""
    ours = side_by_side.Figures("ours", dict.fromkeys(side_by_side.STEPS, Cost(2.0, 4.0, 5e6)), Counter(a=1200), 10**7)
    peer = side_by_side.Figures(
        "peer", dict.fromkeys(side_by_side.STEPS, Cost(5.0, 1.0, 2e8)), Counter(a=900), 3 * 10**6
    )
    lines = side_by_side.table(10_000, [ours, peer]).splitlines()
    assert lines[:5] == [
        "| 10,000 documents | ours | peer |",
        "| --- | ---: | ---: |",
        "| **Cold build**, seconds | 2.00 | 5.00 (2.5×) |",
        "| processor seconds | 4.00 | 1.00 (0.25×) |",
        "| peak memory, MB | 5 | 200 (40×) |",
    ]
    assert lines[-2:] == ["| Files | 1,200 | 900 |", "| Megabytes | 10 | 3 |"]
    assert len({line.count("|") for line in lines}) == 1


def test_generators_must_have_done_the_same_work() -> None:
    """Where one made fewer articles than another, there is no table but a message that names both."""
    figures = [side_by_side.Figures(name, {}, Counter(articles=n), 0) for name, n in (("ours", 3), ("peer", 2))]
    with pytest.raises(SystemExit, match=re.escape("Not the same number of articles: {'ours': 3, 'peer': 2}")):
        side_by_side.check(figures)


def test_files_are_counted_by_kind(tmp_path: Path) -> None:
    """A page counts as what it is, whether it stands where we put it or where another generator does."""
    made = {
        "articles": ["news/2024/a-page.html", "analysis/undated/b.html", "news/000001_0123456789abcdef.html"],
        "source pages": ["news/2024/a-page.source.html"],
        "tags": ["tags/places/peru.html", "places/peru.html", "tags/peru.html"],
        "years": ["years/2024.html", "years/undated.html"],
        "further pages of lists": ["tags/places/peru/page/2.html", "news/page/2/index.html", "news/index2.html"],
        "feeds": ["feed.xml", "tags/places/peru.xml"],
        "sitemap": ["sitemap.xml"],
        "captures": ["raw/0123456789abcdef/a.txt"],
        "other files": ["index.html", "news/index.html", "tags/index.html", "news/undated/index.html"],
    }
    for path in (tmp_path / name for names in made.values() for name in names):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert peers.counted(tmp_path) == {kind: len(names) for kind, names in made.items()}


def test_a_ratio_needs_something_to_be_compared_with() -> None:
    """Where the first figure is nothing or less, which a difference may be, the others stand without a ratio."""
    assert list(compared([2.0, 3.0, 1.0], ".1f")) == ["2.0", "3.0 (1.5×)", "1.0 (0.50×)"]
    assert list(compared([0.0, 3.0], ".1f")) == ["0.0", "3.0"]
    assert list(compared([-1.0, 3.0], ".1f")) == ["-1.0", "3.0"]


def test_a_table_has_the_medians_of_lighthouse() -> None:
    """Of each figure the median is printed, of the scores the worst as well."""
    rounds = [
        Performance(100, 900, 1000, 0, 0),
        Performance(90, 950, 1100, 0.02, 80),
        Performance(99, 910, 1300, 0, 10),
    ]
    assert list(page_speed.table({"home, index.html": rounds}))[2:] == [
        "| home, index.html | 99 | 90 | 910 | 1100 | 0.000 | 10 |"
    ]

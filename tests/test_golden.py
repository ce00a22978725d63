"""The golden site: a small archive of all shapes, compared byte for byte.

`python tests/test_golden.py` builds it anew where a change of the output is meant; the difference is then reviewed
like any other.
"""

import shutil
import sys
from pathlib import Path

import pytest

from minmetals_site import build_site
from minmetals_site.publish import MANIFEST
from trees import tree_of

GOLDEN = Path(__file__).parent / "golden"
REGISTER = "permalinks.tsv"


def _build(folder: Path) -> Path:
    """Build a copy of the golden content: a build writes its register into the content folder."""
    shutil.copytree(GOLDEN / "content", folder / "content")
    build_site(folder / "content", folder / "site")
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The golden content, built."""
    return _build(tmp_path_factory.mktemp("golden"))


def test_golden_site(built: Path) -> None:
    """Every file of the site has the bytes that were reviewed."""
    expected, found = tree_of(GOLDEN / "site"), tree_of(built / "site")
    changed = [path for path in expected.keys() & found.keys() if expected[path] != found[path]]
    message = "If the change is meant: python tests/test_golden.py, and review the difference."
    assert sorted(expected.keys() ^ found.keys()) == [], message
    assert sorted(changed) == [], message


def test_register_is_settled(built: Path) -> None:
    """The golden content keeps its register, so that every number and address in the site is a permanent one."""
    assert (built / "content" / REGISTER).read_bytes() == (GOLDEN / "content" / REGISTER).read_bytes()


def test_golden_site_shows_every_kind_of_page() -> None:
    """The golden content is worth its name: each part of the output map is in it."""
    paths = tree_of(GOLDEN / "site").keys()
    for wanted in (
        "index.html",
        "news/index.html",
        "news/page/1.html",
        "news/2024/office-opened-in-the-old-mill.html",
        "news/2024/office-opened-in-the-old-mill.source.html",
        "brand-culture/undated/our-values.html",
        "tags/index.html",
        "tags/places/peru.html",
        "tags/places/peru.xml",
        "years/index.html",
        "years/2023.html",
        "years/undated.html",
        "publishers/example-review.html",
        "about.html",
        "ledger.html",
        "404.html",
        "feed.xml",
        "news/feed.xml",
        "sitemap.xml",
        "robots.txt",
        "data/documents/0000.jsonl",
        "data/documents.csv",
        "data/schema.json",
        MANIFEST,
    ):
        assert wanted in paths


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        made = _build(Path(name))
        shutil.rmtree(GOLDEN / "site", ignore_errors=True)
        shutil.copytree(made / "site", GOLDEN / "site")
        shutil.copy(made / "content" / REGISTER, GOLDEN / "content" / REGISTER)
    sys.stdout.write(f"{len(tree_of(GOLDEN / 'site'))} files written\n")

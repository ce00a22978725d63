"""Builds that use what earlier ones left: the bytes of a clean build, whatever became of content, output or cache."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from minmetals_site import Report, build_site
from minmetals_site.errors import OutputError, SettingsError
from trees import tree_of

GOLDEN = Path(__file__).parent / "golden" / "content"
ARTICLE = "news/2024/office-opened-in-the-old-mill.html"
SOURCE = "news/2024/office-opened-in-the-old-mill.source.html"


class Archive:
    """A content folder with its site and cache, and clean builds to compare with."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.content, self.output, self.cache = folder / "content", folder / "site", folder / "cache"
        shutil.copytree(GOLDEN, self.content)

    def build(self, **options: object) -> Report:
        """Build with the cache."""
        return build_site(self.content, self.output, cache=self.cache, **({"jobs": 1} | options))  # type: ignore[arg-type]

    def clean_tree(self, templates: Path | None = None) -> dict[str, bytes]:
        """Return the site that a clean build makes of a copy of the content, and its register."""
        with TemporaryDirectory(dir=self.folder) as alone:
            shutil.copytree(self.content, Path(alone) / "content")
            build_site(Path(alone) / "content", Path(alone) / "site", templates=templates, jobs=1)
            return tree_of(Path(alone) / "site") | {"register": (Path(alone) / "content/permalinks.tsv").read_bytes()}

    def tree(self) -> dict[str, bytes]:
        """Return the site as it stands, and the register."""
        return tree_of(self.output) | {"register": (self.content / "permalinks.tsv").read_bytes()}


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """The golden content, not yet built."""
    return Archive(tmp_path)


# --- Whatever changes in the content ----------------------------------------------------------------------------------


def _captures(content: Path) -> list[Path]:
    return sorted(file for file in content.rglob("*") if file.suffix in {".txt", ".json", ".md"})


def _edit(content: Path, which: int, text: str) -> None:
    """Append a paragraph to a text, or spoil a JSON capture, which is then a problem and its documents are gone."""
    files = _captures(content)
    file = files[which % len(files)]
    file.write_bytes(file.read_bytes() + f"\n\n{text}\n".encode())


def _add(content: Path, which: int, text: str) -> None:
    head = f"Home > News > Company News\n{text}\nExample Mining 20{which % 30:02}-03-05\n"
    (content / "news" / f"added-{which}.txt").write_text(f"{head}Copper was found in Peru: {text}.\n", "utf-8")


def _rename(content: Path, which: int, text: str) -> None:
    files = _captures(content)
    file = files[which % len(files)]
    file.rename(file.with_name(f"renamed-{len(text)}-{which}{file.suffix}"))


def _copy(content: Path, which: int, text: str) -> None:
    """Copy a capture under a name that comes before its own, or behind it: the first by path is the document."""
    files = _captures(content)
    original, copied = files[which % len(files)], content / "analysis" / f"{text[:3].strip()}copy-{which}.txt"
    if copied != original:
        shutil.copyfile(original, copied)


def _correct(content: Path, which: int, text: str) -> None:
    files = _captures(content)
    lines = (
        f"title: {text}!",
        "published: 2021-02-03",
        "tags: {add: [Zinc], remove: [Peru]}",
        "kind: analysis",
        "oh: no",
    )
    files[which % len(files)].with_suffix(".yaml").write_text(lines[which % len(lines)] + "\n", "utf-8")


def _delete(content: Path, which: int, text: str) -> None:  # noqa: ARG001  # all edits are called alike
    files = _captures(content)
    if len(files) > 5:
        files[which % len(files)].unlink()


def _configure(content: Path, which: int, text: str) -> None:
    """Change what only pages show, what captures are read by, or what the tagger looks for."""
    keys = (f"title: {text}!", "base_url: https://example.org/a/", "organisation: {name: Other}", "page_size: 5")
    site, vocabulary = content / "site.yaml", content / "vocabulary.yaml"
    if which % 2:
        site.write_text(f"{keys[which % len(keys)]}\n", "utf-8")
    else:
        vocabulary.write_text(f"commodities:\n  Sample {which}: [shaft, copper]\n", "utf-8")


EDITS = st.tuples(
    st.sampled_from([_edit, _add, _rename, _copy, _correct, _delete, _configure]),
    st.integers(0, 40),
    st.text("abc déf中", min_size=1, max_size=12).filter(str.strip),
)


@given(st.lists(st.lists(EDITS, min_size=1, max_size=3), min_size=1, max_size=4))
@example([[(_edit, 3, "a")], [(_add, 1, "b")], [(_rename, 2, "c")], [(_correct, 4, "d")], [(_delete, 5, "e")]])
@example([[(_copy, 8, "a")], [(_configure, 0, "a")], [(_configure, 1, "a")], [(_configure, 2, "a")]])
@settings(max_examples=20, phases=[Phase.explicit, Phase.reuse, Phase.generate])  # to shrink takes an hour of builds
def test_an_incremental_build_is_a_clean_one(rounds: list[list[tuple[Callable[..., None], int, str]]]) -> None:
    """After any edits, additions, renamings, corrections and deletions the tree and the register are the clean ones."""
    with TemporaryDirectory() as folder:
        archive = Archive(Path(folder))
        archive.build()
        for edits in rounds:
            for edit, which, text in edits:
                edit(archive.content, which, text)
            expected = archive.clean_tree()
            archive.build()
            assert archive.tree() == expected


def test_a_change_costs_its_own_pages(archive: Archive) -> None:
    """One edited text: one capture is read, and only pages that show the document are made; few of these are new."""
    archive.build()
    before, times = archive.tree(), _times(archive.output)
    file = archive.content / "news/titled.txt"
    file.write_text(file.read_text("utf-8").rstrip() + " It stayed open.\n", "utf-8")
    report = archive.build()
    assert (report.captures_read, report.captures_known) == (1, len(_captures(archive.content)) - 1)
    assert report.pages_made < report.pages_known / 4
    changed = {path for path, data in archive.tree().items() if data != before.get(path)}
    assert ARTICLE in changed
    assert SOURCE in changed
    assert not [path for path in changed if path.startswith("analysis/")]
    assert {path for path, time in _times(archive.output).items() if time != times.get(path)} <= changed
    assert report.published is not None
    assert report.published.written == len(changed - {"manifest-sha256.txt", "register"})


def _times(folder: Path) -> dict[str, int]:
    return {
        file.relative_to(folder).as_posix(): file.stat().st_mtime_ns for file in folder.rglob("*") if file.is_file()
    }


def test_neighbours_are_made_anew_only_where_they_show_the_change(archive: Archive) -> None:
    """A new title is on the pages of neighbours; an edited body is not, and they are not made."""
    archive.build()
    correction = archive.content / "news/titled.yaml"
    correction.write_text("title: Mill sold\n", "utf-8")
    archive.build()
    showing = {path for path, data in archive.tree().items() if b"Mill sold" in data and "/2024/" in path}
    assert len(showing) > 2
    before = _times(archive.output)
    file = archive.content / "news/titled.txt"
    file.write_text(file.read_text("utf-8").rstrip() + " It stayed open.\n", "utf-8")
    archive.build()
    made = {path for path, time in _times(archive.output).items() if time != before.get(path)}
    assert {path for path in made & showing if path.endswith(".html")} == {ARTICLE, SOURCE}


def test_nothing_changed_loads_nothing(archive: Archive) -> None:
    """Where nothing changed, no reader, no template and none of their libraries is loaded."""
    archive.build()
    _age(archive)
    archive.build()
    code = (
        "import sys; from minmetals_site.cli import main; "
        "assert main(['build', '--content', 'content', '--output', 'site', '--cache', 'cache']) < 2; "
        "print(*sorted({name.partition('.')[0] for name in sys.modules} & {'jinja2', 'lxml', 'bs4', 'rich', 'yaml'}));"
        "print('minmetals_site.loader' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=archive.folder, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert "Pages      0 made" in run.stdout
    assert run.stdout.splitlines()[-2:] == ["", "False"]


def _age(archive: Archive) -> None:
    """Wait until no file has changed so shortly before that another change could leave no trace."""
    changed = max(file.stat().st_ctime_ns for file in archive.content.rglob("*"))
    import time  # noqa: PLC0415

    time.sleep(max(0.0, 2.1 - (time.time_ns() - changed) / 1e9))


# --- Whatever happens to the disk's own words -------------------------------------------------------------------------


def test_edits_that_leave_size_and_time_are_seen(archive: Archive) -> None:
    """A file of the same size whose time was set back is read again, however soon after the last build."""
    file = archive.content / "news/titled.txt"
    file.write_text(file.read_text("utf-8").rstrip() + " Seen 1.\n", "utf-8")
    stat = file.stat()
    archive.build()
    for number in (2, 3):
        file.write_text(file.read_text("utf-8").replace(f"Seen {number - 1}.", f"Seen {number}."), "utf-8")
        os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        archive.build()
        assert f"Seen {number}.".encode() in archive.tree()[ARTICLE]


def test_touched_files_are_not_read_again(archive: Archive) -> None:
    """Times alone are no change: as after a checkout, files are compared by their bytes."""
    archive.build()
    for file in [*archive.content.rglob("*"), *archive.output.rglob("*")]:
        os.utime(file, (1e9, 1e9))
    report = archive.build()
    assert (report.captures_read, report.pages_made) == (0, 0)


@pytest.mark.parametrize("harm", ["edited", "same size", "deleted", "emptied folder"])
def test_a_site_that_was_touched_is_mended(archive: Archive, harm: str) -> None:
    """Whatever somebody does to files of the site, the next build makes them what they should be."""
    archive.build()
    expected, page = archive.tree(), archive.output / ARTICLE
    if harm == "edited":
        page.write_text("Other words.")
    elif harm == "same size":
        page.write_bytes(b"x" * page.stat().st_size)
    elif harm == "deleted":
        page.unlink()
    else:
        shutil.rmtree(archive.output / "news")
    archive.build()
    assert archive.tree() == expected


# --- Whatever happens to the cache ------------------------------------------------------------------------------------


def _state(archive: Archive) -> Path:
    (state,) = archive.cache.rglob("state")
    return state


def _cut_state(archive: Archive) -> None:
    _state(archive).write_bytes(_state(archive).read_bytes()[:-1])


def _flip_state(archive: Archive) -> None:
    data = bytearray(_state(archive).read_bytes())
    data[len(data) // 2] ^= 1
    _state(archive).write_bytes(data)


def _lose_bodies(archive: Archive) -> None:
    for file in archive.cache.rglob("bodies-*"):
        file.unlink()


def _zero_bodies(archive: Archive) -> None:
    for file in archive.cache.rglob("bodies-*"):
        file.write_bytes(bytes(file.stat().st_size))


def _delete_cache(archive: Archive) -> None:
    shutil.rmtree(archive.cache)


@pytest.mark.parametrize("harm", [_cut_state, _flip_state, _lose_bodies, _zero_bodies, _delete_cache])
def test_a_damaged_cache_costs_time_alone(archive: Archive, harm: Callable[[Archive], None]) -> None:
    """A cache that is cut, changed, emptied or gone is passed over, and never misread."""
    archive.build()
    harm(archive)
    (archive.content / "site.yaml").write_text("title: Another title\n", "utf-8")
    expected = archive.clean_tree()
    archive.build()
    assert archive.tree() == expected


def test_a_cache_of_other_code_is_passed_over(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another version read is read again."""
    archive.build()
    monkeypatch.setattr("minmetals_site.builds.code_digest", lambda: "0" * 64)
    report = archive.build()
    assert report.captures_known == 0
    assert report.pages_known == 0


def test_bodies_do_not_pile_up(archive: Archive) -> None:
    """Bodies that no document needs any more are taken away, and those of many edits put together."""
    file = archive.content / "news/titled.txt"
    for number in range(60):
        file.write_text(file.read_text("utf-8") + f"Edit {number}.\n", "utf-8")
        other = archive.content / f"news/other-{number}.txt"
        other.write_text(f"Home > News > Company News\nNumber {number} opens\nExample Mining 2020-01-02\nText.\n")
        archive.build()
    assert len(list(archive.cache.rglob("bodies-*"))) <= 41
    assert archive.tree() == archive.clean_tree()


def test_a_cache_on_a_full_disk_is_an_error_in_words(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where bodies cannot be written the build says so, and the old site stands."""
    archive.build()
    before = archive.tree()
    (archive.content / "news/titled.txt").write_text("Example Mining opened an office in Lima.\n", "utf-8")

    def flush(_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr("minmetals_site.cache.BodyWriter.flush", flush)
        with pytest.raises(OutputError, match=r"the cache cannot be written \(No space left on device\)"):
            archive.build()
    assert archive.tree() == before
    archive.build()
    assert archive.tree() == archive.clean_tree()


def test_a_cache_that_cannot_be_made_is_no_hindrance(archive: Archive) -> None:
    """Where a file stands in the place of the cache, the site is built all the same, and a remark says so."""
    archive.cache.write_text("mine")
    report = archive.build()
    assert any("cache cannot be written" in remark for remark in report.remarks)
    assert archive.tree() == archive.clean_tree()
    assert archive.cache.read_text() == "mine"


def test_one_cache_serves_several_sites(archive: Archive, tmp_path: Path) -> None:
    """Sites that share a cache folder do not take each other's pages for their own."""
    archive.build()
    shutil.copytree(archive.content, tmp_path / "other")
    (tmp_path / "other/news/titled.txt").unlink()
    report = build_site(tmp_path / "other", tmp_path / "other site", cache=archive.cache)
    assert report.captures_known == 0
    assert archive.build().pages_made == 0


def test_a_second_build_at_once_says_so(archive: Archive) -> None:
    """While one build has the cache, another of the same site ends with an error that says it."""
    archive.build()
    code = (
        "import sys, time; from pathlib import Path; from minmetals_site.cache import Cache\n"
        "with Cache.open(Path(sys.argv[1]), 'x'):\n    print('open', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, _state(archive).parent], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(OutputError, match="another build is using this cache"):
            archive.build()
        other.kill()
    assert archive.build().published is not None


@pytest.mark.parametrize("where", ["content", "site"])
def test_the_cache_stands_apart(archive: Archive, where: str) -> None:
    """A cache inside the content or the site is refused: it would be read, or published."""
    with pytest.raises(SettingsError, match="lie one within the other"):
        build_site(archive.content, archive.output, cache=archive.folder / where / "cache")


# --- However it is built ----------------------------------------------------------------------------------------------


def test_processes_make_the_same_site(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Several processes read and render what one does."""
    expected = archive.clean_tree()
    for name in ("reading", "rendering"):
        monkeypatch.setattr(f"minmetals_site.{name}._CHUNK", 3)
        monkeypatch.setattr(f"minmetals_site.{name}._WORTH_PROCESSES", 1)
    archive.build(jobs=3)
    assert archive.tree() == expected


def test_other_templates_are_the_same_whoever_renders(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where all pages will be made anew, other processes are begun before anything is read, and make what one makes."""
    monkeypatch.setattr("minmetals_site.pipeline._MANY", 0)
    monkeypatch.setattr("minmetals_site.rendering._WORTH_PROCESSES", 1)
    archive.build(jobs=2)
    templates = archive.folder / "templates"
    templates.mkdir()
    (templates / "not_found.html").write_text("<!DOCTYPE html><title>Gone</title>")
    report = archive.build(jobs=2, templates=templates)
    assert report.captures_read == 0
    assert report.pages_made > report.pages_known
    assert b"Gone" in archive.tree()["404.html"]
    assert archive.tree() == archive.clean_tree(templates)


@pytest.mark.parametrize("read_aside", [1, 40])
def test_changes_are_the_same_whoever_reads_them(
    archive: Archive, read_aside: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a process beside it, a build makes what it makes alone: of edits, of none, and of a site that was harmed."""
    archive.build(jobs=2)
    monkeypatch.setattr("minmetals_site.reading._CHUNK", read_aside)
    _edit(archive.content, 1, "One more line on zinc.")
    _add(archive.content, 7, "A new line on copper")
    archive.build(jobs=2)
    assert archive.tree() == archive.clean_tree()
    (archive.output / "index.html").write_text("not ours")
    (archive.output / "ledger.html").unlink()
    _captures(archive.content)[0].unlink()
    archive.build(jobs=2)
    assert archive.tree() == archive.clean_tree()


def test_a_clean_build_writes_every_file(archive: Archive) -> None:
    """`clean` uses nothing that was kept, and writes files whose bytes are there already."""
    archive.build()
    before = archive.tree()
    report = archive.build(clean=True)
    assert archive.tree() == before
    assert report.captures_known == 0
    assert report.published is not None
    assert report.published.unchanged == 0
    assert archive.build().pages_made == 0


KILLED = """
import os, sys
from pathlib import Path

left = int(sys.argv[1])

def dying(method):
    def call(*args, **kwargs):
        global left
        left -= 1
        if left < 0:
            os._exit(9)
        return method(*args, **kwargs)
    return call

from minmetals_site import build_site
import minmetals_site.pipeline
for name in ("mkdir", "open", "replace", "rmdir", "unlink", "write"):
    setattr(os, name, dying(getattr(os, name)))
Path.write_bytes = dying(Path.write_bytes)
build_site(Path("content"), Path("site"), cache=Path("cache"), jobs=1)
"""


def test_a_build_killed_anywhere_is_repaired(archive: Archive) -> None:
    """Killed between any two changes of the disk, no file is half written, and the next build makes the whole site."""
    archive.build()
    old = archive.tree()
    (archive.content / "news/titled.yaml").write_text("title: Mill sold\n", "utf-8")
    (archive.content / "news/002.txt").unlink()
    new = archive.clean_tree()
    start, steps, kills = archive.folder / "start", 0, 0
    for folder in ("content", "site", "cache"):
        shutil.copytree(archive.folder / folder, start / folder)
    while True:
        for folder in ("content", "site", "cache"):
            shutil.rmtree(archive.folder / folder)
            shutil.copytree(start / folder, archive.folder / folder)
        run = subprocess.run([sys.executable, "-c", KILLED, str(steps)], cwd=archive.folder, check=False)
        there = {path: data for path, data in archive.tree().items() if not path.startswith(".minmetals-site/")}
        torn = [path for path, data in there.items() if data not in {old.get(path), new.get(path)}]
        assert torn == []
        archive.build()
        assert archive.tree() == new
        if run.returncode == 0:
            break
        assert run.returncode == 9
        steps, kills = steps + 7, kills + 1
    assert kills > 5

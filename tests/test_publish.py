import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minmetals_site.errors import OutputError, PageError
from minmetals_site.publish import MANIFEST, OutputFile, Published, append_text, publish

IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
OLD = 1_000_000_000
"""A time of change, in seconds, that no build of a test can give."""


def files(**texts: str) -> list[OutputFile]:
    """Return files; two underlines in a name stand for a slash, and `.html` is added."""
    return [OutputFile(f"{name.replace('__', '/')}.html", text.encode()) for name, text in texts.items()]


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, and its empty folders, by path."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = b"-> " + os.fsencode(path.readlink())
        elif path.is_file():
            found[name] = path.read_bytes()
        elif not any(path.iterdir()):
            found[f"{name}/"] = b""
    return found


def site_of(output: Path) -> dict[str, str]:
    """Return the texts of the folder but for the manifest, which must be that of the texts."""
    found = tree(output)
    manifest = found.pop(MANIFEST).decode()
    listed = [f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in sorted(found.items())]
    assert manifest == "".join(listed)
    return {path: data.decode() for path, data in found.items()}


def make_old(folder: Path) -> None:
    """Set the times of change of all files far back."""
    for path in folder.rglob("*"):
        os.utime(path, (OLD, OLD))


def changed_since(folder: Path) -> set[str]:
    """Return the files that were written since `make_old`."""
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and p.stat().st_mtime != OLD}


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Return a folder that is not there yet, nor the one that it is to be in."""
    return tmp_path / "sites" / "public"


# What a build does.


def test_the_first_build_makes_the_folder(output: Path) -> None:
    """All files are written, and nothing of the writer's own is left but the manifest."""
    done = publish(files(index="home", news__2025__a="a"), output)
    assert done == Published(written=2, unchanged=0, removed=0)
    assert site_of(output) == {"index.html": "home", "news/2025/a.html": "a"}


def test_an_empty_folder_is_a_new_one(output: Path) -> None:
    """A folder that somebody made for the site is used."""
    output.mkdir(parents=True)
    publish(files(index="home"), output)
    assert site_of(output) == {"index.html": "home"}


def test_a_second_build_touches_nothing(output: Path) -> None:
    """Files that would be the same are not written, the manifest neither: their times stay."""
    publish(files(index="home", a="a"), output)
    make_old(output)
    assert publish(files(a="a", index="home"), output) == Published(written=0, unchanged=2, removed=0)
    assert changed_since(output) == set()


def test_only_what_changed_is_written(output: Path) -> None:
    """A changed file and the manifest are new; a file of the same length and other words has changed too."""
    publish(files(index="home", a="a", b="b"), output)
    make_old(output)
    assert publish(files(index="HOME", a="a", b="b", c="c"), output) == Published(written=2, unchanged=2, removed=0)
    assert changed_since(output) == {"index.html", "c.html", MANIFEST}
    assert site_of(output) == {"index.html": "HOME", "a.html": "a", "b.html": "b", "c.html": "c"}


def test_stale_files_go_with_their_empty_folders(output: Path) -> None:
    """A file that is no longer made goes, and each folder that it leaves empty."""
    publish(files(index="home", news__2024__a="a", news__2025__b="b"), output)
    assert publish(files(index="home", news__2025__b="b"), output) == Published(written=0, unchanged=2, removed=1)
    assert site_of(output) == {"index.html": "home", "news/2025/b.html": "b"}
    publish(files(index="home"), output)
    assert set(tree(output)) == {"index.html", MANIFEST}


def test_a_site_of_nothing(output: Path) -> None:
    """No files are a site too: its manifest is empty."""
    publish(files(index="home", a__b="b"), output)
    assert publish([], output) == Published(written=0, unchanged=0, removed=2)
    assert tree(output) == {MANIFEST: b""}


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="this system has no sha256sum")
def test_the_manifest_is_what_sha256sum_checks(output: Path) -> None:
    """`sha256sum -c` accepts the manifest, and finds a file that was changed by hand."""
    publish([*files(index="home", news__a="五矿"), OutputFile("raw/0123/样本 1.txt", b"\0\xff")], output)
    check = ["sha256sum", "--strict", "--quiet", "-c", MANIFEST]
    assert subprocess.run(check, cwd=output, check=False).returncode == 0
    (output / "index.html").write_text("HOME")
    assert subprocess.run(check, cwd=output, check=False, capture_output=True).returncode == 1
    assert publish(files(index="home"), output).written == 1


def test_files_made_from_the_generator_are_not_held(output: Path) -> None:
    """Each file is on the disk before the next is made: memory does not grow with the site."""

    def generated() -> Iterator[OutputFile]:
        for number in range(3):
            yield OutputFile(f"{number}.html", str(number).encode())
            staged = [path for path in output.rglob(f"{number}.html") if path.is_file()]
            assert [path.read_text() for path in staged] == [str(number)]

    publish(generated(), output)


# What is not ours.


def test_foreign_files_stay(output: Path) -> None:
    """Files that the user put beside the site, and folders with one in them, survive the removal of everything ours."""
    publish(files(index="home", news__a="a"), output)
    foreign = {"CNAME": b"archive.example", "news/note.txt": b"mine", ".well-known/x": b"y"}
    for path, data in foreign.items():
        (output / path).parent.mkdir(exist_ok=True)
        (output / path).write_bytes(data)
    (output / "mine").mkdir()
    publish([], output)
    assert tree(output) == {**foreign, "mine/": b"", MANIFEST: b""}


@pytest.mark.parametrize("name", ["notes.txt", ".hidden", "folder/"])
def test_a_folder_of_somebody_elses_is_refused(output: Path, name: str) -> None:
    """A folder that holds anything and no site of ours is left as it is."""
    if name.endswith("/"):
        (output / name).mkdir(parents=True)
    else:
        output.mkdir(parents=True)
        (output / name).write_text("mine")
    before = tree(output)
    with pytest.raises(OutputError, match=r"the folder holds files, and no site made by this program\. Name another"):
        publish(files(index="home"), output)
    assert tree(output) == before


def own_file(output: Path, outside: Path) -> None:
    """Put a file where the site has a new one."""
    del outside
    (output / "new.html").write_text("mine")


def own_link(output: Path, outside: Path) -> None:
    """Put a link where the site has a new file."""
    (output / "new.html").symlink_to(outside / "kept.txt")


def dead_link(output: Path, outside: Path) -> None:
    """Put a link to nothing where the site has a new file."""
    (output / "new.html").symlink_to(outside / "nothing")


def own_folder(output: Path, outside: Path) -> None:
    """Put a folder where the site has a new file."""
    del outside
    (output / "new.html").mkdir()


def file_for_folder(output: Path, outside: Path) -> None:
    """Put a file where the site needs a folder."""
    del outside
    (output / "news").write_text("mine")


def link_for_folder(output: Path, outside: Path) -> None:
    """Put a link to another folder where the site needs a folder."""
    (output / "news").symlink_to(outside, target_is_directory=True)


def link_to_nowhere(output: Path, outside: Path) -> None:
    """Put a link to nothing where the site needs a folder."""
    (output / "news").symlink_to(outside / "nothing", target_is_directory=True)


def folder_for_our_file(output: Path, outside: Path) -> None:
    """Put a folder in the place of a file of the site."""
    del outside
    (output / "index.html").unlink()
    (output / "index.html").mkdir()


@pytest.mark.parametrize(
    "put",
    [
        own_file,
        own_link,
        dead_link,
        own_folder,
        file_for_folder,
        link_for_folder,
        link_to_nowhere,
        folder_for_our_file,
    ],
)
def test_what_stands_in_the_way_stops_the_build(
    output: Path, tmp_path: Path, put: Callable[[Path, Path], None]
) -> None:
    """Where a file or folder of the site would replace something of the user's, nothing at all is changed."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept.txt").write_text("mine")
    publish(files(index="home", stale="old"), output)
    put(output, outside)
    before, before_outside = tree(output), tree(outside)
    with pytest.raises(OutputError, match="it stands where the site has a file or a folder, and was not made by this"):
        publish(files(index="HOME", new="new", news__2025__a="a"), output)
    assert tree(output) == before
    assert tree(outside) == before_outside


def test_a_foreign_file_with_the_same_bytes_is_no_harm(output: Path) -> None:
    """What the user put there by hand and the site now makes is the site's from then on."""
    publish(files(index="home"), output)
    (output / "a.html").write_text("a")
    assert publish(files(index="home", a="a"), output) == Published(written=0, unchanged=2, removed=0)
    assert publish(files(index="home"), output).removed == 1
    assert set(tree(output)) == {"index.html", MANIFEST}


ZEROS = "0" * 64


@pytest.mark.parametrize(
    "line",
    [
        f"{ZEROS}  ../../outside/kept.txt",
        f"{ZEROS}  ../outside/kept.txt",
        f"{ZEROS}  news/../../../outside/kept.txt",
        f"{ZEROS}  link/kept.txt",
        f"{ZEROS}  /",
        f"{ZEROS}  .",
        f"{ZEROS}  ./mine.txt",
        f"{ZEROS}  ",
        f"{ZEROS}  mine",
        f"{ZEROS}  mine.txt/below",
        f"{ZEROS}  ..\\mine.txt",
        f"{ZEROS}  C:/mine.txt",
        f"{ZEROS}  .minmetals-site/lock",
        f"{ZEROS}  {MANIFEST}",
        f"{ZEROS}  a\0b",
        f"{ZEROS}  {'a' * 5000}",
        f"{ZEROS[:-1]}  mine.txt",
        f"{ZEROS} *mine.txt",
        "mine.txt",
    ],
)
def test_a_manifest_that_lies_costs_nobody_a_file(output: Path, tmp_path: Path, line: str) -> None:
    """Whatever a manifest lists, nothing outside the folder, through a link or of the user's is removed."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept.txt").write_text("mine")
    publish(files(index="home"), output)
    (output / "link").symlink_to(outside, target_is_directory=True)
    (output / "mine.txt").write_text("mine")
    (output / "mine").mkdir()
    with (output / MANIFEST).open("a", encoding="utf-8") as manifest:
        manifest.write(f"{line}\n{(outside / 'kept.txt').as_posix()}\n{ZEROS}  {(outside / 'kept.txt').as_posix()}\n")
    publish(files(index="home", a="a"), output)
    assert tree(outside) == {"kept.txt": b"mine"}
    assert {"link", "mine.txt", "mine/", "index.html", "a.html", MANIFEST} == set(tree(output))


@pytest.mark.parametrize("damage", [b"\xff\xfe\0", b"no manifest\n", b""])
def test_a_damaged_manifest_takes_nothing_for_ours(output: Path, damage: bytes) -> None:
    """Where the manifest does not say that a file is ours, it is not replaced; the same site can be built again."""
    publish(files(index="home", a="a"), output)
    (output / MANIFEST).write_bytes(damage)
    with pytest.raises(OutputError, match=r"index\.html: it stands where"):
        publish(files(index="HOME", a="a"), output)
    assert publish(files(index="home", a="a"), output).unchanged == 2
    assert site_of(output) == {"index.html": "home", "a.html": "a"}


# What cannot be published.


@pytest.mark.parametrize(
    "path",
    [
        "../escaped.html",
        "news/../../escaped.html",
        "/escaped.html",
        "news//a.html",
        "./a.html",
        "",
        "news/",
        "..",
        "..\\escaped.html",
        "C:/escaped.html",
        "news/a\n.html",
        "news/a\0.html",
        "news/\u202ea.html",
        ".minmetals-site/lock",
        MANIFEST,
    ],
)
def test_a_path_that_leads_out_is_refused(output: Path, tmp_path: Path, path: str) -> None:
    """A path that is no name below the folder on every system, or the writer's own, stops the build."""
    publish(files(index="home"), output)
    before = tree(tmp_path)
    with pytest.raises(PageError, match="the path is not one that can be published"):
        publish([*files(index="HOME"), OutputFile(path, b"x")], output)
    assert tree(tmp_path) == before


@pytest.mark.parametrize("second", ["news/a.html", "NEWS/a.html", "news/A.html"])
def test_two_files_of_one_path_are_refused(output: Path, second: str) -> None:
    """One would silently replace the other, where capitals are not told apart also under another spelling."""
    with pytest.raises(PageError, match="two files of the site have this path"):
        publish([OutputFile("news/a.html", b"1"), OutputFile(second, b"2")], output)
    assert not output.exists()


def test_a_file_that_is_another_ones_folder_is_refused(output: Path) -> None:
    """A site that no disk can hold is not begun."""
    publish(files(index="home"), output)
    before = tree(output)
    with pytest.raises(OutputError):
        publish([OutputFile("a", b"1"), OutputFile("a/b", b"2")], output)
    assert tree(output) == before


# What fails.


class BrokenError(Exception):
    """What goes wrong in a test."""


def failing(error: Exception) -> Iterator[OutputFile]:
    """Yield two files and fail."""
    yield from files(index="HOME", a="A")
    raise error


def test_a_build_that_fails_leaves_the_old_site(output: Path) -> None:
    """Where making the files fails half-way, the old site is there byte for byte, with its times, and nothing else."""
    publish(files(index="home", a="a"), output)
    make_old(output)
    before = tree(output)
    with pytest.raises(BrokenError):
        publish(failing(BrokenError()), output)
    assert tree(output) == before
    assert changed_since(output) == set()


def test_a_first_build_that_fails_leaves_nothing(output: Path) -> None:
    """A folder that was made for a site that never came goes again; one that was there stays, empty."""
    with pytest.raises(BrokenError):
        publish(failing(BrokenError()), output)
    assert not output.exists()
    output.mkdir()
    with pytest.raises(BrokenError):
        publish(failing(BrokenError()), output)
    assert tree(output) == {}


def test_a_capture_that_cannot_be_read_is_named(output: Path, tmp_path: Path) -> None:
    """Where a page needs a file that is gone, the message names that file, not the output folder."""
    publish(files(index="home"), output)
    before = tree(output)
    gone = tmp_path / "content" / "gone.txt"

    def generated() -> Iterator[OutputFile]:
        yield from files(index="HOME")
        yield OutputFile("raw/gone.txt", gone.read_bytes())

    with pytest.raises(PageError) as caught:
        publish(generated(), output)
    assert caught.value.problem.place.file == gone.as_posix()
    assert "cannot be read (No such file or directory)" in caught.value.problem.what
    assert tree(output) == before


@pytest.mark.parametrize("below", ["", "public"])
def test_a_file_is_no_folder(tmp_path: Path, below: str) -> None:
    """An output that is a file, or lies below one, is an error of the output, and the file stays."""
    file = tmp_path / "file"
    file.write_text("mine")
    with pytest.raises(OutputError, match=r"cannot be written \(.+\)\. Name another folder with --output\."):
        publish(files(index="home"), file / below)
    assert file.read_text() == "mine"


@pytest.mark.skipif(IS_ROOT, reason="the superuser may write into any folder")
def test_a_folder_without_rights_is_an_error(tmp_path: Path) -> None:
    """A folder that may not be written is an error of the output."""
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(OutputError, match=r"cannot be written \(Permission denied\)"):
            publish(files(index="home"), tmp_path / "public")
    finally:
        tmp_path.chmod(0o700)


def test_a_second_build_at_once_is_refused(output: Path) -> None:
    """While one build makes its files another one into the same folder ends with an error, and the first is whole."""
    publish(files(index="home"), output)
    program = (
        "import sys; from pathlib import Path; from minmetals_site.publish import OutputFile, publish\n"
        "publish([OutputFile('index.html', b'other')], Path(sys.argv[1]))"
    )
    said = []

    def generated() -> Iterator[OutputFile]:
        yield from files(index="HOME")
        run = subprocess.run([sys.executable, "-c", program, output], capture_output=True, text=True, check=False)
        said.append(run.stderr)
        yield from files(a="a")

    publish(generated(), output)
    assert "another build is writing to this folder. Wait until it has ended." in said[0]
    assert site_of(output) == {"index.html": "HOME", "a.html": "a"}


def test_a_second_build_in_the_same_process_is_refused(output: Path) -> None:
    """The same where both builds are in one program, as in the development server, and on a new folder."""

    def generated() -> Iterator[OutputFile]:
        yield from files(index="home")
        with pytest.raises(OutputError, match="another build is writing to this folder"):
            publish(files(index="other"), output)
        yield from files(a="a")

    publish(generated(), output)
    assert site_of(output) == {"index.html": "home", "a.html": "a"}


KILLED = """
import os, sys
from pathlib import Path
from minmetals_site.publish import OutputFile, publish

left = int(sys.argv[2])

def dying(method):
    def call(path, *args, **kwargs):
        global left
        left -= 1
        if left < 0:
            os._exit(9)
        return method(path, *args, **kwargs)
    return call

for name in ("mkdir", "open", "replace", "rmdir", "unlink", "write"):
    setattr(os, name, dying(getattr(os, name)))
Path.write_bytes = dying(Path.write_bytes)
publish([OutputFile(path, text.encode()) for path, text in eval(sys.argv[3])], Path(sys.argv[1]))
"""


def killed_after(steps: int, made: list[OutputFile], output: Path) -> bool:
    """Build in a process that dies before its next change to the disk; return whether it did."""
    listed = repr([(file.path, file.data.decode()) for file in made])
    run = subprocess.run([sys.executable, "-c", KILLED, output, str(steps), listed], check=False)
    assert run.returncode in {0, 9}
    return run.returncode == 9


def test_a_killed_build_is_repaired_by_the_next(tmp_path: Path) -> None:
    """Wherever a build is killed, the next one makes its own site: nothing is left over, and nothing foreign is lost.

    The next build makes neither the old site nor the one that was begun, so whatever of these two it left would show.
    """
    old = files(index="old", a="a", gone__a="x")
    begun = files(index="begun", b="b", begun__only="y")
    new = files(index="new", c="c", news__d="d")
    steps = 0
    while True:
        output = tmp_path / str(steps)
        publish(old, output)
        (output / "mine.txt").write_text("mine")
        died = killed_after(steps, begun, output)
        publish(new, output)
        (output / "mine.txt").rename(tmp_path / "mine.txt")
        assert site_of(output) == {"index.html": "new", "c.html": "c", "news/d.html": "d"}
        assert not list(output.glob(".*"))
        if not died:
            break
        steps += 1
    assert steps >= 10


def test_a_killed_first_build_is_repaired_by_the_next(tmp_path: Path) -> None:
    """The same where there was no site before: the folder is known for ours although it has no manifest yet."""
    steps, died = 0, True
    while died:
        output = tmp_path / str(steps)
        died = killed_after(steps, files(index="begun", b__c="c"), output)
        publish(files(index="new"), output)
        assert site_of(output) == {"index.html": "new"}
        steps += 1
    assert steps >= 5


def test_a_build_killed_twice_is_repaired(output: Path) -> None:
    """What the first of two killed builds put there is still known for ours after the second."""
    publish(files(index="old"), output)
    for steps in (9, 9):
        assert killed_after(steps, files(a="a", b="b", c=f"{steps}", **{f"only{steps}": "x"}), output)
    publish(files(index="new"), output)
    assert site_of(output) == {"index.html": "new"}


@pytest.mark.parametrize("step", ["replace", "unlink"])
def test_a_disk_that_fails_is_an_error_of_the_output(output: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Where the disk fails while files are put in place it is said, and the next build completes the work."""
    publish(files(index="old", a="a"), output)

    def broken(path: Path, *_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", str(path))

    with monkeypatch.context() as patched:
        patched.setattr(Path, step, broken)
        with pytest.raises(OutputError, match=r"cannot be written \(No space left on device\)"):
            publish(files(index="new", b="b"), output)
    publish(files(index="newest"), output)
    assert site_of(output) == {"index.html": "newest"}


SITES = st.dictionaries(
    st.sampled_from(["index.html", "a.html", "news/a.html", "news/2025/b.html", "news/2025/c.html", "tags/x/y.html"]),
    st.sampled_from(["one", "two", "six"]),
)


@settings(max_examples=40)  # each is some builds on a real disk
@given(st.lists(SITES, min_size=1, max_size=5))
def test_the_folder_is_the_last_site(tmp_path_factory: pytest.TempPathFactory, history: list[dict[str, str]]) -> None:
    """After any builds the folder holds the last site and no more, and the figures say what was done to get there."""
    output = tmp_path_factory.mktemp("site") / "public"
    before: dict[str, str] = {}
    for site in history:
        done = publish((OutputFile(path, text.encode()) for path, text in site.items()), output)
        unchanged = sum(before.get(path) == text for path, text in site.items())
        assert done == Published(
            written=len(site) - unchanged, unchanged=unchanged, removed=len(before.keys() - site.keys())
        )
        assert site_of(output) == site
        before = site


# The register.


def test_lines_are_appended(tmp_path: Path) -> None:
    """Lines are added at the end, as UTF-8 with line feeds on every system; a missing file is made."""
    file = tmp_path / "permalinks.tsv"
    assert append_text(file, "number\tpath\n")
    assert append_text(file, "1\t五矿\n")
    assert file.read_bytes() == "number\tpath\n1\t五矿\n".encode()


def test_a_last_line_without_its_end_is_ended(tmp_path: Path) -> None:
    """An editor that took the last line feed away does not make two lines one."""
    file = tmp_path / "permalinks.tsv"
    file.write_text("1\ta")
    assert append_text(file, "2\tb\n")
    assert file.read_text() == "1\ta\n2\tb\n"


def test_a_file_that_cannot_be_written_is_no_crash(tmp_path: Path) -> None:
    """Where the content folder is read-only the answer is no."""
    assert not append_text(tmp_path, "1\n")
    assert not append_text(tmp_path / "missing" / "permalinks.tsv", "1\n")


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is one of Unix")
def test_half_a_line_is_taken_back(tmp_path: Path) -> None:
    """Where the disk is full in the middle of a line the file is as it was: half a line would stop every build."""
    file = tmp_path / "permalinks.tsv"
    file.write_text("1\ta\n")
    program = (
        "import resource, sys; from pathlib import Path; from minmetals_site.publish import append_text\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (9, 9))\n"
        "sys.exit(append_text(Path(sys.argv[1]), '2' * 50))"
    )
    assert subprocess.run([sys.executable, "-c", program, file], check=False).returncode == 0
    assert file.read_text() == "1\ta\n"

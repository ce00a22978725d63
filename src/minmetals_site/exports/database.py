"""Writes rows into a new SQLite file, the same bytes for the same rows and the same version of SQLite.

The file is made beside the place where it will stand, without a journal, and takes that place once it is whole; what
stood there before is replaced only where it is an export as well, which the file's own head tells.
"""

import re
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from importlib.resources import files
from pathlib import Path

from minmetals_site.errors import OutputError, Place
from minmetals_site.exports.rows import Row
from minmetals_site.exports.search_terms import search_terms

__all__ = ["Database", "check_place", "open_database"]

APPLICATION_ID = 0x4D4D5331
"""Says in the file's head whose database it is: "MMS1" (SQLite, "Database File Format", 1.3.17)."""
_MAGIC = b"SQLite format 3\0"
_AT_APPLICATION_ID = 68
_PAGE_SIZE = 4096
"""Bytes: that of SQLite itself, said here as a program may have another. 8192 is neither faster nor smaller."""
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
"""Characters that SQLite's own functions end a text at, or that UTF-8 cannot write."""
_ANOTHER = "Name another file, or take this one away."


class Database:
    """A database that is being written; nothing can be read from it yet."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._insertions: dict[str, str] = {}
        self._blocks = 0

    def add(self, table: str, rows: list[Row], *, is_odd: bool = True) -> None:
        """Add rows to a table; `is_odd` says that they may hold characters that cannot be stored as they are."""
        if is_odd:
            rows = [tuple([_storable(cell) if isinstance(cell, str) else cell for cell in row]) for row in rows]
        self._connection.executemany(self._insertion(table), rows)

    def index_document(self, number: int, title: str, highlights: str, body: str) -> None:
        """Put the words of a document into the full-text index of documents."""
        searched = map(_searched, (title, highlights, body))
        self._connection.execute(
            "INSERT INTO documents_fts (rowid, title, highlights, beginning) VALUES (?, ?, ?, ?)", (number, *searched)
        )

    def index_blocks(self, texts: Iterable[str]) -> None:
        """Put the words of blocks into their own index: of those that follow the ones put there last."""
        rows = [(number, _searched(text)) for number, text in enumerate(texts, self._blocks + 1)]
        self._connection.executemany("INSERT INTO blocks_fts (rowid, text) VALUES (?, ?)", rows)
        self._blocks += len(rows)

    def _insertion(self, table: str) -> str:
        if table not in self._insertions:
            columns = self._connection.execute("SELECT count(*) FROM pragma_table_info(?)", (table,)).fetchone()[0]
            self._insertions[table] = f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})"  # noqa: S608  # our own name
        return self._insertions[table]


def _searched(text: str) -> str:
    """Return a text as it is indexed."""
    text = _storable(text)
    terms = search_terms(text)
    return f"{text}\n{terms}" if terms else text


def _storable(text: str) -> str:
    return text if text.isprintable() else _UNSTORABLE.sub("\ufffd", text)


def check_place(file: Path, content: Path) -> None:
    """Look whether the database may stand here, before anything is read.

    Raises:
        OutputError: if the folder is not there or is that of the captures, or something else than an export is there.
    """
    place = Place(file.as_posix())
    if file.resolve().is_relative_to(content.resolve()):
        raise OutputError(place, "it would stand among the captures, and be read as one", "Name a file elsewhere.")
    if not file.parent.is_dir():
        raise OutputError(place, "there is no such folder", "Make the folder, or name another file.")
    try:
        if (file.exists() or file.is_symlink()) and not _is_export(file):
            raise OutputError(place, "it is there already, and is no export of this program", _ANOTHER)
    except OSError as error:
        raise OutputError(place, f"it is there already, and cannot be read ({error.strerror})", _ANOTHER) from error
    for ending in ("-wal", "-journal"):
        if file.with_name(file.name + ending).exists():
            what = f"another program has it open for writing: {file.name}{ending} stands beside it"
            raise OutputError(place, what, "End that program, or name another file.")


def _is_export(file: Path) -> bool:
    if not file.is_file():
        return False
    with file.open("rb") as stream:
        head = stream.read(_AT_APPLICATION_ID + 4)
    return head.startswith(_MAGIC) and head[_AT_APPLICATION_ID:] == APPLICATION_ID.to_bytes(4)


@contextmanager
def open_database(file: Path) -> Iterator[Database]:
    """Yield a new database, which takes the file's place when all went well, and leaves no trace when not.

    Raises:
        OutputError: if it cannot be written.
    """
    beside = file.with_name(f".{file.name}-{secrets.token_hex(4)}")
    try:
        with closing(sqlite3.connect(beside, isolation_level=None)) as connection:
            _begin(connection)
            yield Database(connection)
            _finish(connection)
        beside.replace(file)
    except (OSError, sqlite3.Error) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise OutputError(Place(file.as_posix()), f"it cannot be written ({why})", "Name another file.") from error
    finally:
        beside.unlink(missing_ok=True)


def _begin(connection: sqlite3.Connection) -> None:
    """Make the tables; the settings are those of a file that nobody else sees and that may be lost."""
    connection.executescript(
        f"PRAGMA page_size = {_PAGE_SIZE}; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
        f"PRAGMA locking_mode = EXCLUSIVE; PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = 1;"
    )
    connection.executescript(_script("schema.sql"))
    connection.execute("BEGIN")


def _finish(connection: sqlite3.Connection) -> None:
    """Make the indexes, and one segment of each index of full text, which is searched faster than many."""
    for index in ("documents_fts", "blocks_fts"):
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")  # noqa: S608  # our own names
    connection.execute("COMMIT")
    connection.executescript(_script("indexes.sql"))


def _script(name: str) -> str:
    return (files("minmetals_site.exports") / name).read_text("utf-8")

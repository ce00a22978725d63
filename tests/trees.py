"""Folders as mappings, so that two sites can be compared in one assertion."""

from pathlib import Path


def tree_of(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below the folder, by its path."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()
    }

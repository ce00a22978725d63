"""Where templates are, and what a folder of files amounts to: known without loading what renders them."""

from hashlib import sha256
from pathlib import Path

__all__ = ["default_templates", "folder_digest"]


def default_templates() -> Path:
    """Return the folder of the package's own templates: inside the package in a wheel, at the top in a checkout."""
    package = Path(__file__).parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent.parent / "templates"


def folder_digest(folder: Path, endings: tuple[str, ...] = ("",)) -> bytes:
    """Return the digest of the files below a folder whose names end so, by name and bytes: 32 bytes."""
    digest = sha256()
    for file in sorted(path for path in folder.rglob("*") if path.name.endswith(endings) and path.is_file()):
        digest.update(file.relative_to(folder).as_posix().encode("utf-8", "surrogateescape") + b"\0")
        digest.update(sha256(file.read_bytes()).digest())
    return digest.digest()

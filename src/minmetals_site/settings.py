"""What distinguishes one archive from another: `site.yaml` to `Settings`.

Every key has a default, so a folder with nothing but captures builds. A key that nobody knows is an error, since a
misspelt setting that is passed over would be a guess in silence. A key with nothing behind it takes its default.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec import field as default
from msgspec.structs import replace

from minmetals_site.errors import Place, SettingsError
from minmetals_site.records import Kind
from minmetals_site.text.yaml_text import Faults, YamlField, parse_yaml

__all__ = ["Organisation", "Section", "Settings", "parse_settings", "read_settings", "read_yaml_file"]

DateOrder = Literal["day-first", "month-first"]

_HOST = re.compile(r"[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*")
"""Matches `www.example.org`; refuses `https://example.org/` and `example.org:80`."""
_ZONE = re.compile(r"[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*")
"""Matches `Asia/Shanghai`; refuses `../../etc/passwd`, which zoneinfo would refuse with a traceback."""


class Section(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a section of the site is called, and what it says of itself."""

    title: str
    description: str


class Organisation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The organisation whose documents the archive holds."""

    name: str | None = None
    """As its own pages write it; None where the settings do not say."""
    hosts: tuple[str, ...] = ()
    """Host names in lower case; what was published there is official, all else is not."""


def _default_sections() -> dict[Kind, Section]:
    return {
        "news": Section(title="News", description="What the organisation reports of itself."),
        "analysis": Section(title="Analysis", description="What outsiders write about it."),
        "brand-culture": Section(title="Brand culture", description="How the organisation describes itself."),
    }


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The settings of one archive."""

    title: str = "Document archive"
    """Name of the archive, on every page."""
    description: str = "Captured documents, each value traced to its source."
    """One sentence on what the archive holds."""
    base_url: str | None = None
    """Absolute address of the published site, ending in `/`; None leaves out what needs one, as the sitemap does."""
    language: str = "en"
    """Language tag of the site's own words, and of documents whose language is not known."""
    time_zone: str = "UTC"
    """IANA name of the zone of days that are stated without one: feeds ask for an instant, and take a day's first."""
    organisation: Organisation = Organisation()
    publishers: dict[str, str] = default(default_factory=dict)
    """Host name in lower case -> name of who publishes there."""
    sections: dict[Kind, Section] = default(default_factory=_default_sections)
    """Always with all three kinds that have a section."""
    page_size: int = 50
    """Documents on a page of a list."""
    date_order: DateOrder | None = None
    """How `03/04/2025` is read; None leaves it unread."""

    search: bool = True
    """Whether the site can be searched: `false` leaves out the page and its index."""

    def is_official(self, host: str) -> bool:
        """Return whether the organisation itself publishes at this host; a leading `www.` makes no difference."""
        return _bare(host) in map(_bare, self.organisation.hosts)

    def publisher_of(self, host: str) -> str | None:
        """Return who publishes at this host, if the settings say; a leading `www.` makes no difference."""
        return next((name for known, name in self.publishers.items() if _bare(known) == _bare(host)), None)


def read_settings(content: Path) -> Settings:
    """Return the settings in a content folder's `site.yaml`; the defaults where it has none.

    Raises:
        SettingsError: if the file cannot be read or obeyed.
    """
    path = content / "site.yaml"
    text = read_yaml_file(path)
    return Settings() if text is None else parse_settings(text, path.as_posix())


def read_yaml_file(path: Path) -> str | None:
    """Return the text of a settings file; None where there is no such file.

    Raises:
        SettingsError: if it cannot be read, or is not UTF-8.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        what = f"the file cannot be read ({error.strerror})"
        raise SettingsError(Place(path.as_posix()), what, "Make it a readable file, or take it away.") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Place(path.as_posix(), data.count(b"\n", 0, error.start) + 1)
        raise SettingsError(place, "the file is not UTF-8", "Save it in the encoding UTF-8.") from None


def parse_settings(text: str, file: str) -> Settings:
    """Return the settings that the text of a `site.yaml` states.

    Raises:
        SettingsError: at the first fault by line; its message tells the others too.
    """
    faults = Faults(parse_yaml(text, file, raising=SettingsError), SettingsError)
    values = _read(faults.root, _SETTINGS)
    faults.raise_any()
    return Settings(**values)


def _read(parent: YamlField, readers: Mapping[str, Callable[[YamlField], object]]) -> dict[str, Any]:
    """Return the values of the keys that have one; nothing stands for the default."""
    fields = parent.entries(readers)
    values = {key: readers[key](field) for key, field in fields.items() if field.value is not None}
    return {key: value for key, value in values.items() if value is not None}


def _base_url(field: YamlField) -> str | None:
    expected = 'the address of the published site, such as "https://example.org/archive/"'
    address = field.web_address(expected)
    if address is None:
        return None
    if "?" in address or "#" in address:
        field.expect(f"{expected}, without query or fragment")
        return None
    return address.rstrip("/") + "/"


def _time_zone(field: YamlField) -> str | None:
    name = field.value
    if isinstance(name, str) and _ZONE.fullmatch(name):
        with suppress(KeyError, ValueError, OSError):  # unknown, malformed, the name of a folder of zones
            return ZoneInfo(name).key
    field.expect('a time zone of the IANA database, such as "Asia/Shanghai"')
    return None


def _host(field: YamlField) -> str | None:
    with suppress(UnicodeError):
        host = field.value.encode("idna").decode("ascii").lower() if isinstance(field.value, str) else ""
        if _HOST.fullmatch(host):
            return host
    field.expect('a host name without "https://" and path, such as "www.example.org"')
    return None


def _hosts(field: YamlField) -> tuple[str, ...]:
    hosts = [_host(element) for element in field.elements("a list of host names")]
    return tuple(host for host in hosts if host is not None)


def _organisation(field: YamlField) -> Organisation:
    return Organisation(**_read(field, {"name": YamlField.text, "hosts": _hosts}))


def _publishers(field: YamlField) -> dict[str, str]:
    publishers: dict[str, str] = {}
    for key, name in field.entries().items():
        host, text = _host(field.child(key, key)), name.text("the name of the publisher")
        if host is not None and text is not None:
            publishers[host] = text
    return publishers


def _section(field: YamlField) -> dict[str, str]:
    return _read(field, {"title": YamlField.text, "description": YamlField.text})


def _sections(field: YamlField) -> dict[Kind, Section]:
    sections = _default_sections()
    stated = _read(field, dict.fromkeys(sections, _section))
    return {kind: replace(section, **stated.get(kind, {})) for kind, section in sections.items()}


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.")


_SETTINGS: Mapping[str, Callable[[YamlField], object]] = {
    "title": YamlField.text,
    "description": YamlField.text,
    "base_url": _base_url,
    "language": YamlField.language,
    "time_zone": _time_zone,
    "organisation": _organisation,
    "publishers": _publishers,
    "sections": _sections,
    "page_size": lambda field: field.number(5, 500),
    "date_order": lambda field: field.choice(get_args(DateOrder)),
    "search": YamlField.truth,
}
"""How the value of each key is read."""

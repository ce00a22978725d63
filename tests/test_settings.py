import pickle
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from minmetals_site.errors import SettingsError
from minmetals_site.settings import Organisation, Section, Settings, parse_settings, read_settings

PROBLEMS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases/settings_problems.yaml").read_text("utf-8")
)

EVERYTHING = """\
title: Example archive
description: What Example Mining
  said, and what others made of it.
base_url: HTTPS://Example.org/archive
language: zh-Hans
time_zone: Asia/Shanghai
organisation:
  name: Example Mining
  hosts: [www.Example.org, example.com]
publishers:
  press.example: Example Press
sections:
  brand-culture: {title: Values}
page_size: 7
date_order: day-first
search: false
"""


def test_an_empty_file_means_the_defaults() -> None:
    """Every key has a default, also where the key is there and its value is not."""
    assert parse_settings("", "site.yaml") == Settings()
    keys = Settings.__struct_fields__
    assert parse_settings("".join(f"{key}:\n" for key in keys), "site.yaml") == Settings()


def test_every_key_is_read() -> None:
    """Each key sets its field, in the form that the rest of the program counts on."""
    settings = parse_settings(EVERYTHING, "site.yaml")
    assert settings == Settings(
        title="Example archive",
        description="What Example Mining said, and what others made of it.",
        base_url="https://example.org/archive/",
        language="zh-Hans",
        time_zone="Asia/Shanghai",
        organisation=Organisation(name="Example Mining", hosts=("www.example.org", "example.com")),
        publishers={"press.example": "Example Press"},
        sections={
            **Settings().sections,
            "brand-culture": Section(title="Values", description="How the organisation describes itself."),
        },
        page_size=7,
        date_order="day-first",
        search=False,
    )
    assert all(getattr(settings, key) != getattr(Settings(), key) for key in Settings.__struct_fields__)


@pytest.mark.parametrize("case", PROBLEMS, ids=[case["label"] for case in PROBLEMS])
def test_problem(case: dict[str, Any]) -> None:
    """A fault in the settings is told with its line, the value and what to put instead."""
    with pytest.raises(SettingsError) as caught:
        parse_settings(case["given"], "site.yaml")
    assert str(caught.value) == case["expect"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("https://example.org", "https://example.org/"),
        ("http://example.org:8000//", "http://example.org:8000/"),
        ("https://example.org/年/", "https://example.org/%E5%B9%B4/"),
        ("https://例.example/", "https://xn--fsq.example/"),
    ],
)
def test_base_url_is_ascii_and_ends_in_a_slash(given: str, expected: str) -> None:
    """Whatever form an address has, it becomes the one that links are built on."""
    assert parse_settings(f"base_url: {given}", "site.yaml").base_url == expected


def test_hosts_are_compared_without_www() -> None:
    """A leading `www.` and capitals make no difference to who publishes at a host."""
    settings = parse_settings(EVERYTHING, "site.yaml")
    assert settings.is_official("Example.org")
    assert settings.is_official("www.example.com")
    assert not settings.is_official("press.example")
    assert settings.publisher_of("WWW.press.example") == "Example Press"
    assert settings.publisher_of("example.org") is None


def test_settings_travel() -> None:
    """Settings reach other processes whole, and can be written down for the cache."""
    settings = parse_settings(EVERYTHING, "site.yaml")
    assert pickle.loads(pickle.dumps(settings)) == settings  # noqa: S301  # our own bytes
    assert msgspec.json.decode(msgspec.json.encode(settings), type=Settings) == settings


def test_reading(tmp_path: Path) -> None:
    """A folder without the file has the defaults; a byte-order mark is no part of the first key."""
    assert read_settings(tmp_path) == Settings()
    (tmp_path / "site.yaml").write_bytes(b"\xef\xbb\xbftitle: Example archive\r\n")
    assert read_settings(tmp_path).title == "Example archive"


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    """Another encoding is told with the line in which it shows."""
    (tmp_path / "site.yaml").write_bytes("language: zh\ntitle: 五矿\n".encode("gb18030"))
    with pytest.raises(SettingsError, match=r"site\.yaml:2: the file is not UTF-8\. Save it in the encoding UTF-8\."):
        read_settings(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows words the fault in another way")
def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    """What cannot be read is a fault of its own, not a traceback."""
    (tmp_path / "site.yaml").mkdir()
    with pytest.raises(SettingsError, match=r"site\.yaml: the file cannot be read \(Is a directory\)"):
        read_settings(tmp_path)


VALUES = st.recursive(
    st.none() | st.text(max_size=20) | st.integers() | st.sampled_from(["https://example.org", "UTC", "en", "true"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(Settings.__struct_fields__), VALUES))
def test_any_values_give_settings_or_a_settings_error(values: dict[str, Any]) -> None:
    """No value of any key raises anything but the error that tells its line, and what passes is of its type."""
    try:
        settings = parse_settings(yaml.safe_dump(values, allow_unicode=True), "site.yaml")
    except SettingsError as error:
        assert error.problem.place.line  # noqa: PT017  # either outcome is right
    else:
        assert msgspec.convert(msgspec.to_builtins(settings), Settings) == settings

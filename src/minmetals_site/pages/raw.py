"""The captures themselves, byte for byte: what every value of the archive can be checked against."""

from collections.abc import Iterator

from minmetals_site.pages.page import Frame, Page, Site

__all__ = ["make_file", "plan_pages"]


def plan_pages(site: Site) -> Iterator[Page]:
    """Yield a file for each published capture; captures of equal bytes and name share one.

    The address holds the hash, so that two that are equal but for capitals hold the same bytes; only the first is
    planned, as some disks hold but one of them.
    """
    planned: set[str] = set()
    for file in site.archive.inputs:
        if file.raw_url and file.raw_url.casefold() not in planned:
            planned.add(file.raw_url.casefold())
            yield Page(file.raw_url, (file.path, file.sha256))


def make_file(page: Page, frame: Frame) -> bytes:
    """Return the bytes of the capture as they were found."""
    path, _ = page.key
    return frame.store.raw(path)

"""The Nu Html Checker on every page, style sheet and picture: no error, and no warning either.

Pages and style sheets are asked for over http, as a page's policy speaks of its origin (`'self'`), which a file has
none of. Pictures are read as files: served ones the checker takes for pages.
"""

import base64
import hashlib
import json
import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from faults import AuditedPage, Fault
from tools import Tools, ToolsError

__all__ = ["find_faults", "is_admitted_style"]

_COMMAND = (
    "-Dnu.validator.servlet.allow-forbidden-hosts=true",  # which 127.0.0.1 is among
    "-Xss4m",  # deep trees are read by recursion
    "-jar",
)
_OPTIONS = ("--format", "json", "--stdout", "--exit-zero-always")


def find_faults(pages: Sequence[AuditedPage], tools: Tools) -> Iterator[Fault]:
    """Yield what the checker reports.

    Raises:
        ToolsError: if the checker does not run.
    """
    served = {page.url: page for page in pages if page.path.endswith((".html", ".css"))}
    pictures = {f"file:{page.file}": page for page in pages if page.path.endswith(".svg")}
    yield from _faults(_messages(tools, "--also-check-css", *served), served)
    yield from _faults(_messages(tools, "--svg", *(str(page.file) for page in pictures.values())), pictures)


def _messages(tools: Tools, *arguments: str) -> list[dict[str, Any]]:
    command = [str(tools.java), *_COMMAND, str(tools.html_checker), *_OPTIONS, *arguments]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    try:
        return list(json.loads(run.stdout)["messages"])
    except ValueError:
        raise ToolsError(f"The Nu Html Checker did not run: {run.stderr.strip()}") from None


def _faults(messages: Iterable[dict[str, Any]], pages: dict[str, AuditedPage]) -> Iterator[Fault]:
    for message in messages:
        page = pages[message["url"]]
        if is_admitted_style(message["message"], page):
            continue
        rule = message.get("subType", message["type"]) if message["type"] != "error" else "error"
        where = f"line {message.get('lastLine', '?')}: {message.get('extract', '')!r}"
        yield Fault(page, rule, f"{message['message']} {where}")


def is_admitted_style(message: str, page: AuditedPage) -> bool:
    """Return whether the checker complains of an inline style that the policy admits by its digest.

    It asks the policy when it meets the start tag, before it knows the content, so it can compare no digest.
    """
    if not message.startswith("Inline style violates Content Security Policy"):
        return False
    styles = re.findall(r"<style>(.*?)</style>", page.text, re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in styles]
    return all(f"'sha256-{digest}'" in page.text for digest in digests)

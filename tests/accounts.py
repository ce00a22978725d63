"""The promise that nothing is lost, as a check that every test of a reader can make."""

import re

from minmetals_site import ReadDocument
from minmetals_site.text.traced import Traced


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b\u2060\ufeff\u00ad]+", "", text)


def assert_accounted(read: ReadDocument) -> None:
    """Assert that the account covers the decoded text, and that its body spans are the text but for white space."""
    at = 0
    for use in read.document.account:
        assert use.start == at < use.end
        at = use.end
    assert at == len(read.decoded)
    repairs = [(r.start, r.end, r.after) for r in read.document.repairs]
    repaired = Traced.whole(read.decoded).replaced(repairs)
    kept = [use for use in read.document.account if use.use == "body"]
    body = "".join(
        repaired.text[run.start : run.end]
        if run.end - run.start != run.source_end - run.source_start
        else repaired.text[
            run.start + max(use.start - run.source_start, 0) : run.end - max(run.source_end - use.end, 0)
        ]
        for use in kept
        for run in repaired.runs
        if run.source_start < use.end and use.start < run.source_end
    )
    assert _squeezed(body) == _squeezed(read.document.text)

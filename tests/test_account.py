from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minmetals_site.readers.account import UnaccountedError, account_for
from minmetals_site.records import Use
from minmetals_site.text.traced import Span, Traced

USES = ("body", "field:title", "removed:list-mark")


def uses_of(decoded: str, *claims: tuple[int, int, str]) -> list[tuple[int, int, str]]:
    """Return the account as plain tuples."""
    account = account_for(decoded, [(Span(start, end), use) for start, end, use in claims])
    return [(use.start, use.end, use.use) for use in account]


@st.composite
def claimed(draw: st.DrawFn) -> tuple[str, list[tuple[Span, str]]]:
    """Return a text of words and white space, and claims for its words in some order."""
    parts = draw(
        st.lists(st.tuples(st.sampled_from(["a", "bc", "五矿."]), st.sampled_from(["", " ", "\r\n", "\u200b"])))
    )
    decoded, claims = draw(st.sampled_from(["", "\ufeff", "\n "])), []
    for word, white in parts:
        claims.append((Span(len(decoded), len(decoded) + len(word)), draw(st.sampled_from(USES))))
        decoded += word + white
    return decoded, draw(st.permutations(claims))


@given(claimed())
def test_an_account_covers_the_text_once(case: tuple[str, list[tuple[Span, str]]]) -> None:
    """Uses follow each other from the first character to the last, each claim is in one of its own use."""
    decoded, claims = case
    account = account_for(decoded, claims)
    assert [use.start for use in account] == [0, *(use.end for use in account)][: len(account)]
    assert (account[-1].end if account else 0) == len(decoded)
    assert all(left.use != right.use for left, right in pairwise(account))
    for span, name in claims:
        assert any(use.start <= span.start and span.end <= use.end and use.use == name for use in account)


@given(claimed(), st.data())
def test_a_lost_word_is_said(case: tuple[str, list[tuple[Span, str]]], data: st.DataObject) -> None:
    """Whichever claim is forgotten, the account is refused: words never go in silence."""
    decoded, claims = case
    if claims:
        forgotten = data.draw(st.integers(0, len(claims) - 1))
        with pytest.raises(UnaccountedError, match="not accounted for"):
            account_for(decoded, [*claims[:forgotten], *claims[forgotten + 1 :]])


def test_white_space_goes_with_neighbours_of_one_use() -> None:
    """Between two stretches of one use the white space is theirs; between two uses, and at the ends, it is its own."""
    assert uses_of(" ab cd\n\nef ", (1, 3, "body"), (4, 6, "body"), (8, 10, "field:title")) == [
        (0, 1, "removed:white-space"),
        (1, 6, "body"),
        (6, 8, "removed:white-space"),
        (8, 10, "field:title"),
        (10, 11, "removed:white-space"),
    ]


def test_white_space_beside_removed_white_space_is_one_use() -> None:
    """White space that a reader claimed as such joins with what nobody claimed."""
    assert uses_of("a  b", (0, 1, "body"), (1, 2, "removed:white-space"), (3, 4, "body")) == [
        (0, 1, "body"),
        (1, 3, "removed:white-space"),
        (3, 4, "body"),
    ]


@pytest.mark.parametrize("mark", ["\ufeff", "\u200b", "\u2060", "\u00ad", "\u00a0", "\u3000", "\x1c", "\x85"])
def test_what_nobody_sees_need_not_be_claimed(mark: str) -> None:
    """A byte-order mark, characters without width and every kind of white space are no words."""
    assert uses_of(f"{mark}a", (1, 2, "body")) == [(0, 1, "removed:white-space"), (1, 2, "body")]


@pytest.mark.parametrize("word", ["x", ".", "五", "\ufffd", "\x07", "👍"])
def test_every_sign_that_can_be_seen_must_be_claimed(word: str) -> None:
    """A single sign between two claims, before the first or after the last is a loss."""
    for decoded, claim in ((f"a {word} a", (0, 1)), (f"{word}a", (1, 2)), (f"a{word}", (0, 1)), (word, (0, 0))):
        with pytest.raises(UnaccountedError, match="not accounted for"):
            uses_of(decoded, (*claim, "body"))


def test_two_claims_of_one_character_are_refused() -> None:
    """A character cannot go two ways, not even twice the same one."""
    for second in ("body", "field:title"):
        with pytest.raises(UnaccountedError, match=f"characters 1 to 2 are claimed twice, the second time as {second}"):
            uses_of("abc", (0, 2, "body"), (1, 3, second))
    with pytest.raises(UnaccountedError, match="claimed twice"):
        uses_of("abc", (0, 3, "body"), (1, 2, "body"))


@pytest.mark.parametrize("claim", [(0, 4), (3, 4), (-1, 2)])
def test_a_claim_outside_the_text_is_refused(claim: tuple[int, int]) -> None:
    """A reader that counts past the end of its text is at fault, and told so."""
    with pytest.raises(UnaccountedError, match=r"of 3$"):
        uses_of("abc", (*claim, "body"))


def test_empty_texts_and_empty_claims() -> None:
    """An empty text has an empty account; an empty claim, as of an insertion, claims nothing."""
    assert uses_of("") == []
    assert uses_of("  ") == [(0, 2, "removed:white-space")]
    assert uses_of("ab", (1, 1, "field:title"), (0, 2, "body")) == [(0, 2, "body")]


def test_a_part_claims_all_its_places() -> None:
    """A part that was put together from several places claims each of them, and a repair all that it replaced."""
    text = Traced.whole("ab - cdEE").replaced([(7, 9, "e")])
    part = Traced.join([text.slice(0, 2), text.slice(5, 8)], " ")
    claims = [(span, "body") for span in part.spans()]
    assert claims == [(Span(0, 2), "body"), (Span(5, 9), "body")]
    account = account_for("ab - cdEE", [*claims, (Span(3, 4), "removed:dash")])
    assert account[-1] == Use(start=5, end=9, use="body")

"""What lists know of a document: the names and offices by which it mentions tags, the sentences, and its two clocks."""

from hand_made import document, sourced
from minmetals_site.entries import entry_of
from minmetals_site.excerpts import MOST_SENTENCES, excerpts_of
from minmetals_site.records import AnyDocument, Block, Evidence, Tag, unknown


def telling(*texts: str, tags: dict[str, tuple[str, ...]], facet: str = "commodities") -> AnyDocument:
    """Return a record of paragraphs, each tag mentioned wherever one of its words stands."""
    blocks: list[Block] = []
    start = 0
    for number, text in enumerate(texts):
        blocks.append(
            Block(kind="paragraph", level=None, text=text, html="", anchor=f"p-{number}", start=start,
                  end=start + len(text))
        )  # fmt: skip
        start += len(text) + 1
    whole = "\n".join(texts)
    return document(
        blocks=tuple(blocks),
        tags=tuple(
            Tag(facet=facet, slug=name.lower(), name=name, mentions=tuple(_places(whole, words)))
            for name, words in tags.items()
        ),
    )


def _places(whole: str, words: tuple[str, ...]) -> list[Evidence]:
    found = [(at, word) for word in words for at in range(len(whole)) if whole.startswith(word, at)]
    return [Evidence(text=word, start=at, end=at + len(word)) for at, word in sorted(found)]


def test_further_names_of_a_tag_are_kept_as_found() -> None:
    """A tag keeps the names that the text uses beside its own, each once whatever its capitals."""
    record = telling(
        "Copper, COPPER, Cu and red metal; Red metal.",
        tags={"Copper": ("Copper", "COPPER", "Cu", "red metal", "Red metal")},
    )
    (tag,) = entry_of(record).tags
    assert (tag.count, tag.also) == (5, ("Cu", "red metal"))


def test_a_name_that_the_archivist_added_is_none_of_the_text() -> None:
    """The words of a correction are no name by which the text mentions a tag."""
    added = Tag(facet="places", slug="peru", name="Peru", mentions=(Evidence(text="PE", path="tags.add"),))
    (tag,) = entry_of(document(tags=(added,))).tags
    assert tag.also == ()
    assert excerpts_of(document(tags=(added,)), "Example Mining opened a plant.").mentions == ((),)


def test_offices_are_those_of_people_with_their_paragraphs() -> None:
    """Of a person the stated offices are kept, each once, with the first paragraph that states it; of all else none."""
    texts = (
        "Ann Sample came.",
        "Chairman Ann Sample spoke.",
        "Ann Sample, Secretary of the Party Group, left. Chairman Ann Sample returned.",
    )
    record = telling(*texts, tags={"Ann Sample": ("Ann Sample",)}, facet="people")
    (tag,) = entry_of(record).tags
    assert tag.roles == (("Chairman", "p-1"), ("Secretary of the Party Group", "p-2"))
    (company,) = entry_of(telling(*texts, tags={"Ann Sample": ("Ann Sample",)}, facet="organisations")).tags
    assert company.roles == ()


def test_an_office_beside_a_name_that_is_no_mention_is_none() -> None:
    """A paragraph in which the vocabulary saw no mention states no office."""
    texts = ("Ann Sample came.", "Chairman Ann Sample spoke.")
    record = telling(*texts, tags={"Ann Sample": ("Ann Sample",)}, facet="people")
    (tag,) = record.tags
    seen = Tag(facet=tag.facet, slug=tag.slug, name=tag.name, mentions=tag.mentions[:1])
    assert entry_of(document(tags=(seen,), blocks=record.blocks)).tags[0].roles == ()


def test_sentences_are_the_first_and_none_is_told_twice() -> None:
    """Each tag has the first sentences that mention it, at most three, each with its paragraph."""
    texts = ("Tin fell and tin rose. Tin stood.", "Tin fell and tin rose.", "Tin again.", "Tin at last.")
    record = telling(*texts, tags={"Tin": ("Tin", "tin"), "Zinc": ("Zinc",)})
    assert excerpts_of(record, "\n".join(texts)).mentions == (
        (("Tin fell and tin rose.", "p-0"), ("Tin stood.", "p-0"), ("Tin again.", "p-2")),
        (),
    )
    assert MOST_SENTENCES == 3


def test_an_entry_knows_its_two_clocks() -> None:
    """The entry has the days from the nearest event to publication, and None where one of the two is not known."""
    assert entry_of(document(events=(sourced("2025-01-20"), sourced("2024-01-01")))).lag == 3
    assert entry_of(document(events=(sourced("2025-01-20"),), published=unknown())).lag is None
    assert entry_of(document()).lag is None

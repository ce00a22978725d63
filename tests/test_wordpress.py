"""WordPress posts: fields with their evidence, bodies by cases, refusals by their messages, hostile input by search."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from accounts import assert_accounted
from minmetals_site import read_capture
from minmetals_site.corrections import Corrections, parse_corrections
from minmetals_site.errors import CaptureError, Problem
from minmetals_site.readers import wordpress
from minmetals_site.readers.reading import Capture, Reading
from minmetals_site.records import Sourced
from minmetals_site.settings import Organisation, Settings
from minmetals_site.text.html import parse_fragment, plain_text

HERE = Path(__file__).parent
CASES = yaml.safe_load((HERE / "cases/html.yaml").read_text("utf-8"))
PROBLEMS = yaml.safe_load((HERE / "cases/wordpress_problems.yaml").read_text("utf-8"))
CAPTURES = sorted((HERE / "captures").glob("wordpress-*.json"))
SETTINGS = Settings(
    organisation=Organisation(name="Example Mining", hosts=("mining.example.org",)),
    publishers={"mining.example.org": "Example Mining", "www.mining.example.org": "Example Mining"},
)
POST = {"id": 1, "link": "https://example.org/post/", "title": {"rendered": "Sample"}}


def capture_of(text: str, path: str = "news/answer.json") -> Capture:
    """Return a capture of this text."""
    return Capture(path=path, data=b"", sha256="0" * 64, text=text, encoding="utf-8", encoding_evidence="valid UTF-8")


def parse(data: object, corrections: Corrections | None = None) -> list[Reading | Problem]:
    """Return how JSON of this value is read."""
    return wordpress.parse(capture_of(json.dumps(data)), SETTINGS, corrections or Corrections())


def read(**fields: object) -> Reading:
    """Return how a post with these fields is read; a field that is None is left out."""
    (reading,) = parse({key: value for key, value in {**POST, **fields}.items() if value is not None})
    assert isinstance(reading, Reading)
    return reading


def read_body(html: str) -> Reading:
    """Return how a post with this body is read."""
    return read(content={"rendered": html, "protected": False})


def squeezed(text: str) -> str:
    """Return the text without its white space, which markup may add and take."""
    return re.sub(r"[\s\u200b\u2060\ufeff\u00ad]+", "", text)


def assert_whole(reading: Reading) -> None:
    """Assert that the account covers the text, and that HTML and text of each block have the same words."""
    at = 0
    for use in reading.account:
        assert use.start == at < use.end
        at = use.end
    assert at == len(reading.decoded)
    for block in reading.blocks:
        if block.kind != "figure":  # where a picture was, the HTML says so, and the text has no words for it
            assert squeezed(plain_text(block.html)) == squeezed(block.text.text)


# Whole captures


def shown(value: Sourced[str] | None) -> dict[str, Any] | None:
    """Return a field as the expectations write it."""
    if value is None:
        return None
    paths = [evidence.path for evidence in value.evidence]
    return {"value": value.value, "origin": value.origin, "rule": value.rule, "paths": paths}


def shown_reading(reading: Reading) -> dict[str, Any]:
    """Return all of a reading that the expectations may name."""
    names = ("title", "author", "publisher", "published", "modified", "source_url", "summary")
    return {
        **{name: shown(getattr(reading, name)) for name in names},
        "item": reading.item,
        "kind": reading.kind,
        "source_class": reading.source_class,
        "language": reading.language,
        "highlights": [part.text for part in reading.highlights],
        "notices": [part.text for part in reading.notices],
        "terms": [[term.taxonomy, term.slug, term.name, term.origin] for term in reading.publisher_terms],
        "blocks": [[block.kind, block.level, block.text.text] for block in reading.blocks],
        "links": re.findall(r'href="([^"]*)"', "".join(block.html for block in reading.blocks)),
        "removed": sorted({use.use[8:] for use in reading.account if use.use.startswith("removed:")}),
        "findings": [code for code, _ in reading.findings],
    }


@pytest.mark.parametrize("file", CAPTURES, ids=[file.stem for file in CAPTURES])
def test_captures(file: Path) -> None:
    """Each capture is read as its expectations say: every field with origin, rule and evidence, and every problem."""
    capture = capture_of(file.read_text("utf-8"), f"news/{file.name}")
    found = wordpress.parse(capture, SETTINGS, Corrections())
    expected = yaml.safe_load(file.with_suffix(".expected.yaml").read_text("utf-8"))
    assert len(found) == len(expected)
    for reading, wanted in zip(found, expected, strict=True):
        if isinstance(reading, Problem):
            assert {"problem": str(reading)} == wanted
            continue
        assert set(wanted.pop("unused_among", [])) <= set(reading.keys_unused)
        actual = shown_reading(reading)
        assert {key: actual[key] for key in wanted} == wanted
        assert_whole(reading)


@pytest.mark.parametrize("file", CAPTURES, ids=[file.stem for file in CAPTURES])
def test_captures_become_records(file: Path) -> None:
    """Through the public door each item is a record whose account covers its text."""
    documents, _ = read_capture(file)
    assert documents
    for document in documents:
        assert_accounted(document)


def test_evidence_of_the_publisher_is_in_the_text() -> None:
    """A publisher that the copyright line names is traced to its words there."""
    (reading,) = wordpress.parse(capture_of(CAPTURES[1].read_text("utf-8")), SETTINGS, Corrections())
    assert isinstance(reading, Reading)
    assert reading.publisher
    (evidence,) = reading.publisher.evidence
    assert reading.decoded[evidence.start : evidence.end] == evidence.text == "Example Analyst"


# Bodies


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_body(case: dict[str, Any]) -> None:
    """Markup is read as the blocks that it shows, and what goes is named by its rule."""
    reading = read_body(case["given"])
    assert_whole(reading)
    blocks = [[block.kind, block.text.text, block.html] for block in reading.blocks]
    assert [block[: len(wanted)] for block, wanted in zip(blocks, case["blocks"], strict=True)] == case["blocks"]
    removed = [
        [reading.decoded[use.start : use.end], use.use.removeprefix("removed:")]
        for use in reading.account
        if use.use.startswith("removed:") and use.use != "removed:white-space"
    ]
    assert removed == case.get("removed", [])


@pytest.mark.parametrize(
    ("before", "is_found"),
    [
        ("<p><strong>Highlights</strong></p>", True),
        ("<h2>Key takeaways:</h2>", True),
        ("<p>A first sentence.</p><p>Key points</p>", True),
        ("<p>Highlights of the year</p>", False),
        ("<h2>The plan</h2><p>Words.</p><h2>Key takeaways</h2>", False),
    ],
)
def test_highlights(before: str, is_found: bool) -> None:  # noqa: FBT001  # a case
    """A list near the beginning, below a line that says so, is the highlights; the line itself is a label."""
    reading = read_body(f"{before}<ul><li>a</li><li>b <b>c</b></li></ul><p>Body.</p>")
    assert [part.text for part in reading.highlights] == (["a", "b c"] if is_found else [])
    assert ("list" in [block.kind for block in reading.blocks]) is not is_found
    uses = {use.use: reading.decoded[use.start : use.end] for use in reading.account}
    assert uses.get("field:highlights") == ("ab c" if is_found else None)
    assert ("removed:field-label" in uses) is is_found


def test_notices() -> None:
    """Disclaimers and copyright lines near the end are notices; a heading that says so makes what follows notices."""
    reading = read_body(
        "<p>Body.</p><p>Disclaimer: not at the end.</p>"
        + "<p>Body.</p>" * 8
        + "<p><b>Notice:</b> sample.</p><p>© 2024 Sample</p>"
    )
    assert [part.text for part in reading.notices] == ["Notice: sample.", "© 2024 Sample"]
    assert len(reading.blocks) == 10
    reading = read_body("<p>Body.</p><h3>Disclaimer</h3><p>One.</p><p>Two.</p>")
    assert [part.text for part in reading.notices] == ["One.", "Two."]
    assert [block.text.text for block in reading.blocks] == ["Body."]
    uses = [(use.use, reading.decoded[use.start : use.end]) for use in reading.account]
    assert uses[1:] == [("removed:field-label", "Disclaimer"), ("field:notices", "One.Two.")]


@pytest.mark.parametrize(
    ("html", "notices"),
    [
        ("<p>Body.</p><p><small>This sample gives no investment advice.</small></p>", 1),
        ("<p>Body.</p><p><em>Aviso: una muestra.</em></p><p>© 2024 Sample</p>", 2),
        ("<p>Body.</p><p>Disclosure: the writer holds no shares.</p>", 1),
        ("<p>Sponsored content: Sample Mills paid for this.</p><p>Body.</p>" + "<p>Body.</p>" * 9, 1),
        ("<p>Body.</p><h3>Forward-looking statements</h3><p>Results may differ.</p>", 1),
        ("<p>Body.</p><h3>Forward-looking views</h3><p>Results may differ.</p>", 0),
        ("<p>This sample gives no investment advice.</p>", 0),
        ("<p>Body.</p><p>This sample gives no investment advice.</p>" + "<p>Body.</p>" * 3, 0),
        ("<p>Body.</p><ul><li>This sample gives no investment advice.</li></ul>", 0),
        ("<p>Body.</p><h3>No investment advice</h3><p>Body.</p>", 0),
    ],
)
def test_notices_that_do_not_say_so(html: str, notices: int) -> None:
    """A last paragraph that says what it is not is a notice; the same words elsewhere, or all alone, are the body."""
    reading = read_body(html)
    assert len(reading.notices) == notices
    assert_whole(reading)


@pytest.mark.parametrize(
    ("line", "blocks"),
    [
        ("5 March 2024", ["Body."]),
        ("6 March 2024", ["6 March 2024", "Body."]),
        ("The mill opened on 5 March 2024", ["The mill opened on 5 March 2024", "Body."]),
    ],
)
def test_the_day_once_more(line: str, blocks: list[str]) -> None:
    """Under a repeated title a line goes that is the post's own day and nothing else."""
    html = f"<h1>Sample</h1><p>{line}</p><p>Body.</p>"
    reading = read(date="2024-03-05T09:30:00", content={"rendered": html})
    assert [block.text.text for block in reading.blocks] == blocks
    assert_whole(reading)


def test_machinery_over_and_amid_the_prose() -> None:
    """Buttons over the first prose go, and words of advertisements anywhere; other words of machinery stay amid it."""
    reading = read_body(
        "<p>Download as PDF</p><p>4 min read</p><p>Body.</p><p>Advertisement</p><p>Print</p><p>Body.</p>"
    )
    assert [block.text.text for block in reading.blocks] == ["Body.", "Print", "Body."]
    assert_whole(reading)


@pytest.mark.parametrize(
    ("html", "author"),
    [
        ("<p>By <strong>Ann Sample</strong></p><p>Body.</p>", "Ann Sample"),
        ("<p>Highlights</p><ul><li>a</li></ul><p>By Ann Sample</p><p>Body.</p>", "Ann Sample"),
        ("<p>By then Ann Sample had gone.</p><p>Body.</p>", None),
        ("<p>Body.</p><p>By Ann Sample</p>", None),
        ("<p>By Ann Sample | March 5, 2024</p><p>Body.</p>", "Ann Sample"),
        ("<p>By Ann Sample | the end of March 2024</p><p>Body.</p>", None),
        ("<p>Source: Example Mining</p><p>Body.</p>", None),
        ("<p>Body.</p><p>（作者：张样本 编辑：李示例）</p>", "张样本"),
        ("<p>Body.</p><p>The author: it is not known who wrote it.</p>", None),
    ],
)
def test_byline(html: str, author: str | None) -> None:
    """A paragraph before the first prose that is only `By` and a name is the byline; one elsewhere is not."""
    reading = read_body(html)
    assert (reading.author.value if reading.author else None) == author
    assert ([block.text.text for block in reading.blocks] == ["Body."]) is (author is not None)
    assert_whole(reading)


@pytest.mark.parametrize(
    ("host", "notice", "expected"),
    [
        ("samplezinc.example", "", ["official", "official"]),
        ("elsewhere.example", "", ["official", "independent"]),
        ("samplezinc.example", "<p>Disclaimer: an outsider writes.</p>", ["official", "independent"]),
    ],
)
def test_posts_of_one_host_have_one_speaker(host: str, notice: str, expected: list[str]) -> None:
    """Where one post of an array is its company's own, so are those of its host, but for an outsider's notice."""
    site = {"yoast_head_json": {"og_site_name": "Sample Zinc"}}
    first = "<p>Sample Zinc has opened its second furnace. Sample Zinc will run it for ten years.</p>"
    second = f"<p>Many people came on Saturday.</p>{notice}"
    posts = [
        {**POST, **site, "link": "https://samplezinc.example/news/a/", "content": {"rendered": first}},
        {**POST, "id": 2, "link": f"https://{host}/news/b/", "content": {"rendered": second}},
    ]
    found = [one for one in parse(posts) if isinstance(one, Reading)]
    assert [one.source_class for one in found] == expected


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("press-release", "Samplefold Tungsten plc has sunk its shaft.", "official"),
        ("press-release", "China Samplefold has sunk its shaft.", "official"),
        ("post", "Samplefold Tungsten plc has sunk its shaft.", "official"),
        ("post", "China Samplefold has sunk its shaft.", "independent"),
        ("press-release", "Samplefold is a valley with a shaft.", "independent"),
        ("press-release", "Many samplefold people know Samplefold Tungsten plc.", "independent"),
    ],
)
def test_one_word_of_a_companys_name_is_the_name_of_its_site(kind: str, text: str, expected: str) -> None:
    """On a host named after the company's own word, what it files or begins with its name is its own."""
    [reading] = parse(
        {
            **POST,
            "type": kind,
            "link": "https://www.samplefold.example/2024/05/shaft/",
            "content": {"rendered": f"<p>{text}</p>"},
        }
    )
    assert isinstance(reading, Reading)
    assert reading.source_class == expected


@pytest.mark.parametrize(("site_name", "expected"), [("Sample Zinc", "official"), ("Metals Daily", "independent")])
def test_a_site_that_gives_itself_the_name_speaks_for_itself(site_name: str, expected: str) -> None:
    """Where host, name of the site and subject of the text are one, the organisation speaks; a paper does not."""
    [reading] = parse(
        {
            **POST,
            "link": "https://news.samplezinc.example/two-kilns/",
            "yoast_head_json": {"og_site_name": site_name},
            "content": {"rendered": "<p>Sample Zinc has lit both kilns.</p>"},
        }
    )
    assert isinstance(reading, Reading)
    assert reading.source_class == expected


@pytest.mark.parametrize(
    ("html", "kinds"),
    [
        ("<p>One.</p><p><strong>The price of delay</strong></p><p>Two.</p>", ["paragraph", 2, "paragraph"]),
        ("<p>One.</p><p><b>3 –</b><b> The price of delay </b></p><p>Two.</p>", ["paragraph", 2, "paragraph"]),
        ("<h2>A</h2><p>One.</p><p><b>Who pays?</b></p><ul><li>Two</li></ul>", [2, "paragraph", 3, "list"]),
        ("<h2>A</h2><p>One.</p><p><b>About Sample</b></p><p>Two.</p>", [2, "paragraph", 2, "paragraph"]),
        ("<p><b>A standfirst about ore</b></p><p>One.</p>", ["paragraph", "paragraph"]),
        ("<p>One.</p><p><b>It rained.</b></p><p>Two.</p>", ["paragraph"] * 3),
        ("<p>One.</p><p><b>Price</b> of delay</p><p>Two.</p>", ["paragraph"] * 3),
        ("<p>One.</p><p><b>Ann Sample</b></p><p><b>Chair</b></p><p>Two.</p>", ["paragraph"] * 4),
        ("<p>One.</p><p><b>Sampleton, 14 November 2025</b></p><p>Two.</p>", ["paragraph"] * 3),
        ("<p>One.</p><p><b>Ann Sample</b></p>", ["paragraph", "paragraph"]),
    ],
)
def test_bold_paragraphs_that_are_headings(html: str, kinds: list[str | int]) -> None:
    """A short bold paragraph over a passage is a heading; standfirsts, sentences, rows and names are none."""
    reading = read_body(html)
    assert [block.level or block.kind for block in reading.blocks] == kinds
    assert_whole(reading)


@pytest.mark.parametrize(
    ("link", "publisher"),
    [
        ("https://sample-mining.example/a/", "Sample Mining Group"),
        ("https://notes.example/a/", "notes.example"),
        ("https://ore.example/a/", "ore.example"),
    ],
)
def test_the_passage_about_the_organisation_names_the_publisher(link: str, publisher: str) -> None:
    """The heading over it is the publisher's name where the host has it; else it may be about anybody."""
    content = {"rendered": "<p>One.</p><h3>About Sample Mining Group</h3><p>It mines.</p>", "protected": False}
    found = read(link=link, content=content).publisher
    assert found is not None
    assert found.value == publisher


def test_a_box_for_subscribers_goes_with_its_heading() -> None:
    """The heading over a line that asks for an address goes with it; the same words over a paragraph stay."""
    box = "<h3>Never miss a shaft</h3><p>Enter your email to get Shaft Letter every month.</p>"
    assert [block.text.text for block in read_body(f"<p>Body.</p>{box}").blocks] == ["Body."]
    kept = read_body("<p>Body.</p><h3>Never miss a shaft</h3><p>It is deep.</p>").blocks
    assert [block.text.text for block in kept] == ["Body.", "Never miss a shaft", "It is deep."]


def test_an_address_is_kept_where_it_is_all_that_stands_under_a_heading() -> None:
    """At the end of a post an address by itself is a contact; under a heading of the text it is what that heads."""
    body = "<p>The mill won an award.</p>{}<p>https://example.com/awards/</p>"
    kept = read_body(body.format("<h6>On the award</h6>"))
    assert [block.text.text for block in kept.blocks][1:] == ["On the award", "https://example.com/awards/"]
    gone = read_body(body.format("<p>So did the mine.</p>"))
    assert [block.text.text for block in gone.blocks][1:] == ["So did the mine."]


def test_a_figure_without_words_knows_its_place() -> None:
    """A picture that has no words stands between the words before it and those behind it."""
    reading = read_body(
        '<p>Before.</p><img src="/a.png"><p>Be<img src="/b.png">hind.</p><figure><img src="/c.png"></figure>'
    )
    places = [(block.text.text, *block.text.span(0, len(block.text))) for block in reading.blocks]
    assert places == [("Before.", 0, 7), ("", 7, 7), ("Be", 7, 9), ("", 9, 9), ("hind.", 9, 14), ("", 14, 14)]


def test_a_space_beside_what_was_removed_is_traced_to_one_side() -> None:
    """A word pair with a removed notice between them does not claim the notice for itself."""
    reading = read_body('<p>one <span class="visually-hidden">(opens in a new tab)</span> two</p>')
    (block,) = reading.blocks
    kept = "".join(reading.decoded[span.start : span.end] for span in block.text.spans())
    assert block.text.text == "one two"
    assert "opens" not in kept


def test_repairs_are_made_in_what_is_kept_alone() -> None:
    """Damage in a script is nobody's concern; a refused repair is not made, in the item it is refused for."""
    html = "<script>'the minersโ unions'</script><p>The minersโ unions in Chinaโs north.</p>"
    reading = read_body(html)
    assert [repair.before for repair in reading.diagnosis.repairs] == ["โ", "โ"]
    place = reading.diagnosis.repairs[1]
    refusal = f"item: {{2: {{repairs: {{refuse: [[{place.start}, {place.end}]]}}}}}}"
    corrections = parse_corrections(refusal, "news/answer.yaml")
    content = {"content": {"rendered": html}}
    one, two = parse([{**POST, **content}, {**POST, **content, "id": 2}], corrections)
    assert isinstance(one, Reading)
    assert isinstance(two, Reading)
    assert one.blocks[0].text.text == "The miners’ unions in China’s north."
    assert two.blocks[0].text.text == "The miners’ unions in Chinaโs north."
    assert two.blocks[0].html == "<p>The miners’ unions in Chinaโs north.</p>"


# Fields


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ({"rendered": "A &#038; B &lt;C&gt;"}, "A & B <C>"),
        ({"rendered": "An <em>ore</em><br>sample"}, "An ore sample"),
        ({"raw": "Raw"}, "Raw"),
        ("Bare &amp; plain", "Bare & plain"),
        ({"rendered": "<script>alert(1)</script>Real"}, "Real"),
        ({"rendered": "<b></b> &nbsp;"}, None),
        ({"rendered": ""}, None),
        ({"rendered": 17}, None),
        (None, None),
    ],
)
def test_titles(title: object, expected: str | None) -> None:
    """A title is plain text, wherever the API puts it; one of markup alone is none."""
    reading = read(title=title, content={"rendered": "<p>a</p>"})
    assert (reading.title.value if reading.title else None) == expected


@pytest.mark.parametrize(
    ("local", "utc", "expected", "rule", "findings"),
    [
        ("2024-03-05T09:30:00", "2024-03-05T14:30:00", "2024-03-05T09:30:00-05:00", "date-and-date-gmt", []),
        ("2024-03-05T09:30:00", "2024-03-05T09:30:00", "2024-03-05T09:30:00+00:00", "date-and-date-gmt", []),
        ("2024-03-05T09:30:00", None, "2024-03-05", "date-without-offset", []),
        ("2024-03-05T09:30:00", "2024-03-01T09:30:00", "2024-03-05", "date-without-offset", []),
        (None, "2024-03-05T14:30:00", "2024-03-05T14:30:00+00:00", "date-gmt", []),
        ("0000-00-00T00:00:00", "0000-00-00T00:00:00", None, None, []),
        ("2024-13-05T09:30:00", None, None, None, ["impossible-date"]),
        ("yesterday", "2024-03-05T14:30:00", "2024-03-05T14:30:00+00:00", "date-gmt", ["impossible-date"]),
        (20240305, [], None, None, []),
    ],
)
def test_dates(local: object, utc: object, expected: str | None, rule: str | None, findings: list[str]) -> None:
    """Local time and UTC make an instant; what is missing is not made up; what cannot be is said."""
    reading = read(date=local, date_gmt=utc, content={"rendered": "<p>a</p>"})
    assert (reading.published.value if reading.published else None) == expected
    assert (reading.published.rule if reading.published else None) == rule
    assert [code for code, _ in reading.findings] == findings


@pytest.mark.parametrize(
    ("excerpt", "expected", "rule"),
    [
        ("<p>Words &amp; more.</p>\n", "Words & more.", "excerpt"),
        ("<p>Words and [&hellip;]</p>", "Words and…", "excerpt-trimmed"),
        ("<p>Words and [...]</p>", "Words and…", "excerpt-trimmed"),
        ('<p>Words &hellip; <a class="more-link" href="/x">Continue reading <span>Sample</span> &rarr;</a></p>',
         "Words…", "excerpt-trimmed"),
        ('<p>Words.</p><p><a href="/x">Read more &raquo;</a></p>', "Words.", "excerpt-trimmed"),
        ("<p>Words end thus…</p>", "Words end thus…", "excerpt"),
        ("<p>The plan [sic] goes on. Read more of it in May.</p>", "The plan [sic] goes on. Read more of it in May.",
         "excerpt"),
        ("<p>One</p><p>Two</p>", "One Two", "excerpt"),
        ("", None, None),
        ("<p>[&hellip;]</p>", None, None),
    ],
)  # fmt: skip
def test_excerpts(excerpt: str, expected: str | None, rule: str | None) -> None:
    """An excerpt loses what WordPress puts behind its cut, shows the cut, and keeps all that only looks like it."""
    reading = read(excerpt={"rendered": excerpt})
    assert (reading.summary.value if reading.summary else None) == expected
    assert (reading.summary.rule if reading.summary else None) == rule


@pytest.mark.parametrize(
    ("link", "value", "source_class"),
    [
        ("https://mining.example.org/a/", "https://mining.example.org/a/", "official"),
        ("https://news.mining.example.org/a/", "https://news.mining.example.org/a/", "official"),
        ("https://MINING.example.org/a/", "https://MINING.example.org/a/", "official"),
        ("https://notmining.example.org/", "https://notmining.example.org/", "independent"),
        ("https://mining.example.org.example.com/", "https://mining.example.org.example.com/", "independent"),
        ("javascript:alert(1)//mining.example.org", None, "independent"),
        ("data:text/html,x", None, "independent"),
        ("mailto:info@mining.example.org", None, "independent"),
        ("/a/", None, "independent"),
    ],
)
def test_links(link: str, value: str | None, source_class: str) -> None:
    """Only a web address is a source, and only the organisation's own hosts, and those below them, are official."""
    reading = read(link=link)
    assert reading.source_url is not None
    assert reading.source_url.value == value
    assert reading.source_class == source_class
    assert reading.kind == ("news" if source_class == "official" else "analysis")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("© 2024 Example Analyst™ – invented", "Example Analyst"),
        ("Copyright © 2020-2024 Example & Sons, all rights reserved.", "Example & Sons"),
        ("Copyright 2024 by Example Analyst. All rights reserved.", "Example Analyst"),
        ("© Example Analyst 2024", "Example Analyst"),
        ("© 2024", None),
        ("© 2024 All rights reserved", None),
        ("Notice: © is a sign", None),
    ],
)
def test_copyright_lines(line: str, expected: str | None) -> None:
    """A copyright line names the publisher where it names anybody; else the host does."""
    reading = read_body(f"<p>Body.</p><p>{line}</p>")
    assert reading.publisher is not None
    assert (reading.publisher.value if reading.publisher.rule == "copyright-line" else None) == expected
    assert reading.publisher.rule in {"copyright-line", "link-host"}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"_embedded": {"author": [{"name": "Ms Sample"}, {"name": "Mr Sample"}]}}, "Ms Sample, Mr Sample"),
        ({"_embedded": {"author": [{"code": "rest_user_invalid_id", "message": "Invalid user ID."}]}}, None),
        ({"yoast_head_json": {"author": "Ms &amp; Mr Sample"}}, "Ms & Mr Sample"),
        ({"yoast_head_json": {"twitter_misc": {"Written by": "Ms Sample"}}}, "Ms Sample"),
        ({"author": 2}, None),
        ({"author": 2, "yoast_head_json": {"author": "2"}}, None),
        ({"_embedded": {"author": {"0": 1}}, "yoast_head_json": []}, None),
    ],
)
def test_authors(fields: dict[str, Any], expected: str | None) -> None:
    """An author is a name that is stated; a number is none."""
    reading = read(**fields)
    assert (reading.author.value if reading.author else None) == expected


def test_terms_prefer_names_to_classes() -> None:
    """A taxonomy whose terms are embedded is read from there; the others from the class names, longest name first."""
    reading = read(
        _embedded={"wp:term": [[{"name": "REE &amp; more", "slug": "ree", "taxonomy": "news"}], None, [{"name": 3}]]},
        _links={"wp:term": [{"taxonomy": "news"}, {"taxonomy": "news-type"}, {"taxonomy": "post_tag"}, {}, 7]},
        class_list=["post-1", "news-other", "news-type-rare-metals", "tag-12", "tag-mines", "hentry", 5],
    )
    terms = [(term.taxonomy, term.slug, term.name, term.origin) for term in reading.publisher_terms]
    assert terms == [
        ("news", "ree", "REE & more", "stated"),
        ("news-type", "rare-metals", "Rare Metals", "derived"),
        ("post_tag", "mines", "Mines", "derived"),
    ]


def test_terms_by_the_keys_of_the_post() -> None:
    """Without links the keys that hold numbers name the taxonomies; what WordPress itself adds is no term."""
    reading = read(
        id=5,
        type="regions",
        format="standard",
        regions=[3],
        categories=[4],
        tags=[],
        class_list=[
            "regions-5",
            "type-regions",
            "regions-sample-land",
            "category-ree-news",
            "format-standard",
            "tag-x",
        ],
    )
    assert [(term.taxonomy, term.name) for term in reading.publisher_terms] == [
        ("regions", "Sample Land"),
        ("category", "Ree News"),
    ]


def test_terms_of_a_capture_of_chosen_fields() -> None:
    """Where the keys of WordPress's own taxonomies were not captured, its classes tell them; no other class does."""
    reading = read(id=5, type="note", class_list=["post-5", "type-note", "category-ores", "tag-tin", "region-north"])
    assert [(term.taxonomy, term.name) for term in reading.publisher_terms] == [
        ("category", "Ores"),
        ("post_tag", "Tin"),
    ]


def test_keys_are_used_or_unused() -> None:
    """Every key of the post is listed once: as read, or as not read, in part where it was read in part."""
    reading = read(
        content={"rendered": "<p>a</p>", "protected": False}, author=2, meta={}, date="2024-03-05T09:30:00", a={"b": 1}
    )
    assert reading.keys_used == ("id", "link", "content.rendered", "date", "title.rendered")
    assert reading.keys_unused == ("content.protected", "author", "meta", "a")


# What is no post


@pytest.mark.parametrize("case", PROBLEMS, ids=[case["label"] for case in PROBLEMS])
def test_refusals(case: dict[str, Any]) -> None:
    """What is no post is refused with a message that says what it is, where, and what to do."""
    capture = capture_of(case["given"])
    assert wordpress.recognises(capture)
    with pytest.raises(CaptureError) as caught:
        wordpress.parse(capture, SETTINGS, Corrections())
    if "starts" in case:
        assert str(caught.value).startswith(case["starts"])
        assert str(caught.value).endswith("). Capture the answer of the site again, whole and unchanged.")
    else:
        assert str(caught.value) == case["expect"]


@pytest.mark.parametrize(
    ("text", "is_json"),
    [
        ('{"id": 1}', True),
        ('\ufeff\r\n [\n{"id": 1}]', True),
        ("[]", True),
        ("{broken", True),
        ("[Home](index.html) is a link", False),
        ("[Photo] Example Mining opened an office.", False),
        ("Example {mining}", False),
        ("", False),
        (" " * 100_000, False),
    ],
)
def test_recognition(text: str, is_json: bool) -> None:  # noqa: FBT001  # a case
    """A capture is JSON by its beginning, whatever its name; a Markdown link at the beginning makes none."""
    assert wordpress.recognises(capture_of(text, "news/a.txt")) is is_json


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"title": ' * 100_000,
        '{"id": 1, "title": {"rendered": "x"}, "a": ' + "[" * 100_000 + "]" * 100_000 + "}",
    ],
    ids=["lists", "objects", "post"],
)
def test_json_nested_too_deep(text: str) -> None:
    """JSON that nests a hundred thousand deep is a problem with the capture, and no crash."""
    with pytest.raises(CaptureError, match=r"nested deeper|broken in column"):
        wordpress.parse(capture_of(text), SETTINGS, Corrections())


def test_odd_json() -> None:
    """Half surrogate pairs, NULs, endless numbers, NaN and keys given twice are read as far as they mean anything."""
    text = (
        '{"id": ' + "9" * 5000 + ', "n": NaN, "link": "https://example.org/\\ud800", "title": {"rendered": "first"},'
        ' "title": {"rendered": "a\\ud800b\\u0000c\\ud83d\\ude00 &#' + "9" * 5000 + ';"}, "\\udfff": 1e999,'
        ' "content": {"rendered": "<p>x\\udc00y\\u0000z</p>"}, "class_list": ["category-\\ud800"], "categories": [1]}'
    )
    (reading,) = wordpress.parse(capture_of(text), SETTINGS, Corrections())
    assert isinstance(reading, Reading)
    assert reading.title
    assert reading.title.value == "a\ufffdb\ufffdc😀 \ufffd"
    assert "x\ufffdy" in reading.decoded
    assert [block.text.text for block in reading.blocks] == ["x\ufffdy\ufffdz"]
    assert "\ufffd" in reading.keys_unused
    assert_whole(reading)
    for written in (reading.decoded, *reading.keys_unused, *(term.slug for term in reading.publisher_terms)):
        assert written.encode()


def test_json_through_a_viewer() -> None:
    """Bare line ends in a string, and closing tags that have lost their opening ones, are read as they stood."""
    text = (
        '{"id": 7, "link": "https://example.org/mill", "title": {"rendered": "The Mill Turns"}, "content": {"rendered":'
        ' "\n\nThe mill turns.<\\/p>\n\nIt is new.<\\/p>\nSource: Read Full Article<\\/a><\\/p>"}}'
    )
    (reading,) = wordpress.parse(capture_of(text), SETTINGS, Corrections())
    assert isinstance(reading, Reading)
    assert [(block.kind, block.text.text) for block in reading.blocks] == [
        ("paragraph", "The mill turns."),
        ("paragraph", "It is new."),
    ]
    assert_whole(reading)


def test_ids_of_items() -> None:
    """A post's own id is its item, alone or among others; one of several without an id goes by its position."""
    assert read().item == str(POST["id"])
    (alone,) = parse([POST])
    assert isinstance(alone, Reading)
    assert alone.item == str(POST["id"])
    assert read(id=None).item is None
    several = parse([{**POST, "id": 7}, {**POST, "id": "theme//page"}, {**POST, "id": None}, {**POST, "id": True}])
    items = [reading.item for reading in several if isinstance(reading, Reading)]
    assert items == ["7", "theme//page", "position-3", "position-4"]


def test_a_fault_of_ours_in_one_item_costs_that_item_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """If reading an item fails for a reason nobody thought of, that item is a problem and the others are read."""

    def failing(fragment: str) -> object:
        if "bad" in fragment:
            raise ValueError("oh")
        return parse_fragment(fragment)

    monkeypatch.setattr("minmetals_site.readers.wordpress.posts.parse_fragment", failing)
    good, bad = parse([{**POST, "content": "good"}, {**POST, "id": 2, "content": "bad"}])
    assert isinstance(good, Reading)
    assert str(bad) == (
        'news/answer.json: item 2 (id "2") could not be read (ValueError: oh).'
        " This is a fault of the program: report it with the capture."
    )


# JSON


@given(item=st.integers(-(10**40), 10**40) | st.text(max_size=9), title=st.text(max_size=9), ascii_only=st.booleans())
@example(item="\ud83d\ude00", title="\ud800", ascii_only=True)
def test_both_readers_of_json_read_the_same(*, item: int | str, title: str, ascii_only: bool) -> None:
    """What the standard library alone takes for JSON, as NaN, changes the reading of nothing beside it."""
    post = {"id": item, "title": title, "content": {"rendered": f"<p>{title}"}, "excerpt": title, f"key-{title}": item}
    written = json.dumps(post, ensure_ascii=ascii_only)
    (plain,) = wordpress.parse(capture_of(written), SETTINGS, Corrections())
    (beside,) = wordpress.parse(capture_of(f'{{"version-history": NaN, {written[1:]}'), SETTINGS, Corrections())
    assert isinstance(plain, Reading)
    assert isinstance(beside, Reading)
    assert shown_reading(beside) == shown_reading(plain)
    assert beside.keys_unused == ("version-history", *plain.keys_unused)


# Hostile markup

_NAMES = (
    "p div span a b strong em h1 h2 h3 ul ol li dl dt dd table tr td th tbody caption blockquote pre figure figcaption"
    " img iframe br hr script style nav form select option template noscript section svg title video o:p"
)
NAMES = st.sampled_from(_NAMES.split())
ATTRIBUTES = st.sampled_from(
    [
        "",
        ' class="sr-only"',
        ' class="wp-block-rank-math-toc-block"',
        ' class="wp-caption"',
        ' class="wpil_keyword_link"',
        ' href="javascript:alert(1)"',
        ' href="#a"',
        ' href="/a?utm_source=b"',
        ' href="https://example.com/&quot; onclick=alert(1)"',
        ' src="data:text/html,x" alt="&lt;script&gt;"',
        ' src="https://example.com/x.png" alt="\' onerror=alert(1)"',
        ' onclick="alert(1)"',
        ' lang="en" dir="rtl"',
        ' lang="&quot;&gt;&lt;script&gt;"',
        ' colspan="2"',
        ' title="<"',
    ]
)
WORDS = st.sampled_from(
    ["a", " ", "\n", "Highlights", "Notice: b", "© 2024 Sample", "x (opens in a new tab)", "#", "&lt;script&gt;",
     "&nbsp;", "[gallery ids=“1”]", "[/caption]", "↩", "Chinaโs", "a\u200bb", "\u200b", "<", "&#0;", "\x0b", "\x01"]
)  # fmt: skip


def _element(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    parts = st.lists(inner, max_size=4).map("".join)
    whole = st.builds(lambda name, more, text: f"<{name}{more}>{text}</{name}>", NAMES, ATTRIBUTES, parts)
    open_ended = st.builds(lambda name, more, text: f"<{name}{more}>{text}", NAMES, ATTRIBUTES, parts)
    return whole | open_ended | st.builds(lambda name: f"</{name}>", NAMES)


MARKUP = st.lists(st.recursive(WORDS, _element, max_leaves=12), max_size=6).map("".join)
HOSTILE = re.compile(
    r"<script|<[^>]*\son\w+=|(?:href|src)=\"(?!https?://|mailto:)|\s(?:id|class|style)=", re.IGNORECASE
)
"""Matches `<script>`, `<p onclick=` and `href="javascript:`; refuses all of them as escaped text."""


@settings(max_examples=200)
@given(MARKUP)
@example("<table><tr>a<td>b</td><td>c</td></tr></table>")
@example("<ul><b>a<li>b</b></ul><table><caption>c<tr><td>d<td>e</table>")
@example("<p>Highlights</p><ul><li>a</li></ul><p>© 2024 Sample</p>")
@example("<figure>a<img src=https://example.com/x.png>b</figure>")
@example("<pre>a<br><b>b</b>\x01</pre>")
def test_any_markup_is_accounted_for_and_harmless(html: str) -> None:
    """Whatever the markup, nothing is raised, all text is accounted for, and what reaches a page is clean."""
    reading = read_body(html)
    assert_whole(reading)
    for block in reading.blocks:
        assert not HOSTILE.search(block.html)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
_FIELDS = (
    "id date date_gmt modified guid status type link title content excerpt author class_list _links _embedded"
    " yoast_head_json categories tags lang format"
)
FIELDS = st.sampled_from(_FIELDS.split())
SHAPES = JSON_VALUES | st.builds(
    lambda key, value: {key: value},
    st.sampled_from(["rendered", "protected", "wp:term", "author", "og_site_name", "version-history"]),
    JSON_VALUES | st.lists(st.dictionaries(st.sampled_from(["name", "slug", "taxonomy", "count"]), JSON_VALUES)),
)


@settings(max_examples=200)
@given(st.dictionaries(FIELDS, SHAPES, max_size=8))
def test_any_json_is_read_or_refused(fields: dict[str, Any]) -> None:
    """Whatever stands in a post's fields, it is a record or a problem of the capture."""
    try:
        found = parse(fields)
    except CaptureError:
        return
    for reading in found:
        assert isinstance(reading, Reading)
        assert_whole(reading)
        assert reading.source_url is None or re.match(r"(?i)https?://", reading.source_url.value or "https://")


@pytest.mark.parametrize(
    ("link", "body", "source_class"),
    [
        ("https://sampletungsten.example/news/a/", "Sample Tungsten has opened a second shaft.", "official"),
        ("https://sampletungsten.example/en/about/b/", "Sample Tungsten mines in one valley.", "official"),
        ("https://tinsmelters.example/news/a/", "Members of the Tin Smelters’ Association have agreed.", "official"),
        ("https://a.example/b/", "Drilling has begun two miles from our plant.", "official"),
        ("https://a.example/news/b/", "5月20日，示例有限公司获奖。过去一年，公司把周期缩短了一半。", "official"),
        ("https://sampletungsten.example/analysis/a/", "Muster Zinc has opened a second shaft.", "independent"),
        ("https://samplereview.example/news/a/", "Sample Review is paid by its readers.", "independent"),
        ("https://samplemetals.example/news/a/", "Sample Metals is paid by its readers.", "independent"),
        (
            "https://tungsten.example/news/a/",
            "Tungsten rose again. Tungsten is scarce, and tungsten is dear.",
            "independent",
        ),
        ("https://a.example/b/", "“Drilling has begun near our plant,” said the manager.", "independent"),
        ("https://a.example/b/", "Our readers ask how we grade a company.", "independent"),
        ("https://a.example/news/b/", "某地出台规定，公司法也将修改。", "independent"),
    ],
)
def test_who_speaks_in_a_post(link: str, body: str, source_class: str) -> None:
    """A post is official where it speaks of whom its site is named after, or of its own works outside quotations."""
    assert read(link=link, content={"rendered": f"<p>{body}</p>"}).source_class == source_class


def test_a_damaged_title_is_mended_and_says_so() -> None:
    """A title or excerpt whose signs were lost is read as its body would be; its evidence keeps the damaged words."""
    found = read(title={"rendered": "The firm\u0e42s office"}, excerpt={"rendered": "<p>It wasn\u0e42t cheap.</p>"})
    assert found.title is not None
    assert (found.title.value, found.title.origin) == ("The firm’s office", "stated")
    assert found.title.rule == "post-title-repaired"
    assert found.title.evidence[0].text == "The firm\u0e42s office"
    assert found.summary is not None
    assert (found.summary.value, found.summary.origin) == ("It wasn’t cheap.", "stated")


@pytest.mark.parametrize(
    ("raw", "title", "body"),
    [
        ("a\ufffdb", "a–b", "a–b"),
        ("a&#65533;b", "a–b", "a–b"),
        ("a\ud83db", "a\ufffdb", "a\ufffdb"),
        ("a&#99999999;b", "a\ufffdb", "a\ufffdb"),
        ("a\ufffdb\udc00c", "a\ufffdb\ufffdc", "a\ufffdb\ufffdc"),
        ("Chinaโs a\ud83db", "China’s a\ufffdb", "China’s a\ufffdb"),
    ],
    ids=["captured", "as-a-reference", "half-a-pair", "no-character", "both", "beside-damage"],
)
def test_what_we_put_for_half_a_pair_is_no_damage(raw: str, title: str, body: str) -> None:
    """U+FFFD of the capture is a lost sign; one that we put for half a pair is none, nor is any beside it."""
    found = read(title={"rendered": raw}, content={"rendered": f"<p>{raw}</p>"})
    assert found.title is not None
    assert found.title.value == title
    assert [block.text.text for block in found.blocks] == [body]

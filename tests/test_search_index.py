"""The search index: what its files say against brute force over the records, patched against made anew."""

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hand_made import document, paragraph, sourced
from index_reader import IndexReader, Listed
from minmetals_site import build_site
from minmetals_site.cache import BodyPlace, BodyWriter, Cache
from minmetals_site.records import AnyDocument, parse_json_line
from minmetals_site.search import SearchIndex, Term, analyse, coded_file, names, plain_file, update_index
from minmetals_site.search.shards import MOST, Form, lexicon
from minmetals_site.search.terms import decode_terms, next_block
from minmetals_site.search.varints import position_lists, position_lists_code, posting_values, postings_code
from minmetals_site.search.words import LONGEST_WORD, fold, positioned, stem
from minmetals_site.vocabulary import read_vocabulary
from minmetals_site.workers import Workers
from search_oracle import And, Facet, InTitle, Not, Or, Oracle, Phrase, Query, Word

GOLDEN = Path(__file__).parent / "golden" / "content"


# --- A whole site -----------------------------------------------------------------------------------------------------


class Built:
    """The golden content with a few captures more, as a site, its records, and both ways to ask it."""

    def __init__(self, folder: Path) -> None:
        content = folder / "content"
        for file in sorted(GOLDEN.rglob("*")):
            if file.is_file():
                (content / file.relative_to(GOLDEN)).parent.mkdir(parents=True, exist_ok=True)
                (content / file.relative_to(GOLDEN)).write_bytes(file.read_bytes())
        (content / "news" / "hostile.txt").write_text(_HOSTILE, "utf-8")
        build_site(content, folder / "site", jobs=1)
        lines = [
            line
            for file in sorted((folder / "site/data/documents").iterdir())
            for line in file.read_bytes().splitlines()
        ]
        self.documents = [parse_json_line(line) for line in lines]
        tags = {(tag.facet, tag.slug): tag.names for tag in read_vocabulary(content).tags}
        self.names = {d.id or 0: [name for tag in d.tags for name in tags[tag.facet, tag.slug]] for d in self.documents}
        self.reader = IndexReader(folder / "site")
        self.keys = self.reader.every()
        self.oracle = Oracle(self.documents, self.names)


_HOSTILE = (
    """Home > News > Company News
__proto__ and constructor open a rare-earth shaft
Example Mining 2022-03-05
"</script>" was the word of the day, and Pérez’s plan was of 288,600 tonnes; 五矿集团 said so.
"""
    f"A word of {'x' * 10_000} letters.\n"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the site."""
    return Built(tmp_path_factory.mktemp("built"))


def _blocks(document: AnyDocument) -> Iterator[str]:
    yield document.title.value or document.capture.path
    yield from document.highlights
    yield from (block.text for block in document.blocks if block.text)


def test_the_index_holds_every_word_at_its_place(built: Built) -> None:
    """Forms and positions of the whole index are those of all texts, and nothing else is there."""
    expected: dict[tuple[str, str], dict[int, list[int]]] = {}
    for record in built.documents:
        start = 0
        for text in _blocks(record):
            words = positioned(fold(text))
            for word, place in sorted(words, key=lambda pair: pair[1]):
                expected.setdefault((stem(word), word), {}).setdefault(record.id or 0, []).append(start + place)
            start = next_block(start + max((place + 1 for _, place in words), default=0))
    found = {(key, form): places for key, listed in built.keys.items() for form, places in listed.forms.items()}
    assert found == expected
    strays = {(form, key) for key, form in expected if not form.startswith(key)}
    assert {(form, key) for form, keys in built.reader.aliases.items() for key in keys} == strays


def _asked(built: Built, query: Query) -> set[int]:  # noqa: PLR0911  # one for each kind of query
    """Return what the index says, asked as the search page asks it."""
    everything = set(built.reader.texts())
    match query:
        case Word(text=text):
            return set(_listed(built, stem(fold(text))).postings)
        case InTitle(part=Word(text=text)):
            return set(_listed(built, f"'{stem(fold(text))}").postings)
        case Phrase(text=text):
            return _phrase(built, [word for word, _ in positioned(fold(text))])
        case Facet(name=name, value=value):
            return set(_listed(built, f"#{name}/{value}").postings)
        case Not(part=part):
            return everything - _asked(built, part)
        case Or(parts=parts):
            return set.union(*[_asked(built, part) for part in parts])
        case And(parts=parts):
            return set.intersection(*[_asked(built, part) for part in parts])
    raise AssertionError(query)


def _listed(built: Built, key: str) -> Listed:
    return built.reader.key(key) or Listed({}, {})


def _phrase(built: Built, words: list[str]) -> set[int]:
    lists = [_listed(built, stem(word)).forms.get(word, {}) for word in words]
    return {
        number
        for number, starts in lists[0].items()
        if any(all(at + step in places.get(number, ()) for step, places in enumerate(lists)) for at in starts)
    }


def _texts(built: Built) -> list[str]:
    return [text for record in built.documents for text in _blocks(record)]


@given(st.data())
@settings(max_examples=60)
def test_the_index_finds_what_the_oracle_finds(built: Built, data: st.DataObject) -> None:
    """Words, phrases, titles, facets, exclusions and alternatives match the same documents by index and by force."""
    whole = {word for text in _texts(built) for word in fold(text).split() if len(word) <= LONGEST_WORD}
    plain = sorted(word for word in whole if word.isascii() and word.isalpha())
    word = st.builds(Word, st.sampled_from([*plain, "absentword"]))
    runs = [run for text in _texts(built) for run in _runs(fold(text))]
    phrase = st.builds(Phrase, st.sampled_from(runs))
    facet = st.sampled_from(
        [Facet(*key[1:].split("/", 1)) for key in built.keys if key[0] == "#" and "#pub" not in key]
    )
    part = word | phrase | facet | st.builds(InTitle, word)
    query = data.draw(
        part | st.builds(Not, part) | st.builds(Or, st.tuples(part, part)) | st.builds(And, st.tuples(part, part))
    )
    assert _asked(built, query) == built.oracle.find(query)


def _runs(text: str) -> list[str]:
    words = [word for word in text.split() if word.isascii() and word.isalpha()]
    return [" ".join(words[at : at + 2]) for at in range(0, len(words) - 1, 7)]


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        (Word("perez"), True),
        (Word("288600"), True),
        (Word("rare-earth"), True),
        (Word("rareearth"), True),
        (Word("五矿"), True),
        (Word("矿集团"), True),
        (Word("集矿"), False),
        (Word("constructor"), True),
        (Phrase("rare earth shaft"), True),
        (Phrase("earth rare"), False),
        (Word("xxx", is_prefix=True), True),
        (Not(Word("tonnes")), False),
    ],
)
def test_the_oracle_knows_the_rules(built: Built, query: Query, is_found: bool) -> None:  # noqa: FBT001  # a case
    """The oracle finds the hostile document by whatever way its words are written, and not by others."""
    (hostile,) = [record.id for record in built.documents if record.capture.path.endswith("hostile.txt")]
    assert (hostile in built.oracle.find(query)) is is_found


def test_tags_are_found_by_every_name(built: Built) -> None:
    """A document is listed under the words of all names of its tags and of its publisher."""
    for record in built.documents:
        for name in (*built.names[record.id or 0], record.publisher.value or ""):
            for word, _ in positioned(fold(name)):
                assert record.id in _listed(built, stem(word)).postings


def test_a_title_outweighs_a_mention(built: Built) -> None:
    """A word of the title says more than one of a long text, and one that is often there more than one that is not."""
    titled = _listed(built, "constructor")
    assert max(titled.postings.values()) >= 6
    assert min(impact for listed in built.keys.values() for impact in listed.postings.values()) == 0
    once = document("news", title=sourced("Copper"), blocks=(paragraph("Zinc. " + "Tin and lead. " * 300),))
    terms = decode_terms(analyse(once, ()).terms)
    impact_of = dict(zip(terms.keys, terms.impacts, strict=True))
    assert 0 <= impact_of["zinc"] < impact_of["tin"] <= 7
    assert impact_of["zinc"] < impact_of["copper"] <= 7


def test_results_can_be_shown(built: Built) -> None:
    """The texts of every document are those of its record, whatever stands in them."""
    texts = built.reader.texts()
    for record in built.documents:
        url, title, date, kind, source_class, publisher, language, blocks = texts[record.id or 0]
        assert (url, title, date) == (record.url, record.title.value, record.published.value)
        assert (kind, source_class, language) == (record.kind, record.source_class, record.language)
        assert publisher == record.publisher.value
        assert [text for _, text in blocks] == list(_blocks(record))[1:]
        assert [anchor for anchor, _ in blocks if anchor] == [block.anchor for block in record.blocks if block.text]


def test_years_hold_every_document_once(built: Built) -> None:
    """The orders of all years and of the undated together are all documents, the newest first in each."""
    head = built.reader.head
    years = head["years"] + ["undated"] * head["undated"]
    orders = {year: json.loads(built.reader.inflated(f"o/{year}")) for year in years}
    numbers = [number for order in orders.values() for number in order]
    assert sorted(numbers) == sorted(record.id or 0 for record in built.documents)
    dates = {record.id or 0: record.published.value or "" for record in built.documents}
    for order in orders.values():
        assert [dates[n][:10] for n in order] == sorted([dates[n][:10] for n in order], reverse=True)
    assert head["years"] == sorted(head["years"], reverse=True)
    assert head["documents"] == len(numbers)


def test_words_to_mend_a_mistyped_one(built: Built) -> None:
    """Every form of letters is listed by its length, with the bit length of how many documents have it."""
    counts = {form: len(found) for listed in built.keys.values() for form, found in listed.forms.items()}
    for length in built.reader.head["words"]:
        lines = built.reader.inflated(f"w/{length}").decode().splitlines()
        expected = {w: count for w, count in counts.items() if w.isalpha() and len(w) == length}
        assert {line[:-1]: int(line[-1], 36) for line in lines} == {w: n.bit_length() for w, n in expected.items()}


def test_facets_have_names(built: Built) -> None:
    """Whatever a document can be narrowed by has a name, and every name has documents."""
    facets = built.reader.value("facets")
    named = {f"#kind/{slug}" for slug, _ in facets["kinds"]} | {f"#class/{slug}" for slug, _ in facets["classes"]}
    named |= {f"#publisher/{slug}" for slug, _ in facets["publishers"]}
    named |= {f"#tag/{facet}/{slug}" for facet, _, tags in facets["facets"] for slug, *_ in tags}
    assert named == {key for key in built.keys if key.startswith("#") and not key.startswith("#year/")}


def test_an_archive_may_leave_the_search_out(tmp_path: Path) -> None:
    """With `search: false` there is no file of the search; without, there is, and back again."""
    content, site = tmp_path / "content", tmp_path / "site"
    content.mkdir()
    (content / "a.txt").write_text("Example Mining opened a shaft in the north of the country.\n")
    for lines, is_there in (("search: false\n", False), ("search: true\n", True), ("search: false\n", False)):
        (content / "site.yaml").write_text(lines)
        build_site(content, site, jobs=1, cache=tmp_path / "cache")
        assert (site / "search").exists() is is_there


# --- Patched and made anew --------------------------------------------------------------------------------------------


_WORDS = st.sampled_from(
    ["mine", "mining", "mined", "copper", "shaft", "rare-earth", "zinc", "the", "of", "五矿", "lead's", "12,000", "x"]
)
_TEXT = st.lists(_WORDS, max_size=12).map(" ".join)
_ROUND = st.dictionaries(st.integers(1, 30), st.none() | st.lists(_TEXT, min_size=1, max_size=3), max_size=6)


class _Shelf:
    """A cache with the terms of documents, from which indexes are made."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def places(self, documents: Mapping[int, list[str]]) -> dict[int, BodyPlace]:
        """Return where the terms of documents are, each given as its title and blocks."""
        writer = BodyWriter(self._folder)
        places = {}
        for number, (title, *texts) in documents.items():
            record = document("news", title=sourced(title or "-"), blocks=tuple(map(paragraph, texts)))
            places[number] = writer.add(b"", b"", b"", analyse(record, ()))
        writer.flush()
        return places


def _said(index: SearchIndex) -> list[tuple[str, list[Term], int, dict[int, str]]]:
    """Return all that pages are made of."""
    with closing(index):
        return [(s.first, index.terms(s.digest), s.positions, s.words) for s in index.shards]


def _keep(cache: Cache, index: SearchIndex) -> None:
    cache.keep({}, {})
    cache.save({}, None)
    index.save(cache)


@given(_ROUND, st.lists(_ROUND, min_size=1, max_size=4))
@settings(max_examples=60)
def test_a_patched_index_is_one_made_anew(
    first: dict[int, list[str] | None], rounds: list[dict[int, list[str] | None]]
) -> None:
    """After any additions, edits and deletions the shards are those of an index that was made of the documents left."""
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr("minmetals_site.search.shards.LEAST", 40)
        patch.setattr("minmetals_site.search.shards.MOST", 120)
        patch.setattr("minmetals_site.search.index._ONE_IN", 0)
        folder, alone = Path(name) / "kept", Path(name) / "alone"
        documents: dict[int, list[str]] = {}
        for edits in [first, *rounds]:
            documents = {n: texts for n, texts in (documents | edits).items() if texts}
            with Cache.open(folder, "code") as cache, Cache.open(alone, "other") as other:
                patched = update_index(cache, _Shelf(folder).places(documents), Workers(1))
                expected = update_index(other, _Shelf(alone).places(documents), Workers(1))
                assert _said(patched) == _said(expected)
                _keep_all(cache, patched)


def _keep_all(cache: Cache, index: SearchIndex) -> None:
    """Keep the index, and the bodies that `Cache.save` would take away, since no reading names them here."""
    bodies = {file: file.read_bytes() for file in cache.folder.glob("bodies-*")}
    _keep(cache, index)
    for file, data in bodies.items():
        file.write_bytes(data)


@pytest.mark.parametrize("harm", ["shards lost", "shards zeroed", "part cut", "old terms lost"])
def test_a_damaged_index_is_made_anew(tmp_path: Path, harm: str) -> None:
    """What is lost or damaged of the kept index costs time alone."""
    documents = {number: [f"Shaft {number}", "Copper and zinc."] for number in range(1, 40)}
    with Cache.open(tmp_path / "kept", "code") as cache:
        _keep_all(cache, update_index(cache, _Shelf(cache.folder).places(documents), Workers(1)))
        (shards,) = [file for file in cache.folder.glob("search-*") if not file.name.endswith(".new")]
        if harm == "shards lost":
            shards.unlink()
        elif harm == "shards zeroed":
            shards.write_bytes(bytes(shards.stat().st_size))
        elif harm == "part cut":
            (cache.folder / "search").write_bytes((cache.folder / "search").read_bytes()[:-1])
        else:
            for file in cache.folder.glob("bodies-*"):
                file.unlink()
    documents[7] = ["Shaft 7", "Tin."]
    with Cache.open(tmp_path / "kept", "code") as cache, Cache.open(tmp_path / "alone", "other") as other:
        patched = update_index(cache, _Shelf(cache.folder).places(documents), Workers(1))
        assert _said(patched) == _said(update_index(other, _Shelf(other.folder).places(documents), Workers(1)))


def test_processes_make_the_same_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs and ranges, however many and by however many processes, leave no trace in the shards."""
    documents = {n: [f"Shaft {n % 7}", f"Word{n} and copper {n * 31 % 11} in Word{n // 3}."] for n in range(3, 400)}
    with Cache.open(tmp_path / "one", "code") as cache:
        expected = _said(update_index(cache, _Shelf(cache.folder).places(documents), Workers(1)))
    monkeypatch.setattr("minmetals_site.search.index._RUN", 50)
    with Cache.open(tmp_path / "many", "code") as cache, Workers(2) as workers:
        assert _said(update_index(cache, _Shelf(cache.folder).places(documents), workers)) == expected
    assert not list((tmp_path / "many").glob("search-*/*"))


# --- Bytes ------------------------------------------------------------------------------------------------------------


@given(st.dictionaries(st.integers(1, 10**7), st.integers(0, 7)))
def test_lists_of_keys_read_back(impacts: dict[int, int]) -> None:
    """Any documents with any impacts come back from the bytes of their list."""
    values = [number * 8 + impacts[number] for number in sorted(impacts)]
    assert posting_values(postings_code(values)) == values


@given(st.dictionaries(st.integers(1, 10**6), st.sets(st.integers(0, 10**6), min_size=1)))
def test_lists_of_forms_read_back(places: dict[int, set[int]]) -> None:
    """Any documents with any positions come back from the bytes of their list."""
    from minmetals_site.search.varints import positions_code  # noqa: PLC0415

    numbers = sorted(places)
    codes = [positions_code(sorted(places[number])) for number in numbers]
    assert position_lists(position_lists_code(numbers, codes)) == (numbers, codes)


@given(st.lists(st.text(st.sampled_from("abZ'#/-é五\U0001f600"), min_size=1, max_size=60), min_size=1, unique=True))
def test_names_of_shards_are_told_apart(keys: list[str]) -> None:
    """Each shard has a beginning behind all keys before it, and a short name in plain letters that no other has."""
    keys.sort()
    named = names(keys, keys)
    assert all(beginning > before for (beginning, _), before in zip(named[1:], keys, strict=False))
    assert all(key.startswith(beginning) for key, (beginning, _) in zip(keys, named, strict=True))
    assert len({name for _, name in named}) == len(keys)
    assert all(len(name) < 60 and name.isascii() and name == name.lower() for _, name in named)


def test_long_common_beginnings_are_cut_short_in_a_lexicon() -> None:
    """A word that shares more than one digit can say with the one before is listed whole behind that."""
    words = ["a" * 50 + "b", "a" * 50 + "c"]
    data = lexicon([Term(word, 16, b"\x08", [Form("", 1, 2, b"\x01\x40")]) for word in words])
    assert data.startswith(b"0" + b"a" * 50 + b"b\t1\t,2\nz" + b"a" * 15 + b"c\t1\t,2\0")
    assert data.endswith(b"\x08\x08")


def test_files_are_calls_in_ascii() -> None:
    """Whatever a file holds, it is one call in ASCII that no script element of a page would end."""
    for data in (plain_file("facets", {"</script>": "é\u2028\ud800"}), coded_file("t/_a", bytes(range(256)))):
        text = data.decode("ascii")
        assert text.startswith("minmetalsSearch.take(")
        assert text.endswith(");\n")
        assert "\n" not in text[:-1]
    assert MOST > 0

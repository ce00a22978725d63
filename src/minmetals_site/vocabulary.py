"""The tagger: names and aliases to tags, with every place where a text names one.

A vocabulary is facet -> tag -> its other names (`vocabulary.yaml`; the starter one beside this module has the same
form). A name counts where it stands as a word or words of its own; `near` and `not` tell the metal from the verb. The
choices that may surprise:

- A one-word name in capitals (`REE`), or of one or two letters (`Pb`), asks for its exact spelling even where `case`
  does not say so: in small letters these are other words, or parts of an address. `case: false` lifts that.
- `near` asks for one of its words among the four before or the four after, in the same sentence; commas and single
  line breaks do not end a sentence. A name that holds such a word itself needs no other.
- A longer name hides a shorter one only where the longer one counts itself, all its conditions met.
- Quotes, hyphens and white space of all kinds are equal within their kind; a blank line is no white space.
- Nothing is added to the names: a plural that should count is one of the aliases.

All names are searched for in one pass of an Aho-Corasick automaton, over a copy of the text in which each character
that belongs to no word has become a space: names, padded with spaces, then match at word boundaries alone, and few
matches are left for Python to look at. The copy has the text's own length, so places need no bookkeeping; white space
in runs is taken out first, which is the only case in which they do. Chinese and Japanese set no boundaries, so names
that hold their letters have an automaton of their own, which runs only over texts that hold them too.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from minmetals_site.errors import SettingsError, quoted
from minmetals_site.settings import read_yaml_file
from minmetals_site.text.slugs import slug
from minmetals_site.text.strange import strange_to
from minmetals_site.text.yaml_text import Faults, YamlField, parse_yaml

__all__ = ["Facet", "Mention", "Vocabulary", "VocabularyTag", "parse_vocabulary", "read_vocabulary"]

_STARTER = "starter_vocabulary.yaml"
_FACET = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""Matches `sites-and-projects`, which is a folder of the site; refuses `Sites & projects` and `..`."""
_LONGEST_NAME = 200
_WORDS_NEAR = 4
_CHARACTERS_NEAR = 120
"""How far the words near a name are looked for, in characters; keeps the cost of one mention bounded."""
_IDEOGRAPHS_NEAR = 12
"""The same where words are not set apart."""


class Facet(NamedTuple):
    """A kind of tags."""

    key: str
    """As the vocabulary and the addresses write it."""
    title: str
    """As people read it."""


class Mention(NamedTuple):
    """One place where a text names a tag."""

    start: int
    end: int
    """Exclusive."""
    facet: str
    slug: str
    name: str
    """The tag's own name, whatever the text calls it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VocabularyTag:
    """A tag, and how a text is seen to name it."""

    facet: str
    name: str
    slug: str
    """Unique in its facet; of two tags that would share one, the later has a few letters behind it."""
    aliases: tuple[str, ...] = ()
    """Its other names."""
    case: bool | None = None
    """Whether its names ask for their exact spelling; None leaves it to each name's own form."""
    near: tuple[str, ...] = ()
    """A mention counts only near one of these; empty where all count."""
    excluded: tuple[str, ...] = ()
    """Phrases (`not` in the file) in which the name does not count."""

    @property
    def names(self) -> tuple[str, ...]:
        """Its name and its aliases."""
        return (self.name, *self.aliases)


class Vocabulary:
    """All tags that the archive knows, in order, and the means to find them in a text."""

    tags: tuple[VocabularyTag, ...]
    """By facet, in the order of the files."""
    facets: tuple[Facet, ...]

    def __init__(self, tags: Iterable[VocabularyTag]) -> None:
        self.tags = tuple(tags)
        self.facets = tuple(Facet(key, _title(key)) for key in dict.fromkeys(tag.facet for tag in self.tags))
        self._by_name: dict[str, VocabularyTag] = {}
        for tag in self.tags:
            for name in tag.names:
                self._by_name.setdefault(_key(name), tag)
        for tag in self.tags:  # a tag's own name goes before the aliases of others
            self._by_name[_key(tag.name)] = tag
        self._place_of = {(tag.facet, tag.slug): place for place, tag in enumerate(self.tags)}
        self._matcher: _Matcher | None = None

    def __reduce__(self) -> tuple[type["Vocabulary"], tuple[tuple[VocabularyTag, ...]]]:
        """Return how another process makes the same vocabulary: an automaton cannot be sent to it."""
        return Vocabulary, (self.tags,)

    @staticmethod
    def starter() -> "Vocabulary":
        """Return the vocabulary that the package carries."""
        return _starter()

    def find(self, name: str) -> VocabularyTag | None:
        """Return the tag of this name or alias, written in whatever case."""
        return self._by_name.get(_key(name))

    def in_order(self, keys: Iterable[tuple[str, str]]) -> list[VocabularyTag]:
        """Return the tags of these facets and slugs, in the order of the vocabulary."""
        return [self.tags[place] for place in sorted(self._place_of[key] for key in keys)]

    def find_mentions(self, text: str) -> list[Mention]:
        """Return every place where the text names a tag, in order; no two overlap."""
        if self._matcher is None:
            self._matcher = _Matcher(self.tags)
        return [Mention(start, end, tag.facet, tag.slug, tag.name) for start, end, tag in self._matcher.find(text)]


# --- The files --------------------------------------------------------------------------------------------------------


@cache
def _starter() -> Vocabulary:
    text = files("minmetals_site").joinpath(_STARTER).read_text(encoding="utf-8")
    return parse_vocabulary(text, _STARTER)


def read_vocabulary(content: Path) -> Vocabulary:
    """Return the vocabulary of a content folder; the starter one where it has no `vocabulary.yaml`.

    Raises:
        SettingsError: if the file cannot be read or obeyed.
    """
    path = content / "vocabulary.yaml"
    text = read_yaml_file(path)
    return Vocabulary.starter() if text is None else parse_vocabulary(text, path.as_posix())


def parse_vocabulary(text: str, file: str) -> Vocabulary:
    """Return the vocabulary that a file makes together with the starter one, unless it says `starter: false`.

    The file goes before the starter: it replaces tags of the same facet and name, and names that both give to
    different tags are the file's.

    Raises:
        SettingsError: at the first fault by line; its message tells the others too.
    """
    faults = Faults(parse_yaml(text, file, raising=SettingsError), SettingsError)
    facets = faults.root.entries()
    starter = facets.pop("starter", None)
    extends = starter is None or starter.truth()
    tags = list(_parsed(facets, faults))
    faults.raise_any()
    return Vocabulary(_with_slugs(_extended(Vocabulary.starter().tags, tags) if extends else tags))


def _parsed(facets: Mapping[str, YamlField], faults: Faults) -> Iterator[VocabularyTag]:
    owners: dict[tuple[str, str | None], VocabularyTag] = {}
    for key, facet in facets.items():
        if not _FACET.fullmatch(key) or len(key) > _LONGEST_NAME:
            faults.add(facet.path, f"facet {quoted(key)} is no name of a folder", "Use a-z, 0-9 and hyphens.")
        for name, entry in facet.entries().items():
            if not name.strip() or len(name) > _LONGEST_NAME:
                faults.add(entry.path, f"tag {quoted(name)} is no name", _NAME_ASKED)
                continue
            tag = _tag(key, " ".join(name.split()), entry)
            _claim(tag, entry, owners)
            yield tag


_NAME_ASKED = f"Use at least one letter or digit and at most {_LONGEST_NAME} characters."


def _can_be_found(name: str) -> bool:
    return len(name) <= _LONGEST_NAME and any(c.isalnum() for c in name)


def _tag(facet: str, name: str, entry: YamlField) -> VocabularyTag:
    if not isinstance(entry.value, dict):
        return VocabularyTag(facet=facet, name=name, slug="", aliases=_names(entry))
    parts = entry.entries(("aliases", "near", "not", "case"))
    lists = {key: _names(parts[key]) for key in ("aliases", "near", "not") if key in parts}
    tag = VocabularyTag(
        facet=facet,
        name=name,
        slug="",
        aliases=lists.get("aliases", ()),
        case=parts["case"].truth() if "case" in parts else None,
        near=lists.get("near", ()),
        excluded=lists.get("not", ()),
    )
    for phrase in tag.excluded:
        if not any(_places_in(phrase, own) for own in tag.names):
            what = f"{quoted(phrase)} holds no name of {quoted(name)}, so it excludes nothing"
            entry.faults.add(parts["not"].path, what, "Write the whole phrase, the name included.")
    if _key(name) in map(_key, tag.near):
        what = f"{quoted(name)} is asked for near itself, so it always counts"
        entry.faults.add(parts["near"].path, what, "Name only other words there.")
    return tag


def _names(field: YamlField) -> tuple[str, ...]:
    names = field.texts("a list of names, such as [first, second]")
    for name in names:
        if not _can_be_found(name):
            field.faults.add(field.path, f"{quoted(name)} is no name", _NAME_ASKED)
    return tuple(dict.fromkeys(name for name in names if _can_be_found(name)))


def _claim(tag: VocabularyTag, entry: YamlField, owners: dict[tuple[str, str | None], VocabularyTag]) -> None:
    """Note a fault where another tag of the same file has one of the names already."""
    for name in tag.names:
        owner = owners.setdefault(_spelling(name, tag.case), tag)
        if owner is not tag:
            one, other = (quoted(f"{found.facet}.{found.name}") for found in (owner, tag))
            what = f"{quoted(name)} names both {one} and {other}"
            entry.faults.add(entry.path, what, "Take it out of one of them.")


def _extended(starter: Iterable[VocabularyTag], tags: Sequence[VocabularyTag]) -> list[VocabularyTag]:
    """Return the tags of both, facet by facet; a tag that replaces one stands in its place."""
    own = {(tag.facet, _key(tag.name)): tag for tag in tags}
    taken = {_spelling(name, tag.case) for tag in tags for name in tag.names}
    facets: dict[str, list[VocabularyTag]] = defaultdict(list)
    for tag in starter:
        kept = own.pop((tag.facet, _key(tag.name)), None) or _without(tag, taken)
        facets[tag.facet] += [kept] if kept else []
    for tag in own.values():
        facets[tag.facet].append(tag)
    return [tag for group in facets.values() for tag in group]


def _without(tag: VocabularyTag, taken: Collection[tuple[str, str | None]]) -> VocabularyTag | None:
    """Return a starter tag without the names that the file gives to other tags; None if its own is one of them."""
    if _spelling(tag.name, tag.case) in taken:
        return None
    return replace(tag, aliases=tuple(a for a in tag.aliases if _spelling(a, tag.case) not in taken))


def _with_slugs(tags: Iterable[VocabularyTag]) -> Iterator[VocabularyTag]:
    """Yield the tags with their slugs; as the first keeps the plain one, tags added at the end move no other."""
    taken: set[tuple[str, str]] = set()
    for tag in tags:
        digest = sha256(tag.name.encode()).hexdigest()
        plain = slug(tag.name, fallback=f"tag-{digest[:8]}")
        suffixed = (f"{plain}-{digest[:length]}" for length in range(6, len(digest)))
        own = next(s for s in (plain, *suffixed) if (tag.facet, s) not in taken)
        taken.add((tag.facet, own))
        yield replace(tag, slug=own)


def _title(facet: str) -> str:
    words = facet.replace("-", " ")
    return words[:1].upper() + words[1:]


# --- Texts made comparable --------------------------------------------------------------------------------------------

_SIGNS = {
    "'": "‘’‚‛′ʼ＇`´",
    '"': "“”„‟″«»＂",
    "-": "‐‑‒–−﹣－",
    " ": "\t\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004"
    "\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
    "\n": "\r\u2028\u2029",
    "\0": "—―…•·●▪■→©®™°×",
}
"""For each plain character, those that count as the same; the last are signs by which no two names are told apart.

With these gone most English text is ASCII, which the steps that follow go through many times faster.
"""
_SIGN_OF = {sign: plain for plain, signs in _SIGNS.items() for sign in signs}
_PLAIN = bytes((0x0A, *range(0x20, 0x7F)))
"""What a keyboard of the United States writes."""
_UNSPACED = frozenset("".join(signs for plain, signs in _SIGNS.items() if not plain.isspace()))
"""Signs that set no white space."""
_IDEOGRAPH = (
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_IDEOGRAPHS = re.compile(f"[{_IDEOGRAPH}]")
"""Matches `矿` and `カ`; refuses `M`: the letters of Chinese and Japanese."""
_NO_WORD = re.compile(rf"[\W_{_IDEOGRAPH}]")
"""Matches `’`, a space and `矿`; refuses `é` and `2`."""
_ASCII_WORDS = bytes(c if chr(c).isalnum() else 0x20 for c in range(128)) + bytes(range(128, 256))
"""What `_words` makes of each byte of UTF-8; those of other letters stay as they are."""
_MOST_SIGNS = 40
"""Different characters that are replaced one by one; of more, one regular expression is quicker."""
_RUN = re.compile(r"[ \n]{2,}")
"""Matches two line breaks; refuses a single space. White space of other kinds has become one of these two."""
_RUN_AROUND_BREAK = re.compile(r"\n(?:(?<= \n)|(?=[ ]|\n\n))")
"""Matches a line break beside a space, and the first of three; refuses that of `a\n\nb`."""
_SENTENCE_END = re.compile(r"""[.!?]["')\]]*(?=[ \n])|[。！？]|\n\n""")
"""Matches the stop of `copper. Lead`; refuses those of `1.5` and `copper, lead`."""


def _levelled(text: str) -> str:
    """Return the text, as long as it was, with each quote, hyphen and space in its plain form."""
    if "\r\n" in text:
        text = text.replace("\r\n", " \n")  # one line break, not two
    for sign in strange_to(text, _PLAIN):
        if plain := _SIGN_OF.get(sign):
            text = text.replace(sign, plain)
    return text


def _lowered(text: str) -> str:
    """Return the text in lower case, as long as it was: only U+0130 would become two, and sigma has two forms."""
    return text.lower() if text.isascii() else text.replace("İ", "I").lower().replace("ς", "σ")


def _words(lowered: str) -> str:
    """Return the text, as long as it was, with a space for each character that is part of no word."""
    strange = set() if lowered.isascii() else strange_to(lowered, _PLAIN)
    if len(strange) > _MOST_SIGNS:
        return _NO_WORD.sub(" ", lowered)
    for sign in strange:
        if _NO_WORD.match(sign):
            lowered = lowered.replace(sign, " ")
    return lowered.encode("utf-8", "surrogatepass").translate(_ASCII_WORDS).decode("utf-8", "surrogatepass")


def _key(name: str) -> str:
    """Return what all spellings of a name have in common."""
    return _lowered(" ".join(_levelled(name).split()))


def _spelling(name: str, case: bool | None) -> tuple[str, str | None]:  # noqa: FBT001  # as the file has it
    """Return what tells a name from others: its key and, where its case counts, its very letters."""
    asks = (name.isupper() and " " not in name) or len(name) <= 2 if case is None else case  # noqa: PLR2004  # Pb
    return _key(name), " ".join(_levelled(name).split()) if asks else None


def _places_in(phrase: str, name: str) -> tuple[tuple[int, int], ...]:
    """Return where a phrase holds a name, as offset and length."""
    whole, part = _key(phrase), _key(name)
    if _IDEOGRAPHS.search(part):
        return tuple((found.start(), len(part)) for found in re.finditer(re.escape(part), whole))
    padded, words = f" {_words(whole)} ", f" {_words(part)} "
    found = (at for at in range(len(whole)) if padded.startswith(words, at) and whole.startswith(part, at))
    return tuple((at, len(part)) for at in found)


def _squeezed(text: str) -> tuple[str, "_Places | None"]:
    """Return the text with each run of white space as one space, or as a blank line, and the way back to its places."""
    if "  " not in text and not _RUN_AROUND_BREAK.search(text):
        return text, None
    parts: list[str] = []
    places = _Places([0], [0])
    at = length = 0
    for run in _RUN.finditer(text):
        parts += (text[at : run.start()], "\n\n" if run.group().count("\n") > 1 else " ")
        length += run.start() - at + len(parts[-1])
        at = run.end()
        places.squeezed.append(length)
        places.original.append(at)
    parts.append(text[at:])
    return "".join(parts), places


class _Places(NamedTuple):
    """Where the stretches between runs of white space begin, in the squeezed text and in the original."""

    squeezed: list[int]
    original: list[int]

    def back(self, position: int) -> int:
        """Return the place in the original of a character that is no white space."""
        stretch = bisect_right(self.squeezed, position) - 1
        return self.original[stretch] + position - self.squeezed[stretch]


# --- Finding ----------------------------------------------------------------------------------------------------------


class _Pattern(NamedTuple):
    """A name of a tag, or a phrase in which its name does not count."""

    tag: int
    key: str
    exact: str | None
    """The spelling it asks for; None where the case does not matter."""
    plain: bool
    """Whether it is one word, so that a match of it needs no second look at what stands between its words."""
    hides: tuple[tuple[int, int], ...]
    """Of a phrase, where it holds the tag's names; empty for a name."""


class _Near(NamedTuple):
    """What one of must stand near a name, by how it is looked for."""

    words: frozenset[str]
    phrases: tuple[str, ...]
    """Of several words, padded with spaces."""
    ideographs: tuple[str, ...]


class _View:
    """A text in the forms in which it is searched, all of one length; all but the words are made where a name stands.

    The text given has no white space but spaces and line breaks; it is plain where all its letters are of ASCII.
    """

    __slots__ = ("_text", "lowered", "words")

    lowered: str
    """With spaces for line breaks; empty where no letters but those of ASCII are, as names are looked up by words."""
    words: str

    def __init__(self, text: str, *, is_plain: bool) -> None:
        self._text = text
        if is_plain:
            self.lowered = ""
            self.words = text.encode("ascii", "replace").lower().translate(_ASCII_WORDS).decode("ascii")
        else:
            lowered = _lowered(_levelled(text))
            self.lowered = lowered.replace("\n", " ")
            self.words = _words(lowered)

    def levelled(self, start: int, end: int) -> str:
        """Return a stretch with its signs in their plain form."""
        part = self._text[start:end]
        return part if part.isascii() else _levelled(part)

    def spelled(self, start: int, end: int) -> str:
        """Return the same in one line, as names are."""
        return self.levelled(start, end).replace("\n", " ")


_Hit = tuple[int, int, bool, int]
"""A name in a text: start, end, whether its case does not matter, and the tag. A plain tuple: there are many."""


class _Matcher:
    """The automata for the names of a vocabulary."""

    def __init__(self, tags: Sequence[VocabularyTag]) -> None:
        self._tags = tags
        self._near = [_near_words(tag.near) for tag in tags]
        words: dict[str, list[_Pattern]] = defaultdict(list)
        ideographs: dict[str, list[_Pattern]] = defaultdict(list)
        for pattern in _patterns(tags):
            if _IDEOGRAPHS.search(pattern.key):
                ideographs[pattern.key].append(pattern)
            else:
                words[f" {_words(pattern.key)} "].append(pattern)
        self._words = tuple(words.values())
        self._ideographs = tuple(ideographs.values())
        self._word_automaton = AhoCorasick(list(words))
        self._ideograph_automaton = AhoCorasick(list(ideographs))

    def find(self, text: str) -> list[tuple[int, int, VocabularyTag]]:
        """Return start, end and tag of each mention, in order."""
        is_plain = strange_to(text, _PLAIN) <= _UNSPACED
        text, places = _squeezed(text if is_plain else _levelled(text))
        view = _View(text, is_plain=is_plain or text.isascii())
        found = [hit for group in _overlapping(self._hits(view)) for hit in self._chosen(group, view)]
        if places is None:
            return [(start, end, self._tags[tag]) for start, end, _, tag in found]
        return [(places.back(start), places.back(end - 1) + 1, self._tags[tag]) for start, end, _, tag in found]

    def _hits(self, view: _View) -> list[_Hit]:
        """Return where names stand, spelled as they ask for and in no phrase that excludes them."""
        hits: list[_Hit] = []
        hidden: set[tuple[int, int, int]] = set()
        for (tag, _, exact, _, hides), start, end in self._matches(view):
            if hides:
                hidden.update((start + at, start + at + length, tag) for at, length in hides)
            elif exact is None or view.spelled(start, end) == exact:
                hits.append((start, end, exact is None, tag))
        if hidden:
            hits = [hit for hit in hits if (hit[0], hit[1], hit[3]) not in hidden]
        return sorted(hits)

    def _chosen(self, group: list[_Hit], view: _View) -> list[_Hit]:
        """Return those of a group of overlapping hits that count: the longest first, none over another."""
        if len(group) == 1:
            return group if self._is_near(group[0], view) else []
        taken: set[int] = set()
        chosen: list[_Hit] = []
        for hit in sorted(group, key=lambda hit: (hit[0] - hit[1], hit[0], hit[2])):
            start, end, _, _ = hit
            # none is longer than those before it: where it overlaps one of them, it has an end inside that one
            if start not in taken and end - 1 not in taken and self._is_near(hit, view):
                taken.update(range(start, end))
                chosen.append(hit)
        return sorted(chosen)

    def _matches(self, view: _View) -> Iterator[tuple[_Pattern, int, int]]:
        """Yield every name and phrase that stands at boundaries, with its place."""
        # a match begins with the space before the name, and the padding before the text evens that out
        for index, start, end in self._word_automaton.find_matches_as_indexes(f" {view.words} ", overlapping=True):
            for pattern in self._words[index]:
                if pattern.plain or _lowered(view.spelled(start, end - 2)) == pattern.key:
                    yield pattern, start, end - 2
        if not self._ideographs or not view.lowered:
            return
        for index, start, end in self._ideograph_automaton.find_matches_as_indexes(view.lowered, overlapping=True):
            if _stands_alone(view, start, end):
                yield from ((pattern, start, end) for pattern in self._ideographs[index])

    def _is_near(self, hit: _Hit, view: _View) -> bool:
        """Return whether the words around a name make it count."""
        start, end, _, tag = hit
        near = self._near[tag]
        if near is None:
            return True
        low, high = max(start - _CHARACTERS_NEAR, 0), min(end + _CHARACTERS_NEAR, len(view.words))
        low += max((stop.end() for stop in _SENTENCE_END.finditer(view.levelled(low, start))), default=0)
        stop = _SENTENCE_END.search(view.levelled(end, high))
        high = end + stop.start() if stop else high
        before, own, after = (view.words[a:b].split() for a, b in ((low, start), (start, end), (end, high)))
        around = (*before[-_WORDS_NEAR:], *own, *after[:_WORDS_NEAR])
        if not near.words.isdisjoint(around):
            return True
        if near.phrases and any(phrase in f" {' '.join(around)} " for phrase in near.phrases):
            return True
        letters = view.lowered[max(low, start - _IDEOGRAPHS_NEAR) : min(high, end + _IDEOGRAPHS_NEAR)]
        return any(word in letters for word in near.ideographs)  # without such letters in the text there is none


def _overlapping(hits: Iterable[_Hit]) -> Iterator[list[_Hit]]:
    """Yield the hits, which come in order, in groups that overlap; nearly all are groups of one."""
    group: list[_Hit] = []
    reach = 0
    for hit in hits:
        if group and hit[0] >= reach:
            yield group
            group = []
        group.append(hit)
        reach = max(reach, hit[1])
    if group:
        yield group


def _patterns(tags: Sequence[VocabularyTag]) -> Iterator[_Pattern]:
    for index, tag in enumerate(tags):
        # a tag may be called "…", but no text is looked through for that
        for key, exact in dict.fromkeys(_spelling(name, tag.case) for name in tag.names if _can_be_found(name)):
            yield _Pattern(index, key, exact, " " not in _words(key), ())
        for phrase in tag.excluded:
            hides = tuple(place for name in tag.names for place in _places_in(phrase, name))
            yield _Pattern(index, _key(phrase), None, False, hides)  # noqa: FBT003  # a field of the tuple


def _near_words(names: Iterable[str]) -> _Near | None:
    keys = [_key(name) for name in names]
    words = [" ".join(_words(key).split()) for key in keys if not _IDEOGRAPHS.search(key)]
    near = _Near(
        words=frozenset(word for word in words if " " not in word),
        phrases=tuple(f" {word} " for word in words if " " in word),
        ideographs=tuple(key for key in keys if _IDEOGRAPHS.search(key)),
    )
    return near if keys else None


def _stands_alone(view: _View, start: int, end: int) -> bool:
    """Return whether a name with ideographs stands at boundaries: its ends that are no ideographs need them."""
    words = view.words
    begins = words[start] == " " or start == 0 or words[start - 1] == " "
    return begins and (words[end - 1] == " " or end == len(words) or words[end] == " ")

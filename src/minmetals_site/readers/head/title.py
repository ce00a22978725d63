"""Which of the headlines of a head is the title, and what the others are: subtitle, author, masthead."""

import re
from collections.abc import Sequence

from minmetals_site.readers.head.headline import (
    BANNER,
    CHINESE,
    HEADLINE_SIGNS,
    HEADLINE_WORDS,
    PERIOD,
    SMALL_WORD,
    SUBTITLE_WORDS,
    is_headline,
)
from minmetals_site.readers.head.lines import MASTHEAD_LINES, HeadLine, HeadReader, folded_line, is_slug
from minmetals_site.readers.head_words import (
    is_chinese_paper,
    is_letterhead,
    is_name_like,
    is_publishers_name,
    may_be_title,
)
from minmetals_site.readers.person_names import PERSON, PERSONS, names_person
from minmetals_site.readers.text_copy import TextCopy

__all__ = ["settle_masthead", "settle_title"]

_WINDOW_SIGN = re.compile(r"\s+(?:[|–—-]|::)\s+")
"""Matches between the parts of `Who We Are | Sample Lithium`; refuses `Sample-Lithium`."""
_UNFINISHED = re.compile(
    r"\b(?:of|the|and|for|in|to|a|an|with|its|at|on|from|by|or|der|die|das|und|de|la|et|y)$|[,–—-]$"
)
"""Matches the end of `Example Mining Closes the Sale of`; refuses that of `Sale Closed`."""
_NAME_AND_ROLE = re.compile(
    rf"(?P<name>{PERSON.pattern})(?:,| [|–—-]) (?:[\w&’' -]{{0,30}} )?(?i:analyst|editor|correspondent"
    rf"|reporter|columnist|contributor|journalist"
    r"|author|economist|geologist|staff writer|strategist|researcher|fellow|professor|writer)\b.{0,60}"
)
"""Matches `Ann Sample, Senior Analyst`; refuses `Example Mining, Sampleton`."""
_PART_OF_REPORT = re.compile(
    r"(?:executive summary|introduction|abstract|background|foreword|preface|summary|conclusions?)\s*[:：]?",
    re.IGNORECASE,
)
"""Matches the headings with which reports begin, whatever they are about."""
_NAME_AND_PLACE = re.compile(rf"(?P<name>{PERSON.pattern})(?:,| [|–—-]| in) [A-ZÀ-Þ][\w-]+(?: [A-ZÀ-Þ][\w-]+)?")
"""Matches `Ann Sample, London`, which stands directly over a date; refuses `Sample, London`."""
_WORD = re.compile(r"[^\W\d_]+")
_SPOKEN_OF = 800
_BIOGRAPHY = r" (?:is (?:an?|the|our)|covers|writes|reports|has (?:been|covered|written)|works|holds|leads|heads)\b"
"""What follows a name where a text tells of its author: ` is a geologist`."""
_SECTION_OF_ITSELF = re.compile(
    r"About (?:the )?[A-ZÀ-Þ][\w&’'-]*(?: [A-ZÀ-Þ][\w&’'-]*)?|[A-ZÀ-Þ][\w&’'-]*(?: [A-ZÀ-Þ][\w&’'-]*)? (?:News|NEWS)"
)
"""Matches `About Samplealco` and `Samplealco News` over `Chairman’s Message`; refuses `About half came`."""
_NEWS_OF_HOUSE = re.compile(r"[A-ZÀ-Þ][\w&’'-]*(?: [A-ZÀ-Þ][\w&’'-]*)? (?:News|NEWS)")
"""Matches `Samplealco News`, which over a day and a text heads all its pages; refuses `Good News From the Mill`."""
_TICKER_BEHIND = re.compile(r"(?:\s*[(（][A-Z]{2,8}[\w -]*\s?[:：][^()]{1,30}[)）])?$")


def _lift_masthead(reader: HeadReader) -> None:
    """Set aside what is the site's: its banner, and what stands between two places of one letterhead."""
    for line in reader.headlines[:MASTHEAD_LINES]:
        if len(reader.headlines) > 1 and BANNER.fullmatch(line.text.text):
            reader.headlines.remove(line)
            reader.above.append(line)
    heads = [line for line in reader.above if is_letterhead(line.text.text)]
    last = max(
        (line.number for line in heads if sum(folded_line(h.text) == folded_line(line.text) for h in heads) > 1),
        default=-1,
    )
    if any(line.number > last for line in reader.headlines):
        reader.above += [line for line in reader.headlines if line.number < last]
        reader.headlines = [line for line in reader.headlines if line.number > last]


def settle_title(reader: HeadReader) -> tuple[str, ...]:
    """Take title and subtitle; return the lines that might have been the title as well."""
    copy = reader.copy
    _take_lone_author(reader)
    _lift_masthead(reader)
    lines = reader.headlines
    if len(lines) == 1 and reader.last_meta >= 0 and _NEWS_OF_HOUSE.fullmatch(lines[0].text.text):
        reader.above.append(lines.pop())
    _part_page_title(reader)
    lines = reader.headlines
    if "title" in copy.fields:
        _take_repetitions(copy, lines, str(copy.fields["title"].value).casefold())
        return ()
    title = _chosen(reader.headlines, reader) or _chosen(
        [line for line in reader.above if is_headline(line.text.text)], reader
    )
    if title is None:
        _title_without_headline(reader)
        return ()
    rest = [line for line in lines if line.number == title.number + 1 and _goes_on(title.text.text, line.text.text)]
    indices = [title.number, *(line.number for line in rest)]
    copy.fields["title"] = copy.sourced(copy.joined(indices).collapsed().stripped(" |｜"), "headline-over-text")
    for index in indices:
        copy.take(index, "field:title")
    lines = [line for line in lines if line not in rest]
    _take_repetitions(copy, [*lines, *reader.above], folded_line(title.text), but=title.number)
    left = [line for line in lines if line.number > title.number and folded_line(line.text) != folded_line(title.text)]
    reader.above += [
        line for line in lines if line.number < title.number and folded_line(line.text) != folded_line(title.text)
    ]
    left = _take_author(reader, title, left)
    if left and "subtitle" not in copy.fields and _is_subtitle(reader, title, left):
        copy.take_field(left[0].number, "subtitle", "line-under-title")
        left = left[1:]
    for line in left:
        if line.text.text[0].islower():  # what the page says of a picture
            copy.take(line.number, "removed:picture")
    left = [line for line in left if not copy.is_taken(line.number)]
    return tuple(line.text.text for line in left if is_headline(line.text.text) and not line.is_sentence)


def _take_lone_author(reader: HeadReader) -> None:
    """Take a person's name that alone stands over the day for the author: a copy that lost its title begins so."""
    copy = reader.copy
    if len(reader.headlines) != 1 or reader.above or reader.breadcrumb or {"title", "author"} & copy.fields.keys():
        return
    line = reader.headlines[0]
    places = {index: place for place, (index, _) in enumerate(reader.lines)}
    if places[line.number] + 1 == reader.last_meta and names_person(line.text.text):
        copy.take_field(line.number, "author", "name-over-date", "inferred")
        reader.headlines = []


def _part_page_title(reader: HeadReader) -> None:
    """Take the title of the browser's window, `Who We Are | Sample Lithium Corp.`, where it is over the text once more.

    Where it stands alone, and ends in the name of an organisation or of a paper, its first part is the title.
    """
    copy = reader.copy
    plain = [folded_line(line.text) for line in (*reader.headlines, *reader.above)]
    for line in [*reader.headlines, *reader.above]:
        sign = _WINDOW_SIGN.search(line.text.text)
        if not sign:
            continue
        first, last = line.text.slice(0, sign.start()), line.text.slice(sign.end(), len(line.text))
        names_site = is_letterhead(last.text) or is_publishers_name(last.text) or is_chinese_paper(last.text)
        is_new = "title" not in copy.fields and "publisher" not in copy.fields
        if folded_line(first) in plain or (folded_line(last) in plain and len(last) > len(first)):
            copy.take(line.number, "removed:repeated-title")
        elif names_site and sum(map(is_headline, plain)) == 1 and is_new:
            copy.fields["title"] = copy.sourced(first, "title-of-window")
            copy.fields["publisher"] = copy.sourced(last, "letterhead")
            copy.take_parts([line.number], [(first, "field:title"), (last, "field:publisher")], "removed:field-label")
            reader.above += [other for other in reader.headlines if is_slug(other.text.text)]
            reader.headlines = [other for other in reader.headlines if not is_slug(other.text.text)]
        else:
            continue
        reader.headlines = [other for other in reader.headlines if other is not line]
        reader.above = [other for other in reader.above if other is not line]


def _chosen(headlines: Sequence[HeadLine], reader: HeadReader) -> HeadLine | None:
    """Return the title among the headlines: one that comes again, else the first of a headline's length."""
    headlines = [line for line in headlines if not _PART_OF_REPORT.fullmatch(line.text.text)]
    lines = [line for line in headlines if not line.is_sentence] or list(headlines[:1])
    if not lines:
        return None
    publisher = reader.copy.fields.get("publisher")
    signed = (publisher.value or "").casefold() if publisher else None
    papers = [line for line in lines if is_publishers_name(line.text.text) or folded_line(line.text) == signed]
    lines = [line for line in lines if line not in papers] or lines
    if _has_short_title(lines, papers, signed):
        return lines[0]
    plain = [folded_line(line.text) for line in headlines]
    last_level = folded_line(reader.breadcrumb[-1]) if reader.breadcrumb else None
    if len(lines) > 1 and _SECTION_OF_ITSELF.fullmatch(lines[0].text.text):
        lines = lines[1:]
    again = [line for line in lines if folded_line(line.text) == last_level or plain.count(folded_line(line.text)) > 1]
    long = [line for line in lines if is_headline(line.text.text) and not (len(lines) > 1 and _leads_in(line, reader))]
    if again and long and not is_headline(again[0].text.text) and _stands_between(long[0], again, headlines):
        return long[0]
    return _last_of_menu(again, headlines) if again else (long or lines[:1])[0]


def _stands_between(line: HeadLine, again: Sequence[HeadLine], headlines: Sequence[HeadLine]) -> bool:
    """Return whether a headline stands between two places of a shorter one, which is the name of its section."""
    same = [other.number for other in headlines if folded_line(other.text) == folded_line(again[0].text)]
    return len(same) > 1 and same[0] < line.number < same[-1]


def _leads_in(line: HeadLine, reader: HeadReader) -> bool:
    """Return whether the text goes on in the middle of what a line begins: `Our tasks are`, `to mine …`."""
    below = reader.copy.free(line.number + 1)[:1]
    numbers = {headline.number for headline in reader.headlines}
    return any(under.text[:1].islower() and index not in numbers for index, under in below)


def _last_of_menu(again: Sequence[HeadLine], headlines: Sequence[HeadLine]) -> HeadLine:
    """Return the line that comes again; where a menu of short entries holds it first, its place below that."""
    first = again[0]
    same = [line for line in again if folded_line(line.text) == folded_line(first.text)]
    between = [line for line in headlines if first.number < line.number < same[-1].number]
    is_menu_of_page = len(between) > 1 and all(len(line.text.text.split()) <= HEADLINE_WORDS for line in between)
    return same[-1] if is_menu_of_page else first


def _has_short_title(lines: Sequence[HeadLine], papers: Sequence[HeadLine], signed: str | None) -> bool:
    """Return whether a short title stands between the name that signs the page and a standfirst in small letters.

    The name of a paper (`Sample Weekly`) signs it as well, if it stands over both.
    """
    if len(lines) < 2:  # noqa: PLR2004  # a title with a standfirst
        return False
    is_signed = signed and any(folded_line(paper.text) == signed for paper in papers)
    is_papers = any(paper.number < lines[0].number and is_publishers_name(paper.text.text) for paper in papers)
    if not is_signed and not is_papers:
        return False
    first, second = lines[0].text.text, lines[1].text.text
    return " " in first and _has_capitals(first) and not _has_capitals(second)


def _has_capitals(text: str) -> bool:
    """Return whether most words of a line, small ones apart, have capitals, as in titles."""
    words = [word for word in text.split()[1:] if len(word) > SMALL_WORD]
    return sum(word[0].isupper() for word in words) > len(words) / 2


def _goes_on(first: str, second: str) -> bool:
    """Return whether a headline goes on in the next line: it ends in the middle of a phrase, or that begins in it."""
    return (second[:1].islower() and not CHINESE.search(first)) or bool(_UNFINISHED.search(first))


def _is_subtitle(reader: HeadReader, title: HeadLine, left: list[HeadLine]) -> bool:
    first = left[0]
    if PERIOD.match(first.text.text):
        return True
    places = {index: place for place, (index, _) in enumerate(reader.lines)}
    over_date = places[first.number] < reader.last_meta and places[title.number] < reader.last_meta
    if first.is_sentence:
        return over_date
    long = len(first.text.text.split()) >= SUBTITLE_WORDS or len(CHINESE.findall(first.text.text)) > 2 * HEADLINE_SIGNS
    return (over_date and places[title.number] + 1 == places[first.number]) or long


def _take_repetitions(copy: TextCopy, lines: Sequence[HeadLine], title: str, but: int = -1) -> None:
    for line in lines:
        if line.number != but and folded_line(line.text) == title:
            copy.take(line.number, "removed:repeated-title")


def _take_author(reader: HeadReader, title: HeadLine, left: list[HeadLine]) -> list[HeadLine]:
    """Take a name that stands between title and date, or that has an office behind it, as the author; return the rest.

    A name that the text speaks of is a company's, and so the publisher. That it names the author is an inference.
    """
    copy = reader.copy
    places = {index: place for place, (index, _) in enumerate(reader.lines)}
    for line in left:
        text = line.text.text
        role = _NAME_AND_ROLE.fullmatch(text) or (
            _NAME_AND_PLACE.fullmatch(text) if places[line.number] + 1 == reader.last_meta else None
        )
        over_date = places[line.number] < reader.last_meta and places[title.number] < places[line.number]
        under_date = places[line.number] == reader.last_meta + 1 and _is_name_by_use(copy, text)
        if "author" in copy.fields or not (role or ((over_date or under_date) and PERSONS.fullmatch(text))):
            continue
        name = role["name"] if role else text
        bio = re.compile(re.escape(name) + _BIOGRAPHY)
        below = " ".join(under.text for _, under in copy.free(line.number + 1)[:3] if not bio.match(under.text))
        if role or name.casefold() not in f"{title.text.text} {below[:_SPOKEN_OF]}".casefold():
            rule = "name-and-office" if role else "name-over-date" if over_date else "name-under-date"
            part = line.text.slice(0, len(name))
            copy.fields["author"] = copy.sourced(part, rule, "stated" if role else "inferred")
            copy.take_parts([line.number], [(part, "field:author")], "removed:further-credit")
        elif "publisher" not in copy.fields:
            copy.take_field(line.number, "publisher", "line-above-date")
        else:
            continue
        return [other for other in left if other is not line]
    return left


def _is_name_by_use(copy: TextCopy, text: str) -> bool:
    """Return whether none of a line's words stands anywhere in small letters, as those of a heading mostly do."""
    words = [word for word in _WORD.findall(text) if len(word) >= SMALL_WORD]
    everything = copy.sheet.decoded
    return not any(re.search(rf"\b{word.lower()}s?\b", everything) for word in words)


def _title_without_headline(reader: HeadReader) -> None:
    """Take the page's own place in its menu for its title, where nothing stands over the text but that."""
    copy = reader.copy
    last = [line for line in reader.menus[-1:] if may_be_title(line.text.text)]
    if last and not reader.breadcrumb:
        reader.menus.remove(last[0])
        copy.take_field(last[0].number, "title", "menu-entry-over-text")
    elif reader.breadcrumb and may_be_title(reader.breadcrumb[-1].text):
        copy.fields["title"] = copy.sourced(reader.breadcrumb[-1], "breadcrumb-level")


def _is_among_menus(reader: HeadReader, line: HeadLine) -> bool:
    """Return whether a word stands between entries of a menu, and so is one of them."""
    if len(reader.menus) < 2 or " " in line.text.text:  # noqa: PLR2004  # one above and one below
        return False
    numbers = [index for index, _ in reader.lines]
    menus = {menu.number for menu in reader.menus}
    place = numbers.index(line.number)
    return 0 < place < len(numbers) - 1 and numbers[place - 1] in menus and numbers[place + 1] in menus


def settle_masthead(reader: HeadReader) -> None:
    """Take what stands above the title: menus, and a name that gives the publisher."""
    copy = reader.copy
    title = copy.fields.get("title")
    for line in reader.menus:
        reader.labels.append(line.text.text)
        copy.take(line.number, "removed:navigation")
    for line in reader.above:
        text = line.text.text
        if copy.is_taken(line.number):
            continue
        if title and title.value and text.casefold() == title.value.casefold():
            copy.take(line.number, "removed:repeated-title")
        elif _is_among_menus(reader, line) or _SECTION_OF_ITSELF.fullmatch(text):
            reader.labels.append(text)
            copy.take(line.number, "removed:navigation")
        elif "publisher" not in copy.fields and (is_letterhead(text) or is_name_like(text)):
            reader.labels.append(text)
            name = line.text.slice(0, len(text) - len(_TICKER_BEHIND.search(text)[0]))  # type: ignore[index]  # it may be empty
            copy.fields["publisher"] = copy.sourced(name, "letterhead")
            copy.take_parts([line.number], [(name, "field:publisher")], "removed:masthead")
        else:
            reader.labels.append(text)
            copy.take(line.number, "removed:masthead")
    publisher = copy.fields.get("publisher")
    signed = publisher.value if publisher and publisher.rule == "letterhead" else None
    for line in reader.headlines:
        if line.text.text == signed and not copy.is_taken(line.number):
            copy.take(line.number, "removed:masthead")

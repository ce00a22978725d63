"""What was written to a picture, told by its words and by where it stands: a copy has the words and not the picture.

Some captions say that they are (`Photo: …`, `… (Photo by A. Sample)`). Others look like headings, as they have no stop:
statements of many words in small letters, `Pupils of the school are the first to cross the bridge`. Where one line
between the passages of a text is such a statement, other long lines in small letters are captions too; and so is one
long bare line of a Chinese text, where no other stands so.
"""

import re
from collections.abc import Collection, Sequence

from minmetals_site.readers.person_names import NAMED

__all__ = ["captions_among", "is_caption"]

_LONGEST_CAPTION = 100
"""Characters."""
_CAPTION = re.compile(
    r"(?:photos?|pics?|image|picture|figure|fig\.|chart|map|table|video|source|图片?|照片)(?![^\W\d])\s*\d*\s*[:：]|图为",
    re.IGNORECASE,
)
"""Matches `Photo: the mill`, `Figure 2: output` and `图为签约现场`; refuses `Photography at the mine`."""
_BRACKETED_CAPTION = re.compile(
    r"[\[(【（](?:photo|image|picture|figure|graphic|video|caption|图|图片|照片)s?\b[^\])】）]{0,40}[\])】）]",
    re.IGNORECASE,
)
"""Matches the beginning of `[Photo] A driver`; refuses `[Photographers] came`."""
_CREDITED = re.compile(
    r"(?:资料图片?|資料圖片?|(?<=[\u4e00-\u9fff ])[摄攝])[)）]?$"
    r"|[。！][(（](?:路透|美联社|法新社|新华社|中央社|資料照|资料照)[^()（）]{0,12}[)）]$"
    r"|[(（](?:photos?|images?|picture|pictures|credit|source|©|摄影|图|来源)\b[^()（）]{0,80}[)）]\.?$"
    r"|(?:(?:photo|image|picture|pic)s?(?: credit)?|摄影|图)\s*[:：/]\s*[^.。]{2,60}$"
    r"|[.!?] (?:[A-ZÀ-Þ][\w’'-]+ ){1,3}[A-ZÀ-Þ][\w’'-]+, (?:The )?(?:[A-ZÀ-Þ][\w’'-]+ ){0,2}"
    r"(?:Post|Times|Press|News|Journal|Tribune|Herald|Globe|Star|Chronicle|Gazette|Register)$"
    r"|[.!?] (?:REUTERS|AFP|AP|Xinhua|Bloomberg|Getty Images)\s?/\s?[A-ZÀ-Þ][\w.’' -]{2,40}$"
    r"|[,;] (?:(?:photo|image) )?credits?\s*[:：]\s*[^.。]{2,60}$"
    r"|[.!?]\s+(?:photo|image|picture)s? by (?:[\w.’'-]+ ?){1,5}$",
    re.IGNORECASE,
)
"""Matches the end of `A driver charges a truck. (Photo by A. Sample)`; refuses that of `(photographed in May)`."""
_PEOPLE_AT = re.compile(
    rf"(?:{NAMED} and {NAMED}"
    r"|Participants|Guests|Representatives|Delegates|Visitors|Pupils|Students|Children|Workers|Employees|Colleagues"
    r"|Volunteers|Miners|Members|Leaders|Officials|Villagers|Residents|Apprentices|Executives|Attendees|Winners)"
    r"(?: [a-z][\w’'-]*){0,8}? (?:at|during|after|before) (?:the|an?|their) (?:[\w’'-]+ ){0,3}?"
    r"(?:opening|ceremony|signing|handover|launch|unveiling|inauguration|celebration|presentation|exhibition|festival"
    r"|ribbon-cutting|ground-?breaking|contest|rehearsal)(?: of(?: [\w’'-]+){1,6})?"
)
"""Matches `Guests at the opening of the mill` and `Ann Sample and Ben Muster after the signing`; refuses `Guests at the
opening were few` and `Workers at the mill`."""
_AGENCY = re.compile(
    r".{0,100}(?:/|\bvia |\bby )\s?(?:getty(?: images)?|shutterstock|istock(?:photo)?|adobe stock|afp|reuters"
    r"|bloomberg|xinhua|unsplash"
    r"|pexels)(?:\.com)?\.?",
    re.IGNORECASE,
)
"""Matches `Ann Sample/iStock via Getty Images`, the credit of a picture; refuses `What Bloomberg said`."""
_CHINESE_CAPTION = re.compile(r"[\u3400-\u9fff\d]{12,}")
"""Matches `工人在新磨坊的控制台前查看运行画面`; refuses `“中国制造”在这里大放异彩，` and `发展战略`."""
_FEWEST_OF_CAPTION, _FEWEST_BESIDE = 8, 6
"""Words of a statement, and of a line beside one."""
_ASKS = re.compile(r"(?:What|Where|Who|Whom|Which|How|Why|When|If|Can|Is|Are|Do|Does|Will|Should)\b")
_STATEMENT = re.compile(
    rf"(?!{_ASKS.pattern})[A-ZÀ-Þ][\w’'-]*(?: [\w’'-]+){{0,6}}?"
    r" (?:(?:is|are) (?:the|an?|at|on|in|seen|shown|laid|built|cut|held|put|[\w-]+ed)\b"
    r"|(?:hands?|shows?|visits?|cuts?|speaks?|presents?|shakes?|signs?|receives?|poses?"
    r"|inspects?"
    r"|explains?|tells?|holds?|talks?|unveils?|opens?|welcomes?|greets?|thanks?|watch(?:es)?|lays?|pours?|raises?)"
    r" (?:the|a|an|his|her|their|its|over|to|at|with|by|in|on|from|off|up)\b)"
)
"""Matches `Pupils of the school are the first to cross the bridge`; refuses `What the bridge is to the pupils`."""


def is_caption(text: str) -> bool:
    """Return whether a line is the caption of a picture, a chart or a table, and so neither title nor heading."""
    return bool(
        (len(text) < _LONGEST_CAPTION and _AGENCY.fullmatch(text))
        or _CAPTION.match(text)
        or _BRACKETED_CAPTION.match(text)
        or _CREDITED.search(text, max(len(text) - 120, 0))
        or _PEOPLE_AT.fullmatch(text)
    )


def captions_among(texts: Sequence[str], lines: Collection[int]) -> list[int]:
    """Return which of the short lines of a text, by their places, were written to pictures."""
    told = [index for index in lines if _tells(texts[index])]
    if told:
        return [index for index in lines if index in told or _is_plain(texts[index], _FEWEST_BESIDE)]
    return [i for i in lines if _CHINESE_CAPTION.fullmatch(texts[i])] if len(lines) == 1 else []


def _is_plain(text: str, fewest: int) -> bool:
    """Return whether a line has so many words, most in small letters, and asks nothing."""
    words = text.split()
    return (
        len(words) >= fewest
        and 2 * sum(word[0].isupper() for word in words) < len(words)
        and not _ASKS.match(text)
        and text[-1] not in "?:"
    )


def _tells(text: str) -> bool:
    """Return whether a line is a whole statement of many words in small letters, as under a picture."""
    words = text.split()
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= _FEWEST_OF_CAPTION and 2 * capitals <= len(words) + 1 and bool(_STATEMENT.match(text))

"""Contacts under a text: what introduces them, and how phone numbers and addresses are written."""

import re

from minmetals_site.readers.foot.line_forms import LONGEST, LONGEST_LINE, SENTENCE_END, ends_sentence
from minmetals_site.readers.foot.signatures import DAY_OR_YEAR, closes_letter, names_officer
from minmetals_site.readers.head_words import is_letterhead

__all__ = [
    "is_contact_block",
    "is_contact_heading",
    "is_contact_line",
    "is_short_line",
    "rule_of_address",
]

_CONTACT_HEADING = re.compile(
    r"(?:for (?:further|more|additional) (?:information|details|enquiries"
    r"|inquiries)(?:,? (?:please )?(?:contact|visit|see|call"
    r"|write to)(?: us)?(?: at)?(?: \S{4,60}(?:,)? (?:and/or|or|and) (?:please )?(?:contact|call))?)?"
    r"|(?:(?:press|media|investors?|investor relations|ir|corporate|company|public relations|analysts?"
    r"|sales|general|journalists?)(?:\s*(?:&|and|/|or)\s*(?:media|investors?|analysts?|press"
    r"|investor relations))?"
    r"\s+(?:contacts?|enquiries|inquiries|relations|office|queries)(?: details| information| persons?)?)"
    r"|contacts?(?: us| data| details| information| persons?| for (?:the )?(?:media|press|investors"
    r"|journalists))?|enquiries|inquiries|get in touch"
    r"|please contact|(?:presse|medien|investor(?:en)?)-?\s?kontakte?|ansprechpartner(?:in)?"
    r"|rückfragen(?: bitte an)?|kontakt|contacts? presse|contacto(?: de prensa)?"
    r"|(?:媒体|新闻|投资者|业务)?(?:联系人|联系方式|联络|垂询)|联系我们)\s*[:：]?",
    re.IGNORECASE,
)
"""Matches `Press contact:` and `For further information, please contact:`; refuses `Contact with the ore was lost`."""
_CONTACT_BEGINS = re.compile(rf"(?:{_CONTACT_HEADING.pattern})(?!\w)", re.IGNORECASE)
_CONTACT_LABEL = re.compile(
    r"(?:tel(?:ephone)?|phone|fax|mobile|cell|e-?mail|web(?:site)?|addr?(?:ess)?|post ?code|zip(?: code)?"
    r"|p\.?\s?o\.? box|telefon|adresse"
    r"|media|investors?|press|analysts?|contact|switchboard|hotline|电话|传真|地址|邮编|邮箱|电子邮箱|网址|联系人|联系电话|热线|手机"
    r"|微信(?:公众号)?|t|f|m|e|w)\s*[:：.]\s*\S.*",
    re.IGNORECASE,
)
"""Matches `Tel: 86-10-5550-1000` and `地址：…`; refuses `Address the crew`."""
_LABELLED_PLACE = re.compile(r"(?:add(?:ress)?|adresse|地址)\s*[:：](?=.*\d)[^.。;；]{8,140}\.", re.IGNORECASE)
"""Matches `Address: 8 Sample Road, Sampleton.`, whose stop ends no sentence; refuses `Address: none. Ask us.`"""
_PHONE = re.compile(
    r"(?:\+|\(0?\+?|\b00|\b0)\d[\d\s()./-]{6,}\d|\b\d{2,4}[-.\s]\d{3,4}[-.\s]\d{3,4}(?:[-.\s]\d{1,4})?\b"
)
"""Matches `+49 555 0100-17` and `86-10-5550-1000`; refuses `2025-01-23` and `1,204`."""
_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_MAIL = re.compile(r"[\w.+-]+(?:@|\s?\[at\]\s?|\(at\))[\w-]+(?:\.[\w-]+)+")
_ONLY_URL = re.compile(
    r"(?:(?:visit|web(?:site)?|source|more at|learn more(?: at)?)\s*[:：]?\s*)?(?:https?://|www\.)\S+", re.IGNORECASE
)
_STREET = re.compile(
    r"[A-ZÀ-Þ][\w .'’-]{1,30}(?:[Ss]tr(?:\.|aße|asse)|[Ss]treet|[Rr]oad|[Aa]venue|[Aa]llee|[Ww]eg|[Pp]latz"
    r"|[Bb]oulevard)[ ,]+\d{1,4}[a-z]?"
    r"|(?:No\. ?)?\d{1,5}[A-Za-z]?,? [A-ZÀ-Þ][\w .'’-]{1,30}(?:Street|Road|Avenue|Ave|St|Rd|Blvd|Boulevard"
    r"|Drive|Lane|Way|Square|Terrace)\b.{0,80}"
    r"|(?:Level|Suite|Floor|Building|Unit) \d+.{0,80}"
)
"""Matches `Sample Street 8` and `12 Sample Road, Sampleton`; refuses `Sample Street was closed`."""
_TOWN = re.compile(
    r"(?:[A-Z]{1,2}-)?\d{4,6} [A-ZÀ-Þ][\w .'’-]{2,30}(?:, [A-ZÀ-Þ]\w+)?"
    r"|[A-ZÀ-Þ][\w .'’-]{2,30},? [A-Z]{2,3} \d{4,5}(?:,? \w+)?"
)
"""Matches `12345 Beispielstadt` and `Perth WA 6000`; refuses `2,700 women`."""
_COUNTRY = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]+(?: [A-ZÀ-Þ][a-zß-ÿ]+){0,2}")
_NORDIC = re.compile(r"(?:[A-ZÀ-Þ][\w'’&-]+ ){1,5}(?:AS|ASA|AB|ApS|Oy|Oyj|SpA|Srl|SARL|BV|NV|SAS|KK)")
"""Matches `Sample Zink AS`, which a letterhead's pattern takes for words."""
_PART = r"(?:[A-ZÀ-Þ\d][\w.'’/&-]*|of|de|del|la|di|and|&|Nr\.?|No\.?)"
_POSTAL = re.compile(
    rf"(?=.*\b\d{{1,6}}\b){_PART}(?: {_PART}){{0,6}}"
    rf"(?:(?:,| [-–|·]) {_PART}(?: {_PART}){{0,4}}){{1,6}}\.?"
)
"""Matches `Km 41, Lake Road, Sampleton`; refuses `Copper, 2,700 tons, and zinc`."""


def is_contact_heading(text: str) -> bool:
    """Return whether a line introduces contacts."""
    return len(text) < 100 and bool(_CONTACT_HEADING.fullmatch(text))  # noqa: PLR2004  # longer than any such heading


def is_contact_block(text: str) -> bool:
    """Return whether a passage, its lines run together, is a heading of contacts and a number or an address."""
    heading = _CONTACT_BEGINS.match(text) if len(text) <= LONGEST else None
    return bool(heading) and is_contact_line(text)


def is_short_line(text: str) -> bool:
    """Return whether a line under a heading of contacts may be one of them: it is short, and ends no sentence."""
    return len(text) <= LONGEST_LINE and (not ends_sentence(text) or is_contact_line(text))


def is_contact_line(text: str) -> bool:
    """Return whether a short line holds a phone number, an e-mail address, or a labelled address."""
    if len(text) > LONGEST:
        return False
    if _LABELLED_PLACE.fullmatch(text):
        return True
    if _CONTACT_LABEL.fullmatch(text) and (_PHONE.search(text) or _MAIL.search(text) or not SENTENCE_END.search(text)):
        return not _DAY.search(text)
    if ends_sentence(text) and len(text) > LONGEST_LINE // 2:
        return False
    return bool(
        _MAIL.search(text)
        or _ONLY_URL.fullmatch(text)
        or (_PHONE.search(_DAY.sub("", text)) and len(text) < LONGEST_LINE)
    )


def rule_of_address(text: str, above: str, below: str | None) -> str | None:
    """Return the rule for a line of a postal address: a street, a town, or above other contacts a name or a country."""
    if _STREET.fullmatch(text) or _TOWN.fullmatch(text) or _is_postal(text):
        return "contact-block"
    if below == "contact-block" and names_officer(text) and SENTENCE_END.search(above) and not closes_letter(above):
        return "contact-block"
    is_part = is_letterhead(text) or _NORDIC.fullmatch(text) or (_COUNTRY.fullmatch(text) and _TOWN.fullmatch(above))
    return "contact-block" if below == "contact-block" and is_part else None


def _is_postal(text: str) -> bool:
    """Return whether a line is names and numbers parted by commas, as a postal address is, and no day."""
    return len(text) <= LONGEST_LINE and bool(_POSTAL.fullmatch(text)) and not DAY_OR_YEAR.search(text)

"""The foot of a page as a whole: lines that no rule knows by themselves, and that belong to it by where they stand.

A foot is a run of lines without the form of a sentence under the last paragraph. No list of phrases holds all that
sites print there, but in nearly every foot some lines are known: a copyright line, a share button, a contact. The run
goes as one:

1. What stands between two known lines, or below one, is of the foot, whatever it says.
2. What stands between the last paragraph and the first known line is of it only where at least two lines are known and
   at most two are not: it might be the end of the text.
3. List items, captions, rows of a table and the lines of a sign-off are of the text, and end the run.
4. Where no paragraph stands above, nothing is concluded: the whole text may be lines.
"""

import re
from collections.abc import Collection, Sequence

from minmetals_site.readers.captions import is_caption
from minmetals_site.readers.prose import is_list_item
from minmetals_site.text.traced import Traced

__all__ = [
    "closes_letter",
    "further_rule",
    "is_footers_name",
    "is_of_a_run",
    "is_postal",
    "names_officer",
    "rest_of_run",
]

_LONGEST_LINE = 160
_LONGEST_CALL = 90
_MOST_BESIDE = 2
"""Unknown lines under the last paragraph that may be of the foot."""
_FEWEST_KNOWN = 2
_ENDS_PLAINLY = re.compile(r"[.!?…。！？;；,，、][\"”’)）」]?$")
"""Matches the end of a sentence or of a part of one."""
_KEEPS_ITS_STOP = re.compile(r"\b(?:co|ltd|inc|corp|s\.a|n\.v|jr|sr|dr|no|st|a\.s|s\.p\.a|s\.r\.l)\.$", re.IGNORECASE)
_INTRODUCES = re.compile(r"(?:\S+\s+){4,}\S+[:：]$|[\u4e00-\u9fff，]{8,}[:：]$")
"""Matches `The board has decided on three things:`, under which a list stands; refuses `Related links:`."""
_OFFICE = re.compile(
    r"\b(?:chair(?:man|woman|person)?|president|director|secretary|ceo|cfo|coo|chief \w+ officer|founder"
    r"|general manager"
    r"|managing (?:director|partner)|editor|geologist|head of|on behalf of|by order of|vorstand|geschäftsführer)\b"
    r"|(?:董事长|总经理|主席|董事会|书记|校长|会长)$",
    re.IGNORECASE,
)
"""Matches `Ann Sample, Chairman of the Board`; refuses `The mill`."""
_PERSON = re.compile(
    r"[\"“]?(?:(?:Dr|Prof|Mr|Ms|Mrs|Smt|Shri|Sir|Eng)\.?\s.{2,60}"
    r"|(?:[A-ZÀ-Þ][\w'’-]+|[A-ZÀ-Þ]\.)(?: (?:[A-ZÀ-Þ]\.|de|van|von|der|al|bin|and"
    r"|&))* [A-ZÀ-Þ][\w'’-]+)[\"”]?(?:, .{2,60})?"
    r"|(?:the|your|our) .{0,40}\b(?:team|editors|board|management)"
)
"""Matches `“Ann Sample”` and `Ms. Sample and the team`; refuses `Explore our mines`."""
_NO_PERSON = re.compile(
    r"\b(?:our|your|all|more|latest|related|quick|annual|corporate|site|links?|reports?|locations?|releases?|products?"
    r"|projects?|polic(?:y|ies)|news|services?|careers?|library|gallery|cent(?:er|re)|stories|articles?|newsletter|terms"
    r"|notice|map|us|home)\b",
    re.IGNORECASE,
)
"""Matches in `Annual Reports`, a link whose words have capitals as names do; refuses `Ann Sample`."""
_SIGN_OFF = re.compile(
    r"(?:.{0,20}\b(?:regards|wishes|yours|sincerely|faithfully|truly|thank you|thanks)|signed|此致|敬礼|谨启"
    r"|特此公告)\s*[,!，。！]?",
    re.IGNORECASE,
)
_DAY_OR_YEAR = re.compile(r"\b(?:19|20)\d\d(?:年|\b)")
_OBJECT = (
    r"(?:report|brochure|factsheet|fact sheet|presentation|yearbook|app|newsletter|operations|projects|products|story"
    r"|stories|site|website|web ?page|video|podcast|interview|series|map|team|careers|vacancies|jobs|updates?|alerts?"
    r"|articles?|news|release|releases|document|documents|pdf|gallery|archive|blog|magazine|edition|issue"
    r"|results|figures"
    r"|policy|policies|catalogue|publications?|events?|coverage|analysis|investors?|sustainability|approach"
    r"|portfolio|rules)"
)
_CALL = re.compile(
    rf"(?:(?:source|via)\s*[:：]\s*)?(?:explore|discover|learn|find out|read|see|view|watch|browse|download|get"
    rf"|check out|listen to|open"
    rf"|visit|meet|join"
    rf"|order|request|search)(?: (?:more|all|the|our|your|this|full|latest|free|here|now|about|in|on|of|a|an"
    rf"|annual|\d{{4}}"
    rf"|complete|entire|original|next|related|[A-ZÀ-Þ][\w-]+)){{0,5}} {_OBJECT}(?: .{{0,30}}|\s*\(.{{1,25}}\))?"
    r"|download (?:the|our) [\w ]{2,40} \((?:pdf|zip|jpe?g|png|svg|eps|docx?|xlsx?)\b.{0,15}\)"
    r"|(?:learn|read|find out|discover|see|show|load|view) (?:more|less|all)(?: (?:about|on|here|now)\b.{0,50})?"
    r"|for (?:more|further) information (?:about|on) .{2,60}, (?:please )?visit .{2,30}"
    r"|(?:sign|log) ?(?:up|in|out)(?: (?:for|to|with|here|now|as|or)\b.{0,60})?|sign up / log in|enter your .{2,40}"
    r"|your (?:e-?mail|name)(?: address)?|(?:start|create) (?:your|a|an) (?:\w+ )?(?:substack|blog|account|newsletter"
    r"|publication|trial|subscription)|(?:get|download|open(?: in)?|try) (?:the |our )?(?:\w+ )?app|subscribe(?: (?:now"
    r"|today|via)"
    r"(?: .{2,30})?)?|subscribe to .{2,60}|(?:leave|post|write|add|join) (?:a |the )?(?:comment|reply|discussion"
    r"|conversation).{0,30}|sort by\s*[:：]?.{0,30}|(?:newest|oldest|best|top|most (?:recent|popular|liked))"
    r"|\d{1,5} (?:comments?|likes?|shares?|views?|claps?|restacks?|replies|followers)|ask a question"
    r"|request a (?:quote|demo)"
    r"|accept(?: all)?(?: cookies)?|reject(?: all)?|(?:cookie|consent) (?:settings|preferences)"
    r"|join our (?:\w+ ){0,2}(?:community|network|talent pool|mailing list|team)|was this (?:page|article) .{2,30}",
    re.IGNORECASE,
)
"""Matches `Read the latest report`, `Sign up for alerts` and `Get the app`; refuses `Read by all miners`."""
_REGISTERED = re.compile(
    r".{0,120}\b(?:VAT(?: (?:no|reg(?:istration)?|number))?|ABN|ACN|SIREN|HRB|HRA|USt-?IdNr|P\.? ?IVA|CIN|CIF|NIF"
    r"|ICP (?:no|licen[cs]e|filing|number)|(?:company|registration|registered|reg|licen[cs]e|charity|release"
    r"|document|file"
    r"|article|notice)"
    r" (?:no|number|nr|id))\b\.?\s*[:：.]?\s*[A-Z]{0,4}[\s-]?\d[\d\s./-]{3,}.{0,60}"
    r"|(?:technical |tech |web )?(?:support|maintenance|design|hosting)(?: by)?\s*[:：]\s*\S.{1,60}"
    r"|(?:hosted|sponsored|organi[sz]ed|supervised|undertaken|maintained|operated) by\s*[:：]\s*\S.{1,80}",
    re.IGNORECASE,
)
"""Matches `Example S.p.A. - VAT no. 00000000000` and `Technical support: Sample Network`; refuses `Support came`."""
_SEAT = re.compile(
    r"(?:.{2,60} is )?(?:registered|incorporated) in .{2,60}?[.,;]\s*(?:registered|company|reg)\.?"
    r" (?:office|no|number|address)\b.{2,120}"
    r"|(?:registered|head|principal|corporate) (?:office|address)\s*[:：].{2,140}"
    r"|.{2,60} is (?:a publication of|published (?:\w+ )?by) .{2,60}\b(?:ltd|limited|inc|llc|gmbh|pty|plc|publishing"
    r"|media)\b.{0,80}",
    re.IGNORECASE,
)
"""Matches `Registered in England. Registered office: 1 Sample Street.`; refuses `Incorporated in England, it mines.`"""
_THANKS = re.compile(
    r"(?:newsletter|e-?mail alerts?|free letter)\s*[:：]\s*"
    r"(?:enter|get|sign|join|subscribe|receive|leave|type)\b.{2,160}"
    r"|(?:thanks|thank you) for (?:reading|subscribing|being (?:a|here))\b.{0,120}\b(?:subscri|support|share"
    r"|free)\w*.{0,120}"
    r"|.{0,60}\b(?:is (?:a )?(?:reader-supported|free today)|upgrade to paid|become a (?:paid"
    r"|free) subscriber)\b.{0,140}"
    r"|(?:this|our) (?:web)?site uses cookies.{0,140}|we use cookies.{0,160}|by (?:using"
    r"|continuing) .{0,60}cookies.{0,80}"
    r"|(?:you(?:['’]re| are) (?:currently )?(?:reading|on) (?:a|the)"
    r"|this) (?:free (?:issue|post|letter|article|edition|version|preview)\b|(?:issue|post|letter|article) is free\b)"
    r".{0,160}"
    r"|(?:.{2,120}[.!?] )?(?:subscribe|upgrade|become a subscriber)(?: now| today| here| for free)? to"
    r" (?:get|receive|read|unlock|support|keep|continue)\b.{2,100}|(?:type|enter) your e-?mail\b.{0,20}(?:\.\.\.|…)"
    r"|to (?:receive|get|have) .{2,80}\b(?:e-?mail|inbox)\b.{0,60}\b(?:sign up|subscribe|register|click)\b.{0,60}"
    r"|download (?:the|our) (?:[\w’'-]+ ){0,4}app\b.{0,60}"
    r"|you (?:receive|received|get|are getting) (?:this|our)"
    r" (?:e-?mail|letter|newsletter|message|briefing|bulletin|digest|mailing|update)\b.{0,160}",
    re.IGNORECASE,
)
"""Matches `Thanks for reading! Subscribe for free.`; refuses `Thanks for reading the gauge went to her.`"""
_QUESTION = re.compile(
    r"(?:ready for more|have (?:a|any) (?:tip|question|comment|suggestion)s?|(?:any )?questions|need help"
    r"|was this .{0,30}(?:helpful|useful)|did you (?:like|enjoy) .{2,40}|(?:liked?|enjoy(?:ed|ing)?)"
    r" (?:this|what you (?:read|see|are reading))(?: (?:post|article|story|letter|piece|analysis|report))?)\?.{0,80}"
    r"|discussion about this post|(?:comments|restacks|likes|replies|discussions?)",
    re.IGNORECASE,
)
"""Matches `Ready for more?`; refuses `Who is ready?`."""
_LINKS = re.compile(
    r"(?:related|useful|friendly|friendship|quick|external|partner|further) (?:links?|sites?"
    r"|websites?)\s*[:：].{0,160}"
    r"|for the (?:rest|remainder|full text) of (?:this|the) (?:article|story|column|report)\b.{0,20}(?:https?://\S+)?"
    r"|(?:read|see|view) (?:this )?(?:\w+ )?(?:also|in)\s*[:：].{2,120}|(?:also|other) languages\s*[:：].{2,80}",
    re.IGNORECASE,
)
"""Matches `Related links: A | B` and `Read this release in: Hindi`; refuses `Related links were cut`."""
_CREDITS = re.compile(
    r"[（(【\[]?\s*"
    r"(?:(?:text|words|story|photos?|pictures?|images?|video|layout)\s*+[:：]\s*+[^\s:：.。][^:：.。]{1,60}?\s*){2,4}"
    r"[）)】\]]?"
    r"|[（(]\s*(?:text|words|photos?|pictures?|images?|video)\s*[:：]\s*[^()（）]{2,60}[）)]"
    r"|[（(【\[]?\s*(?:contributed by|correspondents?|reporters?|contributors?|photographers?"
    r"|photos? (?:by|courtesy of)"
    r"|text(?: and|/| &) photos?"
    r"|translators?|translated by|compiled by|reviewed by|approved by"
    r"|通讯员|记者|摄影|图文|文图|供稿|翻译|审核|撰稿|来稿)"
    r"\s*[:：/]\s*[^\s。.!?].{0,80}[）)】\]]?"
    r"|[(（](?:contributed|reported|photographed|edited|compiled|translated|provided|submitted)"
    r" by [^.()（）]{2,80}[)）]",
    re.IGNORECASE,
)
"""Matches `(Correspondents: Wu Sample, He Muster)`; refuses `Reporters came.`"""
_SMALL_WORDS = re.compile(r"(?<![\w@./-])[a-z]+(?![\w@/-])")
_MOST_SMALL_WORDS = 12
_ANY_WAY = (("subscribe-box", _THANKS), ("site-call", _QUESTION), ("site-credit", _SEAT))
"""Rules that hold for lines which end as sentences do, as well."""
_NO_SENTENCE = (
    ("editor-credit", _CREDITS),
    ("related-links", _LINKS),
    ("site-call", _CALL),
    ("site-credit", _REGISTERED),
)
_PART = r"(?:[A-ZÀ-Þ\d][\w.'’/&-]*|of|de|del|la|di|and|&|Nr\.?|No\.?)"
_CHINESE_COMPANY = re.compile(r"[\u4e00-\u9fff（）()]{2,24}有限(?:责任)?公司")
"""Matches `示例钢铁集团有限公司`; refuses `示例钢铁公司董事会`."""
_POSTAL = re.compile(
    rf"(?=.*\b\d{{1,6}}\b){_PART}(?: {_PART}){{0,6}}"
    rf"(?:(?:,| [-–|·]) {_PART}(?: {_PART}){{0,4}}){{1,6}}\.?"
)
"""Matches `Km 41, Lake Road, Sampleton`; refuses `Copper, 2,700 tons, and zinc`."""


def further_rule(text: str) -> str | None:
    """Return the rule for a line that only stands in a foot: a call of the site, a registration, a credit."""
    if len(text) > 2 * _LONGEST_LINE:
        return None
    for rule, pattern in _ANY_WAY if _ends(text) else (*_ANY_WAY, *_NO_SENTENCE):
        if pattern.fullmatch(text) and (rule != "site-call" or len(text) <= _LONGEST_CALL):
            return rule
    return None


def _ends(text: str) -> bool:
    return bool(_ENDS_PLAINLY.search(text)) and not _KEEPS_ITS_STOP.search(text)


def is_postal(text: str) -> bool:
    """Return whether a line is names and numbers parted by commas, as a postal address is, and no day."""
    return len(text) <= _LONGEST_LINE and bool(_POSTAL.fullmatch(text)) and not _DAY_OR_YEAR.search(text)


def is_footers_name(text: str, above: str) -> bool:
    """Return whether a last line is only a company's name in Chinese under the end of a sentence, as footers have."""
    return bool(_CHINESE_COMPANY.fullmatch(text)) and above.endswith(("。", "！", "”"))


def names_officer(text: str) -> bool:
    """Return whether a line is a person's name with an office behind it, as over a number to call."""
    return len(text) <= _LONGEST_CALL and "," in text and bool(_PERSON.fullmatch(text) and _OFFICE.search(text))


def closes_letter(text: str) -> bool:
    """Return whether a line is the words over a signature, `Yours sincerely,` or `By order of the Board`."""
    return bool(_SIGN_OFF.fullmatch(text)) or (len(text) <= _LONGEST_CALL and "of the board" in text.lower())


def is_of_a_run(line: Traced) -> bool:
    """Return whether a line may be of a foot, if others beside it are: it is short, and nothing that texts end with."""
    text = line.text
    if len(text) > _LONGEST_LINE or "\t" in text or _ends(text):
        return False
    if len(_SMALL_WORDS.findall(text)) >= _MOST_SMALL_WORDS:  # a sentence that the copy cut short
        return False
    return not is_list_item(line) and not is_caption(text) and not _INTRODUCES.fullmatch(text)


def rest_of_run(unknown: Sequence[tuple[int, Traced]], known: Collection[int], paragraph: str) -> list[int]:
    """Return which of the unknown lines under the last paragraph, in order, belong to the foot with the known ones."""
    if not unknown or not known:
        return []
    first = min(known)
    above = [line.text for index, line in unknown if index < first]
    introduced = paragraph.endswith((":", "："))
    goes = (
        not introduced
        and len(above) <= _MOST_BESIDE
        and len(known) >= _FEWEST_KNOWN
        and not any(_signs_off(text) for text in above)
    )
    return [index for index, _ in unknown if index > first or goes]


def _signs_off(text: str) -> bool:
    is_person = _PERSON.fullmatch(text) and (text.startswith(("the ", "our ")) or not _NO_PERSON.search(text))
    return bool(is_person or _OFFICE.search(text) or _SIGN_OFF.fullmatch(text) or _DAY_OR_YEAR.search(text))

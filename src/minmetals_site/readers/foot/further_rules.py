"""Lines that only stand in a foot: calls of the site, questions, registrations, credits, notes of letters."""

import re

from minmetals_site.readers.foot.line_forms import LONGEST_CALL, LONGEST_LINE, ends_clause
from minmetals_site.readers.person_names import NAMES

__all__ = [
    "further_rule",
]

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
_WORK = (
    r"(?i:(?:additional |further |with )?(?:reporting|writing|editing|research|translation|graphics)"
    r"|reported|written|edited|compiled|translated|with (?:files|assistance|contributions?|help)) (?i:by|from)"
)
_WHO_WORKED = rf"{_WORK} {NAMES}(?:,? (?:in|of|for|at|and) [A-ZÀ-Þ][^;.()]{{1,80}})?"
_CREDITS_OF_AGENCIES = re.compile(rf"[-–—(（\[\s]*+{_WHO_WORKED}(?:[;,.]\s*{_WHO_WORKED}){{0,3}}\.?[)）\]]?\.?")
"""Matches `Reporting by Ann Sample in Sampleton; Editing by Ben Muster`; refuses `Reporting by mills was late.`"""
_CREDIT_OF_PICTURE = re.compile(
    rf"(?i:photos?|images?|pictures?|video)(?: (?i:credits?))?\s*[:：]\s*{NAMES}(?:\s*/\s*{NAMES})?"
)
"""Matches `Photo: Sample Metals Group`, who made it and no word of what it shows; refuses `Photo: The mill in May`."""
_STANDARDS = re.compile(
    r"our standards\s*[:：]\s*the thomson reuters trust principles.{0,30}|via\s*[:：]\s*(?:https?://)?[\w.-]{3,60}\.[a-z]{2,12}/?",
    re.IGNORECASE,
)
"""Matches `Via: sample.example`, where a page has its text from; refuses `Via: the river`."""
_ABOUT_AUTHOR = re.compile(
    r"(?:about the (?:author|writer|columnist)s?|über (?:den autor|die autorin)|关于作者|作者简介)\s*[:：]"
    r"\s*\S.{10,300}",
    re.IGNORECASE,
)
"""Matches `About the author: Ann Sample covers mines.`; refuses `About the author: a mine`."""
_ANY_WAY = (
    ("author-box", _ABOUT_AUTHOR),
    ("subscribe-box", _THANKS),
    ("site-call", _QUESTION),
    ("site-credit", _SEAT),
    ("editor-credit", _CREDITS_OF_AGENCIES),
    ("picture", _CREDIT_OF_PICTURE),
    ("site-credit", _STANDARDS),
)
"""Rules that hold for lines which end as sentences do, as well."""
_NO_SENTENCE = (
    ("editor-credit", _CREDITS),
    ("related-links", _LINKS),
    ("site-call", _CALL),
    ("site-credit", _REGISTERED),
)


def further_rule(text: str) -> str | None:
    """Return the rule for a line that only stands in a foot: a call of the site, a registration, a credit."""
    if len(text) > 2 * LONGEST_LINE:
        return None
    for rule, pattern in _ANY_WAY if ends_clause(text) else (*_ANY_WAY, *_NO_SENTENCE):
        if pattern.fullmatch(text) and (rule != "site-call" or len(text) <= LONGEST_CALL):
            return rule
    return None

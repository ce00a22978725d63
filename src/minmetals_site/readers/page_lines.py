"""Lines over a text that belong to its page: what can be heard there, in which issue, and whose the picture is."""

import re

from minmetals_site.readers.boilerplate import stock_phrase

__all__ = ["is_bare_label", "page_line"]

_RULER = re.compile(r"[-–—_=*~.+|\s]{3,}|page \d+(?: of \d+)?|第\s?\d+\s?[页版]", re.IGNORECASE)
"""Matches `------` and `Page 4`; refuses `Page four`."""
_OFFER = re.compile(
    r"(?:listen to|play|hear)(?: (?:this|the))? (?:article|story|post|episode|audio)|audio version|watch(?: the)? video"
    r"|(?:members?|subscribers?)[ -]only(?: (?:content|post|story|article))?|premium(?: (?:content|article))?|paid"
    r"|exclusive|free to read|free article|updated|breaking(?: news)?|in this (?:article|story|post)|view comments"
    r"|add a comment|podcast|transcript|q ?& ?a|subscribe|follow|log ?in|sign ?(?:in|up)|register|join"
    r"|[\d,]{1,9} (?:comments?|replies|views|shares|likes)|(?:likes?|shares?|comments?|views?) \d{1,5}"
    r"|(?:by(?: on)?|date)[:：]?"
    r"|avatar|author image|(?:article['’]s )?main image|\d{1,2} (?:minute|hour|day|week)s? ago"
    r"|(?:u\.?s\.? |the )?markets? (?:open|close)s? in \d.{0,30}"
    r"|access ?newswire|accesswire|globe ?newswire|business ?wire|pr ?newswire|newsfile(?: corp\.?)?"
    r"|add(?: .{2,40})? (?:as (?:a )?preferred source.{0,12}|to google preferred sources)",
    re.IGNORECASE,
)
"""Matches `Listen to this article` and `1,204 views`; refuses `Listen to the river`."""
_ISSUE = re.compile(
    r"(?:issue|vol(?:ume)?|edition|part)\.?\s*#?\d{1,4}(?: of \d+)?|ISSN:? \d{4}-\d{3}[\dX]"
    r"|vol(?:ume)?\.? ?\d{1,4},? (?:no|nr|issue|number)\.? ?\d{1,4}|[a-z]{3,9} \d{4} (?:issue|edition)",
    re.IGNORECASE,
)
"""Matches `Issue #55`, `Vol. 12 No. 3` and `March 2024 issue`; refuses `Part-time work`."""
_ADDRESS = re.compile(r"(?:[a-z\d-]+\.){1,4}(?:com|org|net|io|co|info|cn|au|ca|uk)/?|(?:#[\w-]+\s*){1,12}")
"""Matches `letter.example.com` and `#copper #rail`; refuses `#1 in copper`."""
_WAY_BACK = re.compile(
    r"[«‹←<]+ ?(?:back|return|all|home|previous)\b.{0,40}|back to (?:all )?(?:the )?(?:news|articles|blog|insights"
    r"|posts|stories|list|overview|analysis|research|home|main)(?: page)?",
    re.IGNORECASE,
)
"""Matches `← Back to news` and `Back to all articles`; refuses `Back to the mine`."""
_LISTED = re.compile(r"(?:[A-Z]{2,8} +)?[A-Z]{2}[A-Z\d]{9}\d|\([A-Z]{2,6}\)")
"""Matches `(EXM)` and an international number of shares; refuses `EXM`."""
_PAGE = (_RULER, _OFFER, _ISSUE, _ADDRESS, _WAY_BACK, _LISTED)
_OWNER = r"(?:(?:[A-ZÀ-Þ\d©@][\w.'’&@/-]*+|of|the|and|via|on|by|from|for|de|/|\||-)\s*+){1,8}"
_PICTURE = (
    r"(?:image|photo|picture|photograph|illustration|graphic|cover(?: image| photo)?|featured image|file photo)s?"
)
_CREDIT = re.compile(
    rf"[\[(（]?(?:(?i:{_PICTURE}(?: credits?| source| courtesy| by)?\s*(?:[:：/]|\bby|\bcourtesy of|\bfrom|\bvia))\s*"
    rf"|(?i:credits?|courtesy)\s*[:：]\s*){_OWNER}[\])）]?"
    r"|(?i:stock (?:image|photo)s?|getty(?: images)?|shutterstock|istock|adobe stock|unsplash|file (?:photo|image)"
    r"|ai[- ]generated image)\.?"
    r"|(?:图片来源|图源)\s*[:：].{1,30}"
)
"""Matches `Image: Sample Gazette`, `Photo by Ann Sample on Unsplash` and `Getty Images`; refuses `Photo: the mill at
night`, which says what is to be seen."""
_LONGEST = 120
_BARE_LABEL = re.compile(
    r"(?:[来來]源|作者|编辑|责任编辑|分享[到至]?|字[号號体]|浏览(?:次数|量)?|阅读(?:量|次数)?|点击(?:量|次数)?|发布[人者]|(?:发布)?(?:时间|日期)"
    r"|source|author|editor|(?:page )?views?|hits|share(?: to)?|language|keywords?|tags?)\s*[:：]"
    r"|by\s?[–—-]|(?:(?:published|updated|posted)\s*[:：]\s*\|?\s*){1,2}",
    re.IGNORECASE,
)
"""Matches `来源：`, `keywords :` and `By -`, behind which a page has nothing; refuses `Sources:` and `By 2030`."""


def page_line(text: str) -> str | None:
    """Return the rule by which a line over a text is a credit of a picture, or a detail of the page; else None."""
    if len(text) > _LONGEST:
        return None
    if _CREDIT.fullmatch(text):
        return "picture-credit"
    bare = text.rstrip(".:")
    return "page-detail" if any(kind.fullmatch(bare) for kind in _PAGE) or stock_phrase(text) else None


def is_bare_label(text: str) -> bool:
    """Return whether a line is a label behind which a page has nothing: `Source:`."""
    return bool(_BARE_LABEL.fullmatch(text))

"""Lines that a web page's machinery left in a text copy: each kind is removed by a rule with a name.

One ordered table, asked of whole lines only, so that a sentence which merely mentions sharing or printing is never
touched. What stands here was seen in captures of the shapes that this package reads.
"""

import re
from collections.abc import Sequence

from minmetals_site.text.traced import Traced

__all__ = ["is_notice", "page_machinery", "removable"]


def _whole_line(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


_NETWORKS = r"""(?:facebook|twitter|x|linkedin|whatsapp|wechat|weibo|e-?mail|copy\ link|reddit|telegram
    |微信|微博|qq空间|qq)"""
_MACHINERY: tuple[tuple[str, re.Pattern[str]], ...] = (
    # `Font size:【BigMiddleSmall】 【PrintColor:`, `Font Size: Big Middle Small`, `字号：大 中 小`
    (
        "font-size-widget",
        _whole_line(
            r"""[【\[(]?\s*(?:font\s*size|text\s*size|字体|字号)\s*[:：]?\s*
                (?:[【\[(A]|big|large|small|大|小|\+|-).{0,80}"""
        ),
    ),
    # `[Print] [Close]`, `Print`, `【打印】【关闭】`, `Back to top`
    (
        "page-tools",
        _whole_line(
            r"""(?:[【\[(|/]?\s*(?:print(?:\ this\ page)?|close(?:\ window)?|back\ to\ top|top|bookmark|pdf
                |打印|关闭|返回顶部|返回)\s*[】\])|/]?\s*){1,6}"""
        ),
    ),
    # `Share`, `Share to:`, `Share this: Facebook Twitter LinkedIn`, `分享到：微信 微博`
    (
        "share-widget",
        _whole_line(
            rf"""(?:share(?:\ to|\ on|\ this(?:\ article|\ page|\ post)?)?|follow\ us|分享到?)\s*[:：]?\s*
                (?:{_NETWORKS}[\s,|/·•]*){{0,12}}
                |(?:{_NETWORKS}[\s,|/·•]+){{1,12}}{_NETWORKS}"""
        ),
    ),
    # `Scan the QR code to follow us`
    ("share-widget", _whole_line(r"(?:please\ )?scan\ (?:the|this)\ (?:qr|2d)\ ?code.{0,60}|扫一扫.{0,40}")),
    # `Views: 1,024`, `浏览次数：12`
    (
        "view-count",
        _whole_line(
            r"""(?:views?|hits|page\ views|visits|浏览次数|浏览量|阅读|点击数?)\s*[:：]\s*[\d,]*(?:\s*(?:times|次))?"""
        ),
    ),
    # `Previous: …`, `Next article: …`, `上一篇：…`
    (
        "page-navigation",
        _whole_line(
            r"""(?:previous|next|prev)(?:\ article|\ news|\ page|\ post)?\s*[:：].{0,300}
                |(?:上一篇|下一篇|上一条|下一条)\s*[:：]?.{0,200}"""
        ),
    ),
    # `中文`, `EN | 中文`
    (
        "language-switch",
        _whole_line(r"(?:(?:中文版?|简体中文|繁體中文|english|en|cn|русский|español|français)[\s|/·]*){1,6}"),
    ),
)
_COMMENT_WIDGET = _whole_line(
    # `0 Comments`, `No replies yet`, `Loading new replies...`, `Join the full discussion at the … Forum →`
    r"""(?:no|\d{1,5})\ (?:comments?|replies|reply|responses?)(?:\ yet)?\.?
        |loading\ (?:new\ )?(?:comments|replies)(?:\.\.\.|…)?
        |join\ the\ (?:full\ )?(?:discussion|conversation)\b.{0,120}
        |moderator|administrator|admin|guest|subscribe|log\ ?in|sign\ ?in|sign\ up|register|reply|submit|post\ comment
        |(?:log|sign)\ in\ to\ (?:reply|comment|post).{0,60}
        |(?:leave|post|add|write)\ a\ (?:comment|reply).{0,60}
        |be\ the\ first\ to\ (?:comment|reply).{0,60}
        |(?:sort\ by|view\ all|load\ more|show\ more)(?:\ .{0,40})?"""
)
_NOTICE = _whole_line(
    r"""(?:disclaimer|(?:legal\ |important\ )?notice|copyright|免责声明|版权声明|声明)\s*[:：—–-]
        |©|\(c\)\s*(?:19|20)\d\d|copyright\s+(?:©|\(c\)|(?:19|20)\d\d)"""
)
_RIGHTS = _whole_line(r".{0,160}\ball\ rights\ reserved\.?")
_LONGEST_MACHINERY = 400
"""Characters; more than any of the patterns allows."""
_LONGEST_WIDGET = 160
_LONGEST_RIGHTS = 200


def page_machinery(text: str) -> str | None:
    """Return the name of the rule by which a whole line is page machinery, else None."""
    if len(text) > _LONGEST_MACHINERY:
        return None
    return next((rule for rule, pattern in _MACHINERY if pattern.fullmatch(text)), None)


def is_notice(text: str) -> bool:
    """Return whether a line is a disclaimer, a notice or a copyright line."""
    return bool(_NOTICE.match(text) or (len(text) < _LONGEST_RIGHTS and _RIGHTS.fullmatch(text)))


def removable(lines: Sequence[Traced]) -> dict[int, str]:
    """Return the rule for each line, by index, that is machinery.

    Machinery of a page counts wherever it stands alone on a line; the words of a comment widget (`Moderator`) are
    ordinary words, and count only in one piece at the end of the text.
    """
    found = {i: rule for i, line in enumerate(lines) if line.text and (rule := page_machinery(line.text))}
    for index in range(len(lines) - 1, -1, -1):
        text = lines[index].text
        if not text or index in found:
            continue
        if len(text) > _LONGEST_WIDGET or not _COMMENT_WIDGET.fullmatch(text):
            break
        found[index] = "comment-widget"
    return found

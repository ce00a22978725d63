"""The foot of a page in a text copy: what stands below the text and is none of it.

Read from the end upward: short lines that carry no sentence of the text and hold a phone number, an address, a link of
the site's own (legal notice, print, back, next, follow, unsubscribe) go, each by a rule with a name, and the last
paragraph ends the search; what no rule knows beside them is asked of `foot_run.py`. Two things are looked for before,
within the last lines: `ENDS` in dashes, which ends a release, and a heading that introduces contacts, which takes the
short lines under it. What stands below them and reads
as text (`About the company`) stays in the body, as the company's words. A heading `Forward-looking statements` makes a
notice of what stands under it.
"""

import re
from collections.abc import Callable, Collection, Sequence
from itertools import takewhile
from typing import NamedTuple

from minmetals_site.readers.boilerplate import stock_phrase
from minmetals_site.readers.foot_run import (
    closes_letter,
    further_rule,
    is_footers_name,
    is_of_a_run,
    is_postal,
    names_officer,
    rest_of_run,
)
from minmetals_site.readers.head_words import is_letterhead, is_menu, is_share_word, longest_first, may_be_title
from minmetals_site.text.traced import Traced

__all__ = [
    "Foot",
    "foot_rule",
    "is_contact_block",
    "is_contact_heading",
    "is_contact_line",
    "is_end_mark",
    "is_short_line",
    "line_rule",
    "read_foot",
]

_LINES = 30
"""Worded lines at the end that are looked at."""
_WHOLE = 40
"""Worded lines at the end in which the run of a foot may reach upward."""
_MOST_UNKNOWN = 8
"""Lines on end of no rule that may be of a foot; more are the text."""
_LONGEST = 240
_LONGEST_CONTACT = 160
_LONGEST_MARK = 40
_MOST_CONTACTS = 14

_END_MARK = re.compile(
    r"[-–—*~_#=]+\s*(?i:ends?)\s*[-–—*~_#=]+|[\[(（](?i:ends?)[\])）]|Ends\.?"
    r"|[-–—*~_#=.•\s]*(?:-\s*)?(?:ENDS?|The End|FIN|ENDE|(?i:end of (?:(?:press |news )?release"
    r"|announcement|news|text|document|mitteilung))|30)[-–—*~_#=.•\s]*"
    r"|(?:[#*•·~]\s*){3,}|[-–—_=*]{3,}|[（(]?(?:完|全文完|本文完)[）)]?",
)
"""Matches `- ENDS -`, `# # #` and `（完）`; refuses `The lease ends.`"""
_BARE_30 = re.compile(r"[\s.]*30[\s.]*")
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

_LEGAL = (
    r"legal(?: notices?| information| disclaimer)?|privacy(?: policy| notice| statement| settings)?"
    r"|data (?:protection|privacy)|cookies?(?: policy| settings| notice| preferences)?"
    r"|manage cookies|terms(?: of (?:use|service|sale)| (?:&|and) conditions)?|conditions of use|imprint"
    r"|impressum|datenschutz(?:erklärung)?|agb|mentions légales|aviso legal"
    r"|(?:xml ?)?(?:site ?map|地图)(?: ?地图)?|accessibility(?: statement)?|disclaimer"
    r"|modern slavery(?: statement| act)?"
    r"|whistle-?blow(?:er|ing)(?: system| hotline)?|compliance|code of conduct|do not sell.{0,30}"
    r"|contact(?: us)?|about(?: us)?|careers|home|news|rss|press|copyright|login|help|faq|links|feedback"
    r"|top|english|中文|法律声明|隐私(?:政策|声明|保护)|网站(?:地图|声明)|使用条款|免责声明"
    r"|联系我们|友情链接|关于我们|版权声明|站点地图|网站首页|返回首页|设为首页|加入收藏|技术支持|人才招聘|投稿"
)
_LEGAL_LINE = re.compile(rf"(?:(?>{longest_first(_LEGAL)})(?:[\s|·•/,，\\–—-]++|$))++", re.IGNORECASE)
"""Matches `Legal Notice | Privacy Policy | Site Map`; refuses `Legal notice was given`."""
_LEGAL_WORD = re.compile(
    r"legal|privacy|data protection|cookie|terms|imprint|impressum|datenschutz|site ?map|mentions|aviso"
    r"|disclaimer|accessib|法律|隐私|地图|声明|条款|友情链接|联系我们",
    re.IGNORECASE,
)
_ICP = re.compile(
    r"友情链接\s*[:：].{1,160}|.{0,60}(?:ICP\s?[备证]|公网安备|公安备案|网安备).{0,80}|(?:主办|承办|技术支持|制作(?:单位)?|维护"
    r"|运营)(?:单位)?\s*[:：].{2,60}|(?:建议使用|推荐使用).{2,60}(?:浏览器|分辨率).{0,40}"
)
_TOOLS = re.compile(
    r"(?:[\[【(«‹<←↑▲^|]*\s*(?:print(?:er[- ]friendly)?(?: (?:this|the) (?:article|page|story|release|news)"
    r"| version| pdf)?"
    r"|download(?: (?:this|the|as|full|pdf|a|release|article|news|press|photos?|images?"
    r"|pictures?))*(?: (?:release|article|pdf"
    r"|version|document|page|story))?(?: \(?pdf.{0,20}\)?| \(.{1,20}\))?"
    r"|(?:to )?(?:the )?(?:overview|all news|news overview|press overview|zur übersicht)"
    r"|(?:back|return|go back|zurück|retour|volver)(?: to(?: the)?| zur?| à| a)?\s?(?:top|overview"
    r"|list(?:ing)?|all|home(?: ?page)?|index|previous page|main page|übersicht|startseite"
    r"|(?:all )?(?:the )?(?:latest )?(?:news|articles?|press|media|stories|releases|press releases"
    r"|news releases|media releases|newsroom|blog|archive|insights|announcements|publications"
    r"|events)(?: (?:list|overview|page|archive|centre|center))?)?"
    r"|bookmark|save (?:this )?(?:article|page|story)|e-?mail (?:this|to a friend).{0,20}|send to a friend"
    r"|close(?: (?:this )?window)?|pdf|top"
    r"|[-–•·]?\s*(?:附件|相关附件|附件下载)\s*[:：]?|打印(?:本页|此页|文章)?|关闭(?:窗口|本页)?|返回(?:列表|首页|顶部|上一页|上页|目录)?|下载(?:附件|pdf)?|收藏(?:本页)?|纠错"
    r"|我要纠错)\s*[\]】)»›>→↑▲|/]*\s*){1,6}",
    re.IGNORECASE,
)
"""Matches `Back to articles`, `« Back to all news` and `Print this article`; refuses `Back to the mine`."""
_FOLLOW = re.compile(
    r"(?:看更多|一手掌握|點我|点我|請加入|请加入).{2,60}|(?:підпишіться|подпишитесь|подписывайтесь|відкрити|открыть)\b.{2,100}"
    r"|(?:[^\w\s]{1,3}\s*)?(?:follow|find|join|like|visit|connect with|see)"
    r" (?:us|me|@?\w{2,30}(?: \w{2,20}){0,3}) (?:on|at|via|:)\s?.{2,120}"
    r"|(?:stay|keep) (?:connected|in touch|up to date|informed).{0,80}|(?:folgen sie uns|suivez-nous"
    r"|síguenos)\b.{0,80}|(?:扫码|扫描|长按|关注)(?:二维码|我们|公众号|微信).{0,60}",
    re.IGNORECASE,
)
_NETWORK = re.compile(
    r"\b(?:google news|linkedin|twitter|facebook|instagram|youtube|wechat|weibo|x|telegram|whatsapp|tiktok|mastodon"
    r"|bluesky|threads|xing|flickr|rss|newsletter|social media|app)\b"
    r"|粉[丝絲][团團]|訂閱|订阅|APP|微信|微博|公众号|抖音",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"(?:share|tweet|post|like|recommend|pin|email|forward|comment|teilen|partager|compartir|分享"
    r"|转发)(?:\s*(?:this|it|the|on|via|to|with|a|page|article|story|post|release|friends?|:|：|到|微信|微博|朋友圈|,"
    r"|\||/|facebook|twitter|x|linkedin|e-?mail|whatsapp))*",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"[«‹<←→»›>\s]*(?:(?:read|up|see|watch) next|featured (?:article|story|post)s?|next|previous|prev"
    r"|(?:pre|last)(?=\s*[:：])|older|newer|earlier"
    r"|read (?:more|also"
    r"|on)|see also|also read|related|recommended(?: reading)?|don['’]t miss|more (?:on|about) (?:this"
    r"|the) (?:topic|subject|story)"
    r"|上一[篇条页]|下一[篇条页]|上篇|下篇|前一篇|后一篇|相[关關](?:新[闻聞]|[阅閱閲][读讀]|文章|链接|报道|報道|報導|推荐)"
    r"|(?:延伸|推[荐薦])[阅閱閲][读讀]|vorheriger?|nächster?|weiterlesen"
    r"|lire aussi|leer más)"
    r"(?:\s+(?:article|news|page|post|story|release|posts|articles|stories|item))?\s*(?:[:：→»›>|].{0,220}"
    r"|$)|(?:[«‹←]|<<)\s?.{3,160}|.{3,160}\s?(?:[»›→]|>>)",
    re.IGNORECASE,
)
"""Matches `Read next: Night Shift`, `Next article` and `More stories »`; refuses `Next year the mill turns.`"""
_MORE = re.compile(
    r"(?:more|all|view all|see all|show all|load more|browse(?: all)?|view more|see more|explore(?: more)?"
    r"|further|other|latest|all the latest|mehr|alle)\s?"
    r"(?:(?:from|in|on|by|of) .{2,60}|(?:related |latest |recent |press |company )?(?:news|articles"
    r"|stories|posts|press releases|releases|reports|insights|opinions?|analysis|headlines"
    r"|results))(?: .{0,40})?|查看更多.{0,20}|更多(?:新闻|文章|内容|资讯)?[>》»]*"
    r"|【[^【】:：]{2,16}】|product (?:catalog(?:ue)?s?|list|categories)"
    r"|(?:热点|热门|最新|精彩|猜你喜欢|今日)(?:新闻|资讯|文章|推荐|阅读|内容|信息|动态|专题|要闻)?[>》»]*",
    re.IGNORECASE,
)
"""Matches `More from Opinion` and `View all news`; refuses `More ore was found.` as that ends like a sentence."""
_MAILING = re.compile(
    r"(?:(?:to|if you (?:no longer )?(?:wish|want|would like) to(?: no longer)?|click here to|you can"
    r"|you may|want to) )?(?:unsubscribe|opt[- ]out|stop receiving|manage (?:your )?(?:subscription"
    r"|preferences|email))\b.{0,160}"
    r"|(?:if you no longer|you (?:are|['’]re) receiving|you received (?:this|our)|you(?:['’]re| are) getting"
    r"|this (?:e-?mail|letter|newsletter) was sent|was this (?:e-?mail|letter|newsletter) forwarded"
    r"|forwarded this).{2,200}"
    r"|(?:subscribe|sign up|register)(?: (?:now|today|here|for free|free))?(?:$| (?:to|for|and|here"
    r"|by)\b.{0,140})|view (?:this|it|in) .{0,30}browser.{0,20}|.{0,40}\bclick here\.?|(?:add"
    r"|update) (?:us|your) .{0,60}(?:address book|preferences).{0,20}"
    r"|.{0,120}\b(?:reply to this (?:e-?mail|message|letter)|published (?:every|each) \w+day"
    r"|forward this (?:e-?mail|letter|newsletter))\b.{0,120}"
    r"|(?:退订|取消订阅|订阅).{0,40}",
    re.IGNORECASE,
)
"""Matches `To unsubscribe from this letter, click here.`; refuses `They subscribed to the new shares.`"""
_CREDITS = re.compile(
    r"(?:powered|hosted|designed|developed|built|produced|website|web design|site) (?:by|with) .{2,60}"
    r"|made with .{2,40}|(?:disclosure|news) provided by .{2,60}"
    r"|(?:language|company|isin|wkn|lei|listed|indices|eqs news id|category(?: code)?|sequence no"
    r"|tidm)\.?\s*[:：].{1,160}"
    r"|view (?:source version|original content).{0,160}|source version on .{2,160}|sources?: (?:https?://|www\.)\S+",
    re.IGNORECASE,
)
_EDITORS = re.compile(
    r"(?:[-–—]\s*)?[（(【\[]?\s*(?:(?:[责責]任|[资資][讯訊]|信息|新[闻聞])?(?:[编編][辑輯]|[监監]督)|责编|責編|编审|审核"
    r"|校对|初审|复审|终审|主编|监制|值班(?:编辑|主任)|网络编辑"
    r"|(?:responsible |managing |web )?editors?(?:[ -]in[ -]charge)?|edited by|proofread(?:er|ing)?(?: by)?)\s*"
    r"[:：/|]\s*[^\s。.!?].{0,40}[）)】\]]?(?:\s{2,}(?:web ?site|网站|tel|phone|e-?mail|来源)\s*[:：]\s*\S{3,60})?"
    r"|[（(][^()（）。]{2,16}(?:供稿|供图|摄影报道)[）)]",
    re.IGNORECASE,
)
"""Matches `（责任编辑：李四）` and `Editor: A. Sample   Website: sample.example`; refuses `编辑部搬家了。`."""
_EDITOR_IN_BRACKETS = re.compile(
    r"[（(【\[]\s*(?:[责責]任)?(?:[编編][辑輯]|[责責][编編])\s*[:：]\s*[^（()）【】\[\]]{1,30}[）)】\]]"
)
"""Matches `【编辑：李四】`; refuses `编辑：李四`, below which a text may go on."""
_STOP = re.compile(r"[.。！][\"”’」)）]?$")
_FORWARD = re.compile(
    r"(?:cautionary (?:statement|note|language)|caution|safe harbou?r|notice|note|disclaimer|statement"
    r"|important (?:information|notice)?)?\s*(?:on|regarding|concerning|about|statements? (?:on|regarding)"
    r"|under.{0,60})?\s*"
    r"(?:forward[- ]looking (?:statements?|information)|safe harbou?r(?: statement)?"
    r"|competent person['’]?s? statement|no representation"
    r"|important (?:notice|information)|legal (?:notice|disclaimer)|disclaimers?)"
    r"(?:\s*(?:disclaimer|notice|statement|and .{2,40}))?\s*[:：]?",
    re.IGNORECASE,
)
"""Matches the heading `Forward-looking statements` and `Cautionary note on forward-looking information`."""
_ABOUT = re.compile(r"(?:about|über|à propos d[eu']|acerca de|sobre|关于)\s?\S.{1,80}", re.IGNORECASE)
_FORMULA = re.compile(
    r"(?:this|the) (?:announcement|release|news release|document|asx announcement) (?:(?:has been|was"
    r"|is) (?:authori[sz]ed|approved)"
    r"|contains inside information).{0,160}|(?:authori[sz]ed|approved) (?:for (?:release"
    r"|lodg[e]?ment)(?: to .{2,20})? )?by .{2,120}"
    r"|the issuer is solely responsible.{0,80}|on behalf of the board(?: of directors)?(?: of .{2,60})?[,.:]?",
    re.IGNORECASE,
)
"""Matches `Authorised for release by the Board.`; refuses `The plan was approved by the Board.`"""
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
_AUTHOR_BOX = re.compile(
    r"about the (?:author|writer|columnist)s?\s*[:：]?|(?:über den autor|关于作者|作者简介)[:：]?", re.IGNORECASE
)
_AUTHOR_LINK = re.compile(
    r"(?:^|[\s<(\[])(?:read|see|view|find|show) (?:more|all)(?: articles| posts| stories)? (?:about|by|from|of)"
    r" (?P<name>[A-ZÀ-Þ][\w.’' -]{3,60}?)\s*[>)\]→»]*$",
    re.IGNORECASE,
)
"""Matches the end of `She grinds corn. <Read more about Ann Sample>`; refuses that of `Read more about corn`."""
_LONGEST_BOX = 500
_FEWEST_HEADLINES, _HEADLINE_WORDS, _SMALL_WORD = 4, 7, 4
"""Headlines below a text, at least; the words of each; and the letters of a word that needs no capital."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
_FEWEST_HAN = 12
_SENTENCE_END = re.compile(r"[.!?。！？][\"”’)]?$")
_SHORT_ENDS = re.compile(r"(?:\b(?:co|ltd|inc|corp|s\.a|n\.v|jr|sr|dr|no|st|a\.s|s\.p\.a))\.$", re.IGNORECASE)


class Foot(NamedTuple):
    """What of the last lines goes, and by which rule; which become notices; where a release ends."""

    removed: dict[int, str]
    notices: tuple[int, ...]
    signs: frozenset[str]
    """What the foot says of the speaker: `ends`, `contact`, `forward-looking`, `about`, `mailing`."""


def is_end_mark(text: str) -> bool:
    """Return whether a line says that the text ends here: a word in dashes or capitals, or signs alone."""
    return len(text) < _LONGEST_MARK and bool(_END_MARK.fullmatch(text)) and not _BARE_30.fullmatch(text)


def is_contact_heading(text: str) -> bool:
    """Return whether a line introduces contacts."""
    return len(text) < 100 and bool(_CONTACT_HEADING.fullmatch(text))  # noqa: PLR2004  # longer than any such heading


def is_contact_block(text: str) -> bool:
    """Return whether a passage, its lines run together, is a heading of contacts and a number or an address."""
    heading = _CONTACT_BEGINS.match(text) if len(text) <= _LONGEST else None
    return bool(heading) and is_contact_line(text)


def is_short_line(text: str) -> bool:
    """Return whether a line under a heading of contacts may be one of them: it is short, and ends no sentence."""
    ended = _SENTENCE_END.search(text) and not _SHORT_ENDS.search(text) and not is_contact_line(text)
    return not ended and len(text) <= _LONGEST_CONTACT


def is_contact_line(text: str) -> bool:
    """Return whether a short line holds a phone number, an e-mail address, or a labelled address."""
    if len(text) > _LONGEST:
        return False
    if _LABELLED_PLACE.fullmatch(text):
        return True
    if _CONTACT_LABEL.fullmatch(text) and (_PHONE.search(text) or _MAIL.search(text) or not _SENTENCE_END.search(text)):
        return not _DAY.search(text)
    if _SENTENCE_END.search(text) and not _SHORT_ENDS.search(text) and len(text) > _LONGEST_CONTACT // 2:
        return False
    return bool(
        _MAIL.search(text)
        or _ONLY_URL.fullmatch(text)
        or (_PHONE.search(_DAY.sub("", text)) and len(text) < _LONGEST_CONTACT)
    )


def foot_rule(text: str) -> str | None:
    """Return the name of the rule by which a whole line at the end is none of the text, else None."""
    if len(text) > _LONGEST:
        return None
    rules = _ANY_WAY if _SENTENCE_END.search(text) and not _SHORT_ENDS.search(text) else (*_ANY_WAY, *_NO_SENTENCE)
    return next((rule for rule, holds in rules if holds(text)), None)


def line_rule(text: str) -> str | None:
    """Return the rule for a line of the run at the end, by itself: what systems print, and those of all feet."""
    return stock_phrase(text) or foot_rule(text) or further_rule(text)


def _is_following(text: str) -> bool:
    return bool(_FOLLOW.fullmatch(text) and _NETWORK.search(text))


def _is_legal(text: str) -> bool:
    return bool(_LEGAL_LINE.fullmatch(text) and (_LEGAL_WORD.search(text) or is_menu(text)))


def _is_navigation(text: str) -> bool:
    return is_menu(text) and not may_be_title(text)


_ANY_WAY: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("subscribe-box", _MAILING.fullmatch),
    ("release-formula", _FORMULA.fullmatch),
    ("site-credit", _ICP.fullmatch),
    ("share-widget", _is_following),
    ("contact-block", is_contact_line),
)
"""Rules that hold for lines which end as sentences do, as well."""
_NO_SENTENCE: tuple[tuple[str, Callable[[str], object]], ...] = (
    ("share-widget", is_share_word),
    ("site-credit", _CREDITS.fullmatch),
    ("navigation", _is_navigation),
    ("legal-links", _is_legal),
    ("page-tools", _TOOLS.fullmatch),
    ("share-widget", _SHARE.fullmatch),
    ("editor-credit", _EDITORS.fullmatch),
    ("page-navigation", _NEXT.fullmatch),
    ("related-links", _MORE.fullmatch),
)


def read_foot(
    lines: Sequence[tuple[int, Traced]],
    notices: frozenset[int],
    machinery: Collection[int] = frozenset(),
    is_field: Callable[[Traced], bool] = lambda _: False,
) -> Foot:
    """Return what becomes of the last lines.

    `notices` are those known as such, which end nothing; `machinery` the lines, not among these, that are taken
    already; of a line that `is_field` another rule makes a field, as of tags and dates.
    """
    last = [pair for pair in lines[-_WHOLE:] if pair[0] not in notices]
    first = 1 if len(last) == len(lines) else 0  # the first line of a text is never its foot
    near = last[-_LINES:]
    removed, signs = _marked(near, max(first - len(last) + len(near), 0))
    removed = _below_editor(near) | removed
    removed |= _author_box(near, removed) | dict.fromkeys(_of_other_script(lines), "related-links")
    forward = _forward_looking(near, removed)
    if forward:
        signs.add("forward-looking")
    known = notices | set(machinery) | set(forward)
    removed |= _run_at_the_end(last, first, known, removed, is_field)
    if "subscribe-box" in removed.values():
        signs.add("mailing")
    removed |= _headlines_below(last, {*known, *removed})
    return Foot({i: rule for i, rule in removed.items() if i not in forward}, tuple(forward), frozenset(signs))


def _headlines_below(last: Sequence[tuple[int, Traced]], known: Collection[int]) -> dict[int, str]:
    """Return the headlines of other articles that stand under the last sentence: four and more, with capitals.

    Where each breaks off (`The mill of the upper valley …`), two are enough.
    """
    free = [pair for pair in last if pair[0] not in known]
    if not free or not (_is_headline(free[-1][1].text) or _breaks_off(free[-1][1].text)):
        return {}
    for looks, fewest in ((_is_headline, _FEWEST_HEADLINES), (_breaks_off, 2)):
        run = list(takewhile(lambda pair: looks(pair[1].text), reversed(free)))  # noqa: B023  # used up at once
        above = free[len(free) - len(run) - 1 : len(free) - len(run)]
        if len(run) >= fewest and above and _SENTENCE_END.search(above[0][1].text):
            return {index: "related-links" for index, _ in run}
    return {}


def _is_headline(text: str) -> bool:
    if len(text) > _LONGEST_CONTACT or text.endswith((".", "!", "?", "。")):
        return False
    words = [word for word in text.split() if len(word) > _SMALL_WORD]
    capitals = sum(word[0].isupper() or not word[0].isalpha() for word in words)
    return len(text.split()) >= _HEADLINE_WORDS and capitals * 10 >= len(words) * 9 and not _SENTENCE_END.search(text)


def _breaks_off(text: str) -> bool:
    return text.endswith(("…", "...")) and len(text) <= _LONGEST_CONTACT


def _run_at_the_end(
    last: Sequence[tuple[int, Traced]],
    first: int,
    known: Collection[int],
    removed: dict[int, str],
    is_field: Callable[[Traced], bool],
) -> dict[int, str]:
    """Return the rules for the lines from the end upward to the last paragraph, those of no rule among them."""
    found: dict[int, str] = {}
    unknown: list[tuple[int, Traced]] = []
    stop, paragraph, below, on_end = -1, "", None, 0
    for place in range(len(last) - 1, first - 1, -1):
        index, line = last[place]
        rule = removed.get(index)
        if rule is None and index not in known:
            above = last[place - 1][1].text
            rule = line_rule(line.text) or _rule_of_address(line.text, above, below)
            if rule is None and place == len(last) - 1 and is_footers_name(line.text, above):
                rule = "site-credit"
            if rule is None and not is_field(line):
                if on_end == _MOST_UNKNOWN or not is_of_a_run(line):
                    stop, paragraph = index, line.text
                    break
                unknown.insert(0, (index, line))
                on_end += 1
                continue
            if rule is not None:
                found[index] = rule
        below, on_end = rule, 0
    if stop < 0 and first and last and not is_of_a_run(last[0][1]):  # the whole text is one paragraph
        stop, paragraph = last[0][0], last[0][1].text
    if stop < 0:  # no paragraph stands above: only what is known by itself, and under all else, is sure to be of a foot
        lowest = unknown[-1][0] if unknown else -1
        return {i: rule for i, rule in found.items() if i > lowest}
    rules = {**removed, **found, **dict.fromkeys(known, "known")}
    signs = {i for i, rule in rules.items() if i > stop and rule != "release-formula"}  # a sign-off stands under it
    goes = dict.fromkeys(rest_of_run(unknown, signs, paragraph), "page-foot")
    lowest = max((index for index, _ in unknown if index not in goes), default=-1)
    return {i: rule for i, rule in found.items() if i > lowest or i in signs} | goes


def _marked(last: Sequence[tuple[int, Traced]], first: int) -> tuple[dict[int, str], set[str]]:
    """Return what goes wherever it stands among the last lines, end marks and contacts, and the signs of a release."""
    removed: dict[int, str] = {}
    signs: set[str] = set()
    for place in range(first, len(last)):
        index, text = last[place][0], last[place][1].text
        if len(text) > _LONGEST_CONTACT or index in removed:
            continue
        if is_end_mark(text):
            removed[index] = "end-mark"
            signs |= {"ends"} if "END" in text.upper() else set()
        elif contacts := _contacts(last, place):
            removed |= dict.fromkeys(contacts, "contact-block")
            signs.add("contact")
        elif _ABOUT.fullmatch(text) and not _SENTENCE_END.search(text):
            signs.add("about")
    return removed, signs


def _rule_of_address(text: str, above: str, below: str | None) -> str | None:
    """Return the rule for a line of a postal address: a street, a town, or above other contacts a name or a country."""
    if _STREET.fullmatch(text) or _TOWN.fullmatch(text) or is_postal(text):
        return "contact-block"
    if below == "contact-block" and names_officer(text) and _SENTENCE_END.search(above) and not closes_letter(above):
        return "contact-block"
    is_part = is_letterhead(text) or _NORDIC.fullmatch(text) or (_COUNTRY.fullmatch(text) and _TOWN.fullmatch(above))
    return "contact-block" if below == "contact-block" and is_part else None


def _contacts(last: Sequence[tuple[int, Traced]], place: int) -> list[int]:
    """Return a heading of contacts and the short lines under it, if any of them is one; nothing for other lines."""
    if not is_contact_heading(last[place][1].text):
        return []
    taken = [last[place][0]]
    has_contact = False
    for index, line in last[place + 1 : place + 1 + _MOST_CONTACTS]:
        text = line.text
        is_one = is_contact_line(text)
        if not is_short_line(text) or is_end_mark(text) or _ABOUT.fullmatch(text) or _FORWARD.fullmatch(text):
            break
        if foot_rule(text) not in {None, "contact-block"}:
            break
        taken.append(index)
        has_contact = has_contact or is_one
    return taken if has_contact else []


def _below_editor(last: Sequence[tuple[int, Traced]]) -> dict[int, str]:
    """Return a credit of the editor in brackets, with which Chinese news ends, and the links below it."""
    for place, (index, line) in enumerate(last[1:], start=1):
        if _EDITOR_IN_BRACKETS.fullmatch(line.text):
            below = last[place + 1 :]
            is_end = not any(_STOP.search(under.text) for _, under in below)
            unknown = [i for i, under in below if is_end and line_rule(under.text) is None]
            return {index: "editor-credit"} | dict.fromkeys(unknown, "related-links")
    return {}


def _of_other_script(lines: Sequence[tuple[int, Traced]]) -> list[int]:
    """Return the last line where it is Chinese, no sentence, and no word above it is: links that others planted."""
    index, text = (lines[-1][0], lines[-1][1].text) if len(lines) > 1 else (0, "")
    if len(_HAN.findall(text)) < _FEWEST_HAN or _SENTENCE_END.search(text) or 2 * len(_HAN.findall(text)) < len(text):
        return []
    return [] if any(_HAN.search(line.text) for _, line in lines[:-1]) else [index]


def _author_box(last: Sequence[tuple[int, Traced]], removed: dict[int, str]) -> dict[int, str]:
    """Return the heading `About the author` with the short passage or two under it."""
    for place, (index, line) in enumerate(last[1:], start=1):
        if len(line) < _LONGEST_MARK and _AUTHOR_BOX.fullmatch(line.text):
            below = [i for i, under in last[place + 1 : place + 3] if i not in removed and len(under) < _LONGEST_BOX]
            return dict.fromkeys([index, *below], "author-box") if place + 3 + len(below) >= len(last) else {}
    return _linked_author(last, removed)


def _linked_author(last: Sequence[tuple[int, Traced]], removed: dict[int, str]) -> dict[int, str]:
    """Return the box of an author that ends in a link to more of the same name, which stands over it."""
    for place, (_, line) in enumerate(last):
        end = line.text[-_LONGEST_MARK * 2 :]
        link = _AUTHOR_LINK.search(end) if " more " in end or " all " in end else None
        above = [at for at in range(max(place - 3, 1), place) if link and last[at][1].text == link["name"]]
        if above:
            return {index: "author-box" for index, _ in last[above[0] : place + 1] if index not in removed}
    return {}


def _forward_looking(last: Sequence[tuple[int, Traced]], removed: dict[int, str]) -> list[int]:
    """Return a heading that announces a disclaimer, and the passages under it up to the next heading."""
    for place, (index, line) in enumerate(last[1:], start=1):
        if index in removed or len(line) > 100 or not _FORWARD.fullmatch(line.text):  # noqa: PLR2004  # a heading
            continue
        found = [index]
        for below, under in last[place + 1 :]:
            text = under.text
            if below in removed or not _SENTENCE_END.search(text) or _SHORT_ENDS.search(text) or _ABOUT.fullmatch(text):
                break
            found.append(below)
        if len(found) > 1:
            return found
    return []

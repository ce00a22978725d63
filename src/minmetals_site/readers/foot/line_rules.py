"""Lines under a text that are none of it, each known by a rule with a name, whatever stands around it."""

import re
from collections.abc import Callable

from minmetals_site.readers.boilerplate import is_comment_widget, stock_phrase
from minmetals_site.readers.foot.contacts import is_contact_line
from minmetals_site.readers.foot.further_rules import further_rule
from minmetals_site.readers.foot.line_forms import LONGEST, LONGEST_MARK, ends_sentence
from minmetals_site.readers.head_words import is_menu, is_share_word, longest_first, may_be_title

__all__ = [
    "foot_rule",
    "is_end_mark",
    "line_rule",
]

_END_MARK = re.compile(
    r"[-–—*~_#=]+\s*(?i:ends?)\s*[-–—*~_#=]+|[\[(（](?i:ends?)[\])）]|Ends\.?"
    r"|[-–—*~_#=.•\s]*(?:-\s*)?(?:ENDS?|The End|FIN|ENDE|(?i:end of (?:(?:press |news )?release"
    r"|announcement|news|text|document|mitteilung))|30)[-–—*~_#=.•\s]*"
    r"|(?:[#*•·~]\s*){3,}|[-–—_=*]{3,}|[（(]?(?:完|全文完|本文完)[）)]?",
)
"""Matches `- ENDS -`, `# # #` and `（完）`; refuses `The lease ends.`"""
_BARE_30 = re.compile(r"[\s.]*30[\s.]*")
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
_FORMULA = re.compile(
    r"(?:this|the) (?:announcement|release|news release|document|asx announcement) (?:(?:has been|was"
    r"|is) (?:authori[sz]ed|approved)"
    r"|contains inside information).{0,160}|(?:authori[sz]ed|approved) (?:for (?:release"
    r"|lodg[e]?ment)(?: to .{2,20})? )?by .{2,120}"
    r"|the issuer is solely responsible.{0,80}|on behalf of the board(?: of directors)?(?: of .{2,60})?[,.:]?",
    re.IGNORECASE,
)
"""Matches `Authorised for release by the Board.`; refuses `The plan was approved by the Board.`"""


def is_end_mark(text: str) -> bool:
    """Return whether a line says that the text ends here: a word in dashes or capitals, or signs alone."""
    return len(text) < LONGEST_MARK and bool(_END_MARK.fullmatch(text)) and not _BARE_30.fullmatch(text)


def foot_rule(text: str) -> str | None:
    """Return the name of the rule by which a whole line at the end is none of the text, else None."""
    if len(text) > LONGEST:
        return None
    rules = _ANY_WAY if ends_sentence(text) else (*_ANY_WAY, *_NO_SENTENCE)
    return next((rule for rule, holds in rules if holds(text)), None)


def line_rule(text: str) -> str | None:
    """Return the rule for a line of the run at the end, by itself: what systems print, and those of all feet."""
    rule = stock_phrase(text) or foot_rule(text) or further_rule(text)
    return "comment-widget" if rule is None and is_comment_widget(text) else rule


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

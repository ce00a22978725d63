"""Lines that a page's machinery left in a text copy: each kind is known by a rule with a name.

One ordered table, asked of whole lines only, so that a sentence which merely mentions sharing or printing is never
touched. What stands here was seen in captures of the shapes that this package reads.
"""

import re

from minmetals_site.readers.boilerplate.whole_lines import LONGEST_LABEL, LONGEST_MACHINERY, LONGEST_WIDGET, whole_line
from minmetals_site.text.strange import folded

__all__ = ["page_machinery"]

_NETWORKS = r"""(?:facebook|twitter|x|linkedin|whatsapp|wechat|weibo|e-?mail|copy\ link|reddit|telegram
    |微信|微博|qq空间|qq)"""
_BUTTONS = r"(?:share|tweet|pin(?:\ it)?|post|print|save|like)"
_MACHINERY: tuple[tuple[str, re.Pattern[str]], ...] = (
    # `Font size:【BigMiddleSmall】 【PrintColor:`, `Font Size: Big Middle Small`, `字号：大 中 小`
    (
        "font-size-widget",
        whole_line(
            r"""[【\[(]?\s*(?:(?:font|text)\s*size|font(?=\s*[:：])|字[体體]|字[号號])\s*[:：]?\s*
                (?:[【\[(A]|big|large|small|大|小|\+|-).{0,80}|[【\[]\s*字[体體号號]\s*[:：]?|[+＋]\s*[.·|/]\s*[-–−]"""
        ),
    ),
    # `[Print] [Close]`, `Print`, `【打印】【关闭】`, `Back to top`
    (
        "page-tools",
        whole_line(
            r"""(?:[【\[(|/]?\s*(?:print(?:\ this\ (?:page|article|story|release))?|close(?:\ window)?
                |back\ to\ top|top|bookmark|pdf|e-?mail
                |打印|关闭|返回顶部|返回)\s*[】\])|/]?\s*){1,6}
                |view\ this\ (?:article|post|page|story|issue)\ (?:in|on|as)\ .{2,60}
                |(?:scroll|back)\ to\ top(?:\ button)?|focus\ mode|qr\ ?code
                |please\ wait\s*(?:\.{1,3}|…)?|loading(?:\ (?:advertisements?|ads?|more|content))?\s*(?:\.{3}|…)
                |(?:register|log\ ?in|sign\ (?:in|up))\ to\ (?:vote|rate|like)!?
                |(?:read\ more\s*)?(?:show|hide|expand)\ full\ (?:article|story|text)
                |(?:click|tap)\ (?:here\ |on\ (?:the\ )?(?:image|picture|chart)\ )?(?:to|for)\ (?:enlarge|zoom|expand
                |(?:a\ )?larger\ (?:image|view|version))(?:\ .{2,20})?
                |click\ (?:on\ )?(?:the|this)\ (?:logo|image|link|button|icon|cover|banner)\ (?:below\ |above\ )?
                (?:to|for)\ .{2,80}
                |\W*(?:this\ )?(?:voice|audio|narration|summary|transcript|translation)\b.{0,60}
                \b(?:ai|auto(?:matically)?|machine)[\ -]generated\b.{0,120}
                |附件下载
                |(?:download|view|save|open|read|get)(?:\ (?:this|the|a|full|page|release|article|news|press|document))*
                \ (?:(?:as|in)\ )?(?:a\ )?\(?pdf\)?(?:\ (?:version|file))?
                |(?:scroll|swipe)\ (?:down\ )?to\ continue\b.{0,40}
                |download\ (?:the\ )?(?:full\ )?(?:summary|report|article|paper|brief|publication)(?:\ \(?pdf\)?)?
                |a\ button\ that\ says\ .{2,200}
                |(?:download\ on\ the\ app|get\ it\ on,?\ google\ play|open\ in\ the\ app)(?:\ store)?
                |learn\ more|(?:当前|现在|當前)[时時][间間]\s*[:：].{0,40}|今天是\s*[:：].{0,40}
                |今天是\s?\d{4}年.{0,30}"""
        ),
    ),
    # `Advertisement`, `[Advertisement – continue reading below]`, `Story continues below`, `Sponsored by Sample Mills`
    (
        "advertisement",
        whole_line(
            r"""\W{0,4}(?:advertisements?(?:\ ?[-–—]\ ?continue\ reading\ below)?
                |advertise\ (?:here|with\ us)|your\ ad(?:vert)?\ here|sponsored(?:\ (?:content|post|by\ .{2,40}))?
                |promoted|paid\ (?:post|content)|remove\ ads|广告|to\ (?:purchase|book|rent)\ this\ space\b.{0,40}
                |(?:story|article)\ continues\ (?:below|after)\b.{0,40})\W{0,4}"""
        ),
    ),
    # `Share`, `Share to:`, `Share this: Facebook Twitter LinkedIn`, `分享到：微信 微博`
    (
        "share-widget",
        whole_line(
            rf"""(?:share(?:\ to|\ on|\ this(?:\ article|\ page|\ post)?)?|follow\ us|分享到?)\s*[:：]?\s*
                (?:{_NETWORKS}[\s,|/·•]*){{0,12}}
                |(?:{_NETWORKS}[\s,|/·•]+){{1,12}}{_NETWORKS}
                |(?=.*\b(?:share|tweet)\b)(?:(?:{_BUTTONS}|{_NETWORKS})[\s,|/·•]+){{1,10}}(?:{_BUTTONS}|{_NETWORKS})
                |(?:share\ (?:on|via|to)\ {_NETWORKS}[\s|/·,]*){{1,8}}|spread\ the\ (?:love|word|news)
                |share\ to\ social\ .{{2,30}}"""
        ),
    ),
    # `设置字体大小×`, `较大`, `分享×`: a dialog of a Chinese page, an entry a line
    (
        "font-size-widget",
        whole_line(r"[设設]置字[体體型號号]大?小?\s*[×✕]?|最小|[較较]小|默[認认]|[較较]大|最大"),
    ),
    ("share-widget", whole_line(r"分享\s*[×✕]")),
    # `• Skip to primary navigation`
    (
        "navigation",
        whole_line(
            r"""[•·*-]\s*skip\ to\ (?:(?:the\ )?(?:main|primary|secondary)\ )?(?:content|navigation|sidebar|footer|menu
                |search)"""
        ),
    ),
    # `Image 1 of 4`, `Photo 2/5`
    ("gallery", whole_line(r"(?:image|photo|picture|slide)\ \d{1,3}\ ?(?:of|/)\ ?\d{1,3}")),
    # `Scan the QR code to follow us`
    (
        "share-widget",
        whole_line(r"(?:please\ )?scan\ (?:the|this)\ (?:qr|2d)\ ?code.{0,60}|(?:微信|手机)?(?:扫一扫|扫码).{0,40}"),
    ),
    # `微信二维码`, `下载app示例新闻`
    (
        "share-widget",
        whole_line(
            r"(?:(?:微信|手机|官方|公众号|扫描|关注|app)\ ?){0,3}二维码.{0,6}"
            r"|(?:点击)?下载\ ?(?:手机)?(?:app|客户端).{0,16}|[\u4e00-\u9fff]{2,8}(?:app|客户端)?下载"
        ),
    ),
    # `Views: 1,024`, `浏览次数：12`
    (
        "view-count",
        whole_line(
            r"""(?:(?:page\ ?)?views?|browsed?(?:\ (?:times|count))?|hits?|visits|reads
                |浏览(?:次数|量)?|阅读(?:次数|数|量)?|点击(?:次数|数|量)?
                |访问(?:次数|量))\s*[:：]\s*[\d,]*(?:\s*(?:times|次))?[|\s]*
                |\d{1,2}(?:\.\d)?\ stars?"""
        ),
    ),
    # `Previous: …`, `Next article: …`, `上一篇：…`
    (
        "page-navigation",
        whole_line(
            r"""(?:previous|next|prev)(?:\ article|\ news|\ page|\ post)?\s*[:：].{0,300}
                |(?:(?:previous|next|prev)\ (?:article|news|page|post|story)\s*){2}
                |(?:上一篇|下一篇|上一条|下一条)\s*[:：]?.{0,200}"""
        ),
    ),
    # `∙ Paid`, the mark of a letter that is not for all
    ("page-tools", whole_line(r"∙\s?(?:paid|free|preview)")),
    # `Posted in Guides`
    ("publisher-terms", whole_line(r"(?:posted|filed)\ (?:in|under)\ [^.。!?]{2,80}")),
    # `Sitemap | Legal notice | © Example Mining`, `Related pages: Our Logo | Our History`
    (
        "navigation",
        whole_line(
            r"""(?:[^|｜·©.。]{2,40}+[|｜·]\s*+){1,8}+(?:©|\(c\)|copyright\b|版权所有).{0,120}
                |related\ (?:pages|links|articles|posts|stories|news|topics|reading)\s*[:：].{1,200}"""
        ),
    ),
    # `您好，欢迎访问示例矿业官网！`
    (
        "site-greeting",
        whole_line(
            r"""(?:您好|你好)?[\s,，!！]*欢迎(?:您|你)?(?:访问|光临|来到|进入|浏览|登录|登陆|使用).{2,40}
                (?:网站|官网|门户|首页|平台|网)[\s!！。]*"""
        ),
    ),
    # `Listen to this article (5 min)`
    ("page-tools", whole_line(r"listen\ to\ (?:this|the)\ (?:article|story|post|page)(?:\s*\(.{1,20}\))?\.?")),
    # `The post Old Mill Turns appeared first on Sample Letter.`, with which feeds end
    (
        "site-credit",
        whole_line(
            r"""the\ post\ .{3,240}(?:appeared\ first\ on\ .{2,80}|…|\.{3})
                |this\ (?:post|article|story|piece|content)\ (?:was|has\ been|is)\ (?:originally|first)
                \ (?:published|posted)\ (?:on|at|in|by)\ [^.。]{2,60}\.?"""
        ),
    ),
    # `| More on:`, under which names of other pages stood
    ("page-navigation", whole_line(r"[|\s]*more\ on\s*[:：]")),
    # `You are on page 1 of 2`
    ("page-navigation", whole_line(r"you\ are\ on\ page\ \d+\s?of\s?\d+")),
    # `Reading time: 4 minutes`, `4 min read`
    (
        "reading-time",
        whole_line(
            r"""(?:estimated\ )?reading\ time\s*[:：]?\s*(?:\d{1,3}.{0,20})?
                |[·•]?\s?\d{1,3}\ ?min(?:ute)?s?\ (?:to\ )?read\.?
                |(?=[^|.]{2,30}+\|)(?!.*(?:19|20)\d\d)(?:[^|.]{2,30}+\|\s*){1,2}\d{1,3}\ min(?:ute)?s?\ read
                (?:\s*\|[^|]{2,30}){0,2}"""
        ),
    ),
    # `Subscribe to our newsletter`, `Get the best of the week in your inbox.`, `Enter your email to receive the letter`
    (
        "subscribe-box",
        whole_line(
            r"""(?:get|receive|join)\ (?:our|the|my)\ .{2,40}[:：]\s*(?:enter|leave|type)\ (?:your\ )?e-?mail.{0,20}
                |(?:subscribe|sign\ up)(?:\ now|\ today)?(?:\ to|\ for)?\ (?:our|the)\ .{0,30}
                (?:newsletter|updates|alerts|mailing\ list).{0,40}
                |stay\ (?:updated|informed|up\ to\ date|connected)\ with\ our\ (?:\w+\ ){0,2}news\.?
                |.{0,80}\b(?:in|to)\ your\ inbox\b.{0,40}
                |(?:receive|get)\ .{2,160}\benter\ your\ e-?mail\b.{0,300}
                |(?:get|see|read)\ (?:the\ latest\ )?.{2,80}\ alerts\s*[:：]
                |get\ (?:a|your)\ free\ (?:copy|trial|report|guide)\b[^.]{0,120}
                |you(?:['’]re|\ are)\ (?:currently\ )?reading\ a\ free\ (?:article|preview|post|story|version)\b.{0,340}
                |(?:sign\ up|register|subscribe)\ (?:for\ .{2,40}\ )?to\ (?:unlock|access|read)
                \ (?:the\ (?:rest|remainder)\ of|all\ of|the\ full|the\ whole)\ .{2,40}
                |please\ (?:text|rate|review|check\ out)\ (?:us|our|the\ (?:show|podcast)|and)\b[^.]{0,80}
                |您已[閱阅][讀读]\s?\d{1,3}\s?%.{0,120}
                |(?:please\ |simply\ )?(?:enter|type\ in|leave|submit)\ your\ e-?mail(?:\ address)?
                (?:\ below|\ here)?(?:\ to|\ and)\ (?:get|receive|subscribe|join|read|have|be|sign\ up)\b.{0,120}"""
        ),
    ),
    # `We use cookies to …`, `This website uses cookies.`
    (
        "cookie-notice",
        whole_line(
            r"""(?:we(?:\ and\ our\ partners)?|(?:this|our)\ (?:web)?\ ?site)\ (?:uses?|stores?|sets?)
                \ (?:\w+\ ){0,3}cookies\b.{0,320}
                |(?:by|if\ you)\ (?:pressing|clicking|select(?:ing)?|click|press
                |using|visiting|browsing|continuing)\b.{0,80}\bcookies\b.{0,120}
                |wir\ verwenden\ (?:\w+\ ){0,2}cookies\b.{0,320}
                |本(?:网站|站)使用(?:了)?\ ?cookies?.{0,120}"""
        ),
    ),
    # `Subscribe to keep reading.`, `Already a subscriber? Log in.`
    (
        "subscribe-box",
        whole_line(
            r"""(?:please\ )?(?:subscribe|sign\ (?:up|in)|register|log\ in)(?:\ now|\ today)?
                \ to\ (?:keep|continue)\ reading.{0,40}
                |already\ (?:a|an)\ (?:\w+\ )?(?:subscriber|member|user)\??(?:\s*(?:log|sign)\ in.{0,20})?
                |already\ (?:subscribed|registered)\?.{0,30}
                |您已阅读\s?\d{1,3}%.{0,160}|(?:订阅|登录|付费|开通会员|购买)(?:后|以)?(?:即可)?(?:继续)?(?:阅读|查看)全文.{0,40}
                |(?:本文|以下)(?:为|是)?付费(?:内容|文章|阅读).{0,60}"""
        ),
    ),
    # `This article was written by`, `7.5K Followers`
    ("author-box", whole_line(r"this\ article\ was\ written\ by|\d[\d.,]{0,8}\s?[km]?\ followers?")),
    # `![](mill.jpg)`, `![]() |`, `image.png`: what is left of a picture
    ("picture", whole_line(r"[|\s]*!\[[^\]]{0,200}\]\([^()]{0,300}\)[|\s]*|[\w-]{1,60}\.(?:png|jpe?g|gif|webp)")),
    # `Old_mill_web`, `Screenshot 2025 01 23 140614`: the name of its file
    (
        "picture",
        whole_line(
            r"(?=\w{3,60}$)[a-z]\w*_\w+"
            r"|(?:screen\ ?shot|img|dsc[fn]?|image|untitled)[\ _-]?\d[\d\ ._-]{2,40}(?:\(\d+\))?"
        ),
    ),
    # `Image source: Sample Pictures`, `Photo by A. Sample on Unsplash`: who made it, and no word of what it shows
    (
        "picture",
        whole_line(
            r"""(?:pic|photo|image|picture|graphic)s?\ (?:source|credit|courtesy)s?\s*(?:[:：]|of\b|by\b)
                \s*[^.。]{2,80}\.?"""
        ),
    ),
    # `Latest comments`, under which there are none
    ("comment-widget", whole_line(r"(?:latest|top)\ comments")),
    # `(Logo: https://example.com/1LOGO)` in a release
    ("picture", whole_line(r"\(?(?:logo|photo|image|picture|video)s?\s*[:：–-]\s*https?://[^\s()]+\)?")),
    # `(资料图)`
    ("picture", whole_line(r"[（(]\s*(?:[资資]料[图圖]片?|[网網][络絡][图圖]片?|配[图圖])\s*[）)]")),
    # `|`, an empty cell
    ("cell-divider", whole_line(r"[|｜\s]+")),
    # `【字体：小 大】【打印此文】【关闭窗口】`
    (
        "page-tools",
        whole_line(
            r"""(?:【[^【】]{1,12}】\s*){0,8}【(?:字[体號号]|打印|关闭|收藏|加入收藏|返回|发表评论)[^【】]{0,8}】
                (?:\s*【[^【】]{1,12}】){0,8}[|\s]*"""
        ),
    ),
    # letters of an icon font, which stand in Unicode's private part
    ("icon", whole_line(r"[\ue000-\uf8ff\s]+")),
    # `中文`, `EN | 中文`
    (
        "language-switch",
        whole_line(
            r"(?:(?:[•·]\s*)?(?:中文版?|[简簡][体體](?:中文)?|繁[体體](?:中文)?|english|en|cn|русский|español|français)[\s|/·]*){1,6}"
        ),
    ),
)
_CREDITS = (
    # `Stringer | Sample Agency`, `Photo: Ann Sample via Sample Images`: who made it, and no word of what it shows
    (
        "picture",
        whole_line(
            r"""(?:[A-Z][\w.’'-]*\ ){0,3}[A-Z][\w.’'-]*\ \|\ (?:reuters|afp|ap|getty\ images|bloomberg|xinhua|cnbc)
                |(?!.*[.。!?]\s)(?:.{0,120}(?:/|[:：]|\bvia|\bon)\s?)?(?:getty\ images|shutterstock|i?stock\ ?photo
                |istock|adobe\ stock|unsplash|pexels|pixabay|freepik|canva|wikimedia|alamy|depositphotos)(?:\.com)?"""
        ),
    ),
    # `Ann Sample's avatar`
    ("page-tools", whole_line(r".{2,40}['’]s\ (?:avatar|profile\ (?:photo|picture|image))")),
)
_ENDS_OF_CREDITS = (
    *("images", "stock", "photo", "photos", "unsplash", "pexels", "pixabay", "freepik", "canva", "wikimedia", "alamy"),
    *(".com", "reuters", "afp", " ap", "bloomberg", "xinhua", "cnbc", "avatar", "picture", "image"),
)
"""With one of these such a line ends, which is asked first."""
_LAST_OF_CREDIT = 10
_LETTER_SIZES = re.compile(r"[【\[(]?A[+＋–−-]?[】\])]?(?:[\s|/,]*[【\[(]?A[+＋–−-]?[】\])]?){1,4}")
"""Matches `A+ A-` and `[A] [A+]`; refuses `AA`, which has neither a gap nor a sign."""
_RATING = frozenset("A")
_OF_SERVER = re.compile(r"(?:Notice|Warning|Deprecated|Fatal error|Strict Standards): .+ in \S+\.php on line \d+")
"""Matches `Warning: … in /var/www/index.php on line 12`, what a server says of its own faults."""
_ANY_MACHINERY = whole_line("|".join(f"(?:{pattern.pattern})" for _, pattern in _MACHINERY))
"""All of them in one: a line that it refuses needs no second look."""
_NO_MACHINERY_INITIALS = frozenset("aAdDgGjJkKmMoOuUzZ“‘-–—•")
"""With what no such line begins, but for boxes of subscribers (inbox, e-mail, `Already …`): half of all lines."""
_WORDS_OF_MACHINERY = (
    *("ownload", "dvertise", " ad here", "generated", " alerts", "app store", " free "),
    *("google play", "skip to", "_", "button that", "more on", " | ", "article continues"),
)
"""One of these, or of `inbox` and `e-mail`, stands in the lines of machinery that begin so nevertheless."""


def page_machinery(text: str) -> str | None:
    """Return the name of the rule by which a whole line is page machinery, else None."""
    if text[-1:].isdecimal() and " on line " in text[-20:] and _OF_SERVER.fullmatch(text):
        return "page-detail"
    if len(text) <= LONGEST_LABEL and _LETTER_SIZES.fullmatch(text) and not _RATING.issuperset(text):
        return "font-size-widget"
    if folded(text[-_LAST_OF_CREDIT:]).endswith(_ENDS_OF_CREDITS) and len(text) <= LONGEST_WIDGET:
        credited = next((rule for rule, pattern in _CREDITS if pattern.fullmatch(text)), None)
        if credited:
            return credited
    if len(text) > LONGEST_MACHINERY or (
        text[:1] in _NO_MACHINERY_INITIALS and not text.startswith(("Already ", "•")) and not _says_machinery(text)
    ):
        return None
    if not _ANY_MACHINERY.fullmatch(text):
        return None
    return next((rule for rule, pattern in _MACHINERY if pattern.fullmatch(text)), None)


def _says_machinery(text: str) -> bool:
    small = folded(text)
    if "nbox" in small or "mail" in small:
        return True
    return len(text) <= LONGEST_WIDGET and any(word in small for word in _WORDS_OF_MACHINERY)

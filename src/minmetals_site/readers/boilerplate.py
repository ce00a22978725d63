"""Lines that a web page's machinery left in a text copy: each kind is removed by a rule with a name.

One ordered table, asked of whole lines only, so that a sentence which merely mentions sharing or printing is never
touched. What stands here was seen in captures of the shapes that this package reads.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from minmetals_site.readers.head_words import is_menu
from minmetals_site.readers.stock_phrases import stock_phrase
from minmetals_site.text.strange import folded
from minmetals_site.text.traced import Traced

__all__ = [
    "announces_contents",
    "find_copyright_holder",
    "find_tag_list",
    "is_box_heading",
    "is_comment_widget",
    "is_notice",
    "is_outsiders_notice",
    "is_tag",
    "is_tag_label",
    "page_machinery",
    "removable",
]


def _whole_line(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)


_NETWORKS = r"""(?:facebook|twitter|x|linkedin|whatsapp|wechat|weibo|e-?mail|copy\ link|reddit|telegram
    |微信|微博|qq空间|qq)"""
_MACHINERY: tuple[tuple[str, re.Pattern[str]], ...] = (
    # `Font size:【BigMiddleSmall】 【PrintColor:`, `Font Size: Big Middle Small`, `字号：大 中 小`
    (
        "font-size-widget",
        _whole_line(
            r"""[【\[(]?\s*(?:(?:font|text)\s*size|font(?=\s*[:：])|字[体體]|字[号號])\s*[:：]?\s*
                (?:[【\[(A]|big|large|small|大|小|\+|-).{0,80}|[【\[]\s*字[体體号號]\s*[:：]?|[+＋]\s*[.·|/]\s*[-–−]"""
        ),
    ),
    # `[Print] [Close]`, `Print`, `【打印】【关闭】`, `Back to top`
    (
        "page-tools",
        _whole_line(
            r"""(?:[【\[(|/]?\s*(?:print(?:\ this\ page)?|close(?:\ window)?|back\ to\ top|top|bookmark|pdf|e-?mail
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
        _whole_line(
            r"""\W{0,4}(?:advertisements?(?:\ ?[-–—]\ ?continue\ reading\ below)?
                |advertise\ (?:here|with\ us)|your\ ad(?:vert)?\ here|sponsored(?:\ (?:content|post|by\ .{2,40}))?
                |promoted|paid\ (?:post|content)|remove\ ads|广告|to\ (?:purchase|book|rent)\ this\ space\b.{0,40}
                |(?:story|article)\ continues\ (?:below|after)\b.{0,40})\W{0,4}"""
        ),
    ),
    # `Share`, `Share to:`, `Share this: Facebook Twitter LinkedIn`, `分享到：微信 微博`
    (
        "share-widget",
        _whole_line(
            rf"""(?:share(?:\ to|\ on|\ this(?:\ article|\ page|\ post)?)?|follow\ us|分享到?)\s*[:：]?\s*
                (?:{_NETWORKS}[\s,|/·•]*){{0,12}}
                |(?:{_NETWORKS}[\s,|/·•]+){{1,12}}{_NETWORKS}
                |(?:share\ (?:on|via|to)\ {_NETWORKS}[\s|/·,]*){{1,8}}|spread\ the\ (?:love|word|news)
                |share\ to\ social\ .{{2,30}}"""
        ),
    ),
    # `设置字体大小×`, `较大`, `分享×`: a dialog of a Chinese page, an entry a line
    (
        "font-size-widget",
        _whole_line(r"[设設]置字[体體型號号]大?小?\s*[×✕]?|最小|[較较]小|默[認认]|[較较]大|最大"),
    ),
    ("share-widget", _whole_line(r"分享\s*[×✕]")),
    # `• Skip to primary navigation`
    (
        "navigation",
        _whole_line(
            r"""[•·*-]\s*skip\ to\ (?:(?:the\ )?(?:main|primary|secondary)\ )?(?:content|navigation|sidebar|footer|menu
                |search)"""
        ),
    ),
    # `Image 1 of 4`, `Photo 2/5`
    ("gallery", _whole_line(r"(?:image|photo|picture|slide)\ \d{1,3}\ ?(?:of|/)\ ?\d{1,3}")),
    # `Scan the QR code to follow us`
    (
        "share-widget",
        _whole_line(r"(?:please\ )?scan\ (?:the|this)\ (?:qr|2d)\ ?code.{0,60}|(?:微信|手机)?(?:扫一扫|扫码).{0,40}"),
    ),
    # `微信二维码`, `下载app示例新闻`
    (
        "share-widget",
        _whole_line(
            r"(?:(?:微信|手机|官方|公众号|扫描|关注|app)\ ?){0,3}二维码.{0,6}"
            r"|(?:点击)?下载\ ?(?:手机)?(?:app|客户端).{0,16}|[\u4e00-\u9fff]{2,8}(?:app|客户端)?下载"
        ),
    ),
    # `Views: 1,024`, `浏览次数：12`
    (
        "view-count",
        _whole_line(
            r"""(?:(?:page\ ?)?views?|browsed?(?:\ (?:times|count))?|hits?|visits|reads
                |浏览(?:次数|量)?|阅读(?:次数|数|量)?|点击(?:次数|数|量)?
                |访问(?:次数|量))\s*[:：]\s*[\d,]*(?:\s*(?:times|次))?[|\s]*
                |\d{1,2}(?:\.\d)?\ stars?"""
        ),
    ),
    # `Previous: …`, `Next article: …`, `上一篇：…`
    (
        "page-navigation",
        _whole_line(
            r"""(?:previous|next|prev)(?:\ article|\ news|\ page|\ post)?\s*[:：].{0,300}
                |(?:(?:previous|next|prev)\ (?:article|news|page|post|story)\s*){2}
                |(?:上一篇|下一篇|上一条|下一条)\s*[:：]?.{0,200}"""
        ),
    ),
    # `∙ Paid`, the mark of a letter that is not for all
    ("page-tools", _whole_line(r"∙\s?(?:paid|free|preview)")),
    # `Posted in Guides`
    ("publisher-terms", _whole_line(r"(?:posted|filed)\ (?:in|under)\ [^.。!?]{2,80}")),
    # `Sitemap | Legal notice | © Example Mining`, `Related pages: Our Logo | Our History`
    (
        "navigation",
        _whole_line(
            r"""(?:[^|｜·©.。]{2,40}+[|｜·]\s*+){1,8}+(?:©|\(c\)|copyright\b|版权所有).{0,120}
                |related\ (?:pages|links|articles|posts|stories|news|topics|reading)\s*[:：].{1,200}"""
        ),
    ),
    # `您好，欢迎访问示例矿业官网！`
    (
        "site-greeting",
        _whole_line(
            r"""(?:您好|你好)?[\s,，!！]*欢迎(?:您|你)?(?:访问|光临|来到|进入|浏览|登录|登陆|使用).{2,40}
                (?:网站|官网|门户|首页|平台|网)[\s!！。]*"""
        ),
    ),
    # `Listen to this article (5 min)`
    ("page-tools", _whole_line(r"listen\ to\ (?:this|the)\ (?:article|story|post|page)(?:\s*\(.{1,20}\))?\.?")),
    # `The post Old Mill Turns appeared first on Sample Letter.`, with which feeds end
    (
        "site-credit",
        _whole_line(
            r"""the\ post\ .{3,240}(?:appeared\ first\ on\ .{2,80}|…|\.{3})
                |this\ (?:post|article|story|piece|content)\ (?:was|has\ been|is)\ (?:originally|first)
                \ (?:published|posted)\ (?:on|at|in|by)\ [^.。]{2,60}\.?"""
        ),
    ),
    # `| More on:`, under which names of other pages stood
    ("page-navigation", _whole_line(r"[|\s]*more\ on\s*[:：]")),
    # `You are on page 1 of 2`
    ("page-navigation", _whole_line(r"you\ are\ on\ page\ \d+\s?of\s?\d+")),
    # `Reading time: 4 minutes`, `4 min read`
    (
        "reading-time",
        _whole_line(
            r"""(?:estimated\ )?reading\ time\s*[:：]?\s*(?:\d{1,3}.{0,20})?
                |[·•]?\s?\d{1,3}\ ?min(?:ute)?s?\ (?:to\ )?read\.?
                |(?=[^|.]{2,30}+\|)(?!.*(?:19|20)\d\d)(?:[^|.]{2,30}+\|\s*){1,2}\d{1,3}\ min(?:ute)?s?\ read
                (?:\s*\|[^|]{2,30}){0,2}"""
        ),
    ),
    # `Subscribe to our newsletter`, `Get the best of the week in your inbox.`, `Enter your email to receive the letter`
    (
        "subscribe-box",
        _whole_line(
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
        _whole_line(
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
        _whole_line(
            r"""(?:please\ )?(?:subscribe|sign\ (?:up|in)|register|log\ in)(?:\ now|\ today)?
                \ to\ (?:keep|continue)\ reading.{0,40}
                |already\ (?:a|an)\ (?:\w+\ )?(?:subscriber|member|user)\??(?:\s*(?:log|sign)\ in.{0,20})?
                |already\ (?:subscribed|registered)\?.{0,30}
                |您已阅读\s?\d{1,3}%.{0,160}|(?:订阅|登录|付费|开通会员|购买)(?:后|以)?(?:即可)?(?:继续)?(?:阅读|查看)全文.{0,40}
                |(?:本文|以下)(?:为|是)?付费(?:内容|文章|阅读).{0,60}"""
        ),
    ),
    # `This article was written by`, `7.5K Followers`
    ("author-box", _whole_line(r"this\ article\ was\ written\ by|\d[\d.,]{0,8}\s?[km]?\ followers?")),
    # `![](mill.jpg)`, `![]() |`, `image.png`: what is left of a picture
    ("picture", _whole_line(r"[|\s]*!\[[^\]]{0,200}\]\([^()]{0,300}\)[|\s]*|[\w-]{1,60}\.(?:png|jpe?g|gif|webp)")),
    # `Old_mill_web`, `Screenshot 2025 01 23 140614`: the name of its file
    (
        "picture",
        _whole_line(
            r"(?=\w{3,60}$)[a-z]\w*_\w+"
            r"|(?:screen\ ?shot|img|dsc[fn]?|image|untitled)[\ _-]?\d[\d\ ._-]{2,40}(?:\(\d+\))?"
        ),
    ),
    # `Image source: Sample Pictures`, `Photo by A. Sample on Unsplash`: who made it, and no word of what it shows
    (
        "picture",
        _whole_line(
            r"""(?:pic|photo|image|picture|graphic)s?\ (?:source|credit|courtesy)s?\s*(?:[:：]|of\b|by\b)
                \s*[^.。]{2,80}\.?"""
        ),
    ),
    # `Latest comments`, under which there are none
    ("comment-widget", _whole_line(r"(?:latest|top)\ comments")),
    # `(Logo: https://example.com/1LOGO)` in a release
    ("picture", _whole_line(r"\(?(?:logo|photo|image|picture|video)s?\s*[:：–-]\s*https?://[^\s()]+\)?")),
    # `(资料图)`
    ("picture", _whole_line(r"[（(]\s*(?:[资資]料[图圖]片?|[网網][络絡][图圖]片?|配[图圖])\s*[）)]")),
    # `|`, an empty cell
    ("cell-divider", _whole_line(r"[|｜\s]+")),
    # `【字体：小 大】【打印此文】【关闭窗口】`
    (
        "page-tools",
        _whole_line(
            r"""(?:【[^【】]{1,12}】\s*){0,8}【(?:字[体號号]|打印|关闭|收藏|加入收藏|返回|发表评论)[^【】]{0,8}】
                (?:\s*【[^【】]{1,12}】){0,8}[|\s]*"""
        ),
    ),
    # letters of an icon font, which stand in Unicode's private part
    ("icon", _whole_line(r"[\ue000-\uf8ff\s]+")),
    # `中文`, `EN | 中文`
    (
        "language-switch",
        _whole_line(
            r"(?:(?:[•·]\s*)?(?:中文版?|[简簡][体體](?:中文)?|繁[体體](?:中文)?|english|en|cn|русский|español|français)[\s|/·]*){1,6}"
        ),
    ),
)
_CREDITS = (
    # `Stringer | Sample Agency`, `Photo: Ann Sample via Sample Images`: who made it, and no word of what it shows
    (
        "picture",
        _whole_line(
            r"""(?:[A-Z][\w.’'-]*\ ){0,3}[A-Z][\w.’'-]*\ \|\ (?:reuters|afp|ap|getty\ images|bloomberg|xinhua|cnbc)
                |(?!.*[.。!?]\s)(?:.{0,120}(?:/|[:：]|\bvia|\bon)\s?)?(?:getty\ images|shutterstock|i?stock\ ?photo
                |istock|adobe\ stock|unsplash|pexels|pixabay|freepik|canva|wikimedia|alamy|depositphotos)(?:\.com)?"""
        ),
    ),
    # `Ann Sample's avatar`
    ("page-tools", _whole_line(r".{2,40}['’]s\ (?:avatar|profile\ (?:photo|picture|image))")),
)
_ENDS_OF_CREDITS = (
    *("images", "stock", "photo", "photos", "unsplash", "pexels", "pixabay", "freepik", "canva", "wikimedia", "alamy"),
    *(".com", "reuters", "afp", " ap", "bloomberg", "xinhua", "cnbc", "avatar", "picture", "image"),
)
"""With one of these such a line ends, which is asked first."""
_LAST_OF_CREDIT = 10
_LETTER_SIZES = re.compile(r"[【\[(]?A[+＋–−-]?[】\])]?(?:[\s|/,]*[【\[(]?A[+＋–−-]?[】\])]?){1,4}")
"""Matches `A+ A-` and `[A] [A+]`; refuses `AA`, which has neither a gap nor a sign."""
_LONGEST_SIZES, _RATING = 24, frozenset("A")
_OF_SERVER = re.compile(r"(?:Notice|Warning|Deprecated|Fatal error|Strict Standards): .+ in \S+\.php on line \d+")
"""Matches `Warning: … in /var/www/index.php on line 12`, what a server says of its own faults."""
_ANY_MACHINERY = _whole_line("|".join(f"(?:{pattern.pattern})" for _, pattern in _MACHINERY))
"""All of them in one: a line that it refuses needs no second look."""
_NO_MACHINERY_INITIALS = frozenset("aAdDgGjJkKmMoOuUzZ“‘-–—•")
"""With what no such line begins, but for boxes of subscribers (inbox, e-mail, `Already …`): half of all lines."""
_WORDS_OF_MACHINERY = (
    *("ownload", "dvertise", " ad here", "generated", " alerts", "app store", " free "),
    *("google play", "skip to", "_", "button that", "more on", " | ", "article continues"),
)
"""One of these, or of `inbox` and `e-mail`, stands in the lines of machinery that begin so nevertheless."""
_FORM_FIELD = _whole_line(
    r"""(?:(?:please\ )?(?:enter|type|add)\ )?(?:your\ )?(?:work\ )?(?:e-?mail|first\ name|last\ name|full\ name|name)
        (?:\ address)?(?:\ here)?\s*(?:[*:…]|\.{3})?
        |(?:subscribe|sign\ (?:me\ )?up|submit|join|i\ agree|no\ thanks)(?:\ now|\ today|\ for\ free)?\s*[!→»]?
        |(?:no\ spam|unsubscribe\ (?:any\ ?time|at\ any\ time))\b.{0,80}
        |join\ (?:over\ |more\ than\ )?[\d,.]+k?\+?\ .{0,40}(?:readers|subscribers|others).{0,40}"""
)
"""Matches what stands in a box for subscribers under its first line, `Enter your email address`; refuses `Join us.`"""
_CONSENT = _whole_line(
    r"""(?:(?:(?:accept|allow|agree\ to|reject|decline|refuse|deny)
        (?:\ (?:all|selected|optional|and\ (?:close|continue)))?
        |(?:only|strictly)\ (?:necessary|essential|required)|(?:necessary|essential)\ only
        |got\ it|ok(?:ay)?|i\ (?:agree|accept)
        |(?:manage|change|set|customi[sz]e)?\ ?(?:cookies?|my|your)?\ ?(?:settings|preferences|choices|options)
        |(?:more|further)\ information|(?:read|learn|find\ out)\ more
        |(?:cookie|privacy)\ (?:policy|notice)|close|dismiss
        |alle\ akzeptieren|ablehnen|nur\ notwendige|接受|拒绝|同意)(?:\ cookies)?[\s|/·,.×]*){1,6}"""
)
"""Matches the buttons under a notice of cookies, `Accept all  Only necessary`; refuses `Accept the ore`."""
_CONSENT_SENTENCE = _whole_line(
    r"""this\ includes\ personali[sz]ing\ .{2,60}
        |you\ can\ (?:reject|refuse|decline|manage|change)\ .{0,40}\bcookies\b.{0,160}
        |.{0,160}\byou\ (?:accept|agree\ to)\ our\ (?:privacy|terms|cookie)\b.{0,160}
        |you\ are\ (?:now\ )?(?:being\ (?:re)?directed\ to|about\ to\ leave|leaving)\ .{2,600}
        |if\ you\ (?:wish|want)\ to\ .{2,60}\bclick\ .{2,80}"""
)
"""Matches a sentence that goes on under such a notice, `You can refuse optional cookies.`; asked only there."""
_CELL = re.compile(r"\|?[^|]{2,80}\|")
"""Matches `A loader at work |`, the cell under a picture; refuses `Tonnes | 2025`."""
_MOST_FIELDS = 6
_MENU_LINES = 150
"""Worded lines at the top in which lists may be menus."""
_FEWEST_OF_MENU, _FEWEST_KNOWN, _MOST_ENTRY_WORDS = 5, 3, 5
"""Entries of such a list, those of them that menus are known to have, and the words of each."""
_AT_HOME = _whole_line(r"home(?:\ ?page)?|首\s?[页頁]|主[页頁]")
"""Matches the first entry of a path to the page that is printed as a list: `1. Home`, `2. | News`."""
_BOX_HEADING = _whole_line(
    r"""(?:(?:get|receive|join|try|read)\ (?:our|the|my)\ |free\ |(?:daily|weekly|monthly)\ ){1,2}.{0,40}
        (?:newsletter|letter|briefing|bulletin|digest|updates?|alerts?|(?:mailing\ )?list)\b.{0,20}
        |(?:[\w&]+\ ){0,3}newsletter(?:\ sign[\ -]?up)?|(?:never|don['’]t)\ miss\ .{2,60}
        |(?:stay|keep)\ (?:informed|up\ to\ date|updated|ahead|in\ the\ loop|in\ touch|connected|posted)\b.{0,40}
        |(?:liked?|enjoy(?:ed|ing)?|want\ more)\b.{0,60}\?"""
)
"""Matches the heading of a box for subscribers, `Never miss an issue`; asked only of what stands directly over one."""
_CONTENTS = _whole_line(
    r"""(?:table\ of\ contents?|contents|(?:in|on)\ this\ (?:article|report|issue|story|post|piece|page)|jump\ to
        |目录|本文目录)\s*[:：]?(?:\s*\[?(?:hide|show|toggle)\]?)?"""
)
"""Matches `In this article:`; asked only of lines under which headings stand that come again."""
_ONLY_CONTENTS = _whole_line(r"(?:toggle\ )?table\ of\ contents?\s*[:：]?(?:\s*\[?(?:hide|show|toggle)\]?)?")
"""Matches `Table of Contents`, which is no heading of a text even where a script has yet to fill it."""
_CONTENTS_INITIALS = frozenset("TtCcIiOoJj目本")
_LONGEST_CONTENTS = 40
_FEWEST_ENTRIES = 2
_ENTRY_MARK = re.compile(r"(?:[-–—•*·]|\d{1,2}(?:\.\d{1,2})*[.)、]?(?=\s|、))\s*")
"""Matches the `1.2 ` of an entry; refuses the `2025 ` of `2025 in Figures`."""
_COMMENT_WIDGET = _whole_line(
    # `0 Comments`, `No replies yet`, `Loading new replies...`, `Join the full discussion at the … Forum →`,
    # `Join our forum to discuss this article`, `Discuss this article on the … Forum`, `Comments are closed.`
    r"""(?:no|\d{1,5})\ (?:comments?|replies|reply|responses?)(?:\ yet)?\s*[.:：]?
        |loading\ (?:new\ |more\ )?(?:comments|replies)(?:\.\.\.|…)?
        |(?:join|enter|continue|follow)\ the\ (?:full\ )?(?:discussion|conversation|debate|talk|thread)\b.{0,120}
        |(?:continue|discuss|go\ on|read\ on|take\ part|visit\ us)\ (?:in|on|at)\ (?:the|our)\ .{2,60}\bforums?\b.{0,4}
        |join\ (?:our|the)\ (?:[\w’'-]+\ ){0,3}forum\ to\ (?:discuss|comment|reply|talk)\b.{0,120}
        |discuss\ this\ (?:article|story|post|news|report|piece)\ (?:on|in|at)\ .{2,80}
        |comments?\ (?:are|have\ been|is)\ (?:now\ )?(?:closed|disabled|turned\ off)(?:\ on\ .{1,100})?\.?
        |moderator|administrator|admin|guest|subscribe|log\ ?in|sign\ ?in|sign\ up|register|reply|submit|post\ comment
        |(?:log|sign)\ in\ to\ (?:(?:leave|post|write|add)\ a\ )?(?:reply|comment|post).{0,60}
        |(?:leave|post|add|write)\ a\ (?:comment|reply).{0,60}
        |be\ the\ first\ (?:one\ )?to\ (?:comment|reply|share|write|respond|review|say|post|discuss|leave|like).{0,60}
        |your\ e-?mail\ address\ will\ not\ be\ published.{0,80}
        |comments?\s*[(:]\s*0\s*\)?|(?:comment|name|e-?mail)\ ?\*|website|cancel\ reply|save\ my\ name.{0,90}
        |(?:sort\ by:?|view\ all|load\ more|show\ more)(?:\ .{0,40})?
        |tell\ us\ what\ you\ think\.?
        # what WordPress says under a post, in Dutch, German, French, Spanish, Italian, Portuguese and Chinese
        |geef\ een\ reactie|schreibe?\ einen\ kommentar|(?:laisser|poster)\ un\ commentaire|deja\ (?:una\ respuesta
        |un\ comentario)|lascia\ un\ commento|deix[ea]\ um\ comentário
        |(?:没有|暂无|0\s?条)评论\s*[:：]?|发表(?:回复|评论)|發表(?:迴響|回覆|評論)
        |(?:(?:het|jouw|je)\ e-?mailadres|deine\ e-?mail-adresse|votre\ adresse\ e-?mail
        |tu\ (?:dirección\ de\ correo|correo)
        |il\ tuo\ indirizzo\ email|o\ seu\ endereço\ de\ e-?mail|您的(?:电子)?邮箱地址|您的電子郵件).{0,160}
        |generated\ by\ \w+"""
)
_HEAD = 25
"""Worded lines at the head in which likes are counted beside a button."""
_COUNT = re.compile(r"\d{1,3}(?:[.,]\d)?[kK]?|\d{1,3}(?:,\d{3}){1,2}")
"""Matches `42` and `1.2K`; refuses `2025`."""
_PICTURES = ("mage", "hoto", "icture", "hart")
_SAID_OF_PICTURE = re.compile(r"(?:[A-ZÀ-Þ][\w&.’'-]* ){1,3}(?:[Ii]mage|[Pp]hoto|[Pp]icture|[Cc]hart)")
"""Matches `Sample Image`, which a page says of each of its pictures; asked only of lines that come again."""
_MAINTENANCE = re.compile(
    r"\b(?:site|website|services?|platform|systems?|functionality)\b.{0,160}"
    r"\b(?:unavailable|maintenance|being upgraded)\b",
    re.IGNORECASE,
)
"""Matches in `Some functions of this site will be unavailable on Sunday.`; asked only of the first lines."""
_FIRST_LINES = 4
_CLOSES = _whole_line(r"(?:ok(?:ay)?,?\ )?got\ it!?|i\ understand|dismiss|知道了")
_DIALOG_END = re.compile(r"[.!。！]$")
_LONGEST_DIALOG = 240
_NONE_YET = _whole_line(r"(?:0|no)\ (?:comments?|replies|responses)(?:\ yet)?\s*[:：]?")
"""Matches `0 comments`, which stands beside the byline on pages that nobody has commented on."""
_GREETING = re.compile(
    r"(?:您好|你好)[!！,，。\s].{0,30}|感谢(?:您|你)?的?(?:关注|访问|使用|支持|来访|光临).{0,40}|祝(?:您|你).{2,30}"
)
"""Matches `您好！我是小矿`, what a robot for questions says; asked only of lines that come twice."""
_COMMENT_COUNT = _whole_line(
    r"[1-9]\d{0,4}\ (?:comments?|replies|responses?|thoughts?)(?:\ on\ .{1,200})?|comments?\ \([1-9]\d{0,4}\)"
)
"""Matches `3 Comments`; refuses `0 Comments`, under which nothing stands."""
_RELATED = _whole_line(
    r"""(?:related|read\ next|up\ next|more\ stories|(?:hot|top)\ news|most\ (?:read|popular)|trending(?:\ now)?
        |recommended(?:\ for\ you)?|in\ other\ news
        |recent\ (?:posts|comments|articles|news|entries|stories)|archives?|categories
        |(?:related|recommended|more|latest|popular|other)[ ]
        (?:articles?|news|posts?|stories|reading|links|content|reports?|analys[ei]s|coverage|commentary|insights|opinion
        |research|features|columns|briefings?)
        |you\ (?:may|might)\ also\ (?:like|enjoy).{0,20}|see\ also|read\ (?:more|next|also)|further\ reading
        |what\ to\ (?:read|watch)\ next
        |相[关關](?:新[闻聞]|[阅閱閲][读讀]|文章|链接|報道|报道|報導)|(?:推[荐薦]|延伸)[阅閱閲][读讀])\s*[:：]?"""
)
"""Matches `Related news:`; refuses `Related parties were not involved.`"""
_COMMENTS = _whole_line(r"(?:reader\ )?comments\s*[:：]?")
_COUNTED_ABOVE = re.compile(r"(?<![\d.,])[1-9]\d{0,4} (?:comments?|replies)\b", re.IGNORECASE)
"""Matches in `January 23, 2025 | 3 Comments`, over a text under which comments stand; refuses `0 Comments`."""
_ANY_LABEL = _whole_line(f"(?:{_COMMENT_COUNT.pattern})|(?:{_RELATED.pattern})|(?:{_COMMENTS.pattern})")
"""Any of the three."""
_TEASERS = _whole_line(
    r"what\ to\ (?:read|watch)\ next|you\ (?:may|might)\ also\ (?:like|enjoy).{0,20}"
    r"|recommended\ for\ you|more\ stories"
)
"""Matches the headings that stand at the end of a page and never amid a text."""
_MOST_TEASERS, _LONGEST_TEASER = 10, 320
"""Passages under such a heading, and the characters of each, at most."""
_ALSO_LIKE = _whole_line(r"you\ (?:may|might)\ also\ (?:like|enjoy).{0,20}")
"""Matches `You might also like`, which is no heading of a text though its links are lost."""
_TAG_LIST = _whole_line(
    r"""(?:tags|tagged(?:\ with)?|(?:filed|posted)\ (?:under|in)
        |categor(?:y|ies)|keywords|topics|标签|关键词)\s*[:：]\s*
        (?P<tags>.{2,200}[^.。])"""
)
"""Matches `Tags: copper, rail`; refuses `Keywords: they matter.`"""
_TAG_LABEL = _whole_line(r"(?:tags|tagged(?:\ with)?|keywords|filed\ under|标签|关键词)\s*[:：]?")
_LONGEST_TAG = 40
_NOTICE = _whole_line(
    r"""\*{0,2}(?:[A-Z][\w’' ]{2,30}['’]s?\ )?(?:(?:risk\ |analyst['’]?s?\ )?disclosures?
        |risk\ (?:warning|disclaimer|notice)|data\ source\ statement
        |disclaimer|(?:legal\ |important\ )?notice
        |copyright|aviso(?:\ legal)?
        |(?:cautionary\ (?:statement|note)\ (?:on|regarding|concerning|about)\ )?
        forward[\ -]looking\ (?:statements?|information)
        |safe\ harbou?r(?:\ statement)?|免责声明|版[权權][声聲]明|声明)\s*[:：—–-]
        |©|\(c\)\s*(?:19|20)\d\d|copyright\s*(?:[^\W\da-z]?©|\(c\)|(?:19|20)\d\d)|版权所有
        |copyright\s+(?:by\s+)?(?:[\w.&’'-]+\s+){1,7}(?:corporation|corp|group|company|co|ltd|limited|inc|holdings?|plc|ag)\.?$
        |neither\ the\ .{3,60}\ nor\ its\ regulation"""
)
_ADVICE = _whole_line(
    r""".{0,500}(?:\b(?:not|no|nor|never|without|nothing|none)\b.{0,80}\b(?:investment|financial|legal|tax)\b[\w\s,]{0,30}\badvice\b
        |\bfor\ (?:general\ )?(?:information(?:al)?|reference)\ (?:purposes\ )?only\b
        |\bmay\ not\ be\ (?:published|reproduced|copied|broadcast|redistributed|republished|rewritten)\b
        |\b(?:not|no)\b.{0,40}\b(?:offer|solicitation|recommendation)\b.{0,30}\b(?:buy|sell|securities|invest)
        |\b(?:article|report|column|material|content|information|commentary)\b.{0,120}\bnot\ be\ relied\b
        |\bseek\ (?:independent\ |your\ own\ )?(?:professional|financial|legal|investment)\b[\w\s,]{0,30}\badvice\b
        |\bno\b.{0,60}\brecomendaci[oó]n\ de\ inversi[oó]n|不构成.{0,12}建议|仅供参考).{0,500}"""
)
"""Matches `This article is for information only.` and `… gives no investment advice`; asked only of last lines;
refuses `The miners sought legal advice.`"""
_WORDS_OF_ADVICE = (
    "advice",
    "information",
    "reference only",
    "may not be",
    "offer",
    "solicitation",
    "recommendation",
    "relied",
    "inversi",
    "不构成",
    "仅供参考",
)
"""One of these stands in all that it matches; to look for them first takes a hundredth of the time."""
_NOTICE_INITIALS = frozenset("dDlLiInNcCaAeEfFrRsS©(*免版声")
"""With what a notice that says so begins: asked first, as nearly all lines are none."""
_OUTSIDERS_NOTICE = re.compile(
    r"\*{0,2}(?:[A-Z][\w’' ]{2,30}['’]s? )?(?:disclaimer|disclosures?|免责声明)\s*[:：—–-]", re.IGNORECASE
)
_RIGHTS = _whole_line(r".{0,160}\ball\ rights\ reserved\.?")
_LONGEST_MACHINERY = 400
"""Characters; more than any of the patterns allows."""
_LONGEST_WIDGET = 160
_PASSAGE = 80
"""Characters of a passage of a text, at least."""
_LONGEST_CONSENT = 700
_LONGEST_LABEL = 240
"""Characters; more than the patterns of what introduces comments and links allow."""
_LONGEST_RIGHTS = 200
_LAST_RIGHTS = len("reserved.")
_LONGEST_ADVICE = 600
_LONGEST_LINK = 160
_NEAREST = 3
"""Lines at the very end that can be a notice without saying so in their first word."""
_MOST_RELATED = 200
"""Lines at the end of a text that may be links to other pages."""
_SENTENCE_END = re.compile(r"[.!。！][\"”’]?$")
_COPYRIGHT = re.compile(
    r"""(?:©|\(c\)|copyright|版权所有)\s*(?:©|\(c\)|[:：])?\s*
        (?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?)?\s*,?\s*(?:by\ )?
        (?P<name>[^\s\d–—|.,;:™®][^–—|.,;:™®]{1,79}?)
        (?=\s*(?:[–—|.,;:™®]|all\ rights|版权所有|保留|\b(?:19|20)\d\d\b|\s{2}|[\w京沪粤湘]ICP|$))""",
    re.IGNORECASE | re.VERBOSE,
)
"""Matches `© 2025 Example Exchange™ – …`, and gives `Example Exchange`."""
_LEGAL_FORM = re.compile(
    r"(?P<stop>(?<=\bcorp)\.|(?<=\binc)\.|(?<=\bltd)\.|(?<=\bco)\.(?:,?\s*ltd\.?)?"
    r"|(?<=\bpty)\.(?:\s*ltd\.?)?|(?<=\bS)\.[ALEp]\.(?:A\.)?)"
    r"|,\s*(?:inc|ltd|llc|corp|s\.a|co)\b\.?",
    re.IGNORECASE,
)
"""Matches what follows the name in `Sample Lithium Corp. All rights`; not `Example Mining. All rights`."""


def _greetings(texts: Sequence[tuple[int, str]]) -> list[int]:
    """Return lines of greeting that stand twice, one directly under the other, as widgets leave them in a copy."""
    pairs = [(one, two) for (one, text), (two, below) in pairwise(texts) if text == below and _GREETING.fullmatch(text)]
    return [index for pair in pairs for index in pair]


def page_machinery(text: str) -> str | None:
    """Return the name of the rule by which a whole line is page machinery, else None."""
    if text[-1:].isdecimal() and " on line " in text[-20:] and _OF_SERVER.fullmatch(text):
        return "page-detail"
    if len(text) <= _LONGEST_SIZES and _LETTER_SIZES.fullmatch(text) and not _RATING.issuperset(text):
        return "font-size-widget"
    if folded(text[-_LAST_OF_CREDIT:]).endswith(_ENDS_OF_CREDITS) and len(text) <= _LONGEST_WIDGET:
        credited = next((rule for rule, pattern in _CREDITS if pattern.fullmatch(text)), None)
        if credited:
            return credited
    if len(text) > _LONGEST_MACHINERY or (
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
    return len(text) <= _LONGEST_WIDGET and any(word in small for word in _WORDS_OF_MACHINERY)


def is_notice(text: str, *, near_the_end: bool = False) -> bool:
    """Return whether a line is a disclaimer, a notice or a copyright line.

    One that does not say so in its first word is known by what it says (that it is no advice), and only `near_the_end`:
    an article may speak of advice elsewhere.
    """
    if text[:1] in _NOTICE_INITIALS and _NOTICE.match(text):
        return True
    if len(text) < _LONGEST_RIGHTS and "served" in folded(text[-_LAST_RIGHTS:]) and _RIGHTS.fullmatch(text):
        return True
    if not near_the_end or len(text) >= _LONGEST_ADVICE:
        return False
    return _is_advice(text)


def _is_advice(text: str) -> bool:
    small = folded(text)
    return any(word in small for word in _WORDS_OF_ADVICE) and bool(_ADVICE.fullmatch(text))


def is_outsiders_notice(text: str) -> bool:
    """Return whether a notice is one that outsiders set: a disclaimer or disclosure, or that the text is no advice."""
    return bool(_OUTSIDERS_NOTICE.match(text)) or (len(text) < _LONGEST_ADVICE and _is_advice(text))


def find_copyright_holder(line: Traced) -> Traced | None:
    """Return the name in a copyright line."""
    match = _COPYRIGHT.search(line.text, 0, _LONGEST_MACHINERY)
    if not match or match["name"].lower().startswith("all rights"):
        return None
    form = _LEGAL_FORM.match(line.text, match.end("name"))
    return line.slice(match.start("name"), form.end() if form else match.end("name"))


def find_tag_list(line: Traced) -> list[Traced]:
    """Return the tags in a line that lists the publisher's own, else nothing."""
    match = _TAG_LIST.fullmatch(line.text) if len(line) <= _LONGEST_MACHINERY else None
    if not match:
        return []
    tags: list[Traced] = []
    at = match.start("tags")
    for part in re.split(r"([,;|，；、])", match["tags"]):
        tag = line.slice(at, at + len(part)).stripped()
        at += len(part)
        if tag.text.strip(",;|，；、"):
            tags.append(tag)
    return tags


def is_tag_label(text: str) -> bool:
    """Return whether a line says that tags follow, and no more."""
    return len(text) <= _LONGEST_TAG and bool(_TAG_LABEL.fullmatch(text))


def is_tag(text: str) -> bool:
    """Return whether a line may be a tag that stands alone: a few words, and no sentence."""
    return len(text) <= _LONGEST_TAG and not _SENTENCE_END.search(text)


def removable(lines: Sequence[Traced]) -> dict[int, str]:
    """Return the rule for each line, by index, that is machinery.

    Machinery of a page counts wherever it stands alone on a line. Links to other pages and comments of readers count
    only where nothing but their like, and notices, follows; the words of a comment widget (`Moderator`) are ordinary
    words, and count only in one piece at the end of the text.
    """
    texts = [(i, line.text) for i, line in enumerate(lines) if line.text]
    found = {i: rule for i, text in texts if (rule := page_machinery(text))}
    found |= {
        i: "comment-widget" for i, text in texts[:_HEAD] if len(text) <= _LONGEST_SIZES and _NONE_YET.fullmatch(text)
    }
    found |= dict.fromkeys(_table_of_contents(texts), "table-of-contents")
    named = [(i, text) for i, text in texts if text.endswith(_PICTURES) and _SAID_OF_PICTURE.fullmatch(text)]
    said = Counter(text for _, text in named)
    found |= {i: "picture" for i, text in named if said[text] > 1}
    found |= {
        below: "picture"
        for (above, _), (below, text) in pairwise(texts)
        if found.get(above) == "picture" and _CELL.fullmatch(text)
    }
    found |= dict.fromkeys(_menu_lists(texts[:_MENU_LINES]), "navigation")
    found |= _dialog(texts[:_HEAD])
    found |= dict.fromkeys(_greetings(texts[:_HEAD]), "site-greeting")
    if found:
        found |= _counts_beside_sharing([i for i, _ in texts[:_HEAD]], lines, found)
        found |= _fields_of_boxes(texts, found)
    worded = [i for i, _ in texts if i not in found]
    for place, index in enumerate(worded):
        text = lines[index].text
        if len(text) > _LONGEST_LABEL or not _ANY_LABEL.fullmatch(text):
            continue
        is_counted = _COMMENT_COUNT.fullmatch(text) and _has_widget(lines, worded[place:])
        is_said = _COMMENTS.fullmatch(text) and any(
            _COUNTED_ABOVE.search(over) for _, over in texts[:_HEAD] if over != text
        )
        if (is_counted and _is_below_text(lines, worded, place)) or is_said:
            found |= {i: "comments" for i in worded[place:] if not is_notice(lines[i].text)}
            break
        is_near_the_end = len(worded) - place <= _MOST_RELATED
        if is_near_the_end and _RELATED.fullmatch(text) and (links := _links_below(lines, worded, place)):
            found |= dict.fromkeys(links, "related-links")
            break  # all that follows is links, notices or widgets
    found |= {i: "related-links" for i in worded if i not in found and _ALSO_LIKE.fullmatch(lines[i].text)}
    for index in reversed(worded):
        text = lines[index].text
        if index in found or is_notice(text):
            continue
        rule = "comment-widget" if is_comment_widget(text) else stock_phrase(text)
        if rule is None:
            break
        found[index] = rule
    return found


def _dialog(head: Sequence[tuple[int, str]]) -> dict[int, str]:
    """Return a sentence of the site that a reader is to close, and the button under it: `Got it`.

    So is one on its maintenance, at the very top, with the label over it.
    """
    found: dict[int, str] = {}
    for (above, text), (button, said) in pairwise(head):
        if len(said) <= _LONGEST_SIZES and _CLOSES.fullmatch(said):
            is_dialog = len(text) <= _LONGEST_DIALOG and _DIALOG_END.search(text)
            found |= {above: "page-tools", button: "page-tools"} if is_dialog else {}
    for place, (index, text) in enumerate(head[:_FIRST_LINES]):
        says = len(text) <= _LONGEST_DIALOG and ("unavailable" in text or "maintenance" in text)
        if says and _MAINTENANCE.search(text):
            found[index] = "page-tools"
            if place and head[place - 1][1].endswith((":", "：")):
                found[head[place - 1][0]] = "page-tools"
    return found


def _counts_beside_sharing(head: Sequence[int], lines: Sequence[Traced], found: Mapping[int, str]) -> dict[int, str]:
    """Return bare numbers, as those of likes, that stand on end beside a button for sharing near the head."""
    counts: dict[int, str] = {}
    places = [place for place, index in enumerate(head) if found.get(index) == "share-widget"]
    for place in places:
        for beside in (range(place - 1, max(place - 4, -1), -1), range(place + 1, min(place + 4, len(head)))):
            for near in beside:
                if head[near] in found or not _COUNT.fullmatch(lines[head[near]].text):
                    break
                counts[head[near]] = "share-widget"
    return counts


def _table_of_contents(texts: Sequence[tuple[int, str]]) -> list[int]:
    """Return the line that announces the headings of the text, and those headings, all of which come again below."""
    announced = [place for place, (_, text) in enumerate(texts) if announces_contents(text)]
    last = {_entry(text): at for at, (_, text) in enumerate(texts)} if announced else {}
    for place in announced:
        below = range(place + 1, len(texts))
        end = next((at for at in below if last[_entry(texts[at][1])] == at), len(texts))
        if end - place > (0 if _ONLY_CONTENTS.fullmatch(texts[place][1]) else _FEWEST_ENTRIES):
            return [index for index, _ in texts[place:end]]
    return []


def _menu_lists(texts: Sequence[tuple[int, str]]) -> list[int]:
    """Return the entries of menus that a copy prints as lists over the text: short, many, and many of them known."""
    found: list[int] = []
    run: list[tuple[int, str]] = []
    for index, text in (*texts, (-1, "")):
        mark = _ENTRY_MARK.match(text) if text[:1] in "•-*–·1234567" else None
        entry = text[mark.end() :].lstrip("|/>› ") if mark else ""
        from_home = bool(run) and _AT_HOME.fullmatch(run[0][1]) is not None
        if entry and (from_home or len(entry.split()) <= _MOST_ENTRY_WORDS) and not _SENTENCE_END.search(entry):
            run.append((index, entry))
            continue
        known = sum(is_menu(entry) for _, entry in run)
        is_path = 1 < len(run) < _FEWEST_OF_MENU and _AT_HOME.fullmatch(run[0][1])
        if is_path or (len(run) >= _FEWEST_OF_MENU and known >= _FEWEST_KNOWN):
            found += [entry_index for entry_index, _ in run]
        run = []
        if len(text) > _LONGEST_LINK or _SENTENCE_END.search(text):
            break  # the text has begun
    return found


def announces_contents(text: str) -> bool:
    """Return whether a line says that the headings of the text follow: `In this article:`."""
    return len(text) <= _LONGEST_CONTENTS and text[0] in _CONTENTS_INITIALS and bool(_CONTENTS.fullmatch(text))


def _entry(text: str) -> str:
    """Return a heading as it is compared with its entry in a table of contents."""
    mark = _ENTRY_MARK.match(text)
    return text[mark.end() if mark else 0 :].casefold()


def is_box_heading(text: str) -> bool:
    """Return whether a line reads as the heading of a box for subscribers, where it stands directly over one."""
    return len(text) <= _LONGEST_WIDGET and bool(_BOX_HEADING.fullmatch(text))


_BOXES = {"subscribe-box": _FORM_FIELD, "cookie-notice": _CONSENT}
"""Boxes whose first line is known, and what stands in them below it."""


def _fields_of_boxes(texts: Sequence[tuple[int, str]], found: Mapping[int, str]) -> dict[int, str]:
    """Return what belongs to boxes: fields and buttons under the first line; of those for subscribers a heading."""
    fields: dict[int, str] = {}
    for place, (index, _) in enumerate(texts):
        rule = found.get(index)
        if rule not in _BOXES:
            continue
        above = texts[max(place - 1, 0) : place] if rule == "subscribe-box" else []
        fields |= {over: "subscribe-box" for over, text in above if is_box_heading(text)}
        for below, text in texts[place + 1 : place + 1 + _MOST_FIELDS]:
            if not _is_of_box(rule, text):
                break
            fields[below] = rule
        if rule == "subscribe-box" and place + 2 < len(texts) and found.get(texts[place + 2][0]) == rule:
            fields[texts[place + 1][0]] = rule  # a line between two of its own
    return fields


def _is_of_box(rule: str, text: str) -> bool:
    if rule == "cookie-notice" and len(text) <= _LONGEST_CONSENT and _CONSENT_SENTENCE.fullmatch(text):
        return True
    return len(text) <= _LONGEST_WIDGET and bool(_BOXES[rule].fullmatch(text))


def is_comment_widget(text: str) -> bool:
    """Return whether a line is one of a comment widget's, which are ordinary words and count at the end alone."""
    return len(text) <= _LONGEST_WIDGET and bool(_COMMENT_WIDGET.fullmatch(text))


def _is_below_text(lines: Sequence[Traced], worded: Sequence[int], place: int) -> bool:
    """Return whether a count of comments stands below the text, and not beside the byline, where it counts as well."""
    above = [len(lines[i]) for i in worded[:place] if _SENTENCE_END.search(lines[i].text)]
    below = max((len(lines[i]) for i in worded[place:]), default=0)
    return max(above, default=0) >= (_PASSAGE if below >= _PASSAGE else 1)


def _has_widget(lines: Sequence[Traced], indices: Sequence[int]) -> bool:
    """Return whether more than the count speaks for a comment widget: `Reply`, `Leave a comment`."""
    return sum(is_comment_widget(lines[i].text) for i in indices[1:]) > 0


def _links_below(lines: Sequence[Traced], worded: Sequence[int], place: int) -> list[int]:
    """Return a heading and what stands below it, if that is links; or their first sentences, few beside the text."""
    below = worded[place + 1 :]
    if links := _links(lines, worded[place:]):
        return links
    size = sum(len(lines[i]) for i in below)
    is_small = size <= sum(len(lines[i]) for i in worded[:place])
    if not is_small or not 1 < len(below) <= _MOST_TEASERS or not _TEASERS.fullmatch(lines[worded[place]].text):
        return []
    return [worded[place], *below] if all(len(lines[i]) <= _LONGEST_TEASER for i in below) else []


def _links(lines: Sequence[Traced], indices: Sequence[int]) -> list[int]:
    """Return the heading and the links below it, if no sentence of the text follows; notices and widgets may.

    Where all its links are gone by rules of their own, it is the heading alone.
    """
    nearest = indices[-_NEAREST:]
    below = [i for i in indices[1:] if not is_notice(lines[i].text, near_the_end=i in nearest)]
    links = [i for i in below if not is_comment_widget(lines[i].text)]
    if any(len(lines[i]) > _LONGEST_LINK or _SENTENCE_END.search(lines[i].text) for i in links):
        return []
    return [indices[0], *links]

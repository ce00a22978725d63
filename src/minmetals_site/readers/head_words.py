"""Words that stand over a text and are no title: menus, names of sections, listings, letterheads.

All of it is asked of whole lines at the head of a text copy, so that a title which merely has such a word in it
(`Newsroom Opens in the Old Mill`) is never touched.
"""

import re
from typing import NamedTuple

from minmetals_site.text.traced import Traced

__all__ = [
    "Crumbs",
    "find_crumbs",
    "is_at_home",
    "is_chinese_paper",
    "is_kicker",
    "is_letterhead",
    "is_listing",
    "is_menu",
    "is_menu_not_crumbs",
    "is_name_like",
    "is_opinion_label",
    "is_publishers_name",
    "is_release_label",
    "is_section_label",
    "is_share_word",
    "labelled_detail",
    "longest_first",
    "may_be_title",
]

_LONGEST = 240
_MENU_WORDS = (
    "(?:add to |my )?favou?rites|set (?:to|as|it as)(?: the| your)? home ?page"
    "|home|home ?page|start(?:seite)?|main menu|menu|menü|search|suche|skip to (?:main )?(?:content|navigation)"
    "|toggle navigation|navigation|close|open menu|about|about us|about the (?:company|group)|the company"
    "|company|group|the group"
    "|über uns|unternehmen|nosotros|entreprise|business(?:es)?|our business(?:es)?|operations"
    "|our operations|projects|our projects"
    "|assets|portfolio|exploration|sustainability|nachhaltigkeit|esg|csr|social responsibility"
    "|responsibility|environment"
    "|safety|health & safety|communities|community|people|news|latest news|all news|company news"
    "|group news|corporate news"
    "|industry news|news ?room|news (?:&|and) (?:media|events|views|insights)|news (?:centre|center)"
    "|media|media (?:centre|center|room|library|relations)|press|press ?room|press (?:centre|center)"
    "|presse|prensa|aktuelles|actualités|noticias"
    "|press releases?|news releases?|media releases?|pressemitteilung(?:en)?|communiqués? de presse"
    "|comunicados? de prensa"
    "|announcements?|asx announcements?|stories|our stories|events|events (?:&|and) presentations"
    "|presentations|webcasts"
    "|investors?|investor (?:relations|centre|center|information)|investoren|for investors|shareholders?"
    "|corporate governance|governance"
    "|reports?|reports (?:&|and) presentations|publications|library|downloads|documents|careers?|karriere"
    "|jobs|work with us"
    "|contacts?|contact us|kontakt|contacto|get in touch|products|our products|services|products (?:&"
    "|and) services|solutions"
    "|search this (?:blog|site|website)|pages"
    "|gallery|videos?|photos?|images|login|log ?in|sign ?in|sign ?up|register|my account|cart|subscribe"
    "|newsletter|rss|faq|help|support|no results|view all results|advertise"
    "|all (?:alerts|articles|blogs|episodes|events|insights"
    "|newsletters|news|podcasts|posts|publications|releases|reports|resources|stories|topics|updates)(?: (?:&|and)"
    " (?:alerts|articles|events|insights|newsletters|news|publications|reports))?"
    "|blog|opinions?|analysis|analyses|features?|markets?|research|insights?|commentary|comment|columns?"
    "|interviews?|podcasts?|editorial|topics|articles?"
    "|archives?|latest|trending|more|economics|economy|finance|politics|world|новини|новости|technology|energy|metals|minerals|mining|commodities|language"
    "|english|deutsch|français|español|русский"
    "|português|en|de|fr|es|ru|pt|zh|cn|ar|ja|eng|简体中文|繁體中文|中文版?|首\\s?页|网站首页|主页|关于我们|走进集团|集团概况|公司概况|公司简介"
    "|新闻中心|新闻动态|新闻资讯|公司新闻|集团新闻|企业新闻|公司要闻|集团要闻|行业动态|媒体聚焦|媒体中心|企业文化|党建工作|党建|产品中心|产品与服务|业务领域|业务板块"
    "|投资者关系|社会责任|可持续发展|人力资源|人才招聘|加入我们|联系我们|信息公开|科技创新|通知公告|公告|资讯|行情|分析|数据|评论|观点|报告|专题|视频|图片|论坛|商城|价格|搜索|菜单"
    "|登录|注册|无障碍|旧版|手机版|导航"
)
_SEPARATORS = r"[\s|/\\·•›»>＞,;:–—☰≡✕×-]"
_GENERIC = re.compile(
    rf"{_SEPARATORS}*(?:home|menu|search|news(?:room)?|press|media|english|en|de|中文|首页|login|more|close|latest"
    rf"|skip to .{{1,20}}|pages|search this .{{3,8}}|(?:(?:view|see|browse) )?all .{{3,40}}|back to .{{3,40}}"
    rf"|press releases?|news releases?|(?:group|company|corporate|latest|all) news|opinion|analysis"
    rf"|新闻中心|新闻动态|新闻资讯"
    rf"|行业动态|媒体聚焦|通知公告|(?:公司|集团|企业)(?:新闻|要闻|动态)){_SEPARATORS}*",
    re.IGNORECASE,
)
"""Matches menu words that no page has as its title."""


def longest_first(words: str) -> str:
    """Return alternatives of a pattern with the longest first, so that the first that fits is the whole entry."""
    found, depth = [""], 0
    for sign in words:
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            found.append("")
        else:
            found[-1] += sign
    return "|".join(sorted(found, key=len, reverse=True))


_ENTRY = re.compile(f"(?:{_MENU_WORDS})", re.IGNORECASE)
_MENU = re.compile(rf"{_SEPARATORS}*(?:(?>{longest_first(_MENU_WORDS)})(?:{_SEPARATORS}++|$))++", re.IGNORECASE)
"""Matches `Home  About Us  News` and `Menu  Search  DE | EN`; refuses `News from the mine`."""
_HOME_TO_MORE = re.compile(r"Home(?: [\w&’'-]+){3,20} More")
"""Matches a menu of a site's own sections from the first to the last, `Home Game Fashion Education More`."""
_CHINESE_ROW = re.compile(r"[\u4e00-\u9fff]{2,5}(?:[ \u3000|·]+(?:[\u4e00-\u9fff]{2,5}|[A-Z\d]{2,4})){7,}")
"""Matches eight and more words of two to five signs with spaces between them, which no Chinese sentence has."""
_ENTRY_DIVIDER = re.compile(r"\s*[|·•/☰]\s*|\s{2,}|\t")
_MOST_WORDS = 4
_MOST_KICKER_WORDS = 3
_FEWEST_ENTRIES = 4

_RELEASE_LABEL = re.compile(
    r"[\[(*\s]*(?:for immediate release|(?:news|press|media|earnings|market)[ -]?(?:release|statement"
    r"|announcement|information)s?"
    r"|(?:asx|lse|tsx|hkex|sgx|stock exchange|regulatory|company|voluntary|corporate) (?:announcement"
    r"|release|news)s?|announcement"
    r"|rns(?: number.{0,30})?|pressemitteilung|medienmitteilung|ad-?hoc(?:-mitteilung)?|communiqué de presse"
    r"|comunicado de prensa|nota de prensa|comunicato stampa|新闻稿|新闻发布|公告)[\])*:：\s]*",
    re.IGNORECASE,
)
"""Matches `NEWS RELEASE`, `For immediate release` and `Pressemitteilung`; refuses `News release delayed again`."""
_OPINION_LABEL = re.compile(
    r"[\[(*\s]*(?:opinions?|op-?ed|analysis|analyses|commentary|comment|column|viewpoint|guest (?:post"
    r"|column|essay)|editorial|essay"
    r"|market (?:analysis|comment(?:ary)?|watch|view)|research(?: note)?|blog(?: post)?|newsletter"
    r"|interview|explainer|briefing"
    r"|deep dive|kommentar|analyse|meinung|opinión|análisis|tribune|评论|观点|分析|专栏|时评)[\])*:：\s]*",
    re.IGNORECASE,
)
"""Matches `Opinion`, `Market Watch` and `评论`; refuses `Analysis of the ore`."""
_OTHER_LABEL = re.compile(
    r"[\[(*\s]*(?:feature|story|news|company news|update|market update|report|special report|exclusive"
    r"|breaking(?: news)?"
    r"|latest|in brief|event|people|profile|case study|article|要闻|快讯|动态|新闻|资讯|专题)[\])*:：\s]*",
    re.IGNORECASE,
)

_SHARE_WORDS = re.compile(
    r"[•·*\s]*(?:(?:share(?: (?:this|on|via|now))?|tweet|post|facebook|twitter|x|linked ?in|whats ?app|we ?chat"
    r"|wei ?bo|wei ?xin"
    r"|telegram|reddit"
    r"|xing|instagram|youtube|e-?mail|copy (?:link|url)|link|print|pdf|download|save|bookmark|listen"
    r"|follow(?: us)?|like|(?:article|original|source) link"
    r"|a[-+]?|a\+|分享(?:到)?|微信|微博|qq空间|打印|收藏)[\s|/,·•:：]*)+",
    re.IGNORECASE,
)
"""Matches `Tweet` and `Share on X | LinkedIn | Copy link`; refuses `Print runs grew`."""

_TICKER = (
    r"(?:[A-Z]{2,8}(?:[ -]?[A-Z]{1,8}){0,2}|Nasdaq|Euronext|Frankfurt|Xetra|Oslo|Bursa)(?: [A-Z][a-z]+){0,2}\s?[:：]"
    r"\s?[A-Z0-9][A-Z0-9.]{0,9}"
)
_LISTING = re.compile(
    rf"[(\[]?\s*(?:{_TICKER})(?:\s*[|;,/·•&]?\s*(?:and\s+)?(?:{_TICKER}))*\s*[)\]]?"
    r"|(?:[A-ZÀ-Þ][\w&.’'-]* ){1,5}[A-Z]{2}[A-Z0-9]{9}\d"
)
"""Matches `ASX: EXM | LSE: EXML`, and a name with its international number behind it; refuses `Gold: Up again`."""
_RELEASE_AND_LISTING = re.compile(rf"(?i:{_RELEASE_LABEL.pattern})[(\[]?(?:{_TICKER})[)\]]?")
"""Matches `For immediate release ASX: EXM`; refuses `Release: EXM`."""
_REGISTRATION = re.compile(
    r"\(?(?:incorporated|registered|organi[sz]ed|established|a (?:joint stock|public|limited)(?: liability)? company"
    r"(?: incorporated)?) (?:in|under)\b.{2,120}\)?"
    r"|\(?[\"“].{2,60}[\"”](?:,? (?:or|and) (?:the )?[\"“].{2,40}[\"”]){1,3}\)?"
    r"|(?:stock|share|securities|ticker) (?:code|symbol|abbreviation)s?\s*[:：].{1,80}"
    r"|(?:abn|acn|arbn|isin|wkn|lei|cusip|company (?:no|number|registration))\b[\s.:：]{1,3}.{2,60}"
    r"|(?:证券|股票)(?:代码|简称)\s*[:：].{1,60}|\(?(?:于|在).{2,30}注册成立.{0,20}\)?",
    re.IGNORECASE,
)
"""Matches `(Incorporated in Sampleland)` and `Stock code: 600000`; refuses `Established miners buy`."""

_LEGAL_FORM = (
    r"(?:limited|ltd|ag|corp|corporation|inc|incorporated|plc|gmbh|kg(?:aa)?|n\.?v|s\.?e|a\.?b|asa|oyj|a/s"
    r"|pty|s\.?a|s\.?l|s\.?p\.?a"
    r"|s\.?a\.?[bs]|s\.?r\.?l|llc|llp|co|company|group|holdings?|pjsc|ojsc|jsc|bhd|tbk|k\.?k|e\.?v)"
)
_LETTERHEAD = re.compile(
    r"(?:[A-ZÀ-Þ0-9][\w.'’&-]*|of|and|de|del|the|&)(?:,?\s+(?:[A-ZÀ-Þ0-9(][\w.'’&)-]*|of|and|de|del|the"
    r"|&)){0,6}?,?\s+"
    rf"(?i:{_LEGAL_FORM})\b\.?(?:,?\s*(?i:{_LEGAL_FORM})\b\.?)?(?:\s*\([A-Z]{{2,6}}\s?:\s?[A-Z0-9.]+\))?"
    r"|[\u4e00-\u9fff（）()]{2,24}(?:公司|集团|研究院|研究所|协会)"
)
"""Matches `Example Mining Limited` and `示例矿业集团`; refuses `Example Mining buys Sample Limited`."""

_SERIES = re.compile(
    r"\b(?:letter|newsletter|bulletin|weekly|daily|monthly|briefing|digest|journal|magazine|monitor|review|gazette|observer"
    r"|today|times|post|herald|tribune|chronicle|ledger|insider|exchange|forum|network|wire|blog|substack"
    r"|dispatch|courier|examiner|sentinel|bugle|almanac|quarterly|reporter)$",
    re.IGNORECASE,
)
"""Matches the end of the name of a paper, `The Sample Metals Letter`; refuses that of `Prices fall`."""
_CHINESE_PAPER = re.compile(
    r"[\u4e00-\u9fff]{2,8}(?:[日早晚时時周週][报報]|新[闻聞][网網]|周刊|週刊|[杂雜][志誌]|在[线線]|[资資][讯訊][网網])"
)
"""Matches `示例日报` and `樣本早報`; refuses `董事会`."""
_INSTITUTION = re.compile(
    r"(?:The )?(?:[A-ZÀ-Þ][\w’'-]+ ){0,3}(?:Institute|University|Cent(?:er|re)|Association|Council|Agency"
    r"|Ministry|Department|Bureau"
    r"|Commission|Society|Foundation|Chamber|Observatory)(?: (?:of|for|on) (?:(?:[A-ZÀ-Þ][\w’'-]+|and|the"
    r"|&) ?){1,6})?"
)
"""Matches `Sample Institute of Mining Economics`; refuses `Sample University opens a school`."""
_NAME_LIKE = re.compile(r"(?:(?:[A-ZÀ-Þ0-9][\w.'’&-]*|of|the|and|for|de|&)(?:\s+|$)){1,6}|[\u4e00-\u9fff]{2,12}")
"""Matches `Sample Minerals Monitor`; refuses `What the mine said`."""

_DETAIL = re.compile(
    r"(?P<label>sub-?title|sub-?heading|standfirst|teaser|untertitel|subtítulo|sous-titre|副标题|title"
    r"|headline|subject|titel|título|titre|标题|题目"
    r"|language|sprache|langue|idioma|语言|category|categories|section|type|document type|content type"
    r"|format|ref(?:erence)?(?: no)?|release no|release number"
    r"|location|place|ort|rubrik|kategorie|栏目|分类|类别|文号|索引号|department|division"
    r"|rating|recommendation|target price|price target|ticker|sector|industry|commodity|region|country)"
    r"\s*(?:[:：]|\.:)\s*(?P<value>\S.*)",
    re.IGNORECASE,
)
"""Matches `Subtitle: Proceeds go into recycling` and `Language: English`; refuses `Subtitles were added`."""
_DETAIL_NAMES = {
    "subtitle": "subtitle", "subheading": "subtitle", "standfirst": "subtitle", "teaser": "subtitle",
    "untertitel": "subtitle",
    "subtítulo": "subtitle", "soustitre": "subtitle", "副标题": "subtitle",
    "title": "title", "headline": "title", "subject": "title", "titel": "title",
    "título": "title", "titre": "title", "标题": "title", "题目": "title",
}  # fmt: skip

_CRUMB_SIGN = re.compile(r"\s*(?:>+|›|»|＞|→|::)\s*|\s+[/|\\•·]\s+|(?<=\w)\s*[|]\s*(?=\w)")
_CRUMB_START = re.compile(
    r"\s*(?:(?:your (?:current )?(?:location|position)|you are here|current (?:location|position)|location"
    r"|sie sind hier"
    r"|(?:您的|当前|您现在的|您所在的|所在)?位置)\s*[:：]?\s*)?",
    re.IGNORECASE,
)
_LONGEST_CRUMB = 120
_CLEAR_SIGN = re.compile(r">|›|»|＞|→|::")
_AT_ITS_HOME = re.compile(r"home|home ?page|start(?:seite)?|inicio|accueil|首\s?页|主页", re.IGNORECASE)
_FROM_HOME = re.compile(
    r"\s*(?:home(?: ?page)?|首\s?页)\s*[>›»＞→/|](?:[^>›»＞→/|]{2,40}[>›»＞→/|]){1,4}", re.IGNORECASE
)
"""Matches the beginning of `Home / News / Tin / The mill turns again.`; refuses that of `Home / away games.`"""
_ONLY_IN_MENUS = re.compile(
    r"contact(?: us)?|careers|search|login|log in|menu|sitemap|site map|kontakt|联系我们|招聘|搜索", re.IGNORECASE
)


class Crumbs(NamedTuple):
    """The levels of a breadcrumb, or of a masthead that is written like one."""

    levels: tuple[Traced, ...]
    has_sign: bool
    """Whether its signs are `>` and the like."""
    is_clear: bool
    """Whether, beyond that, it begins as breadcrumbs do; `|` and `/` stand in menus and in titles, too."""


def find_crumbs(line: Traced) -> Crumbs | None:
    """Return the levels of a line of short parts joined by the signs of breadcrumbs, whatever it begins with."""
    text = line.text
    if len(text) > _LONGEST_CRUMB * 2 or not _CRUMB_SIGN.search(text):
        return None
    if text[-1] in ".!?。！？" and not _FROM_HOME.match(text):
        return None
    at = _CRUMB_START.match(text).end()  # type: ignore[union-attr]  # everything in it is optional
    levels: list[Traced] = []
    for sign in (*_CRUMB_SIGN.finditer(text, at), None):
        level = line.slice(at, sign.start() if sign else len(line)).stripped()
        if any(character.isalnum() for character in level.text):
            levels.append(level)
        at = sign.end() if sign else at
    if len(levels) < 2 or any(len(level) > _LONGEST_CRUMB for level in levels):  # noqa: PLR2004  # one level is none
        return None
    starts_well = (
        bool(_AT_ITS_HOME.fullmatch(levels[0].text)) or is_menu(levels[0].text) or is_letterhead(levels[0].text)
    )
    is_clear = bool(_CLEAR_SIGN.search(text))
    return Crumbs(tuple(levels), is_clear, is_clear and (starts_well or is_menu(levels[1].text)))


def is_at_home(level: str) -> bool:
    """Return whether a level is the site's home."""
    return bool(_AT_ITS_HOME.fullmatch(level))


def is_menu(text: str) -> bool:
    """Return whether a whole line is made of menu entries; of four and more short ones half must be known."""
    if len(text) > _LONGEST:
        return False
    if _MENU.fullmatch(text) or _HOME_TO_MORE.fullmatch(text) or _CHINESE_ROW.fullmatch(text):
        return True
    entries = [entry for entry in _ENTRY_DIVIDER.split(text) if entry]
    if len(entries) < _FEWEST_ENTRIES or any(len(entry.split()) > _MOST_WORDS for entry in entries):
        return False
    return 2 * sum(bool(_MENU.fullmatch(entry)) for entry in entries) >= len(entries)


def is_menu_not_crumbs(levels: tuple[Traced, ...]) -> bool:
    """Return whether parts joined by `|` or `/` are a menu: siblings, among them such as only menus have."""
    return any(_ONLY_IN_MENUS.fullmatch(level.text) for level in levels)


def may_be_title(text: str) -> bool:
    """Return whether a menu entry can be the title of a page, as `Who We Are` and `About us` can."""
    return bool(_ENTRY.fullmatch(text.strip())) and not _GENERIC.fullmatch(text)


def is_release_label(text: str) -> bool:
    """Return whether a line says that what follows is a company's release."""
    return bool(_RELEASE_LABEL.fullmatch(text))


def is_opinion_label(text: str) -> bool:
    """Return whether a line says that what follows is somebody's view."""
    return bool(_OPINION_LABEL.fullmatch(text))


def is_section_label(text: str) -> bool:
    """Return whether a line names the section or the kind of text, and no more, but for a listing behind it."""
    if len(text) > 60:  # noqa: PLR2004  # longer than any of the labels
        return False
    labels = (_RELEASE_LABEL, _OPINION_LABEL, _OTHER_LABEL, _RELEASE_AND_LISTING)
    return any(label.fullmatch(text) for label in labels)


def is_kicker(text: str) -> bool:
    """Return whether a line over a title is a word of the site's own: a section, a menu's entry, capitals."""
    return is_section_label(text) or is_menu(text) or (text.isupper() and len(text.split()) <= _MOST_KICKER_WORDS)


def is_share_word(text: str) -> bool:
    """Return whether a line is the names of networks and buttons for sharing or printing."""
    return len(text) < _LONGEST // 2 and bool(_SHARE_WORDS.fullmatch(text))


def is_listing(text: str) -> bool:
    """Return whether a line says where a company is listed or registered, and no more."""
    return len(text) < _LONGEST and bool(_LISTING.fullmatch(text) or _REGISTRATION.fullmatch(text))


def is_letterhead(text: str) -> bool:
    """Return whether a line is only the name of an organisation, its legal form with it."""
    half, _, rest = text.partition(" ") if text[:1] > "\u4e00" else (text, "", "")  # some print a name twice in Chinese
    return len(text) < _LONGEST // 2 and rest in {"", half} and bool(_LETTERHEAD.fullmatch(half))


def is_publishers_name(text: str) -> bool:
    """Return whether a line is the name of a paper or of an institution, which a headline may follow."""
    return bool((_NAME_LIKE.fullmatch(text) and _SERIES.search(text)) or _INSTITUTION.fullmatch(text))


def is_chinese_paper(text: str) -> bool:
    """Return whether a line ends as the names of Chinese papers do: where it begins a breadcrumb it may be a portal."""
    return bool(_CHINESE_PAPER.fullmatch(text))


def is_name_like(text: str) -> bool:
    """Return whether a line may be a name: a few words with capitals, or as many signs as a Chinese name has."""
    return bool(_NAME_LIKE.fullmatch(text))


def labelled_detail(line: Traced) -> tuple[str, Traced] | None:
    """Return `title`, `subtitle` or `detail`, and the value, of a line that labels it; else None."""
    match = _DETAIL.fullmatch(line.text) if len(line) <= _LONGEST + 60 else None
    if not match:
        return None
    label = re.sub(r"[\s-]", "", match["label"].lower())
    return _DETAIL_NAMES.get(label, "detail"), line.slice(*match.span("value"))

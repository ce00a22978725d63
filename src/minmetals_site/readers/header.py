"""The head of a text copy: breadcrumb, and the lines that say who published, when, and by whom.

Only a place that states publication gives a publication date: a dateline (`China Minmetals Corporation 2025-01-23`), a
byline with a date (`By A. Sample | June 4, 2025`), or a labelled field (`Date: 2025-01-23`). Prose never does. Such a
line consists of these parts and of page machinery (`Views: 318`, `Font size: Big Small`) alone; if anything else stands
in it, it is none.
"""

import re
from typing import Literal, NamedTuple

from minmetals_site.readers.person_names import NAMED, NAMES
from minmetals_site.text.dates import parse_date
from minmetals_site.text.traced import Traced

__all__ = [
    "CRUMB_SIGNS",
    "Breadcrumb",
    "MetaName",
    "MetaPart",
    "find_breadcrumb",
    "find_meta",
    "is_crumb_label",
    "is_organisation",
    "names_an_office",
]

_CRUMB_LABEL = re.compile(
    r"""\s*(?:[>›»＞]+\s*)?(?:(?:your\ (?:current\ )?(?:location|position)|you\ are\ here
        |current\ (?:location|position)|location|position
        |(?:您的|当前|您现在的|您所在的|所在|您的當前|目前|當前)?位置)\s*[:：]?\s*)?""",
    re.IGNORECASE | re.VERBOSE,
)
_CRUMB_HOME = re.compile(r"(?:home(?: ?page)?|首\s*[页頁]|主[页頁])(?=[\s>›»/|-]|＞)", re.IGNORECASE)
"""Matches the head of `Home > News`; refuses `Homestead`."""
_CRUMB_DIVIDER = re.compile(r"\s*(?:-?>+|›|»|＞|→)\s*")
CRUMB_SIGNS = ">›»＞→"
"""One of these stands in every breadcrumb."""
_DASH = re.compile(r"\s+[-–—]\s+")
_DASHED_CRUMBS = re.compile(r"(?:home(?: ?page)?|首\s*[页頁])(?:\s+[-–—]\s+[^\s–—-][^–—-]{1,40}?){2,5}", re.IGNORECASE)
"""Matches `Home - Media - News releases`; refuses `Home - a film`, as two parts may be a title."""
_LONGEST_CRUMBS = 300

_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s*(?:[+-]\d{4}|GMT|UTC|Z))?"
_WEEKDAY = r"(?:[A-Z][a-z]{2,8},\s+|(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?\s+)?"
"""Matches `Friday ` and, as of a place, which signs nothing, `London, `; refuses `Holdings `, the end of a name."""
_MONTH = r"[A-Z](?:[a-z]{2,8}|[A-Z]{2,8})\.?"
_DATE = "|".join(
    (
        rf"\d{{4}}\s*[-/.年]\s*\d{{1,2}}\s*[-/.月]\s*\d{{1,2}}\s*日?(?:[ T]+{_TIME})?",
        rf"{_WEEKDAY}\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}}(?:,?\s+{_TIME})?",
        rf"{_WEEKDAY}{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}(?:,?\s+{_TIME})?",
        r"\d{1,2}/\d{1,2}/\d{4}",
    )
)
"""Matches the forms of a date that a dateline gives; `text.dates` reads them, and knows which are real."""
_YEAR = re.compile(r"\d{4}")
"""Matches in every one of these forms: where there is none, nothing slower need look."""
_BETWEEN = r"[\s|,，·•—–-]"
_DATELINE = re.compile(
    rf"(?P<name>\D(?:.{{0,118}}?[^\s:：|,，·•—–-])?)??{_BETWEEN}*(?<!\d)(?<!\d[/.-])(?P<date>{_DATE})[\s|]*"
)
"""Matches `China Minmetals Corporation 2025-01-23` and `2025-01-23`; refuses `On 2025-01-23 it was announced`."""
_DATELINE_TURNED = re.compile(rf"(?P<date>{_DATE}){_BETWEEN}+(?P<name>[^\d\s](?:.{{0,118}}\S)?)")
_GLUED_NAME = re.compile(r"(?P<date>\d{4}-\d{2}-\d{2})(?P<name>[A-ZÀ-Þ][\w.&'’-]*(?: [A-ZÀ-Þ][\w.&'’-]*){0,5})")
"""Matches `2025-01-23Sample Metals Desk`; refuses `2025-01-23Tin rose`."""
_CHINESE_CLAUSE = re.compile(r"[\u4e00-\u9fff][)）”]?[,，。；;:：]")
"""Matches in `2025年1月23日，示例公司召开会议，总结工作。`, a sentence that begins with its day; refuses a name."""
_BYLINE = re.compile(r"(?:written\s+)?by\s+(?!order\s+of\b)(?P<name>[^\W\d_].{1,78}?)(?:\s*[–—:-])?", re.IGNORECASE)
"""Matches `By A. Sample` and `By A. Sample –`; refuses `By 2030` and `Bystanders`."""
_SAID_BY = (
    r"(?:story|words|report|reporting|reported|analysis|opinion|comment|commentary|column|text|article|interview|posted"
    r"|written|submitted|published|contributed|authored|(?:a )?guest (?:post|article|column|blog|essay|commentary))"
)
_FULL_BYLINE = re.compile(
    rf"(?:(?i:{_SAID_BY}) )?(?i:by|author)\s*:?\s+(?P<name>{NAMES})"
    r"(?P<rest>\s*(?:[|•·–—-]\s*\S.{0,60}|@\w{2,30}|\([^()]{2,40}\)?|[•·|]"
    r"|,? (?i:for|of|at|in) (?:the )?[A-ZÀ-Þ].{1,50}"
    r"|\d{1,2}[ -]min(?:ute)?s?(?: read)?)\s*)?"
)
"""Matches `Story by Ann Sample | Sample Gazette`, `By Ann Sample @sample` and `By Ann Sample (Sampleton)`."""
_BY = re.compile(rf"[\s|()\[\]【】（）]*(?:(?:{_SAID_BY}\s+)?by|author|written)\s", re.IGNORECASE)
"""Matches the beginning of all bylines; refuses `Bystanders`."""
_ROLE = (
    r", (?:[\w&’'-]+ ){0,3}(?i:analyst|editor|reporter|correspondent|columnist|contributor|strategist|economist"
    r"|journalist|writer|researcher|fellow|director|president|partner|founder|manager|geologist|author)\b.{0,60}"
)
_BEHIND_NAME = re.compile(rf" (?:for|in|at|of) |{_ROLE}")
"""Matches in `Ann Sample for Sample Gazette` and `Ann Sample, Senior Analyst`, which are more than names."""
_BYLINE_WITH_ROLE = re.compile(rf"(?:(?i:{_SAID_BY}) )?(?i:by|author)\s*:?\s+(?P<name>{NAMED}){_ROLE}")
"""Matches `By Ann Sample, Senior Analyst`; refuses `By Ann Sample, Ben Muster`."""
_STOP_BEHIND_NAME = re.compile(r"(?<=[a-zß-ÿ]{3})\.$")
"""Matches the stop of `Ann Sample.`; refuses that of `Ann Sample Jr.`"""
_NAME = re.compile(r"(?:[^\W\d_][\w.'’-]*+[,&]?\s*+){1,8}")
"""Matches `Ms A. Sample-Smith` and `Ann Sample, Ben Sample`; refuses `the end of 2025, prices doubled`."""
_PROSE_WORDS = re.compile(
    r"\b(?:on|in|at|since|until|by|from|of|the|was|were|is|are|has|have|held|said|ended|ending|ends|as|to"
    r"|for|and|dated|before"
    r"|after|due|with|updated|revised|modified|valid|expires|period|quarter|year|截至|截止)$",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r".{2,80}(?:\b(?:corporation|corp|company|co|ltd|limited|inc|plc|group|holdings?|agency|department|office)\b\.?"
    r"|公司|集团|部)",
    re.IGNORECASE,
)
_DEPARTMENT = re.compile(
    r"(?:[\w&’'-]+ ){0,5}(?:department|dept\.?|division|section|desk|project team|(?:general|party|press) office"
    r"|publicity (?:office|centre|center)|secretariat|workshop)"
    r"|[\u4e00-\u9fff]{0,12}(?:办公室|宣传部|工作部|项目部|事业部|管理部|保障部|党群部|人力资源部|安全部|处|科|车间)|本站|本网|原创",
    re.IGNORECASE,
)
"""Matches `Safety Department` and `集团办公室`; refuses `Department of Mines` and `Sample Group`."""
_OFFICE = re.compile(
    r"(?i:\b(?:order of|staff|admin(?:istrator)?|webmaster|editorial team|desk|bureau|newsroom|press office)\b)"
    r"|^(?:PIO|PIB|PRO|HQ)\b"
)
"""Matches `PIO Sampleville` and `order of the Board`; refuses `Ann Sample`."""
_PUBLISHED = (
    r"date|time|published(?: on| date| time)?|publish (?:date|time)|publication date|released?(?: date| time| on)?"
    r"|posted(?: on)?|issue date|issu(?:e|ing) ?time|time|[发發]布[时時][间間]|[发發]布日期|日期|[时時][间間]|发表时间"
)
_MACHINERY = (
    r"(?:page )?views?|page ?views|browsed?(?: times| count)?|browsing(?: times| count)?|hits|visits"
    r"|click(?:s| rate)|reads"
    r"|reading time|font(?: size)?|text size|share(?: to)?"
    r"|浏览次数|浏览量|浏览|点击(?:次数|数|量)?|阅读(?:次数|数|量)?|访问(?:次数|量)|字体|字号|分享到?"
    r"|(?:此稿|本文|本稿)发[表布][时日][间期]|属于|(?:所属|文章)?(?:栏目|分类|类别)"
)
_EDITOR = (
    r"editor|responsible editor|editor-in-charge|managing editor|web editor|edited by|proofreader"
    r"|reviewed by|translated by"
    r"|translator|编辑|责任编辑|责编|网络编辑|本网编辑|审核|审校|校对|初审|复审|终审|编审|主编|监制|翻译"
)
MetaName = Literal["publisher", "published", "modified", "author", "editor", "machinery"]
"""What a part of such a line is: the record's field, an editor (who is no author), or machinery of the page."""
_LABELS: tuple[tuple[MetaName, str], ...] = (
    (
        "publisher",
        (
            r"source|copy ?from|publisher|published by|issued by|origin"
            r"|(?:信息|稿件|文章|新闻)?[来來]源|稿源|发布(?:机构|单位)"
        ),
    ),
    ("published", _PUBLISHED),
    ("modified", r"updated|last updated|last modified|updated on|update time|更新时间"),
    (
        "author",
        (
            r"author|by|written by|reporter|analysts?|words"
            r"|作者|记者|撰稿|撰文|文|[发發]布[人者]|上传者|(?:文章)?录入[人者]?"
        ),
    ),
    ("editor", _EDITOR),
    ("machinery", _MACHINERY),
)
_LABEL_PATTERNS = tuple((name, re.compile(rf"(?:{words})\s*[:：]", re.IGNORECASE)) for name, words in _LABELS)
_LABELLED = re.compile(
    r"(?:(?<!\w)|(?<=[A-Za-z\d])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff)])(?=[时時日][间間期]\s*[:：]\s*\d{4}))"
    rf"(?:{'|'.join(words for _, words in _LABELS)})\s*[:：]\s*",
    re.IGNORECASE,
)
"""Matches the label of `Source: …` and `发布时间：…`, which may touch `24` before it, and of
`示例报时间：2025-01-23`; refuses `resource: …`."""
_CHINESE_BYLINE = re.compile(
    r"[（(]?(?:文|撰文|作者|记者|本报记者|本网记者|通讯员)\s*(?:[/／]"
    r"|\s)\s*(?P<name>[\u4e00-\u9fff·]{2,4}(?:[ 、\u3000][\u4e00-\u9fff·]{2,4}){0,3})[）)]?"
)
"""Matches `文/张样本` and `本报记者 李示例`; refuses `文章很长`."""
_SOURCE_LINE = re.compile(
    r"SOURCE\s+(?P<name>[A-ZÀ-Þ].{2,80})"
    r"|Source\s+(?P<paper>The [A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){0,2}|[A-Za-z\d-]+\.(?:com|net|org|co))"
)
"""Matches `SOURCE Sample Lithium Corp.`, the last line of a wire's release, and `Source The Sample Post`; refuses
`Source of power`."""
_HASH_TAGS = re.compile(r"\s*[|·•]\s*#[A-Za-z][^|·•:：]{1,80}$")
"""Matches the ` | #Trade #Street Notes` behind a name; refuses ` | #1`."""
_PLACEHOLDER = re.compile(r"[a-z]{1,8}[:：][\w-]{1,16}|[{$%<].{1,40}[}>%]")
"""Matches the `db:name` of `Source: [db:name]`, which a template was to fill; refuses `http://example.com`."""
_BARE_BULLETS = frozenset("-–—•*")
_SIGNS = " \t\u00a0\u3000|/[]()【】（）"
_LONGEST_META_LINE = 200


class Breadcrumb(NamedTuple):
    """A breadcrumb line, from the outermost level."""

    levels: tuple[Traced, ...]


class MetaPart(NamedTuple):
    """One thing that a line in the head or at the end of a text copy says."""

    name: MetaName
    value: Traced
    rule: Literal["dateline", "byline", "labelled-field", "machinery", "opening-dateline", "publication-line"]
    date: str | None = None
    """Of a date: ISO 8601 at the precision of the line."""


def find_breadcrumb(line: Traced) -> Breadcrumb | None:
    """Return the breadcrumb that the line is, else None.

    Forms seen: `Home > News`, `Your location:Home>>News`, `Home About us > Culture`.
    """
    if len(line) > _LONGEST_CRUMBS:
        return None
    start = _CRUMB_LABEL.match(line.text).end()  # type: ignore[union-attr]  # everything in it is optional
    if _DASHED_CRUMBS.fullmatch(line.text, start):
        places = [start, *(at for sign in _DASH.finditer(line.text) for at in sign.span()), len(line)]
        return Breadcrumb(tuple(line.slice(*pair) for pair in zip(places[::2], places[1::2], strict=True)))
    if not any(sign in line.text for sign in CRUMB_SIGNS):
        return None
    home = _CRUMB_HOME.match(line.text, start)
    if not home:
        return None
    levels = [line.slice(start, home.end())]
    divider = _CRUMB_DIVIDER.match(line.text, home.end())
    at = divider.end() if divider else home.end()
    for divider in [*_CRUMB_DIVIDER.finditer(line.text, at), None]:
        level = line.slice(at, divider.start() if divider else len(line)).stripped()
        if level.text:
            levels.append(level)
        at = divider.end() if divider else len(line)
    return Breadcrumb(tuple(levels)) if len(levels) > 1 else None


def is_crumb_label(text: str) -> bool:
    """Return whether a line only says that the place of the page follows: `You are here`."""
    return bool(text) and _CRUMB_LABEL.fullmatch(text) is not None


def is_organisation(line: str) -> bool:
    """Return whether a line reads as the name of an organisation, as one over a date does."""
    return bool(_ORGANISATION.fullmatch(line))


def names_an_office(part: MetaPart) -> bool:
    """Return whether a credit names a department, a desk or a board: neither a person nor a publisher."""
    text = part.value.text
    if part.name == "publisher":
        return part.rule == "labelled-field" and bool(_DEPARTMENT.fullmatch(text))
    return part.name == "author" and bool(_OFFICE.search(text))


def find_meta(line: Traced, *, day_first: bool | None = None) -> list[MetaPart]:
    """Return the parts of a line that says who published, when and by whom, and nothing else; none for other lines.

    Raises:
        DateError: if it is such a line, with a date that no calendar has, or whose order of figures nobody says.
    """
    if len(line) > _LONGEST_META_LINE:
        return []
    tags = _HASH_TAGS.search(line.text) if "#" in line.text else None
    if not tags:
        return _meta(line, day_first=day_first)
    found = _meta(line.slice(0, tags.start()), day_first=day_first)
    return [*found, MetaPart("machinery", line.slice(*tags.span()), "machinery")] if found else []


def _meta(line: Traced, *, day_first: bool | None) -> list[MetaPart]:
    """Return the parts of such a line that ends in no hash tags."""
    if whole := _CHINESE_BYLINE.fullmatch(line.text) or _SOURCE_LINE.fullmatch(line.text):
        named = line.slice(*whole.span("name" if whole["name"] else "paper"))
        is_byline = whole.re is _CHINESE_BYLINE
        return [MetaPart("author", named, "byline") if is_byline else MetaPart("publisher", named, "labelled-field")]
    has_label = ":" in line.text or "：" in line.text
    if not has_label and not _YEAR.search(line.text) and not _BY.match(line.text):
        return []
    labels = list(_LABELLED.finditer(line.text)) if has_label else []
    before = line.slice(0, labels[0].start() if labels else len(line)).stripped(_SIGNS)
    if labels and before.text in _BARE_BULLETS:  # `- By: Ann Sample`
        before = before.slice(0, 0)
    parts = _unlabelled(before, day_first=day_first) if before.text else []
    if before.text and not parts:
        return []
    ends = [label.start() for label in labels[1:]] + [len(line)]
    for label, end in zip(labels, ends, strict=False):  # without labels there is one end too many
        name = next(name for name, words in _LABEL_PATTERNS if words.match(line.text, label.start()))
        found = _labelled(name, line.slice(label.end(), end).stripped(_SIGNS), day_first=day_first)
        if found is None:
            return []
        parts += found
    return parts


def _labelled(name: MetaName, value: Traced, *, day_first: bool | None) -> list[MetaPart] | None:
    """Return what stands behind a label; None where it is not what the label says."""
    if name == "machinery" or not value.text or _PLACEHOLDER.fullmatch(value.text):
        return [MetaPart("machinery", value, "machinery")] if value.text else []
    if name in {"published", "modified"}:
        date = parse_date(value.text, day_first=day_first)
        return [MetaPart(name, value, "labelled-field", date)] if date else None
    dated = _DATELINE.fullmatch(value.text)
    date = parse_date(dated["date"], day_first=day_first) if dated and dated["name"] else None
    if not dated or not date:
        return [MetaPart(name, value, "labelled-field")]
    return [
        MetaPart(name, value.slice(*dated.span("name")), "labelled-field"),
        MetaPart("published", value.slice(*dated.span("date")), "dateline", date),
    ]


def _without_stop(name: Traced) -> Traced:
    return name.slice(0, len(name) - 1) if _STOP_BEHIND_NAME.search(name.text) else name


def _may_end_in_date(text: str) -> bool:
    """Return whether the last sign, bars apart, is one that a date or a time can end in."""
    last = next((sign for sign in reversed(text) if sign != "|" and not sign.isspace()), "")
    return last.isdecimal() or last in "日TCZ"


def _undated_byline(text: Traced) -> list[MetaPart]:
    """Return the author of a byline, and what stands behind the name: a paper, a place, a handle."""
    byline = _BYLINE.fullmatch(text.text)
    if byline and _NAME.fullmatch(byline["name"]) and not _BEHIND_NAME.search(byline["name"]):
        return [MetaPart("author", _without_stop(text.slice(*byline.span("name"))), "byline")]
    full = _BYLINE_WITH_ROLE.fullmatch(text.text) or _FULL_BYLINE.fullmatch(text.text)
    if not full:
        return []
    author = MetaPart("author", text.slice(*full.span("name")), "byline")
    rest = text.slice(full.end("name"), len(text)).stripped(" \t|•·–—-,")
    return [author, MetaPart("machinery", rest, "machinery")] if rest.text else [author]


def _unlabelled(text: Traced, *, day_first: bool | None) -> list[MetaPart]:
    """Return what a dateline or byline says."""
    dated = None
    if _YEAR.search(text.text):
        dated = _DATELINE.fullmatch(text.text) if _may_end_in_date(text.text) else None
        dated = dated or _DATELINE_TURNED.fullmatch(text.text) or _GLUED_NAME.fullmatch(text.text)
    if not dated:
        return _undated_byline(text)
    name = text.slice(*dated.span("name")) if dated["name"] else None
    if name and _CHINESE_CLAUSE.search(name.text):
        return []
    parts: list[MetaPart] = []
    if name:
        byline = _BYLINE.fullmatch(name.text)
        if byline:
            parts.append(MetaPart("author", name.slice(*byline.span("name")), "byline"))
        elif name.text[:1].islower() or _PROSE_WORDS.search(name.text):
            return []
        else:
            parts.append(MetaPart("publisher", name, "dateline"))
    date = parse_date(dated["date"], day_first=day_first)
    return [*parts, MetaPart("published", text.slice(*dated.span("date")), "dateline", date)] if date else []

"""Who speaks in a post, as far as the site's name tells: the organisation that the text speaks of as itself.

A company's host is its name written together (`sampletungsten.example`), and its posts speak of that name, or of "our
plant" outside quotation marks. Papers are named by their hosts as well, and speak of themselves: names that end as
papers' do are none of these.
"""

import re

from minmetals_site.readers.head_words import is_publishers_name
from minmetals_site.readers.sheet import sourced
from minmetals_site.records import Sourced
from minmetals_site.text.datelines import find_dateline
from minmetals_site.text.traced import Traced

__all__ = [
    "announces_as_company",
    "bears_legal_form",
    "core_of",
    "is_company",
    "is_companys_host",
    "is_name_of_site",
    "name_in_about",
    "named_by_site",
    "named_in_about",
    "own_section",
    "speaks_as_company",
    "speaks_of_own_works",
]

_QUOTED = re.compile(r"“[^”]{0,800}”|\"[^\"]{0,800}\"|「[^」]{0,800}」")
_OWN_WORKS = re.compile(
    r"\b[Oo]ur (?:[a-z-]+ )?(?:[Cc]ompany|[Gg]roup|[Bb]oard|[Aa]nnual [Gg]eneral [Mm]eeting|AGM|shareholders|mines?"
    r"|plants?|smelters?"
    r"|refiner(?:y|ies)|concentrators?|crews?|operations|employees|furnaces?|drill(?:ing|ers)|investor pages|tailings"
    r"|workforce|works council|geologists|mills?|quarr(?:y|ies)|deposits?|apprentices|miners|engineers|colleagues"
    r"|carpenters"
    r"|electricians|welders|drivers|surveyors|staff|sites|headquarters|factor(?:y|ies)|warehouses?|laborator(?:y|ies))\b"
    r"|我们公司|我公司|我司|本公司|本集团|我集团|(?:^|[，。；：])(?:这是)?公司(?![法债股])"
)
"""Matches `two miles from our plant` and `，公司把`; refuses `our readers` and `，公司法`."""
_NAME = re.compile(r"[A-ZÀ-Þ][\w’'&.-]*(?:\s+[A-ZÀ-Þ][\w’'&.-]*){0,5}")
_ABOUT = re.compile(r"About (?P<name>[A-ZÀ-Þ\d].{2,80}?)\s*[:：]?")
_SITE_SIGN = re.compile(r"\s+[|–—-]\s+")
_SENTENCE_END = re.compile(r"[.!?]\s|。")
_LETTERS = re.compile(r"[^a-z0-9]+")
_FORM = re.compile(
    r",?\s+(?:Ltd|Limited|Corp(?:oration)?|Inc(?:orporated)?|PLC|plc|GmbH|AG|AB|ASA|Oyj|N\.V|S\.A|S\.p\.A|Pty)\.?"
    r"(?:\s+Ltd\.?)?$"
)
"""Matches the end of `Sample Alloys Ltd.`, as no paper but a company calls its site."""
_PAPER = re.compile(
    r"\b(?:news|report|reports|reporter|paper|research|analytics|analysis|intelligence|insights?|media|capital"
    r"|advis[eo]rs?|invest(?:ing|ors?)|watch|letter|markets?|magazine|metals|minerals|mining|press|digest|hub|guide|world"
    r"|prices?|data|institute|university|think tank|blog)$",
    re.IGNORECASE,
)
"""Matches the end of `Sample Metals Report`; refuses that of `Sample Resources`."""
_FORMS = ("group", "corp", "corporation", "plc", "ltd", "inc", "co", "mining", "holdings", "international", "global")
_OF_COMPANY = re.compile(
    r"(?:Minerals?|Metals?|Mining|Mines?|Resources|Materials|Magnets?|Copper|Gold|Silver|Zinc|Lead|Tin|Tungsten|Nickel"
    r"|Cobalt|Lithium|Graphite|Iron|Steel|Aluminium|Aluminum|Potash|Uranium|Rare|Smelting|Refining|Energy|Exploration"
    r"|Smelters?|Refiner(?:y|ies)|Foundry|Steelworks|Colliery"
    r"|Alloys?|Ferroalloys?|Chemicals?|Engineering|Smelting|Industries|Group|Corp(?:oration)?|Company|Co|Inc|Ltd|Limited|PLC|Holdings|Industries)\.?"
)
"""Matches what a company's name goes on with behind its first word: `Sample Tungsten`."""
_HOST_OF_COMPANY = re.compile(
    r".{4,}(?:tungsten|copper|zinc|nickel|lithium|gold|silver|graphite|cobalt|iron|steel|tin|lead|potash|uranium|aluminium"
    r"|mining|mines|resources|smelting|refining|holdings|group|corp)"
)
"""Matches `sampletungsten`; refuses `tungsten` and `tungstenprices`."""
_HOST_OF_WORKS = re.compile(
    r"(?!(?:the|invest|rare|daily|world|global|mining|market|price)).{4,}-?"
    r"(?:tungsten|copper|zinc|nickel|cobalt|steel|potash|aluminium|mines|resources|smelting|refining|smelter|saltlake)"
)
"""Matches `sample-copper`; refuses `mining-copper` and `copper`."""
_ANNOUNCES = re.compile(
    rf"(?P<name>{_NAME.pattern})(?: \([^()]{{2,80}}\))?,? (?:is|are) (?:pleased|proud|delighted|happy|excited) to"
    r" (?:report|announce|advise|provide|confirm|share|present|inform)\b"
)
"""Matches `Sample Minerals is pleased to report`, which only the company itself writes; refuses `She is pleased`."""
_ACTS = re.compile(
    rf"(?P<name>{_NAME.pattern})(?: \([^()]{{2,80}}\)){{0,2}},?"
    r"(?: (?:today|yesterday|this (?:week|month)|on \w+ \d+),?)?"
    r" (?:announce[sd]|(?:has|have)(?: now| successfully| today| been)? (?:completed|closed|signed|appointed|begun"
    r"|started|received|entered|commenced|acquired|sold|opened|commissioned|raised|awarded|granted|secured|agreed"
    r"|executed|intersected|delivered|shipped|launched|purchased|resumed|published|donated|installed))\b"
)
"""Matches the beginning of `Sample Minerals (SMP) has closed the sale`, as a company's own release begins; refuses that
of `Sample Minerals has learned`, as a paper's article may."""
_FIRST_PERSON = re.compile(r"\b(?:[Ww]e|[Oo]ur|us)\b")
_SHORTEST_NAME = 6
_NEAR = 400
"""Characters of the text in which it speaks of whom the site is named after."""
_SECTION = re.compile(
    r"news|news ?room|(?:company|corporate|group|latest|our) news|press(?: ?(?:room|releases?|centre|center))?|media"
    r"|(?:media|news) releases?|announcements?|investors?|about(?: us)?|company|who we are|our .{3,30}|sustainability",
    re.IGNORECASE,
)
"""Matches the section `news`; refuses `analysis`."""


def speaks_of_own_works(text: str) -> bool:
    """Return whether a text speaks, outside quotation marks, of mines, plants and the like as the speaker's own."""
    if "our " not in text and "Our " not in text and "公司" not in text and "集团" not in text and "我司" not in text:
        return False
    return bool(_OWN_WORKS.search(text)) and bool(_OWN_WORKS.search(_QUOTED.sub(" ", text)))


def is_companys_host(host: str | None, site_name: str | None) -> bool:
    """Return whether a host is a name and what the company mines or makes, `sample-copper`, and the site no paper's."""
    is_papers = bool(site_name) and _is_papers(site_name or "", host)
    return not is_papers and bool(_HOST_OF_WORKS.fullmatch(core_of(host).lower()))


def speaks_as_company(host: str | None, text: str) -> bool:
    """Return whether a text says `we`, outside quotation marks and more than once, on a site named as companies are."""
    if not _HOST_OF_COMPANY.fullmatch(_squashed(core_of(host))):
        return False
    return len(_FIRST_PERSON.findall(_QUOTED.sub(" ", text))) > 1


def announces_as_company(host: str | None, text: str) -> bool:
    """Return whether whom the site is named after announces or does something at the beginning of its text."""
    core = _squashed(core_of(host))
    if len(core) < _SHORTEST_NAME:
        return False
    said = _QUOTED.sub(" ", text[:_NEAR])
    dateline = find_dateline(said)
    found = _ANNOUNCES.search(said) or _ACTS.match(said, dateline.end if dateline else 0)
    name = _squashed(found["name"]) if found else ""
    return name.startswith(core) or _is_wanted(name, {core})


def own_section(section: str) -> bool:
    """Return whether a part of an address is a section that companies' sites have."""
    return bool(_SECTION.fullmatch(section))


def named_by_site(host: str | None, site_name: str | None, text: str) -> str | None:
    """Return the name of the organisation that the site is named after and the text begins by speaking of."""
    wanted = {_squashed(core_of(host)), _squashed(_SITE_SIGN.split(site_name)[0]) if site_name else ""}
    wanted = {name for name in wanted if len(name) >= _SHORTEST_NAME}
    if not wanted or (site_name and _is_papers(site_name, host)):
        return None
    near = _squashed(text[:_NEAR])
    if not any(site[:_SHORTEST_NAME] in near for site in wanted):  # true of nearly all posts of others
        return None
    for match in _NAME.finditer(text, 0, _NEAR):
        words = match[0].split()
        for start in range(len(words)):
            for end in range(len(words), start, -1):
                name = " ".join(words[start:end]).rstrip("’'.")
                if not _is_wanted(_squashed(re.sub(r"['’]s$", "", name)), wanted):
                    continue
                if _may_name(name, text, is_part=_is_part_of_name(words, start, end)):
                    return name
    return None


def _is_papers(site_name: str, host: str | None) -> bool:
    """Return whether a site's name ends as papers' do; a company's host (`korsample.example`) leaves that word out."""
    first, _, last = site_name.rpartition(" ")
    is_companys = last in {"Mining", "Metals", "Minerals"} and _squashed(first) == _squashed(core_of(host))
    return is_publishers_name(site_name) or (bool(_PAPER.search(site_name)) and not is_companys)


def name_in_about(heading: Traced, host: str | None) -> Traced | None:
    """Return the name in a heading `About Sample Mining`, where the site's host is that name or the most of it."""
    about = _ABOUT.fullmatch(heading.text)
    core = _squashed(core_of(host))
    if not about or len(core) < _SHORTEST_NAME or core not in _squashed(about["name"]):
        return None
    return heading.slice(*about.span("name"))


def named_in_about(heading: Traced, host: str | None, decoded: str) -> Sourced[str] | None:
    """Return that name as a field of the text `decoded`."""
    name = name_in_about(heading, host)
    return sourced(name, decoded, "derived", "about-heading") if name else None


def is_company(name: str, text: str) -> bool:
    """Return whether the first sentence has a name that goes on as companies' do, or ends so: `Sample Zinc`."""
    first = _SENTENCE_END.split(text[:_NEAR], maxsplit=1)[0]
    if name not in first:
        return False
    if _OF_COMPANY.fullmatch(name.rsplit(maxsplit=1)[-1]) and " " in name:
        return True
    return bool(re.search(rf"{re.escape(name)}\s(?:{_OF_COMPANY.pattern})(?!\w)", first))


def bears_legal_form(site_name: str | None, name: str | None) -> bool:
    """Return whether a site calls itself by a company's name with its legal form, and its text speaks of that name."""
    form = _FORM.search(site_name or "")
    return bool(form and name) and _squashed((site_name or "")[: form.start() if form else 0]) == _squashed(name or "")


def is_name_of_site(name: str | None, site_name: str | None) -> bool:
    """Return whether a site gives itself the name of the organisation that its text speaks of."""
    return bool(name and site_name) and _squashed(name or "") == _squashed(_SITE_SIGN.split(site_name or "")[0])


def core_of(host: str | None) -> str:
    """Return the longest part of a host before its last: `sample-zinc` of `www.sample-zinc.example`."""
    return max((host or "").removeprefix("www.").split(".")[:-1], key=len, default="")


def _squashed(name: str) -> str:
    return _LETTERS.sub("", name.lower())


def _is_wanted(name: str, wanted: set[str]) -> bool:
    return any(site == name or (site.startswith(name) and site[len(name) :] in _FORMS) for site in wanted if name)


def _is_part_of_name(words: list[str], start: int, end: int) -> bool:
    """Return whether words with capitals stand beside words that only a company's name has there."""
    return words[start - 1 : start] == ["China"] or any(_OF_COMPANY.fullmatch(word) for word in words[end : end + 1])


def _may_name(name: str, text: str, *, is_part: bool) -> bool:
    """Return whether it is no paper's name; one word must come again or be part of a name, for ores are words, too."""
    if is_publishers_name(name) or _PAPER.search(name):
        return False
    is_told_again = is_part or text.count(name) > 1
    return " " in name or (len(name) >= _SHORTEST_NAME and is_told_again and name.lower() not in text)

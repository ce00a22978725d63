"""The language of a text, told by its script alone.

This is a label for browsers and screen readers, not a linguistic judgement: it says `ru` for all Cyrillic and `ar` for
all Arabic letters, because a statistical guess on a short page would be wrong more often and would claim more. Text in
Latin letters is in the language that the site's settings name.
"""

import re
import string

__all__ = ["language_of"]

_SAMPLE = 3000
"""Characters that are looked at, from the beginning."""

_LETTERS = string.ascii_letters.encode()
_ACCENTED = re.compile(r"[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]")
"""Matches é and ł; refuses ×."""

_SCRIPTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("zh", re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")),
    ("ja", re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u31f0-\u31ff\uff66-\uff9d]")),
    ("ko", re.compile(r"[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")),
    ("th", re.compile(r"[\u0e01-\u0e2e\u0e30\u0e32-\u0e33\u0e40-\u0e46]")),
    ("ar", re.compile(r"[\u0620-\u064a\u066e-\u06d3\u0750-\u077f\ufb50-\ufdfb\ufe70-\ufefc]")),
    ("he", re.compile(r"[\u05d0-\u05f2\ufb1d-\ufb4f]")),
    ("ru", re.compile(r"[\u0400-\u0481\u048a-\u052f]")),
    ("el", re.compile(r"[\u0370-\u0373\u0376-\u0377\u037b-\u037d\u0386\u0388-\u03ff\u1f00-\u1ffc]")),
)
"""Letters of each script (Unicode 15, Blocks.txt), without its figures and signs: `zh` matches 中, not 。 or １."""

_KANA_SHARE = 10
"""Japanese writes at least every tenth letter in kana; a Chinese text may quote a Japanese name."""


def language_of(text: str, default: str) -> str:
    """Return the BCP 47 tag of the script that most letters of `text` belong to; `default` for Latin and for none.

    >>> language_of("中国五矿 (China Minmetals) 召开年度工作会议并部署新一年重点任务，各单位负责人参加", default="en")
    'zh'
    """
    sample = text[:_SAMPLE]
    if sample.isascii():
        return default
    ascii_part = sample.encode("ascii", "ignore")
    latin = len(ascii_part) - len(ascii_part.translate(None, _LETTERS))
    if len(sample) - len(ascii_part) <= latin:  # true for nearly all Latin text, whatever its quotes and dashes are
        return default
    counts = {tag: len(letters.findall(sample)) for tag, letters in _SCRIPTS}
    latin += len(_ACCENTED.findall(sample))
    han, kana = counts.pop("zh"), counts.pop("ja")
    counts["ja" if kana * _KANA_SHARE > han + kana else "zh"] = han + kana
    tag = max(counts, key=counts.__getitem__)
    return tag if counts[tag] > latin else default

"""An archive of captures that mean harm, or are merely unlucky: what a page has to stand without breaking.

Markup, quotes and control characters where a title is looked for; titles without a space or of three hundred
characters; Arabic and Chinese; documents without a date, a text or a publisher; HTML in which nothing is closed,
everything has the same id and headings come in any order; a document that has left the archive. The texts mean nothing
and were written for this project.
"""

import json
from pathlib import Path

__all__ = ["write_hostile"]

_SETTINGS = """\
title: "Archive of </title><script>alert(1)</script> & 'others' \\"quoted\\""
description: "A description with <b>markup</b>, \\"quotes\\" & an ampersand; javascript:alert(1)"
organisation: {name: "Example <Mining> & Sons", hosts: [mining.example.org]}
publishers: {review.example.com: 'The "Review" <of> Samples & Co'}
page_size: 5
"""

_VOCABULARY = """\
starter: false
commodities:
  Copper: {aliases: ['"red" metal', 'Cu<sub>']}
  铜: [精铜]
  النحاس: []
  "Tin & <Lead>": [tin]
places:
  Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogochwithoutanyspace: [Llanfair]
  Peru: []
people:
  Ann "Annie" Sample: [Ann Sample]
topics:
  Nobody speaks of this: []
"""

_REGISTER = """\
number\tpath\titem\tsha256\turl
1\tnews/gone-<b>.txt\t\t{}\tnews/2023/gone.html
"""

_LONG_WORD = "Unbreakable" * 27
_LONG_TITLE = " ".join(["Example Mining opened one more office beside the old copper shaft in Peru"] * 5)[:300]

_HTML = """\
<h1>A heading of the first level</h1><h5>One of the fifth<h2></h2><h3 id="main">With the id of our own main part</h3>
<p id="main">A paragraph about copper that is never closed <p class="skip" style="position:fixed">nor this, of tin
<font color="white"><center><marquee>moving</marquee></center></font>
<table><tr><td>no<td>head<td><table><tr><td>a table in a table</table></table>
<table border=1><caption>Copper</caption><thead><tr><th></th><th colspan=30>Wide</th></tr></thead>
<tr><th>Row{cells}</tr></table><table><thead></thead></table>
<ul><p>not an item</p><li><li>an item<ol start="-3" reversed><li value=x>deep</ol></ul>
<table><tr><td rowspan=9>ragged<td>row<tr><td colspan=7>and<td>another<tr></tr><tr><td>end</table>
<dl><dt>A term<dd>and its meaning</dl><dl><dd>A meaning without a term</dl><dl><dd>Before<dt>A second term</dl>
<ol></ol><blockquote cite="x:y"><blockquote><p>deep</blockquote>
<pre><code>{code}</code></pre><a href="javascript:alert(1)">a script</a><a href="https://example.com/"></a>
<a href="https://example.com/a b?x=<>&y={long}">https://example.com/{long}</a><a name="main">an anchor</a>
<img src="https://pixel.example.com/x.png"><img src="x.png" alt="" onerror="alert(1)">
<figure><img src="a.png" alt="A picture"><figcaption>Of copper</figcaption></figure>
<iframe src="https://example.com/"></iframe><svg><script>alert(1)</script><title>x</title></svg><math><mi>x</mi></math>
<form action="https://example.com/"><input name="q"><button>Send</button></form>
<details><summary>More</summary></details>
<p lang="not a tag" dir="sideways">odd <abbr title="&quot;>">abbr</abbr>
&#0;&#x1F;&#xFFFE;&#x1FFFE;&notanentity; \x01\x7f\x85\u202eevil\u2066</p>
<p>Ann Sample spoke of Llanfair and Peru.</p><p>\u200f\u0640</p><div></div></div></body></html><p>after the end</p>
"""

_NEWS = {
    "markup": ("<img src=x onerror=alert(1)> & \"quotes\" 'n' </title><script>alert(1)</script>", "2024-03-01"),
    "long-title": (_LONG_TITLE, "2024-03-02"),
    "long-word": (_LONG_WORD, "2024-03-03"),
    "chinese": ("示例矿业在秘鲁开设办事处并生产精铜", "2024-03-04"),
    "arabic": ("افتتحت شركة التعدين النموذجية مكتبا جديدا لإنتاج النحاس في بيرو", "2024-03-05"),
    "bidi": ("Copper \u202emoc.elpmaxe\u202c and \u2067النحاس\u2069 of Example Mining", "2024-03-06"),
    "controls": ("Copper \x1b[31m \x85 \x9d \ufdd0 \ufffe \U0001fffe of Example Mining", "1949-10-01"),
    "undated": ("Copper without a date", ""),
}

_BODIES = {
    "chinese": "示例矿业公司在秘鲁开设了一个新的办事处。\n\n该办事处的工作人员将负责精铜的销售。",
    "arabic": "أعلنت الشركة اليوم عن افتتاح مكتب جديد لها.\n\nسيعمل المكتب على بيع النحاس في بيرو.",
}
_BODY = f"On March 4, Example Mining sold copper and tin in Peru. Ann Sample spoke.\n\n{_LONG_WORD}\n\nThat was all."


def write_hostile(folder: Path) -> None:
    """Write the archive's content folder, but for the address of its site, into an empty `folder`."""
    texts = {"site.yaml": _SETTINGS, "vocabulary.yaml": _VOCABULARY, "permalinks.tsv": _REGISTER.format("0" * 64)}
    for name, (title, day) in _NEWS.items():
        body = _BODIES.get(name, _BODY)
        texts[f"news/{name}.txt"] = (
            f"Home > News > Company News\n\n{title}\n\nExample <Mining> & Sons {day}\n\n{body}\n"
        )
    texts["news/bare.txt"] = "Home > News > Company News\n"
    texts["brand-culture/one-line.txt"] = "Home > Brand Culture > Values\nOur <i>values</i> are copper & tin.\n"
    texts["analysis/posts.json"] = json.dumps([_post(number) for number in range(1, 8)])
    texts["pages/about.md"] = _ABOUT
    texts["pages/note.md"] = f"---\ntitle: A note of <markup> & {_LONG_TITLE[:80]}\n---\n\n{_NOTE}"
    for name, text in texts.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def _post(number: int) -> dict[str, object]:
    html = _HTML.format(cells="<td>cell</td>" * 30, code="wide " * 60, long="x" * 200)
    titles = (
        "Copper &amp; &lt;b&gt;Tin&lt;/b&gt;",
        "<em>Peru</em> &quot;again&quot;",
        "",
        "النحاس والقصدير",
        "精铜",
        _LONG_TITLE,
        _LONG_WORD,
    )
    return {
        "id": number,
        "date": f"2024-06-{number:02}T09:30:00",
        "modified": f"2024-07-{number:02}T09:30:00",
        "slug": f"p{number}",
        "status": "publish",
        "type": "post",
        "link": f"https://review.example.com/p{number}/",
        "title": {"rendered": titles[number % len(titles)]},
        "content": {"rendered": html if number % 2 else "", "protected": False},
        "class_list": [f"post-{number}", 'category-"metals"'],
        "categories": [3],
    }


_ABOUT = """\
---
title: About this archive
---

## A heading

Its text.
"""

_NOTE = """\
#### Deep first

Some `code`, a [link](https://example.com/) and a footnote.[^1]

| a | b |
|---|---|
| 1 |   |

<div onclick="alert(1)"><h2>Raw</h2><h2>Raw</h2></div>

```
a line of code that is a good deal wider than the narrowest window in which anybody will ever read this page
```

[^1]: At its foot.
"""

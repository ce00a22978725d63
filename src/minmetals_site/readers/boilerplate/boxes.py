"""Boxes that a page sets into a text, for subscribers and on cookies: what stands under their first line."""

from collections.abc import Mapping, Sequence

from minmetals_site.readers.boilerplate.whole_lines import LONGEST_WIDGET, WordedLine, whole_line

__all__ = ["fields_of_boxes", "is_box_heading"]

_FORM_FIELD = whole_line(
    r"""(?:(?:please\ )?(?:enter|type|add)\ )?(?:your\ )?(?:work\ )?(?:e-?mail|first\ name|last\ name|full\ name|name)
        (?:\ address)?(?:\ here)?\s*(?:[*:…]|\.{3})?
        |(?:subscribe|sign\ (?:me\ )?up|submit|join|i\ agree|no\ thanks)(?:\ now|\ today|\ for\ free)?\s*[!→»]?
        |(?:no\ spam|unsubscribe\ (?:any\ ?time|at\ any\ time))\b.{0,80}
        |join\ (?:over\ |more\ than\ )?[\d,.]+k?\+?\ .{0,40}(?:readers|subscribers|others).{0,40}"""
)
"""Matches what stands in a box for subscribers under its first line, `Enter your email address`; refuses `Join us.`"""
_CONSENT = whole_line(
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
_CONSENT_SENTENCE = whole_line(
    r"""this\ includes\ personali[sz]ing\ .{2,60}
        |you\ can\ (?:reject|refuse|decline|manage|change)\ .{0,40}\bcookies\b.{0,160}
        |.{0,160}\byou\ (?:accept|agree\ to)\ our\ (?:privacy|terms|cookie)\b.{0,160}
        |you\ are\ (?:now\ )?(?:being\ (?:re)?directed\ to|about\ to\ leave|leaving)\ .{2,600}
        |if\ you\ (?:wish|want)\ to\ .{2,60}\bclick\ .{2,80}"""
)
"""Matches a sentence that goes on under such a notice, `You can refuse optional cookies.`; asked only there."""
_MOST_FIELDS = 6
_BOX_HEADING = whole_line(
    r"""(?:(?:get|receive|join|try|read)\ (?:our|the|my)\ |free\ |(?:daily|weekly|monthly)\ ){1,2}.{0,40}
        (?:newsletter|letter|briefing|bulletin|digest|updates?|alerts?|(?:mailing\ )?list)\b.{0,20}
        |(?:[\w&]+\ ){0,3}newsletter(?:\ sign[\ -]?up)?|(?:never|don['’]t)\ miss\ .{2,60}
        |(?:stay|keep)\ (?:informed|up\ to\ date|updated|ahead|in\ the\ loop|in\ touch|connected|posted)\b.{0,40}
        |(?:liked?|enjoy(?:ed|ing)?|want\ more)\b.{0,60}\?"""
)
"""Matches the heading of a box for subscribers, `Never miss an issue`; asked only of what stands directly over one."""
_LONGEST_CONSENT = 700
_BOXES = {"subscribe-box": _FORM_FIELD, "cookie-notice": _CONSENT}
"""Boxes whose first line is known, and what stands in them below it."""


def is_box_heading(text: str) -> bool:
    """Return whether a line reads as the heading of a box for subscribers, where it stands directly over one."""
    return len(text) <= LONGEST_WIDGET and bool(_BOX_HEADING.fullmatch(text))


def fields_of_boxes(worded: Sequence[WordedLine], found: Mapping[int, str]) -> dict[int, str]:
    """Return what belongs to boxes: fields and buttons under the first line; of those for subscribers a heading."""
    fields: dict[int, str] = {}
    for place, (index, _) in enumerate(worded):
        rule = found.get(index)
        if rule not in _BOXES:
            continue
        above = worded[max(place - 1, 0) : place] if rule == "subscribe-box" else []
        fields |= {over: "subscribe-box" for over, text in above if is_box_heading(text)}
        for below, text in worded[place + 1 : place + 1 + _MOST_FIELDS]:
            if not _is_of_box(rule, text):
                break
            fields[below] = rule
        if rule == "subscribe-box" and place + 2 < len(worded) and found.get(worded[place + 2][0]) == rule:
            fields[worded[place + 1][0]] = rule  # a line between two of its own
    return fields


def _is_of_box(rule: str, text: str) -> bool:
    if rule == "cookie-notice" and len(text) <= _LONGEST_CONSENT and _CONSENT_SENTENCE.fullmatch(text):
        return True
    return len(text) <= LONGEST_WIDGET and bool(_BOXES[rule].fullmatch(text))

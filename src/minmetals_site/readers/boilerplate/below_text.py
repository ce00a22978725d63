"""What stands below a text and is known by standing there: readers' comments, links to other pages, widgets."""

import re
from collections.abc import Mapping, Sequence

from minmetals_site.readers.boilerplate.around_head import HEAD
from minmetals_site.readers.boilerplate.notices import is_notice
from minmetals_site.readers.boilerplate.stock_phrases import stock_phrase
from minmetals_site.readers.boilerplate.whole_lines import (
    LONGEST_LINK,
    LONGEST_WIDGET,
    SENTENCE_END,
    WordedLine,
    whole_line,
)

__all__ = ["is_comment_widget", "lines_below_text"]

_COMMENT_WIDGET = whole_line(
    # `0 Comments`, `No replies yet`, `Loading new replies...`, `Join the full discussion at the … Forum →`,
    # `Join our forum to discuss this article`, `Discuss this article on the … Forum`, `Comments are closed.`
    r"""(?:no|\d{1,5})\ (?:comments?|replies|reply|responses?)(?:\ yet)?\s*[.:：]?
        |loading\ (?:new\ |more\ )?(?:comments|replies)(?:\.\.\.|…)?
        |(?:join|enter|continue|follow)\ th(?:e|is)\ (?:full\ )?(?:discussion|conversation|debate|talk|thread)\b.{0,120}
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
_COMMENT_COUNT = whole_line(
    r"[1-9]\d{0,4}\ (?:comments?|replies|responses?|thoughts?)(?:\ on\ .{1,200})?|comments?\ \([1-9]\d{0,4}\)"
)
"""Matches `3 Comments`; refuses `0 Comments`, under which nothing stands."""
_RELATED = whole_line(
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
_COMMENTS = whole_line(r"(?:reader\ )?comments\s*[:：]?")
_COUNTED_ABOVE = re.compile(r"(?<![\d.,])[1-9]\d{0,4} (?:comments?|replies)\b", re.IGNORECASE)
"""Matches in `January 23, 2025 | 3 Comments`, over a text under which comments stand; refuses `0 Comments`."""
_ANY_LABEL = whole_line(f"(?:{_COMMENT_COUNT.pattern})|(?:{_RELATED.pattern})|(?:{_COMMENTS.pattern})")
"""Any of the three."""
_TEASERS = whole_line(
    r"what\ to\ (?:read|watch)\ next|you\ (?:may|might)\ also\ (?:like|enjoy).{0,20}"
    r"|recommended\ for\ you|more\ stories"
)
"""Matches the headings that stand at the end of a page and never amid a text."""
_MOST_TEASERS, _LONGEST_TEASER = 10, 320
"""Passages under such a heading, and the characters of each, at most."""
_ALSO_LIKE = whole_line(r"you\ (?:may|might)\ also\ (?:like|enjoy).{0,20}")
"""Matches `You might also like`, which is no heading of a text though its links are lost."""
_PASSAGE = 80
"""Characters of a passage of a text, at least."""
_LONGEST_LABEL = 240
"""Characters; more than the patterns of what introduces comments and links allow."""
_NEAREST = 3
"""Lines at the very end that can be a notice without saying so in their first word."""
_MOST_RELATED = 200
"""Lines at the end of a text that may be links to other pages."""


def lines_below_text(worded: Sequence[WordedLine], found: Mapping[int, str]) -> dict[int, str]:
    """Return the rule for each line, by index, that stands below the text; `found` is known to be none of it."""
    left = [(i, text) for i, text in worded if i not in found]
    below = _comments_or_links(left, worded[:HEAD])
    below |= {i: "related-links" for i, text in left if i not in below and _ALSO_LIKE.fullmatch(text)}
    for i, text in reversed(left):
        if i in below or is_notice(text):
            continue
        rule = "comment-widget" if is_comment_widget(text) else stock_phrase(text)
        if rule is None:
            break
        below[i] = rule
    return below


def is_comment_widget(text: str) -> bool:
    """Return whether a line is one of a comment widget's, which are ordinary words and count at the end alone."""
    return len(text) <= LONGEST_WIDGET and bool(_COMMENT_WIDGET.fullmatch(text))


def _comments_or_links(left: Sequence[WordedLine], head: Sequence[WordedLine]) -> dict[int, str]:
    """Return readers' comments, or links to other pages, from the first line that introduces either to the end."""
    for place, (_, text) in enumerate(left):
        if len(text) > _LONGEST_LABEL or not _ANY_LABEL.fullmatch(text):
            continue
        if _introduces_comments(left, place, head):
            return {i: "comments" for i, below in left[place:] if not is_notice(below)}
        is_near_the_end = len(left) - place <= _MOST_RELATED
        if is_near_the_end and _RELATED.fullmatch(text) and (links := _links_below(left, place)):
            return dict.fromkeys(links, "related-links")
    return {}


def _introduces_comments(left: Sequence[WordedLine], place: int, head: Sequence[WordedLine]) -> bool:
    """Return whether comments stand under a line: it counts them over a widget, or the head of the page does."""
    text = left[place][1]
    if _COMMENT_COUNT.fullmatch(text):
        has_widget = any(is_comment_widget(below) for _, below in left[place + 1 :])
        return has_widget and _is_below_text(left, place)
    return bool(_COMMENTS.fullmatch(text)) and any(_COUNTED_ABOVE.search(over) for _, over in head if over != text)


def _is_below_text(left: Sequence[WordedLine], place: int) -> bool:
    """Return whether a count of comments stands below the text, and not beside the byline, where it counts as well."""
    above = max((len(text) for _, text in left[:place] if SENTENCE_END.search(text)), default=0)
    below = max(len(text) for _, text in left[place:])
    return above >= (_PASSAGE if below >= _PASSAGE else 1)


def _links_below(left: Sequence[WordedLine], place: int) -> list[int]:
    """Return a heading and what stands below it, if that is links; or their first sentences, few beside the text."""
    if links := _links(left[place:]):
        return links
    below = left[place + 1 :]
    is_small = sum(len(text) for _, text in below) <= sum(len(text) for _, text in left[:place])
    if not is_small or not 1 < len(below) <= _MOST_TEASERS or not _TEASERS.fullmatch(left[place][1]):
        return []
    return [i for i, _ in left[place:]] if all(len(text) <= _LONGEST_TEASER for _, text in below) else []


def _links(left: Sequence[WordedLine]) -> list[int]:
    """Return the heading and the links below it, if no sentence of the text follows; notices and widgets may.

    Where all its links are gone by rules of their own, it is the heading alone.
    """
    heading, *below = left
    nearest = left[-_NEAREST:]
    links = [
        line
        for line in below
        if not is_notice(line[1], near_the_end=line in nearest) and not is_comment_widget(line[1])
    ]
    if any(len(text) > LONGEST_LINK or SENTENCE_END.search(text) for _, text in links):
        return []
    return [heading[0], *(i for i, _ in links)]

"""What machinery puts into the body of a WordPress post: each kind is removed by a rule with a name.

Themes and plugins write their boxes into `content.rendered`, where they stand among the author's words. They are known
by the element, or by a class or id that the plugin itself gives: never by where they stand, and never by their words,
"(opens in a new tab)" and the plugins' own language of shortcodes excepted. So a paragraph about sharing is never taken
for share buttons. What a rule removes stays in the account of the document, with the rule's name.

The links that plugins put on words of the author are not removed but unwrapped, since their words are the author's.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from minmetals_site.text.html import Markup, Node
from minmetals_site.text.traced import Span

__all__ = ["find_removals", "is_icon", "is_injected_link", "is_shortcode", "new_tab_notices", "shortcodes_around"]

_ICONS = re.compile(r"\s*[\ue000-\uf8ff][\ue000-\uf8ff\s]*")
"""Matches a lone icon; refuses one beside words, where it may be a letter of a font that the capture lacks."""
_BY_ELEMENT = {
    "script": "script",
    "style": "style",
    "template": "template",
    "noscript": "noscript",
    "title": "document-title",
    "svg": "drawing",
    "canvas": "drawing",
    "select": "form",
    "textarea": "form",
    "button": "form",
    "input": "form",
    "datalist": "form",
    "nav": "navigation",
}
"""Elements whose text is never the author's: code, what only other browsers show, controls, menus."""
_RULED = frozenset({*_BY_ELEMENT, "form"})
"""Elements for which there may be a rule also where they have no attributes."""


class _Rule(NamedTuple):
    """A name, and the classes and ids by which a plugin's box is known: whole, or by their beginning."""

    name: str
    signs: str
    """Parted by spaces; one that ends in `*` is a beginning."""


_BY_CLASS_OR_ID = (
    # Rank Math (seen in a captured post), Easy Table of Contents, LuckyWP, Table of Contents Plus, Yoast SEO, All in
    # One SEO, WordPress's own block, SimpleTOC, Ultimate Addons, Kadence, Elementor, Joli, Fixed TOC. The spans that
    # some of them put round the words of a heading (`ez-toc-section`) are not among the signs.
    _Rule(
        "table-of-contents",
        "rank-math-toc wp-block-rank-math-toc-block ez-toc-container lwptoc toc_container wp-block-table-of-contents"
        " wp-block-yoast-seo-table-of-contents yoast-table-of-contents wp-block-aioseo-table-of-contents"
        " wp-block-simpletoc-toc simpletoc wp-block-uagb-table-of-contents wp-block-kadence-tableofcontents"
        " kb-table-of-content-nav elementor-widget-table-of-contents elementor-toc wpj-jtoc ftwp-container-outer"
        " table-of-contents toc-title",
    ),
    # Jetpack, AddToAny, Super Socializer, Shareaholic, Social Snap, Monarch, Easy Social Share, ShareThis, AddThis,
    # Novashare, Grow, Simple Share Buttons, WP ULike, PrintFriendly, Elementor (its spans and its whole widget: an
    # excerpt of a page may hold the ones without the other), Ultimate Addons, CoBlocks, Divi, Avada, Newspaper
    _Rule(
        "share-buttons",
        "sharedaddy sd-sharing-enabled jetpack-likes-widget-wrapper addtoany_share_save_container addtoany_content"
        " a2a_kit heateor_sss_* heateor_ss_* shareaholic-canvas swp_social_panel et_social_inline* essb_links* ssba*"
        " novashare-* dpsp-* sharethis-inline-* addthis_* simplesocialbuttons mashsb-container sfsi_* wpulike wp_ulike*"
        " printfriendly wp-block-social-links social-share social-sharing share-buttons post-share share-box"
        " share-links"
        " elementor-widget-share-buttons elementor-share-btn* elementor-share-buttons* elementor-widget-social-icons"
        " elementor-social-icons-wrapper wp-block-uagb-social-share wp-block-coblocks-social*"
        " et_pb_social_media_follow* fusion-sharing-box td-post-sharing*",
    ),
    # Jetpack, YARPP, Contextual Related Posts, Related Posts for WordPress, Inline Related Posts, Elementor
    _Rule(
        "related-posts",
        "jp-relatedposts wp-block-jetpack-related-posts yarpp yarpp-* crp_related rp4wp-* related-posts related-posts-*"
        " relatedposts related_posts related related-articles related-content related-stories irp"
        " elementor-widget-posts elementor-posts-container",
    ),
    # Mailchimp for WordPress, Jetpack, MailPoet, The Newsletter Plugin, Kit, Bloom (seen, empty, in a captured post)
    _Rule(
        "subscribe-box",
        "mc4wp-form mc4wp-form-* wp-block-jetpack-subscriptions* jetpack_subscription_widget mailpoet_form* tnp"
        " tnp-* formkit-form et_bloom_* sib_signup_form newsletter-form newsletter-signup newsletter-box"
        " newsletter-prompt newsletter-cta newsletter-widget newsletter-banner newsletter-subscribe newsletter-optin"
        " signup-form subscribe-box subscribe-form subscription-box email-signup optin optin-box",
    ),
    # Contact Form 7, Gravity Forms, WPForms, Ninja Forms, Forminator, Jetpack, WordPress's own password form, Elementor
    _Rule(
        "form",
        "wpcf7 wpcf7-* gform_wrapper wpforms-container nf-form-cont forminator-* wp-block-jetpack-contact-form"
        " post-password-form search-form wp-block-search comment-respond elementor-form elementor-widget-form",
    ),
    # Simple Author Box, PublishPress Authors, WordPress's own block, Elementor
    _Rule(
        "author-box",
        "saboxplugin-wrap pp-multiple-authors-boxes-wrapper abh_box author-box author-box-* author-bio author-bio-*"
        " wp-block-post-author wp-block-post-author-biography elementor-author-box",
    ),
    # Google AdSense, Advanced Ads, Ad Inserter's wrapper, AdSanity
    _Rule(
        "advertisement", "adsbygoogle advads-* ai-viewports code-block-label adsanity-* quads-location adslot ad-slot"
    ),
    # WordPress's own paging of long posts and its links to the neighbours, Elementor, themes
    _Rule(
        "navigation",
        "page-links post-page-numbers post-navigation post-navigation-* post-nav post-nav-* nav-links post-edit-link"
        " elementor-post-navigation elementor-widget-post-navigation wp-block-post-navigation-link",
    ),
    # The lists of categories and tags that WordPress's own themes set under a post
    _Rule("publisher-terms", "post-tags entry-footer cat-links tags-links"),
    # WordPress's own, Elementor, Divi, Avada
    _Rule(
        "link-button",
        "wp-block-button wp-block-buttons elementor-widget-button et_pb_button_module_wrapper et_pb_button"
        " fusion-button-wrapper",
    ),
    # WordPress's own excerpts, Divi, Astra
    _Rule("read-more-link", "more-link read-more-link moretag"),
    # Reading Time WP, Post Views Counter
    _Rule("reading-time", "rt-reading-time bsf-rt-reading-time span-reading-time yoast-reading-time__wrapper"),
    _Rule("view-counter", "post-views pvc_stats"),
    # wpDiscuz, Disqus
    _Rule("comment-widget", "wpdiscuz* wpd-* disqus_thread comments-area"),
    # Markdown of Jetpack and others, Easy Footnotes, Footnotes (the arrow alone: the number beside it is the note's)
    _Rule("footnote-back-link", "footnote-backref reversefootnote easy-footnote-to-top footnote_index_arrow"),
)

_WHOLE = {sign: rule.name for rule in _BY_CLASS_OR_ID for sign in rule.signs.split() if not sign.endswith("*")}
_BEGINNINGS = tuple(
    (sign[:-1], rule.name) for rule in _BY_CLASS_OR_ID for sign in rule.signs.split() if sign.endswith("*")
)
_FOR_THE_EAR = frozenset(
    {"sr-only", "screen-reader-text", "visually-hidden", "visuallyhidden", "elementor-screen-only"}
)
"""Classes of words that are spoken and not shown: Bootstrap's, WordPress's own, two that themes share, Elementor's."""

_NEW_TAB = re.compile(r"\((?:link )?opens in (?:a )?new (?:tab|window)\)", re.IGNORECASE)
"""Matches `(opens in a new tab)`; refuses `the mine opens in a new town`."""
_NEW_TAB_ALONE = re.compile(r"\s*\(?(?:link )?opens in (?:a )?new (?:tab|window)\)?\.?\s*", re.IGNORECASE)
"""Matches `Opens in new window` as the whole of a text; the pattern above wants the brackets."""
_HEADING_ANCHORS = frozenset({"#", "¶", "§", "🔗"})
"""Words of the links that plugins put on headings, so that a reader may copy their address."""
_BACK = re.compile(r"[↩↵↲⏎⤴⮌^][\ufe0e\ufe0f]?\s?\d{0,3}")
"""Matches `↩︎` and `↩ 2`, as the link from a footnote to its place in the text says; refuses `↩ to the list`."""

_LONGEST_FORM = 160
"""Characters of the labels and buttons of a form; some sites set whole pages in one, which hold more."""
_FORM_SIGNS = re.compile(r"subscri|newsletter|sign-?up|mailing|mailchimp|search|log-?in|contact|comment", re.IGNORECASE)
"""Matches in the class `footer-subscribe`, the action `/search` and the words `Your newsletter`; refuses `page`."""

_NAME = r"[a-z][a-z0-9_-]{0,40}"
_DOUBLE, _SINGLE = '"“”„″«»', "'‘’′"
_SHORTCODES = re.compile(
    rf"""(?:\s*+\[(?:
        /{_NAME}
        |(?:gallery|playlist|audio|video|embed|caption|(?:wp|vc|et_pb|fusion|av)_[a-z0-9_]{{1,40}})\s*+/?
        |{_NAME}(?:\s++_?{_NAME}=\s*+(?:
            [{_DOUBLE}][^{_DOUBLE}\[\]]*+[{_DOUBLE}]|[{_SINGLE}][^{_SINGLE}\[\]]*+[{_SINGLE}]|(?<=\bid=)\d++
        ))++\s*+/?
    )\])++\s*+""",
    re.VERBOSE,
)
"""Matches `[gallery ids="1,2"]`, `[caption id=“a”]` with the quotes that WordPress makes of plain ones, `[/caption]`;
refuses `[sic]`, `[1]`, `[…]`, `[Beijing]`, `[where x=5]`, and `[gallery ids="1"] shows a gallery`.

A name alone counts only where it is WordPress's own, or begins as those of page builders do (WPBakery, Divi, Avada,
Enfold).
"""
_OWN_SHORTCODE = re.compile(
    r"\[(?:/(?:gallery|playlist|audio|video|embed|caption|(?:vc|et_pb|fusion|av)_[a-z0-9_]{1,40})"
    r"|(?:caption|(?:vc|et_pb|fusion|av)_[a-z0-9_]{1,40})\s[^\[\]]{1,400}=[^\[\]]{1,400})\]"
)
"""Matches `[/caption]` and `[caption id="a" width="300"]`; refuses `[gallery ids="1"]`, of which a text may speak."""
_VERBATIM = frozenset({"code", "pre", "kbd", "samp"})
"""Elements in which an author shows what is to be typed."""

_INJECTED_ATTRIBUTES = ("data-wpil-keyword-link", "data-ail", "data-internallinksmanager")
"""Link Whisper (seen in a captured post), Interlinks Manager, Internal Links Manager: how their attributes begin.

Link Whisper's `data-wpil-monitor-id` is not among them: it counts the clicks on links that authors wrote, too.
"""


def find_removals(markup: Markup) -> dict[int, str]:
    """Return the rule for each outermost node, by index, that is removed with all it holds."""
    found: dict[int, str] = {}
    behind = 0
    for index, node in enumerate(markup.nodes):
        if index >= behind and (node.attributes or node.name in _RULED):
            rule = _rule_of(node, markup.text)
            if rule:
                found[index] = rule
                behind = node.end
    return found


def _rule_of(node: Node, text: str) -> str | None:
    rule = _BY_ELEMENT.get(node.name)
    if rule or not (node.attributes or node.name == "form"):
        return rule
    signs = _signs_of(node)
    rule = _rule_of_signs(signs) if signs else None
    if rule == _SPOKEN and _NEW_TAB_ALONE.fullmatch(text, node.start, node.stop):
        rule = "new-tab-notice"
    if rule is None and node.name == "form":
        rule = _rule_of_form(node, text[node.start : node.stop].strip())
    if rule is None and node.name == "a":
        address = node.attributes.get("href", "")
        rule = _rule_of_link(address, text[node.start : node.stop].strip()) if "#" in address else None
    return rule


def _rule_of_form(node: Node, words: str) -> str | None:
    """Return the rule for a form that says what it asks for, and holds little more than labels."""
    said = " ".join([*(node.attributes.get(name, "") for name in ("class", "id", "action")), words[:_LONGEST_FORM]])
    is_known = len(words) <= _LONGEST_FORM and len(said) < _LONGEST_SIGNS and _FORM_SIGNS.search(said)
    return "form" if is_known else None


def _rule_of_link(address: str, words: str) -> str | None:
    """Return the rule for a link that is no more than a sign: one to its own heading, one back from a footnote."""
    if words in _HEADING_ANCHORS:
        return "heading-anchor" if address.startswith("#") else None
    return "footnote-back-link" if _BACK.fullmatch(words) else None


def _signs_of(node: Node) -> str:
    """Return class and id; empty for one longer than any plugin writes."""
    signs = node.attributes.get("class", "")
    if identifier := node.attributes.get("id"):
        signs = f"{signs} {identifier}"
    return signs if len(signs) < _LONGEST_SIGNS else ""


_LONGEST_SIGNS = 2000
_SPOKEN = "screen-reader-text"


@lru_cache(maxsize=4096)  # a site has few classes, and its posts have them over and over
def _rule_of_signs(signs: str) -> str | None:
    found = signs.lower().split()
    for sign in found:
        if rule := _WHOLE.get(sign):
            return rule
        for beginning, rule in _BEGINNINGS:
            if sign.startswith(beginning):
                return rule
    return None if _FOR_THE_EAR.isdisjoint(found) else _SPOKEN


def new_tab_notices(text: str, start: int, stop: int) -> Iterator[Span]:
    """Yield the notices that stand among the words of one text node, as where a theme leaves out the span."""
    if _NEW_TAB_ALONE.fullmatch(text, start, stop):
        yield Span(start, stop)
        return
    for match in _NEW_TAB.finditer(text, start, stop):
        yield Span(start + len(text[start : match.start()].rstrip()), match.end())
        start = match.end()


def is_icon(markup: Markup, node: Node) -> bool:
    """Return whether a text node is nothing but letters of an icon font, which stand in Unicode's private part."""
    return bool(_ICONS.fullmatch(markup.text, node.start, node.stop))


def is_shortcode(markup: Markup, node: Node) -> bool:
    """Return whether a text node is nothing but orders to plugins that no plugin has carried out."""
    return bool(_SHORTCODES.fullmatch(markup.text, node.start, node.stop)) and not _is_verbatim(markup, node)


def shortcodes_around(markup: Markup, node: Node) -> list[Span]:
    """Return the orders of WordPress's own names to plugins at both ends of a text node: `… north[/caption]`."""
    text = markup.text
    first, last = text.find("[", node.start, node.stop), text.rfind("]", node.start, node.stop)
    if first < 0 or last < 0 or _is_verbatim(markup, node):
        return []
    found: list[Span] = []
    begin = _OWN_SHORTCODE.match(text, first, node.stop)
    if begin and not text[node.start : first].strip():
        found.append(Span(first, begin.end()))
    end = text.rfind("[", node.start, last)
    if end > first or not found:
        closing = _OWN_SHORTCODE.match(text, end, node.stop)
        if closing and not text[closing.end() : node.stop].strip():
            found.append(Span(end, closing.end()))
    return found


def _is_verbatim(markup: Markup, node: Node) -> bool:
    above = node.parent
    while above >= 0 and markup.nodes[above].name not in _VERBATIM:
        above = markup.nodes[above].parent
    return above >= 0


def is_injected_link(node: Node) -> bool:
    """Return whether a plugin, not the author, put this link on the author's words."""
    if not node.attributes:
        return False
    if "wpil_keyword_link" in node.attributes.get("class", "").split():
        return True
    return "data-" in " ".join(node.attributes) and any(n.startswith(_INJECTED_ATTRIBUTES) for n in node.attributes)

"""The names of elements: what the HTML standard and SVG 2 know, and which of them never have an end tag.

Elements that the standard calls obsolete are left out: none of our templates should write one.
"""

__all__ = ["HTML", "SVG", "VOID"]


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOID = _names("area base br col embed hr img input link meta source track wbr")
"""HTML, 13.1.2: elements without content, which have no end tag."""

HTML = VOID | _names("""
    a abbr address article aside audio b bdi bdo blockquote body button canvas caption cite code colgroup data datalist
    dd del details dfn dialog div dl dt em fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup
    html i iframe ins kbd label legend li main map mark math menu meter nav noscript object ol optgroup option output p
    picture pre progress q rp rt ruby s samp script search section select slot small span strong style sub summary sup
    svg table tbody td template textarea tfoot th thead time title tr u ul var video
""")
"""HTML, 4 (the elements of HTML), with the two that hold another language."""

SVG = _names(
    """
    a animate animateMotion animateTransform circle clipPath defs desc ellipse filter foreignObject g image line
    linearGradient marker mask metadata mpath path pattern polygon polyline radialGradient rect set stop style svg
    switch symbol text textPath title tspan use view
    """
)
"""SVG 2, appendix F (element index), without scripts and filter primitives; capitals count."""

"""What a page is like for those who read it: axe-core, a walk by keyboard, and its layout, in Chromium.

- axe: WCAG 2.2 AA and axe's best practices, at phone and desk width, light, dark and in forced colours. The size of
  targets (2.5.8, with its exceptions) is axe's `target-size`, which has to be asked for by name.
- keyboard: with nothing but the Tab key every interactive element is reached, with a visible focus that nothing
  covers; the first stop leads past the navigation.
- layout: no scrolling sideways from 320 to 2560 pixels, of which 640 is 1280 at a zoom of 200 %; no text cut off where
  it is spaced (1.4.12) or twice as large (1.4.4); nothing moves once it is shown.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from faults import AuditedPage, Fault
from tools import HERE, Tools, switches

__all__ = ["CHECKS", "find_faults"]

CHECKS = ("axe", "keyboard", "layout")
_HEIGHT = 800
_PHONE = 320
_DESK = 1280
_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_OF_COLOUR = ("color-contrast", "link-in-text-block")
"""Rules that another scheme can bring to another result; all others ask for what is the same in each."""
_AXE = """async ([tags, rules]) => {
  const all = {runOnly: tags, rules: {"target-size": {enabled: true}}};
  const what = rules ? {runOnly: {type: "rule", values: rules}} : all;
  const {violations} = await axe.run({...what, resultTypes: ["violations"]});
  return violations.flatMap(({id, help, nodes}) => nodes.map(({html}) => [id, `${help}: ${html.slice(0, 200)}`]));
}"""
_SPACED = (
    "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
    "p{margin-bottom:2em!important}"
)
_LARGE = "html{font-size:200%!important}"
_WINDOWS = (
    *((width, "", "") for width in (_PHONE, 390, _DESK // 2, _DESK, 2560)),
    *((width, _SPACED, " with text spaced") for width in (_PHONE, _DESK)),
    (_DESK, _LARGE, " with text twice as large"),
)
"""Width, style and words of each window in which the layout is looked at."""
_SOME = 3
"""How many stops more than twice those expected the walk takes: a region that scrolls is a stop without being asked."""


class _Look(NamedTuple):
    """How a page is looked at."""

    width: int
    rules: tuple[str, ...] | None
    """Those that are asked; None for all."""
    scheme: Literal["light", "dark"] = "light"
    forced: Literal["active", "none"] = "none"

    def __str__(self) -> str:
        """Return the look in words."""
        return f"{self.width} pixels, {'forced colours' if self.forced == 'active' else self.scheme}"


_LOOKS = (
    _Look(_PHONE, None),
    _Look(390, _OF_COLOUR, "dark"),
    _Look(_DESK, None),
    _Look(_DESK, _OF_COLOUR, "dark"),
    _Look(_DESK, _OF_COLOUR, "light", "active"),
)

Found = dict[str, list[Fault]]
"""Faults by check."""


def find_faults(pages: Sequence[AuditedPage], tools: Tools, pictures: Path) -> Found:
    """Return the faults of the pages; pictures of them in forced colours go into the folder `pictures`."""
    found: Found = {check: [] for check in CHECKS}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=tools.browser, args=switches())
        axe = tools.axe.read_text(encoding="utf-8")
        for page in pages:
            for check, fault in _page_faults(browser, page, axe, pictures):
                found[check].append(fault)
        browser.close()
    return found


def _page_faults(browser: Browser, audited: AuditedPage, axe: str, pictures: Path) -> Iterator[tuple[str, Fault]]:
    context = browser.new_context(viewport={"width": _PHONE, "height": _HEIGHT}, reduced_motion="reduce")
    context.add_init_script(path=HERE / "in_browser.js")
    page = context.new_page()
    page.goto(audited.url)
    # before anything else is done to the page, which might move it
    yield from (("layout", Fault(audited, *fault)) for fault in _shifts(page))
    page.evaluate(axe)
    looked = defaultdict[tuple[str, str], list[str]](list)
    for look in _LOOKS:
        page.set_viewport_size({"width": look.width, "height": _HEIGHT})
        page.emulate_media(color_scheme=look.scheme, forced_colors=look.forced)
        for rule, element in page.evaluate(_AXE, [_TAGS, look.rules]):
            looked[rule, element].append(str(look))
    page.screenshot(path=pictures / f"{audited.site}-{audited.kind.replace(', ', '-')}.png")
    yield from (("axe", Fault(audited, rule, f"{what} ({'; '.join(at)})")) for (rule, what), at in looked.items())
    page.emulate_media(color_scheme="light", forced_colors="none")
    yield from (("layout", Fault(audited, *fault)) for fault in _layout_faults(page))
    yield from (("keyboard", Fault(audited, *fault)) for fault in _walk_faults(page))
    context.close()


def _shifts(page: Page) -> Iterator[tuple[str, str]]:
    if shifted := page.evaluate("audit.sumOfShifts()"):
        yield "shifts while it loads", f"by {shifted:.4f}"


def _layout_faults(page: Page) -> Iterator[tuple[str, str]]:
    """Yield each rule and element once, with the windows in which it is at fault."""
    found = defaultdict[tuple[str, str], list[str]](list)
    for width, css, how in _WINDOWS:
        page.set_viewport_size({"width": width, "height": _HEIGHT})
        page.evaluate("css => audit.restyle(css)", css)
        for element in page.evaluate("audit.wide()"):
            found["wider than the window", element].append(f"{width} pixels{how}")
        for element in page.evaluate("audit.clipped()") if css else ():
            found["text is cut off", element].append(f"{width} pixels{how}")
    page.evaluate("audit.restyle('')")
    yield from ((rule, f"{element} ({'; '.join(windows)})") for (rule, element), windows in found.items())


def _walk_faults(page: Page) -> Iterator[tuple[str, str]]:
    """Yield what a walk with the Tab key finds; it ends when all has been reached, or nothing new can be expected."""
    page.evaluate("scrollTo(0, 0)")
    expected = page.evaluate("audit.expectStops()")
    for pressed in range(2 * expected + _SOME):
        if pressed >= expected and page.evaluate("audit.isWalked()"):
            break
        page.keyboard.press("Tab")
    yield from page.evaluate("audit.walkFaults()")

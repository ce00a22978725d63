"""The README's pictures: pages of the sample site, as a browser 1280 pixels wide shows them.

Run it after a change of templates or style: `PYTHONPATH=tests python audits/pictures.py`. Letters are those of the
machine that it runs on, so pictures made elsewhere differ by their fonts.
"""

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from minmetals_site import build_site
from tools import HERE, Tools, switches

_ARTICLE = "analysis/undated/chen-dexin-of-china-minmetals-toured-guochuang-company-and-the-mining-institute"
_PICTURES = {
    "home.png": "index.html",
    "article.png": f"{_ARTICLE}.html",
    "source.png": f"{_ARTICLE}.source.html#text",
    "tag.png": "tags/commodities/copper.html",
}
"""Name of each picture, and the page that it shows, from its top or from a place in it."""
_WINDOW = {"width": 1280, "height": 900}


def main() -> None:
    """Build the sample site and take its pictures."""
    root = HERE.parent
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder, "site")
        build_site(root / "content", site)
        browser = playwright.chromium.launch(executable_path=Tools().browser, args=switches())
        page = browser.new_page(viewport=_WINDOW)  # type: ignore[arg-type]  # a dict is what it takes
        for name, path in _PICTURES.items():
            page.goto(f"{site.as_uri()}/{path}")
            page.screenshot(path=root / "docs" / name)
        browser.close()


if __name__ == "__main__":
    main()

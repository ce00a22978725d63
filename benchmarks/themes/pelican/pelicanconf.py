"""Pelican as its documentation sets it up, with what our pages have too.

That is a page for each tag and year, lists of 50, feeds of 30 for the site, the sections and the tags, a sitemap. Its
tags know no facets, and its lists of a year's articles no pages. It may keep what it has read for the next build, which
halves that.
"""

SITENAME = "Benchmark archive"
SITEURL = "https://example.org/archive"
PATH = "content"
OUTPUT_PATH = "public"
ARTICLE_PATHS = [""]
PAGE_PATHS: list[str] = []
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
DEFAULT_DATE = (1970, 1, 1)
DEFAULT_PAGINATION = 50
SLUGIFY_SOURCE = "basename"
WITH_FUTURE_DATES = False

CACHE_CONTENT = LOAD_CONTENT_CACHE = True
CONTENT_CACHING_LAYER = "generator"
CACHE_PATH = "cache"

THEME = "theme"
DIRECT_TEMPLATES = ["index", "tags", "archives", "404", "sitemap"]
PAGINATED_TEMPLATES = {"category": None, "tag": None}
SITEMAP_SAVE_AS = "sitemap.xml"
TAGS_SAVE_AS = "tags/index.html"
ARCHIVES_SAVE_AS = "years/index.html"

ARTICLE_URL = ARTICLE_SAVE_AS = "{category}/{slug}.html"
CATEGORY_URL = CATEGORY_SAVE_AS = "{slug}/index.html"
TAG_URL = TAG_SAVE_AS = "tags/{slug}.html"
YEAR_ARCHIVE_URL = YEAR_ARCHIVE_SAVE_AS = "years/{date:%Y}.html"
AUTHOR_SAVE_AS = ""

FEED_ALL_ATOM = "feed.xml"
CATEGORY_FEED_ATOM = "{slug}/feed.xml"
TAG_FEED_ATOM = "tags/{slug}.xml"
TRANSLATION_FEED_ATOM = None
FEED_MAX_ITEMS = 30

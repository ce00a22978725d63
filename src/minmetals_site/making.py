"""Archive to site: the half of the build that needs templates and page types, which are loaded while captures are read.

Archive -(search)-> index -(pages)-> plan -(rendering)-> files -(publish)-> disk
"""

from collections.abc import Callable
from contextlib import closing, nullcontext
from itertools import chain
from typing import NamedTuple

from minmetals_site.aside import Answer
from minmetals_site.assembly import Assembled
from minmetals_site.cache import Cache
from minmetals_site.pages.page import Site
from minmetals_site.publish import Published, open_publication
from minmetals_site.render import Renderer
from minmetals_site.rendering import Rendered, plan_site, render_pages
from minmetals_site.report import Request
from minmetals_site.rules import Rules
from minmetals_site.search import SearchIndex, update_index
from minmetals_site.settings import Settings
from minmetals_site.unchanged import KeptBuild, Standing, decode_look, standing

__all__ = ["Made", "make_site"]


class Made(NamedTuple):
    """A site that stands."""

    published: Published
    rendered: Rendered
    manifest: bytes
    """Digest of the manifest."""
    search: SearchIndex | None


def make_site(
    request: Request, cache: Cache, rules: Rules, assembled: Assembled, look: Callable[[bytes], Answer]
) -> Made:
    """Make the output folder the site of an archive.

    `look` begins to look at what is in the folder, which of 34,000 files takes 0.3 s, while this process plans.

    Raises:
        PageError, RenderError, OutputError: as `builds.build_site` says.
    """
    pages = cache.pages()
    with (
        closing(assembled.store),
        open_publication(request.output) as publication,
    ):
        looked = look(b"")
        if build := cache.build(KeptBuild):
            publication.own(pages, build.manifest)
        index = _index(request, cache, rules.settings, assembled)
        site = Site(
            settings=rules.settings,
            vocabulary=rules.vocabulary,
            archive=assembled.archive,
            store=assembled.store,
            search=index,
        )
        with closing(index) if index else nullcontext():
            renderer = Renderer(request.templates, cache.compiled_folder())
            plan = plan_site(site, renderer, request.made_by, pages.keys())
            request.clock.done("Planning")
            there = Standing({}, frozenset()) if request.clean else standing(pages, decode_look(looked()))
            rendered = render_pages(plan, there, publication, request)
            request.clock.done("Rendering")
        published = publication.commit(
            {path: page.sha256 for path, page in chain(rendered.known.items(), rendered.made.items())}, rendered.changed
        )
        request.clock.done("Publishing")
        return Made(published, rendered, publication.manifest_digest(), index)


def _index(request: Request, cache: Cache, settings: Settings, assembled: Assembled) -> SearchIndex | None:
    """Return the index of the search, if the site is to have one."""
    if not settings.search:
        return None
    index = update_index(cache, assembled.store.terms_places(), request.workers, request.progress)
    request.clock.done("Indexing")
    return index

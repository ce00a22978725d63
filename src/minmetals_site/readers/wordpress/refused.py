"""JSON that a WordPress site hands out and that is no post: what it is, so that the refusal can say so.

One ordered table of signs, after the REST API Handbook's schemas (developer.wordpress.org/rest-api/reference) and the
oEmbed specification: the surest signs first, since a media item has nearly all the keys of a post.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

__all__ = ["OTHER", "Other", "other_than_post"]

_Object = Mapping[str, Any]


class Other(NamedTuple):
    """What an object is that is no post."""

    one: str
    """With its article: `a taxonomy term`."""
    many: str
    mend: str
    """How to get the post instead."""


_CAPTURE_POSTS = "Capture the posts, from an address that ends in /wp-json/wp/v2/posts or the like."
_REVISION = re.compile(r"\d+-(?:revision|autosave)-v\d+")
"""Matches `14-revision-v1`; refuses `a-revision-of-plans`."""

OTHER = Other("no WordPress post", "no WordPress posts", _CAPTURE_POSTS)
"""What an object is of which nothing more can be said."""


def _has(*keys: str) -> Callable[[_Object], bool]:
    return lambda value: all(key in value for key in keys)


def _is_list_of_types(value: _Object) -> bool:
    """Return whether it is what /types, /taxonomies and /statuses answer: objects by their slugs."""
    described = [v for v in value.values() if isinstance(v, dict)]
    return bool(described) and len(described) == len(value) and all("slug" in v and "name" in v for v in described)


def _is_revision(value: _Object) -> bool:
    slug = value.get("slug")
    return "parent" in value and isinstance(slug, str) and _REVISION.fullmatch(slug) is not None


_KINDS: tuple[tuple[str | None, Callable[[_Object], bool], Other], ...] = (
    (
        "message",
        lambda value: _has("code", "message")(value) and isinstance(value["message"], str),
        Other("an error answer of the site", "error answers of the site", "Capture it again, when the site answers."),
    ),
    (
        "namespaces",
        _has("namespaces", "routes"),
        Other("the index of a REST API", "indexes of REST APIs", _CAPTURE_POSTS),
    ),
    (
        "headers",
        _has("body", "status", "headers"),
        Other("an enveloped answer", "enveloped answers", "Capture it again without _envelope in the address."),
    ),
    (
        "version",
        lambda value: _has("version", "type")(value) and not {"html", "provider_name", "author_name"}.isdisjoint(value),
        Other("an oEmbed answer", "oEmbed answers", _CAPTURE_POSTS),
    ),
    (
        None,
        lambda value: (
            value.get("type") == "attachment" or not {"media_type", "media_details", "mime_type"}.isdisjoint(value)
        ),
        Other("a media item", "media items", _CAPTURE_POSTS),
    ),
    (
        "post",
        lambda value: "post" in value and not {"author_name", "author_avatar_urls"}.isdisjoint(value),
        Other("a comment", "comments", _CAPTURE_POSTS),
    ),
    (
        "taxonomy",
        lambda value: "title" not in value and _has("taxonomy", "name")(value),
        Other("a taxonomy term", "taxonomy terms", _CAPTURE_POSTS),
    ),
    (
        None,
        lambda value: "title" not in value and not {"avatar_urls", "capabilities"}.isdisjoint(value),
        Other("a user", "users", _CAPTURE_POSTS),
    ),
    ("rest_base", _has("rest_base", "taxonomies"), Other("a post type", "post types", _CAPTURE_POSTS)),
    ("rest_base", _has("rest_base", "types"), Other("a taxonomy", "taxonomies", _CAPTURE_POSTS)),
    ("object_id", _has("object_id", "menu_order"), Other("a menu item", "menu items", _CAPTURE_POSTS)),
    (
        "subtype",
        lambda value: _has("subtype", "url")(value) and "content" not in value,
        Other("a search result", "search results", _CAPTURE_POSTS),
    ),
    ("parent", _is_revision, Other("a revision of a post", "revisions of posts", "Capture the post itself.")),
    (
        "posts",
        lambda value: isinstance(value.get("posts"), list),
        Other(
            "an answer of another API, which holds posts",
            "answers of another API",
            "Capture them from /wp-json/wp/v2/posts.",
        ),
    ),
    (
        "version",
        lambda value: "jsonfeed.org" in str(value.get("version")),
        Other("a JSON feed", "JSON feeds", _CAPTURE_POSTS),
    ),
    ("@context", _has("@context"), Other("JSON-LD, data about a page", "JSON-LD objects", _CAPTURE_POSTS)),
    (
        None,
        _is_list_of_types,
        Other("a list of post types, taxonomies or statuses", "lists of post types", _CAPTURE_POSTS),
    ),
)
"""A key that every such object has, where there is one; how it is known; what it is."""


def other_than_post(value: _Object) -> Other | None:
    """Return what an object is; None for a post, however few of its fields were captured."""
    found = next((other for key, is_it, other in _KINDS if (key is None or key in value) and is_it(value)), None)
    return found or (None if _is_post(value) else OTHER)


def _is_post(value: _Object) -> bool:
    """Return whether an object has what only posts have: a part in WordPress's own form, or its usual company."""
    parts = [value[key] for key in ("title", "content", "excerpt") if key in value]
    if any(isinstance(part, dict) and not {"rendered", "raw"}.isdisjoint(part) for part in parts):
        return True
    is_accompanied = not {"date_gmt", "link", "slug", "status"}.isdisjoint(value)
    return is_accompanied and any(isinstance(part, str) for part in parts)

"""Posts as the WordPress REST API returns them; `posts.py` reads one, or an array of them."""

from minmetals_site.readers.wordpress.posts import NAME, parse, recognises

__all__ = ["NAME", "parse", "recognises"]

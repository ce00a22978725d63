"""A static archive of captured corporate documents that says how it knows every value.

`build_site` publishes a folder of captures; `read_capture` reads one. Both return typed records and problems, and
print nothing.
"""

from minmetals_site.loader import ReadDocument, read_capture
from minmetals_site.pipeline import Report, build_site

__all__ = ["ReadDocument", "Report", "build_site", "read_capture"]

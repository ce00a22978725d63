"""What a page puts around and into its text: machinery, menus, boxes, notices, comments, links.

Each rule is asked of whole lines, and has cases for what it must not touch; `removal.py` asks them all of a text copy.
"""

from minmetals_site.readers.boilerplate.below_text import is_comment_widget
from minmetals_site.readers.boilerplate.boxes import is_box_heading
from minmetals_site.readers.boilerplate.contents import announces_contents
from minmetals_site.readers.boilerplate.machinery import page_machinery
from minmetals_site.readers.boilerplate.notices import find_copyright_holder, is_notice, is_outsiders_notice
from minmetals_site.readers.boilerplate.removal import removable
from minmetals_site.readers.boilerplate.stock_phrases import stock_phrase
from minmetals_site.readers.boilerplate.tag_lists import find_tag_list, is_tag, is_tag_label

__all__ = [
    "announces_contents",
    "find_copyright_holder",
    "find_tag_list",
    "is_box_heading",
    "is_comment_widget",
    "is_notice",
    "is_outsiders_notice",
    "is_tag",
    "is_tag_label",
    "page_machinery",
    "removable",
    "stock_phrase",
]

"""What stands below a text and is none of it: contacts, addresses, links, calls of the site, words on its author."""

from minmetals_site.readers.foot.bios import bios_at_the_end, names_in_bios
from minmetals_site.readers.foot.contacts import is_contact_block, is_contact_heading, is_contact_line, is_short_line
from minmetals_site.readers.foot.foot import Foot, read_foot
from minmetals_site.readers.foot.line_rules import foot_rule, is_end_mark, line_rule

__all__ = [
    "Foot",
    "bios_at_the_end",
    "foot_rule",
    "is_contact_block",
    "is_contact_heading",
    "is_contact_line",
    "is_end_mark",
    "is_short_line",
    "line_rule",
    "names_in_bios",
    "read_foot",
]

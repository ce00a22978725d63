"""Undoing damage that a wrong decoding did to text; `diagnosis.py` says how."""

from minmetals_site.text.repair.damage import Diagnosis, Repair, Undecided
from minmetals_site.text.repair.diagnosis import diagnose, repaired

__all__ = ["Diagnosis", "Repair", "Undecided", "diagnose", "repaired"]

"""How the names of persons are written: beside a day or an office, behind `by`, and by themselves."""

import re

__all__ = ["NAMED", "NAMES", "PERSON", "PERSONS", "names_person"]

PERSON = re.compile(
    r"(?:(?:Dr|Prof|Mr|Ms|Mrs)\.? )?[A-ZÀ-Þ][\w.'’-]+(?: (?:[A-ZÀ-Þ]\.|de|van|von|der|al|bin))* [A-ZÀ-Þ][\w'’-]+"
)
"""Matches `Ann Sample` and `Dr. Max van Muster`; refuses `Copper` and `What changed`. It has two words at most, but
for what stands between them, as nothing else tells a person's name from a headline in capitals."""
PERSONS = re.compile(rf"{PERSON.pattern}(?:(?:,| and| &) {PERSON.pattern}){{0,3}}")
"""Matches `Ann Sample and Ben Muster`; refuses `Copper and Gold`."""
NAMED = (
    r"(?:(?:Dr|Prof|Mr|Ms|Mrs|Sir)\.? )?[A-ZÀ-Þ][\w.'’-]*"
    r"(?: (?:(?:de|del|der|den|van|von|al|bin|di|da|la|le) )?[A-ZÀ-Þ][\w.'’-]*){1,3}"
)
"""Pattern of a name of two to four words, where the words around it (`By`, `covers`) say that it is one."""
NAMES = rf"{NAMED}(?:(?:, | and | & |, and ){NAMED}){{0,4}}"
"""Pattern of up to five such names."""
_NAME_OF_PERSON = re.compile(
    r"(?:(?:[A-ZÀ-Þ][\w’'-]+|[A-ZÀ-Þ]\.|van|von|de|der|den|di|da|al|bin|ter) ){1,4}[A-ZÀ-Þ][\w’'-]+"
)
_INITIAL = re.compile(r"[A-ZÀ-Þ]\.")
_WITHIN_NAMES = frozenset({"van", "von", "de", "der", "den", "di", "da", "al", "bin", "ter"})
_FIRST_NAME = re.compile(
    "adam|alan|alex|alexander|alice|amanda|amy|andrea|andrew|angela|anna|anne|anthony|barbara|ben|benjamin"
    "|brian|carlos|caroline|catherine|charles|chris|christian|christine|christopher|claire|daniel|david"
    "|deborah|dennis|diana|donald|edward|elena|elizabeth|emily|emma|eric|eva|frank|gary|george|graham|gregory"
    "|hannah|heather|helen|henry|ian|jack|jacob|james|jan|jane|jason|jeff|jeffrey|jennifer|jessica|joan|john"
    "|jonathan|jose|joseph|joshua|juan|julia|julie|karen|katherine|kelly|kenneth|kevin|kim|larry|laura|lauren"
    "|linda|lisa|luis|luke|marco|margaret|maria|marie|mark|martin|mary|matt|matthew|max|megan|melissa|michael"
    "|michelle|miguel|mike|mohammed|nancy|natalie|nathan|neil|nicholas|nicole|nick|olivia|oliver|pamela"
    "|patricia|patrick|paul|peter|philip|rachel|ralph|rebecca|richard|rick|robert|robin|roger|ronald|ryan"
    "|samuel|sandra|sara|sarah|scott|sean|sharon|simon|sophie|stefan|stephanie|stephen|steve|steven|stuart"
    "|susan|teresa|thomas|tim|timothy|tom|tony|tracy|victoria|vincent|walter|wendy|william",
    re.IGNORECASE,
)
"""Matches the common first names of bylines."""


def names_person(text: str) -> bool:
    """Return whether a line is for sure a person's name: by a common first name, an initial, or a `van` within."""
    words = text.split()
    if not _NAME_OF_PERSON.fullmatch(text):
        return False
    return _FIRST_NAME.fullmatch(words[0]) is not None or any(
        word in _WITHIN_NAMES or _INITIAL.fullmatch(word) for word in words[:-1]
    )

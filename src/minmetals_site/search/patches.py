"""What a change of documents changes in the terms of the archive: old and new terms of each to patched lists."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from minmetals_site.search.shards import Form, Term
from minmetals_site.search.terms import ALIASED, DocumentTerms, form_terms
from minmetals_site.search.varints import position_lists, position_lists_code, posting_values, postings_code

__all__ = ["Changes", "changes_of", "patched"]

Changes = dict[str, dict[str, dict[int, "int | bytes | None"]]]
"""By key, and by term: each document with what it has under it now, an impact or positions; None where nothing."""

_NONE = DocumentTerms([], b"", [], [])


def changes_of(documents: Iterable[tuple[int, DocumentTerms | None, DocumentTerms | None]]) -> Changes:
    """Return the changes that documents bring, each with its number and its terms before and after."""
    changes: Changes = defaultdict(lambda: defaultdict(dict))
    for number, before, after in documents:
        old, new = _flat(before or _NONE), _flat(after or _NONE)
        for term, value in new.items():
            if old.pop(term, None) != value:
                changes[term.partition("\t")[0]][term][number] = value
        for term in old:
            changes[term.partition("\t")[0]][term][number] = None
    return changes


def _flat(terms: DocumentTerms) -> dict[str, int | bytes]:
    flat: dict[str, int | bytes] = dict(zip(terms.keys, terms.impacts, strict=True))
    for form, code in zip(terms.forms, terms.positions, strict=True):
        term, alias = form_terms(form)
        flat[term] = code
        if alias:
            flat[alias] = ALIASED
    return flat


def patched(terms: Sequence[Term], changes: Mapping[str, Mapping[str, Mapping[int, int | bytes | None]]]) -> list[Term]:
    """Return the terms of a stretch of the alphabet with the changes made to its keys, old and new."""
    by_key = {term.key: term for term in terms}
    for key, of_key in changes.items():
        term = _patched(by_key.get(key) or Term(key, 0, b"", []), of_key)
        if term.postings or term.forms:
            by_key[key] = term
        else:
            by_key.pop(key, None)
    return [by_key[key] for key in sorted(by_key)]


def _patched(term: Term, changes: Mapping[str, Mapping[int, int | bytes | None]]) -> Term:
    key = term.key
    forms = {form.form: form for form in term.forms}
    for changed, values in changes.items():
        if changed == key:
            term = _patched_key(term, values)  # type: ignore[arg-type]  # under a key are impacts
            continue
        name = changed[len(key) + 1 :]
        form = _patched_form(forms.get(name) or Form(name, 0, 0, b""), values)  # type: ignore[arg-type]  # positions
        if form.documents:
            forms[name] = form
        else:
            forms.pop(name, None)
    return term._replace(forms=[forms[name] for name in sorted(forms)])


def _patched_key(term: Term, impacts: Mapping[int, int | None]) -> Term:
    added = sorted([number * 8 + impact for number, impact in impacts.items() if impact is not None])
    if len(added) == len(impacts) and added[0] >= term.end:  # all are behind what is there: as new documents are
        return term._replace(end=(added[-1] | 7) + 1, postings=term.postings + postings_code(added, term.end))
    values = [value for value in posting_values(term.postings) if value >> 3 not in impacts]
    values = sorted(values + added)
    return term._replace(end=(values[-1] | 7) + 1 if values else 0, postings=postings_code(values))


def _patched_form(form: Form, positions: Mapping[int, bytes | None]) -> Form:
    added = sorted([(number, code) for number, code in positions.items() if code is not None])
    if len(added) == len(positions) and added[0][0] >= form.end:
        numbers, pieces = zip(*added, strict=True)
        code = form.code + position_lists_code(numbers, pieces, form.end)
        return Form(form.form, form.documents + len(added), numbers[-1] + 1, code)
    there = zip(*position_lists(form.code), strict=True)
    found = sorted([pair for pair in there if pair[0] not in positions] + added)
    if not found:
        return Form(form.form, 0, 0, b"")
    numbers, pieces = zip(*found, strict=True)
    return Form(form.form, len(found), numbers[-1] + 1, position_lists_code(numbers, pieces))

"""Strings and bytes: decoding, repairing, dates, titles, HTML, slugs, YAML. Nothing here knows a record or a file."""

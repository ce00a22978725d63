"""The archive in forms that are no site: one SQLite database, so far."""

from minmetals_site.exports.export import Export, export_sqlite

__all__ = ["Export", "export_sqlite"]

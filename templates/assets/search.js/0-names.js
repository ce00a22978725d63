// Search in the browser. The index lies below `search/` as classic scripts, each a call of `minmetalsSearch.take`, since
// modules and `fetch` do not work from disk; a file is loaded when a search first needs it.
//
// The parts of this script stand in the order in which they build on each other. Each adds what it offers to this
// one name; tests/scripts/search.d.ts says what that is, and holds them to it.
globalThis.minmetalsSearch = Object.create(null);

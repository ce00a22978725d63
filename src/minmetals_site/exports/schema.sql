-- The archive as one SQLite database. What stands within the parentheses of a table, SQLite keeps with it, so that whoever
-- opens the file reads these words too.
--
-- Dates are ISO 8601 text at the precision that is known: 2025, 2025-01, 2025-01-23, 2025-11-18T14:20:17-07:00, of events
-- also a range 2024-12-30/2024-12-31 and a day whose year is open, --01-31. What is not known is NULL, never a guess.
-- Characters are counted in the decoded text of the capture, from 0; the end is the first character that is not meant.
-- Origins: stated (it stands in the capture), derived (made from words that do), inferred (from circumstances),
-- corrected (by the archivist), unknown. NUL characters are written as U+FFFD.

CREATE TABLE archive ( -- What this database is made from: one row.
  title TEXT NOT NULL PRIMARY KEY, -- Name of the archive.
  description TEXT NOT NULL, -- What it holds, in a sentence.
  base_url TEXT, -- Address of the published site; NULL where the archive's settings name none.
  language TEXT NOT NULL -- BCP 47 tag of the archive's own words.
) WITHOUT ROWID;

CREATE TABLE publishers ( -- Who published the documents, as they name themselves.
  name TEXT NOT NULL PRIMARY KEY, -- One spelling is one publisher.
  documents INTEGER NOT NULL, -- How many documents of it the archive holds.
  url TEXT -- Path of its page below the site's root; NULL for that of the archive's own pages.
) WITHOUT ROWID;

CREATE TABLE tags ( -- Names of the vocabulary that documents mention.
  tag TEXT NOT NULL PRIMARY KEY, -- Facet and slug: commodities/copper.
  name TEXT NOT NULL, -- Its name in the vocabulary, whatever the texts call it.
  facet TEXT NOT NULL, -- Which kind of tag it is.
  slug TEXT NOT NULL, -- Unique in its facet.
  documents INTEGER NOT NULL, -- How many documents mention it.
  url TEXT -- Path of its page below the site's root; NULL where only the archive's own pages mention it.
) WITHOUT ROWID;

CREATE TABLE captures ( -- Every file of the content folder and what became of it: the ledger.
  path TEXT NOT NULL PRIMARY KEY, -- Relative to the content folder.
  outcome TEXT NOT NULL, -- read, duplicate, correction, configuration, problem or ignored.
  explanation TEXT NOT NULL, -- What became of it, in words; empty where it was read.
  documents INTEGER NOT NULL, -- How many documents it holds (of the first file, for a duplicate).
  bytes INTEGER NOT NULL, -- Size of the file.
  sha256 TEXT, -- Of the file's bytes; NULL where it was not read.
  encoding TEXT, -- As Python spells it; NULL where no document was read from it.
  encoding_evidence TEXT, -- How the encoding is known.
  reader TEXT, -- Name of the reader that recognised its shape.
  url TEXT, -- Path of its published copy below the site's root; NULL where there is none.
  address TEXT -- The same as a whole address; NULL where the archive's settings name no base_url.
) WITHOUT ROWID;

CREATE TABLE documents ( -- One row a document. How each value is known stands in `fields`.
  id INTEGER PRIMARY KEY, -- Permanent number.
  title TEXT NOT NULL, -- Stated, else derived from the text, else from the file's name.
  published TEXT, -- When the publisher says it was published; NULL where it does not say.
  publisher TEXT REFERENCES publishers (name), -- Who published it, as named by it.
  source_class TEXT NOT NULL, -- Who speaks: official, independent or archive.
  kind TEXT NOT NULL, -- news, analysis, brand-culture or page (of the archive's own).
  language TEXT NOT NULL, -- BCP 47 tag of the body.
  title_origin TEXT NOT NULL, -- How the title is known.
  published_origin TEXT NOT NULL, -- How the date is known.
  publisher_origin TEXT NOT NULL, -- How the publisher is known.
  published_precision TEXT, -- year, month, day or instant; NULL where no date is known.
  year INTEGER, -- Of publication, by the publisher's own clock.
  modified TEXT, -- When the publisher says it was last changed.
  subtitle TEXT, -- A second title line.
  author TEXT, -- A person or desk named as the writer.
  source_url TEXT, -- Where the publisher put it.
  summary TEXT, -- The publisher's own summary, never one that the archive wrote.
  words INTEGER NOT NULL, -- Of the body, counted at white space.
  url TEXT NOT NULL, -- Permanent path of its page below the site's root.
  address TEXT, -- The same as a whole address; NULL where the archive's settings name no base_url.
  capture TEXT NOT NULL REFERENCES captures (path), -- The file that it was read from.
  item TEXT, -- The id of a WordPress post, else its position among several; NULL for a capture that is one document.
  sha256 TEXT NOT NULL, -- Of the capture's bytes.
  keys_used TEXT NOT NULL, -- JSON list of the keys of a JSON item or front matter that some field was read from.
  keys_unused TEXT NOT NULL, -- JSON list of those that no field was read from.
  breadcrumb TEXT NOT NULL, -- JSON list: the page's place in its publisher's site, from the outermost level.
  notices TEXT NOT NULL, -- Disclaimers and copyright lines, one a line.
  highlights TEXT NOT NULL, -- Key points that the publisher set before the body, one a line.
  beginning TEXT NOT NULL -- Of the body, at most 200 characters: whole texts would make lists of documents unreadable.
  -- The body stands in `texts`, and part by part in `blocks`. `documents_fts` finds words in title, highlights and the
  -- whole body: select * from documents where id in (select rowid from documents_fts where documents_fts match 'copper').
  -- `blocks_fts` finds the parts. Chinese is found as it is typed, '稀土', a long name as a phrase, '"中 国 稀 土 集 团"'.
);

CREATE TABLE fields ( -- How each value of a document is known.
  document_id INTEGER NOT NULL REFERENCES documents (id), -- The document.
  field TEXT NOT NULL, -- title, subtitle, author, publisher, published, modified, source_url or summary.
  value TEXT, -- The value; NULL exactly where the origin is unknown.
  origin TEXT NOT NULL, -- How the value is known.
  rule TEXT NOT NULL, -- Stable name of the rule that read it.
  reason TEXT, -- Why the archivist corrected it; NULL unless corrected.
  replaces TEXT, -- What the rules had read before the correction.
  PRIMARY KEY (document_id, field)
) WITHOUT ROWID;

CREATE TABLE events ( -- Dates that the texts tell of, in the order of each text.
  document_id INTEGER NOT NULL REFERENCES documents (id), -- The document.
  position INTEGER NOT NULL, -- Counted from 1.
  date TEXT, -- The date, as precise as the text and the date of publication settle it.
  origin TEXT NOT NULL, -- How the date is known.
  rule TEXT NOT NULL, -- Stable name of the rule that read it.
  reason TEXT, -- Why the archivist corrected it; NULL unless corrected.
  replaces TEXT, -- What the rules had read before the correction.
  PRIMARY KEY (document_id, position)
) WITHOUT ROWID;

CREATE TABLE evidence ( -- The words that settle a value of `fields` or `events`.
  id INTEGER PRIMARY KEY, -- Counted through this database; another export may count otherwise.
  document_id INTEGER NOT NULL REFERENCES documents (id), -- The document.
  field TEXT NOT NULL, -- As in `fields`; events for a date of `events`.
  event INTEGER, -- Position of the event; NULL where the field is another.
  text TEXT NOT NULL, -- The words as the capture has them, unrepaired.
  start_char INTEGER, -- Where they begin; NULL where `path` tells the place.
  end_char INTEGER, -- Where they end.
  path TEXT -- The key of the capture's JSON, front matter or correction file that holds them.
);

CREATE TABLE document_tags ( -- Which document mentions which tag.
  document_id INTEGER NOT NULL REFERENCES documents (id), -- The document.
  tag TEXT NOT NULL REFERENCES tags (tag), -- The tag.
  mentions INTEGER NOT NULL, -- How often the text names it.
  PRIMARY KEY (document_id, tag)
) WITHOUT ROWID;

CREATE TABLE mentions ( -- Every place where a text names a tag.
  document_id INTEGER NOT NULL REFERENCES documents (id), -- The document.
  tag TEXT NOT NULL REFERENCES tags (tag), -- The tag.
  position INTEGER NOT NULL, -- Counted from 1 for each tag.
  text TEXT NOT NULL, -- The words as the capture has them.
  start_char INTEGER, -- Where they begin; NULL where the archivist added the tag.
  end_char INTEGER, -- Where they end.
  path TEXT, -- The key of the capture or of the correction file that holds them; NULL where they stand in the text.
  PRIMARY KEY (document_id, tag, position)
) WITHOUT ROWID;

CREATE TABLE blocks ( -- The bodies, part by part, in reading order.
  id INTEGER PRIMARY KEY, -- Counted through this database; another export may count otherwise.
  document_id INTEGER NOT NULL REFERENCES documents (id), -- The document.
  position INTEGER NOT NULL, -- Counted from 1.
  kind TEXT NOT NULL, -- heading, paragraph, list, quote, table or figure.
  level INTEGER, -- Of a heading, 2 to 6; NULL for all else.
  text TEXT NOT NULL, -- Plain text, repaired; items and rows stand on lines of their own.
  html TEXT NOT NULL, -- Cleaned HTML of the whole block.
  anchor TEXT NOT NULL, -- Fragment of the block's address on the document's page.
  start_char INTEGER NOT NULL, -- Where it begins.
  end_char INTEGER NOT NULL, -- Where it ends; rules may have removed something between the two.
  UNIQUE (document_id, position)
);

CREATE VIEW texts AS -- The bodies as plain text: that of the blocks, with blank lines between.
SELECT id AS document_id, title, coalesce((
  SELECT group_concat(text, char(10, 10))
  FROM (SELECT text FROM blocks WHERE document_id = documents.id AND text != '' ORDER BY position)
), '') AS body
FROM documents;

CREATE TABLE publisher_terms ( -- The publishers' own taxonomies, as the captures give them.
  document_id INTEGER NOT NULL REFERENCES documents (id), -- The document.
  position INTEGER NOT NULL, -- Counted from 1.
  taxonomy TEXT NOT NULL, -- Which of the publisher's taxonomies it belongs to.
  slug TEXT NOT NULL, -- As the publisher's addresses write it.
  name TEXT NOT NULL, -- As people read it.
  origin TEXT NOT NULL, -- stated where the capture names the term, derived where its name is made from a slug.
  PRIMARY KEY (document_id, position)
) WITHOUT ROWID;

CREATE TABLE repairs ( -- Places where damage to the captured text was undone.
  document_id INTEGER NOT NULL REFERENCES documents (id), -- The document.
  position INTEGER NOT NULL, -- Counted from 1.
  before TEXT NOT NULL, -- The damaged characters.
  after TEXT NOT NULL, -- What the archive reads there.
  rule TEXT NOT NULL, -- Stable name of the rule.
  certainty TEXT NOT NULL, -- certain where the surroundings leave no other reading, else probable.
  start_char INTEGER NOT NULL, -- Where the damage begins.
  end_char INTEGER NOT NULL, -- Where it ends.
  PRIMARY KEY (document_id, position)
) WITHOUT ROWID;

CREATE TABLE undecided ( -- Places where the text is damaged and no rule could tell what stood there.
  document_id INTEGER NOT NULL REFERENCES documents (id), -- The document.
  position INTEGER NOT NULL, -- Counted from 1.
  text TEXT NOT NULL, -- The damaged characters, which the archive shows as they are.
  family TEXT NOT NULL, -- The encoding that the text was wrongly read as; ascii or unknown where no trace is left.
  start_char INTEGER NOT NULL, -- Where the damage begins.
  end_char INTEGER NOT NULL, -- Where it ends.
  PRIMARY KEY (document_id, position)
) WITHOUT ROWID;

CREATE TABLE account ( -- What became of every character of the decoded texts, without gap or overlap.
  document_id INTEGER NOT NULL REFERENCES documents (id), -- The document.
  start_char INTEGER NOT NULL, -- Where the stretch begins: where the one before it ends.
  end_char INTEGER NOT NULL, -- Where it ends.
  use TEXT NOT NULL, -- body, field:<name> or removed:<rule>.
  PRIMARY KEY (document_id, start_char)
) WITHOUT ROWID;

CREATE TABLE findings ( -- What a careful reader should know, of each document the most serious first.
  document_id INTEGER NOT NULL REFERENCES documents (id), -- The document.
  position INTEGER NOT NULL, -- Counted from 1.
  level TEXT NOT NULL, -- note, warning or error.
  code TEXT NOT NULL, -- Stable name.
  explanation TEXT NOT NULL, -- What is the matter, in a sentence.
  correction TEXT, -- The line that would settle it in the correction file beside the capture; NULL where none can.
  PRIMARY KEY (document_id, position)
) WITHOUT ROWID;

CREATE TABLE corrections ( -- Everything that the archivist corrected.
  document_id INTEGER NOT NULL REFERENCES documents (id), -- The document.
  position INTEGER NOT NULL, -- Counted from 1.
  path TEXT NOT NULL, -- The key of the correction file.
  value TEXT NOT NULL, -- What was put there.
  reason TEXT, -- Why, in the archivist's words; NULL where none is given.
  PRIMARY KEY (document_id, position)
) WITHOUT ROWID;

CREATE TABLE gone ( -- Documents that the archive once held: each keeps its number and a page at its address.
  id INTEGER PRIMARY KEY, -- Permanent number.
  url TEXT NOT NULL, -- Permanent path of its page below the site's root.
  path TEXT NOT NULL, -- Where its capture was, relative to the content folder.
  item TEXT, -- Its item in that capture; NULL for a capture that was one document.
  sha256 TEXT NOT NULL -- Of the capture's bytes, as they were last.
);

-- Full text, without regard to capitals and accents. Of Chinese and Japanese, which divide no words, every word of two to
-- four signs is indexed as well, and every single sign: so 稀土 is found as it is typed, and a longer name as a phrase of
-- signs, "中 国 稀 土 集 团". The column `beginning` of the first index holds the words of the whole body, so that Datasette,
-- which looks for an index of the table, searches the texts where it lists the documents; for excerpts, ask the second.
-- Both know more than the columns say, and a `rebuild` would lose that.
CREATE VIRTUAL TABLE documents_fts USING fts5 (
  title, highlights, beginning, content="documents", content_rowid="id", tokenize="unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE blocks_fts USING fts5 (
  text, content="blocks", content_rowid="id", tokenize="unicode61 remove_diacritics 2"
);

// What the parts of templates/assets/search.js offer each other, and the nouns they share. `tsc` holds them to it.

type TokenType = "word" | "joined" | "pair" | "last";

/** A word of a folded text. */
interface Token {
  form: string;
  /** Counted from 0; a compound written as one stands at its first part's. */
  position: number;
  /** Where it stands in the text as it was, before folding. */
  start: number;
  end: number;
  type: TokenType;
}

/** A word within a match of the pattern of words. */
interface WordPart {
  form: string;
  at: number;
  from: number;
  to: number;
  type: TokenType;
}

interface PhrasePart {
  form: string;
  key: string;
  /** Positions behind the first. */
  at: number;
  /** Whether it is one sign of a script without spaces, which may begin a pair: the index has it alone at most. */
  isBeginning: boolean;
}

interface TermAtom {
  type: "term";
  /** A stem; with an apostrophe before it, of the title alone. */
  key: string;
  shown: string;
  words: string[];
}

interface PrefixAtom {
  type: "prefix";
  form: string;
  key: string;
  shown: string;
  words: string[];
}

interface PhraseAtom {
  type: "phrase";
  parts: PhrasePart[];
  inTitle: boolean;
  shown: string;
  words: string[];
}

interface FieldAtom {
  type: "field";
  field: string;
  value: string;
  shown: string;
  words: string[];
}

interface EitherAtom {
  type: "either";
  of: Atom[];
  shown: string;
  words: string[];
}

type Atom = TermAtom | PrefixAtom | PhraseAtom | FieldAtom | EitherAtom;

interface Query {
  /** All of these; of each, any. */
  groups: Atom[][];
  banned: Atom[];
  /** Whether it was too long to be searched for as a whole. */
  isCut: boolean;
}

/** Documents in order of their numbers, with the score of each. */
interface Found {
  numbers: number[];
  scores: number[];
}

interface Match {
  found: Found;
  /** Returns which of these documents match indeed; null where all that were found do. */
  verify: ((among: Set<number>) => Promise<Found>) | null;
}

interface Matched extends Found {
  /** Words that each of the documents has, of how many; 0 where it has all. */
  having: number;
  of: number;
  /** What the documents are shown by: the parts of the query, or its single words where no document has them all. */
  atoms: Atom[];
}

interface Form {
  form: string;
  /** Name of its file of positions, and where in that its list is. */
  file: string;
  start: number;
  size: number;
}

interface Term {
  key: string;
  /** Its documents, packed. */
  list: Uint8Array;
  forms: Form[];
}

interface Postings {
  numbers: number[];
  impacts: number[];
}

interface Shard {
  name: string;
  terms: Map<string, Term>;
  /** Forms that do not begin as their key does -> the key. */
  elsewhere: Map<string, string>;
  forms: Form[];
}

interface Index {
  format: number;
  documents: number;
  /** First keys of the shards of terms, in order; with the name of its files where that is not made from the key. */
  shards: (string | [firstKey: string, name: string])[];
  /** Newest first. */
  years: string[];
  /** Whether any document is undated. */
  undated: boolean;
  /** Documents in a file of texts. */
  group: number;
  /** Lengths of words for which there is a file of words. */
  words: number[];
}

/** Number, address, title, date, kind, source class, publisher, language, blocks as pairs of anchor and text. */
type DocumentText = [
  number,
  string,
  string,
  string | null,
  string,
  string,
  string | null,
  string | null,
  [string | null, string][],
];

type Named = [value: string, name: string];

interface Facets {
  kinds: Named[];
  classes: Named[];
  publishers: Named[];
  facets: [slug: string, name: string, tags: [slug: string, name: string, aliases: string[]][]][];
}

/** A facet that results can be narrowed by. */
interface Facet {
  /** What the keys of its values begin with, without the sign before it: `kind`, `tag/places`. */
  group: string;
  name: string;
  values: Named[];
}

interface Span {
  start: number;
  end: number;
  /** Which part of the query it is. */
  of: number;
}

interface Excerpt {
  anchor: string;
  /** Text, and whether it is a hit, in turn. */
  pieces: [text: string, isHit: boolean][];
}

interface MinmetalsSearch {
  stem(word: string): string;
  fold(text: string): string;
  tokens(text: string): Token[];
  take(name: string, payload: unknown): void;
  load(name: string): Promise<unknown>;
  MissingFile: new (message?: string) => Error;
  DamagedFile: new (message?: string) => Error;
  unpack(payload: unknown): Promise<Uint8Array>;
  unpackText(payload: unknown): Promise<string>;
  unpackPositions(payload: unknown): Promise<Uint8Array>;
  compare(a: string, b: string): number;
  Shard: new (name: string, bytes: Uint8Array) => Shard;
  readPostings(term: Term): Postings;
  readPositions(form: Form, file: Uint8Array): Map<number, number[]>;
  parse(text: string, isOpen?: boolean): Query;
  index(): Promise<Index>;
  documentsOf(key: string): Promise<number[]>;
  termsUnder(prefix: string): Promise<Term[]>;
  text(number: number): Promise<DocumentText | undefined>;
  find(query: Query): Promise<Matched>;
  facets(): Promise<Facet[]>;
  facetKeys(field: string, value: string): Promise<string[]>;
  filtered(filters: string[]): Promise<Map<string, Set<number>>>;
  counts(group: string, among: (number: number) => boolean): Promise<Map<string, number>>;
  order(found: Found, isNewest: boolean): Promise<Ordered>;
  runs(tokens: Token[], parts: PhrasePart[]): Span[];
  hits(text: string, atoms: Atom[], isTitle: boolean): Span[];
  excerpt(document: DocumentText, atoms: Atom[]): Excerpt;
  marked(text: string, spans: Span[]): [text: string, isHit: boolean][];
  surfaces(document: DocumentText, atoms: Atom[]): string[];
  suggest(query: string): Promise<string[]>;
}

interface Ordered {
  dated: number;
  undated: number;
  /** Returns the numbers of the first so many, the dated before the undated. */
  first(count: number): Promise<number[]>;
}

declare var minmetalsSearch: MinmetalsSearch;

// The page

interface Asked {
  text: string;
  /** Whether the last word is still being typed. */
  isOpen: boolean;
  isNewest: boolean;
  /** Each a facet's group and a value: `tag/places/peru`. */
  filters: string[];
}

interface Answer {
  query: Query;
  /** Before any filter. */
  matched: Matched;
  /** Which documents pass the filters of each facet. */
  passing: Map<string, Set<number>>;
  order: Ordered;
  atoms: Atom[];
  suggestions: string[];
}

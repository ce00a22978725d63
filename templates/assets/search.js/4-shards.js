// The packed parts of the index: deflated bytes in base 85 or 64, numbers of seven bits a byte, and the shards of terms
// and positions that are made of them. src/minmetals_site/search/ writes what is read here.
(() => {
  "use strict";

  const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";
  const VALUE = new Uint8Array(128).fill(255);
  for (let value = 0; value < 85; value++) VALUE[DIGITS.charCodeAt(value)] = value;
  const RADIX = 36;

  class DamagedFile extends Error {}

  /**
   * Return the bytes of a text in base 85 (RFC 1924, as Python writes it).
   * @param {string} text
   */
  function bytesOf(text) {
    const bytes = new Uint8Array(Math.floor((text.length * 4) / 5));
    for (let from = 0, to = 0; from < text.length; from += 5, to += 4) {
      let word = 0;
      for (let at = from; at < from + 5; at++) {
        const value = at < text.length ? (VALUE[text.charCodeAt(at)] ?? 255) : 84;
        if (value === 255) throw new DamagedFile();
        word = word * 85 + value;
      }
      for (let at = 0; at < 4 && to + at < bytes.length; at++) bytes[to + at] = word / 2 ** (24 - 8 * at);
    }
    return bytes;
  }

  /** @param {Uint8Array<ArrayBuffer>} bytes */
  async function inflate(bytes) {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  /** Return the bytes of a payload in base 85. @param {unknown} payload */
  async function unpack(payload) {
    if (typeof payload !== "string") throw new DamagedFile();
    return inflate(bytesOf(payload));
  }

  /** Return the text of a payload in base 85. @param {unknown} payload */
  async function unpackText(payload) {
    return new TextDecoder().decode(await unpack(payload));
  }

  /** Reads numbers from bytes, the lowest seven bits first. */
  class Numbers {
    /** @param {Uint8Array} bytes */
    constructor(bytes) {
      this.bytes = bytes;
      this.at = 0;
    }

    next() {
      let value = 0;
      for (let scale = 1; ; scale *= 128) {
        const byte = this.bytes[this.at++];
        if (byte === undefined) throw new DamagedFile();
        value += (byte & 127) * scale;
        if (byte < 128) return value;
      }
    }

    /** Return the positions in one document: bit 6 of the first byte says which of them is the last. */
    positions() {
      const found = [];
      for (let position = -1, isLast = false; !isLast; ) {
        const byte = this.bytes[this.at++];
        if (byte === undefined) throw new DamagedFile();
        isLast = (byte & 64) !== 0;
        position += 1 + (byte & 63) + (byte & 128 ? 64 * this.next() : 0);
        found.push(position);
      }
      return found;
    }
  }

  /**
   * Return a word that is written as how much of another it shares, and the rest.
   * @param {string} other  @param {string} written
   */
  function unshared(other, written) {
    return [...other].slice(0, parseInt(written[0] ?? "0", RADIX)).join("") + written.slice(1);
  }

  /** A shard of terms: which there are, and in which documents. */
  class Shard {
    /** @param {string} name  @param {Uint8Array} bytes */
    constructor(name, bytes) {
      this.name = name;
      /** @type {Map<string, Term>} */
      this.terms = new Map();
      /** Forms that do not begin as their key does -> the key. @type {Map<string, string>} */
      this.elsewhere = new Map();
      /** @type {Form[]} */
      this.forms = [];
      const end = bytes.indexOf(0);
      if (end < 0) throw new DamagedFile();
      this.lists = bytes.subarray(end + 1);
      this.readLexicon(new TextDecoder().decode(bytes.subarray(0, end)));
    }

    /** @param {string} lexicon */
    readLexicon(lexicon) {
      let key = "";
      let start = 0;
      for (const line of lexicon.split("\n")) {
        const [head = "", size = "", ...forms] = line.split("\t");
        key = unshared(key, head);
        if (size.startsWith("=")) {
          this.elsewhere.set(key, size.slice(1));
        } else {
          const end = start + parseInt(size, RADIX);
          /** @type {Term} */
          const term = { key, list: this.lists.subarray(start, end), forms: [] };
          for (const form of forms) this.readForm(term, form);
          this.terms.set(key, term);
          start = end;
        }
      }
    }

    /** @param {Term} term  @param {string} written */
    readForm(term, written) {
      const [form, size, given] = written.split(",");
      const before = this.forms.at(-1);
      const file = given ?? before?.file ?? "0";
      const start = before?.file === file ? before.start + before.size : 0;
      const found = { form: form ? unshared(term.key, form) : term.key, size: parseInt(size, RADIX), file, start };
      term.forms.push(found);
      this.forms.push(found);
    }
  }

  /**
   * Return the documents of a term, with how much each is about it, from 0 to 7.
   * @param {Term} term
   */
  function readPostings(term) {
    const numbers = [];
    const impacts = [];
    const code = new Numbers(term.list);
    for (let base = 0; code.at < term.list.length; ) {
      const value = base + code.next();
      numbers.push(Math.floor(value / 8));
      impacts.push(value % 8);
      base = value - (value % 8) + 8;
    }
    return { numbers, impacts };
  }

  /**
   * Return where a form stands: document -> positions.
   * @param {Form} form  @param {Uint8Array} file
   */
  function readPositions({ start, size }, file) {
    /** @type {Map<number, number[]>} */
    const found = new Map();
    const code = new Numbers(file.subarray(start, start + size));
    for (let number = -1; code.at < size; ) {
      number += code.next() + 1;
      found.set(number, code.positions());
    }
    return found;
  }

  /** Return the bytes of a file of positions. @param {unknown} payload */
  async function unpackPositions(payload) {
    if (typeof payload !== "string") throw new DamagedFile();
    return inflate(Uint8Array.from(atob(payload), (sign) => sign.charCodeAt(0)));
  }

  /**
   * Return where in the order of code points a text comes before another (below zero), or behind it.
   * @param {string} a  @param {string} b
   */
  function compare(a, b) {
    for (let at = 0; at < a.length && at < b.length; at++) {
      if (a.charCodeAt(at) !== b.charCodeAt(at)) return ranked(a.charCodeAt(at)) - ranked(b.charCodeAt(at));
    }
    return a.length - b.length;
  }

  /** Halves of pairs stand for code points above all others. @param {number} unit */
  function ranked(unit) {
    return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
  }

  Object.assign(minmetalsSearch, {
    DamagedFile,
    Shard,
    compare,
    readPositions,
    readPostings,
    unpack,
    unpackPositions,
    unpackText,
  });
})();

// Files of the index: each is a script that hands over one payload, and is loaded once.
(() => {
  "use strict";

  const PATIENCE = 30_000; // milliseconds
  /** @type {Map<string, (payload: unknown) => void>} */
  const awaited = new Map();
  /** @type {Map<string, Promise<unknown>>} */
  const asked = new Map();

  class MissingFile extends Error {}

  /** @param {string} name */
  function request(name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const timer = setTimeout(() => settle(false), PATIENCE);
      /** @param {boolean} came  @param {unknown} [payload] */
      function settle(came, payload) {
        clearTimeout(timer);
        awaited.delete(name);
        script.remove();
        if (came) {
          resolve(payload);
        } else {
          asked.delete(name); // so that the next search tries again
          reject(new MissingFile(name));
        }
      }
      awaited.set(name, (payload) => settle(true, payload));
      script.onload = script.onerror = () => settle(false);
      script.src = `search/${name}.js`;
      document.head.append(script);
    });
  }

  /**
   * Return the payload of a file below `search/`, without its ending.
   * @param {string} name
   */
  function load(name) {
    const known = asked.get(name) ?? request(name);
    asked.set(name, known);
    return known;
  }

  /** @param {string} name  @param {unknown} payload */
  function take(name, payload) {
    awaited.get(name)?.(payload);
  }

  minmetalsSearch.take = take;
  minmetalsSearch.load = load;
  minmetalsSearch.MissingFile = MissingFile;
})();

// What an audit asks of a page; in_browser.py puts it into each page before the page's own scripts run.
// Elements are told by tag, id, classes and the beginning of their text.
window.audit = (() => {
  const INTERACTIVE = "a[href],area[href],button,input:not([type=hidden]),select,textarea,summary,iframe,[tabindex]";
  // Milliseconds after the first paint in which a page that loads may still move, and in which it has to be painted.
  const SETTLES = 1000;
  const LATEST_PAINT = 30_000;
  let shifted = 0;
  let stops = new Set();
  let walked = [];

  const shifts = new PerformanceObserver((list) => add(list.getEntries()));
  shifts.observe({ type: "layout-shift", buffered: true });

  function add(entries) {
    for (const shift of entries) if (!shift.hadRecentInput) shifted += shift.value;
  }

  const firstPaint = new Promise((resolve, reject) => {
    new PerformanceObserver((list) => resolve(list.getEntries()[0].startTime)).observe({ type: "paint", buffered: true });
    setTimeout(() => reject(new Error("nothing has been painted")), LATEST_PAINT);
  });

  // Asked of a page that has settled; shifts that have happened and not been told yet count as well.
  async function sumOfShifts() {
    const left = (await firstPaint) + SETTLES - performance.now();
    await new Promise((resolve) => setTimeout(resolve, left));
    add(shifts.takeRecords());
    return shifted;
  }

  function name(element) {
    const id = element.id ? `#${element.id}` : "";
    const classes = [...element.classList].map((found) => `.${found}`).join("");
    return `<${element.localName}${id}${classes}> ${element.textContent.trim().slice(0, 40)}`;
  }

  function isSeen(element) {
    return element.checkVisibility({ contentVisibilityAuto: true, opacityProperty: true, visibilityProperty: true });
  }

  function hasOwnScroll(element) {
    for (let around = element.parentElement; around; around = around.parentElement) {
      if (["auto", "scroll"].includes(getComputedStyle(around).overflowX) && around !== document.body) return true;
    }
    return false;
  }

  // The elements that make the page wider than its window; the innermost ones tell most.
  function wide() {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const outside = [...document.body.querySelectorAll("*")].filter((element) => {
      const box = element.getBoundingClientRect();
      return (box.right > width + 1 || box.left < -1) && box.width > 1 && isSeen(element) && !hasOwnScroll(element);
    });
    const innermost = outside.filter((element) => !outside.some((other) => other !== element && element.contains(other)));
    return (innermost.length ? innermost : [document.body]).slice(0, 3).map(name);
  }

  // Elements that hide a part of their text. What is one pixel large is text for screen readers alone.
  function clipped() {
    return [...document.body.querySelectorAll("*")]
      .filter((element) => {
        const { overflowX, overflowY } = getComputedStyle(element);
        const hides = (overflow) => overflow === "hidden" || overflow === "clip";
        return (
          element.clientHeight > 1 && isSeen(element) && element.textContent.trim() &&
          ((hides(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
            (hides(overflowY) && element.scrollHeight > element.clientHeight + 1))
        );
      })
      .slice(0, 3)
      .map(name);
  }

  // Text spacing as WCAG 2.2 has it (1.4.12), or text of twice the size (1.4.4); a policy does not bar such sheets.
  function restyle(css) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = css ? [sheet] : [];
  }

  // Where a keyboard has to come; of a group of radio buttons one is enough.
  function expectStops() {
    const groups = new Set();
    const found = [...document.querySelectorAll(INTERACTIVE)].filter((element) => {
      if (element.tabIndex < 0 || element.disabled || !isSeen(element)) return false;
      if (element.type !== "radio") return true;
      return !groups.has(element.name) && groups.add(element.name);
    });
    stops = new Set(found);
    walked = [];
    addEventListener("keyup", ({ key }) => key === "Tab" && walked.push(stop(document.activeElement)), true);
    return stops.size;
  }

  // A stop as it is right after the key was pressed, when the browser has scrolled to it.
  function stop(element) {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    const [box] = element.getClientRects();
    const isMarked = (outlineStyle !== "none" && parseFloat(outlineWidth) >= 1) || boxShadow !== "none";
    return { element, isMarked, isCovered: !!box && isCovered(element, box) };
  }

  // Asked in the middle of what the window shows of it: a region may be higher than the window.
  function isCovered(element, box) {
    const middle = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
    const there = document.elementFromPoint(box.left + Math.min(box.width / 2, innerWidth / 2), middle);
    return !there || !(element.contains(there) || there.contains(element) || there.closest("label")?.control === element);
  }

  function isWalked() {
    const reached = new Set(walked.map(({ element }) => element));
    return [...stops].every((element) => reached.has(element) || element.type === "radio");
  }

  function walkFaults() {
    const reached = new Set(walked.map(({ element }) => element));
    const known = walked.filter(({ element }) => stops.has(element));
    const missed = [...stops].filter((element) => !reached.has(element) && element.type !== "radio");
    return [
      ...missed.map((element) => ["cannot be reached", name(element)]),
      ...known.filter(({ isMarked }) => !isMarked).map(({ element }) => ["focus is not visible", name(element)]),
      ...known.filter(({ isCovered }) => isCovered).map(({ element }) => ["focus is covered", name(element)]),
      ...(isSkipped() ? [] : [["the first stop is no skip link", walked[0] ? name(walked[0].element) : "none"]]),
    ];
  }

  // Where there is a navigation to skip, the first link leads past it, to something that takes the focus.
  function isSkipped() {
    const link = walked[0]?.element.getAttribute("href") ?? "";
    const target = link.startsWith("#") && document.getElementById(link.slice(1));
    return !document.querySelector("nav") || (target && target.matches("main,[role=main]") && target.tabIndex === -1);
  }

  return { wide, clipped, restyle, expectStops, isWalked, walkFaults, sumOfShifts };
})();

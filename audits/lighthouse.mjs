// Runs Lighthouse on pages: {browser, switches, isTimed, pages: [{url, skip}]} on stdin, a line on stdout for each page:
// its faults in the categories that do not depend on time, or, timed, its performance.
import { text } from "node:stream/consumers";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

// What it would wait for concerns performance alone.
const AT_ONCE = { pauseAfterFcpMs: 0, pauseAfterLoadMs: 0, networkQuietThresholdMs: 0, cpuQuietThresholdMs: 0 };
const CATEGORIES = ["accessibility", "best-practices", "seo"];

const METRICS = {
  fcp: "first-contentful-paint",
  lcp: "largest-contentful-paint",
  cls: "cumulative-layout-shift",
  tbt: "total-blocking-time",
};

function performance({ categories, audits, runtimeError }) {
  if (runtimeError) throw new Error(runtimeError.message);
  const metrics = Object.entries(METRICS).map(([name, audit]) => [name, audits[audit].numericValue]);
  return { score: Math.round(categories.performance.score * 100), ...Object.fromEntries(metrics) };
}

function faults({ categories, audits, runtimeError }) {
  if (runtimeError) return [{ rule: runtimeError.code, what: runtimeError.message }];
  return Object.values(categories)
    .filter((category) => category.score !== 1)
    .flatMap((category) => [
      { rule: category.id, what: `scores ${Math.round(category.score * 100)}, not 100` },
      ...category.auditRefs
        .map((reference) => audits[reference.id])
        .filter((audit) => audit.score !== null && audit.score < 1)
        .map((audit) => ({ rule: audit.id, what: `${audit.title}. ${audit.explanation ?? ""} ${elements(audit)}` })),
    ]);
}

function elements(audit) {
  const items = audit.details?.items ?? [];
  return items.slice(0, 3).map((item) => item.node?.snippet ?? item.source?.snippet ?? item.description ?? "").join(" ");
}

const { browser, switches, isTimed, pages } = JSON.parse(await text(process.stdin));
const chrome = await launch({ chromePath: browser, chromeFlags: switches, logLevel: "silent" });
try {
  for (const { url, skip } of pages) {
    const what = isTimed ? { onlyCategories: ["performance"] } : { onlyCategories: CATEGORIES, ...AT_ONCE };
    const options = { port: chrome.port, logLevel: "silent", skipAudits: skip, ...what };
    const { lhr } = await lighthouse(url, { ...options, disableFullPageScreenshot: true });
    process.stdout.write(`${JSON.stringify((isTimed ? performance : faults)(lhr))}\n`);
  }
} finally {
  chrome.kill();
}

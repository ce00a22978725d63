// Runs Lighthouse on pages: {browser, switches, pages: [{url, skip}]} on stdin, for each page a line of faults on stdout.
import { text } from "node:stream/consumers";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

// What it would wait for concerns performance, which is measured elsewhere.
const AT_ONCE = { pauseAfterFcpMs: 0, pauseAfterLoadMs: 0, networkQuietThresholdMs: 0, cpuQuietThresholdMs: 0 };
const CATEGORIES = ["accessibility", "best-practices", "seo"];

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

const { browser, switches, pages } = JSON.parse(await text(process.stdin));
const chrome = await launch({ chromePath: browser, chromeFlags: switches, logLevel: "silent" });
try {
  for (const { url, skip } of pages) {
    const options = { port: chrome.port, logLevel: "silent", onlyCategories: CATEGORIES, skipAudits: skip, ...AT_ONCE };
    const { lhr } = await lighthouse(url, { ...options, disableFullPageScreenshot: true });
    process.stdout.write(`${JSON.stringify(faults(lhr))}\n`);
  }
} finally {
  chrome.kill();
}

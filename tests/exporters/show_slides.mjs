// node show_slides.mjs MODULES CHROMIUM < a list of slides: what TimelineJS shows of each in Chromium, as a JSON list.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [modules, executablePath] = process.argv.slice(2);
const { chromium } = createRequire(`${modules}/x.js`)("playwright-core");
const dist = `${modules}/@knight-lab/timelinejs/dist`;

async function shown(slides) {
  const page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
  const complaints = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.route("**", (route) => {
    const url = route.request().url();
    if (url.startsWith("file:") || url.startsWith("data:")) return route.continue();
    complaints.push(`asked the network for ${url}`);
    return route.abort();
  });
  await page.setContent('<!DOCTYPE html><html lang="en"><div id="t" style="width:1100px;height:700px"></div></html>');
  await page.addStyleTag({ path: `${dist}/css/timeline.css` });
  await page.addScriptTag({ path: `${dist}/js/timeline.js` });
  await page.evaluate((data) => {
    window.shown = new TL.Timeline("t", data, { font: null, hash_bookmark: false });
  }, slides);
  await page.waitForSelector(".tl-timemarker", { state: "attached", timeout: 30000 });
  // Each slide in turn, so that its neighbours' names pass through the arrows too.
  for (let slide = 0; slide < Math.min(slides.events.length, 5); slide += 1) {
    await page.evaluate(() => window.shown.goToNext());
    await page.waitForTimeout(150);
  }
  const seen = await page.evaluate(() => ({
    slides: document.querySelectorAll(".tl-slide").length,
    markers: document.querySelectorAll(".tl-timemarker").length,
    dates: [...document.querySelectorAll(".tl-slide .tl-headline-date")].map((one) => one.textContent.trim()),
    headlines: [...document.querySelectorAll(".tl-slide .tl-headline")].map((one) => one.textContent.trim()),
    links: [...document.querySelectorAll(".tl-slide .tl-text-content a")].map((one) => one.href),
    foreign: document.querySelectorAll(".tl-slide script, .tl-slide img, .tl-slide iframe").length,
    ran: "injected" in window,
  }));
  await page.close();
  return { ...seen, complaints };
}

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  const all = [];
  for (const slides of JSON.parse(readFileSync(0, "utf8"))) all.push(await shown(slides));
  console.log(JSON.stringify(all));
} finally {
  await browser.close();
}

// node check_page.mjs MODULES CHROMIUM FILE…: what each page does in Chromium and what axe-core says of it, as a JSON list.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [modules, executablePath, ...files] = process.argv.slice(2);
const require = createRequire(`${modules}/x.js`);
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const looks = {
  light: { viewport: { width: 1100, height: 900 }, colorScheme: "light" },
  dark: { viewport: { width: 1100, height: 900 }, colorScheme: "dark" },
  narrow: { viewport: { width: 360, height: 740 }, colorScheme: "light" },
};

async function opened(file) {
  const found = { violations: [], complaints: [] };
  for (const [name, look] of Object.entries(looks)) {
    const page = await browser.newPage(look);
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) found.complaints.push(`${name}: ${message.text()}`);
    });
    page.on("pageerror", (error) => found.complaints.push(`${name}: ${error}`));
    page.on("dialog", (dialog) => dialog.dismiss().then(() => found.complaints.push(`${name}: a dialog`)));
    page.on("request", (request) => {
      if (request.url() !== pathToFileURL(file).href) found.complaints.push(`${name}: asked for ${request.url()}`);
    });
    await page.goto(pathToFileURL(file).href);
    found.ran = (found.ran ?? false) || (await page.evaluate(() => "injected" in window));
    found.foreign = await page.evaluate(() => document.querySelectorAll("script, img, iframe, object, image, foreignObject").length);
    found.links = await page.evaluate(() => [...document.querySelectorAll("a[href]")].map((one) => one.href));
    found.text = await page.evaluate(() => document.body.innerText);
    found.wide = (found.wide ?? false) || (await page.evaluate(() => document.body.scrollWidth > window.innerWidth));
    // Evaluated, not added to the page: its own policy forbids every script.
    await page.evaluate(axe);
    const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    found.violations.push(...result.violations.map((one) => `${name}: ${one.id}: ${one.nodes[0].html}`));
    await page.close();
  }
  return found;
}

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  const all = [];
  for (const file of files) all.push(await opened(file));
  console.log(JSON.stringify(all));
} finally {
  await browser.close();
}

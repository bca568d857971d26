// node parse_ics.mjs PATH-OF-ICAL.JS < calendar: what ical.js makes of it, as JSON; any warning is an error.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { default: ICAL } = await import(pathToFileURL(process.argv[2]));
const warn = (...words) => {
  throw new Error(words.join(" "));
};
console.warn = console.error = warn;

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const entries = calendar.getAllSubcomponents().map((component) => ({
  name: component.name,
  uid: component.getFirstPropertyValue("uid"),
  summary: component.getFirstPropertyValue("summary"),
  start: component.getFirstPropertyValue("dtstart")?.toString() ?? null,
  end: component.getFirstPropertyValue("dtend")?.toString() ?? null,
  due: component.getFirstPropertyValue("due")?.toString() ?? null,
  status: component.getFirstPropertyValue("status"),
  description: component.getFirstPropertyValue("description"),
}));
console.log(JSON.stringify({ name: calendar.getFirstPropertyValue("name"), entries }));

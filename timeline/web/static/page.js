// Every page works without this file. With it the slider slides, a mark leads to its row, and evidence opens beside the page.
"use strict";
(() => {
  const DAY = 864e5, rtl = document.dir === "rtl";
  const at = (day) => Date.parse(`${day}T00:00Z`), iso = (time) => new Date(time).toISOString().slice(0, 10);
  // The one place where text becomes HTML: answers of this very server, made by templates that escape.
  const ours = window.trustedTypes ? trustedTypes.createPolicy("timeline", { createHTML: (text) => text }) : { createHTML: (text) => text };
  let asked = null;

  /** The document at an address of this server; null where it cannot be had, or another was asked for meanwhile. */
  async function fetched(address) {
    asked?.abort();
    const mine = (asked = new AbortController());
    try {
      const answer = await fetch(address, { signal: mine.signal });
      return answer.ok && mine === asked ? new DOMParser().parseFromString(ours.createHTML(await answer.text()), "text/html") : null;
    } catch (error) {
      if (error.name !== "AbortError") location.assign(address);
      return null;
    }
  }

  // ---- from day to day -----------------------------------------------------------------------------------------------
  const page = document.getElementById("page"), slider = document.getElementById("day");
  const track = slider?.parentElement;
  let knots = [], stood = page && at(document.getElementById("on").value);

  /** Put the parts of another day into this page; the slider stays, and so does the focus. */
  async function show(address, how) {
    const other = await fetched(address), there = other?.getElementById("page");
    if (!there) return;
    const focus = document.activeElement?.id;
    for (const part of page.querySelectorAll("[data-part]")) {
      const next = there.querySelector(`[data-part="${part.dataset.part}"]`);
      if (next) part.replaceWith(next);
    }
    document.title = other.title;
    Object.assign(page.dataset, there.dataset);
    if (how) history[how]({}, "", address);
    stood = at(document.getElementById("on").value);
    place();
    if (focus && document.activeElement?.id !== focus) document.getElementById(focus)?.focus({ preventScroll: true });
  }

  const between = (value, from, to) => { // the axis is linear between its knots
    let i = 1;
    while (i < knots.length - 1 && value > knots[i][from]) i++;
    const [low, high] = [knots[i - 1], knots[i]];
    return low[to] + ((value - low[from]) / (high[from] - low[from] || 1)) * (high[to] - low[to]);
  };

  /** Lay the slider under the axis, its thumb under the line that it moves. */
  function place() {
    const picture = [...page.querySelectorAll("[data-part=chart] .picture")].find((one) => one.clientWidth || one.getBoundingClientRect().width);
    if (!picture) return;
    track.hidden = false;
    knots = picture.dataset.knots.split(" ").map((knot) => knot.split(":").map(Number));
    const width = picture.viewBox.baseVal.width, low = knots[0][1], high = knots.at(-1)[1];
    const box = picture.getBoundingClientRect(), around = track.getBoundingClientRect(), scale = box.width / width, thumb = 9;
    const before = rtl ? around.right - box.right : box.left - around.left;
    slider.min = low;
    slider.max = high;
    slider.style.insetInlineStart = `${before + (rtl ? width - high : low) * scale - thumb}px`;
    slider.style.inlineSize = `${(high - low) * scale + 2 * thumb}px`;
    slider.dataset.first = picture.dataset.first;
    slider.value = between((stood - at(picture.dataset.first)) / DAY + 1, 0, 1);
    slider.setAttribute("aria-valuetext", `${iso(stood)}, ${document.getElementById("heard").textContent}`);
  }

  const addressOf = (time) => {
    const url = new URL(location.href);
    url.searchParams.set("on", iso(time));
    url.searchParams.delete("known");
    return url;
  };

  if (track) {
    const today = at(page.dataset.today);
    const heard = () => { // the days of news, told by their gaps
      const days = page.dataset.first ? [at(page.dataset.first)] : [];
      for (const gap of page.dataset.gaps.split(" ").filter(Boolean)) days.push(days.at(-1) + gap * DAY);
      return days;
    };
    const first = Math.min(heard()[0] ?? today, stood);
    let drags = false;
    const go = (time, how) => show(addressOf((stood = Math.max(Math.min(time, today), first))), how);
    slider.addEventListener("input", () => {
      const day = at(slider.dataset.first) + Math.round(between(+slider.value, 1, 0) - 1) * DAY;
      if (day === stood) return;
      go(day, drags ? "replaceState" : "pushState");
      drags = true;
    });
    slider.addEventListener("change", () => (drags = false));
    slider.addEventListener("keydown", (event) => { // arrows go from news to news, with Shift from day to day
      const way = { ArrowRight: rtl ? -1 : 1, ArrowUp: 1, ArrowLeft: rtl ? 1 : -1, ArrowDown: -1 }[event.key];
      const news = heard(), ends = { Home: news[0], End: today }[event.key];
      if (!way && ends === undefined) return;
      event.preventDefault();
      const next = way > 0 ? news.find((day) => day > stood) ?? today : news.findLast((day) => day < stood);
      const to = ends ?? (event.shiftKey ? stood + way * DAY : next);
      if (to !== undefined && to !== stood) go(to, "pushState");
    });
    addEventListener("popstate", () => show(location.href));
    addEventListener("resize", place);
    page.addEventListener("submit", (event) => {
      if (!event.target.matches(".steps")) return;
      event.preventDefault();
      const day = at(document.getElementById("on").value);
      if (day) go(day, "pushState");
    });
    place();
  }

  // ---- from a mark to its row, from a value to its evidence ----------------------------------------------------------
  const drawer = document.getElementById("drawer");
  const slug = /^\/d\/([^/]+?)(?:\.html)?(?:\/|$)/.exec(location.pathname)?.[1];

  /** Open evidence beside the page; go to its page where that cannot be. */
  async function open(address) {
    const evidence = (await fetched(address))?.getElementById("why");
    if (!evidence) return location.assign(address);
    drawer.querySelector(".in").replaceChildren(evidence);
    if (!drawer.open) drawer.showModal();
    drawer.scrollTop = 0;
  }
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("svg [data-subject]");
    if (mark) {
      const row = [...document.querySelectorAll("[data-row]")].find((one) => one.dataset.row === mark.dataset.subject);
      // A table of this page has no row for what is long past; its evidence is there all the same.
      if (!row) return void (drawer && open(`/d/${slug}/why/${encodeURIComponent(mark.dataset.subject)}${location.search}`));
      row.scrollIntoView({ block: "center" });
      row.querySelector("a")?.focus({ preventScroll: true });
      return;
    }
    const link = event.target.closest("a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (link.matches("[data-step]") && page) {
      event.preventDefault();
      show(link.href, "pushState");
    } else if (link.matches("[data-drawer]") && drawer) {
      event.preventDefault();
      open(link.href);
    }
  });
  drawer?.addEventListener("click", (event) => event.target === drawer && drawer.close());

  // ---- what others append meanwhile ----------------------------------------------------------------------------------
  const note = document.getElementById("live");
  if (note && window.EventSource && !document.querySelector(".form")) {
    const tell = (what) => (note.hidden = !(note.textContent = note.dataset[what] ?? ""));
    const listen = () => {
      const heard = new EventSource("/live"), leave = () => heard.close();
      heard.addEventListener("facts", changed);
      heard.addEventListener("store", (event) => tell(JSON.parse(event.data).lost ? "lost" : ""));
      // A browser comes back by itself after an interruption, and not after a refusal, as where too many listen.
      heard.addEventListener("error", () => heard.readyState === EventSource.CLOSED && setTimeout(listen, 60000));
      addEventListener("pagehide", leave, { once: true });
    };
    const changed = async (event) => {
      if (slug && !JSON.parse(event.data).dialogues.includes(decodeURIComponent(slug))) return;
      const asks = new URL(location.href).searchParams;
      // Whoever looks at an earlier day, or is filling something in, is told and not moved.
      if (page ? stood < at(page.dataset.today) : asks.get("on") || asks.get("known") || asks.get("recorded")) return tell("old");
      if (document.activeElement?.matches("main :is(input, select, textarea):not([type=range])")) return tell("more");
      if (page) await show(location.href);
      else (await fetched(location.href))?.querySelectorAll("main").forEach((main) => document.querySelector("main").replaceWith(main));
      tell("new");
    };
    listen();
  }
})();

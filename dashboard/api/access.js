// What Streamlit leaves open, mended from the outside: bare keys that act, changes that nobody hears of, boxes that
// scroll and cannot be reached, folds that need not be filled before they are opened, and a head that stays that of the
// first page.
(() => {
  "use strict";

  // WCAG 2.1.4: Streamlit reruns at "r" and offers to clear its memory at "c", wherever the focus is.
  const TYPED_INTO = "input, textarea, select, [contenteditable='true'], [role=listbox], [role=menu], [role=combobox]";
  const keepBareKeys = event => {
    const isBare = event.key?.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (isBare && !event.target.closest?.(TYPED_INTO)) event.stopImmediatePropagation();
  };
  for (const kind of ["keydown", "keypress", "keyup"]) addEventListener(kind, keepBareKeys, true);

  // Boxes with tables are a stop of the keyboard only while something in them is out of sight, and nothing else in
  // them can be reached that would bring it into sight.
  const REACHED = "a[href], button, input, summary";
  const isScrolling = box => box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1;
  const weigh = box => {
    if (isScrolling(box) && !box.querySelector(REACHED)) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  };
  const sizes = new ResizeObserver(entries => entries.forEach(({ target }) => weigh(target)));
  const watched = new WeakSet();
  const watchBoxes = () => {
    for (const box of document.querySelectorAll(".table-box")) {
      if (!watched.has(box)) { watched.add(box); sizes.observe(box); }
    }
    // Streamlit makes the box that scrolls the page a stop, without a name.
    document.querySelector('main[tabindex="0"]:not([aria-label])')?.setAttribute("aria-label", "Content of the page");
  };

  // A chart is named by the words that its figure has for it. Where Streamlit puts them they are part of the chart, and
  // every choice makes another one.
  const nameCharts = () => {
    let words = "";
    for (const part of document.querySelectorAll('main .figure-head, main [role="graphics-document"]')) {
      if (part.dataset.alt !== undefined) words = part.dataset.alt;
      else if (part.getAttribute("aria-label") !== words) part.setAttribute("aria-label", words);
    }
  };
  // With the frame in which the charts are seen, and once for all that changes until then.
  let isToBeNamed = false;
  const nameChartsSoon = () => {
    if (isToBeNamed) return;
    isToBeNamed = true;
    requestAnimationFrame(() => { isToBeNamed = false; nameCharts(); });
  };

  // The head follows the page.
  const LONGEST = 300;
  const shortened = text => text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1).replace(/ [^ ]*$/, "")}\u2026`;
  const write = (selector, text) => document.head.querySelector(selector)?.setAttribute("content", text);
  const followHead = ({ title, finding, lede }) => {
    const description = shortened(lede);
    write('meta[name="description"]', `${finding}. ${description}`);
    write('meta[property="og:title"]', finding);
    write('meta[property="og:description"]', description);
    const plain = document.querySelector("main .plain a")?.getAttribute("href");
    if (plain) document.head.querySelector('link[rel="alternate"][title="Plain page"]')?.setAttribute("href", plain);
    const canonical = document.head.querySelector('link[rel="canonical"]');
    if (!canonical) return;
    const page = location.pathname.replace(/.*\//, "");
    canonical.href = canonical.href.replace(/[^/]*$/, page);
    write('meta[property="og:url"]', canonical.href);
  };

  // What changed is said once the run has ended: the page where it is another one, else what is found now.
  const LIVE = document.createElement("div");
  LIVE.id = "announcements";
  LIVE.setAttribute("role", "status");
  LIVE.setAttribute("aria-live", "polite");
  LIVE.style.cssText = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap";
  const text = selector => document.querySelector(`main ${selector}`)?.textContent.trim() ?? "";
  const seen = () => ({
    title: document.title,
    finding: text("h1"),
    lede: text(".lede"),
    notice: text(".notice"),
    heads: [...document.querySelectorAll("main .figure-head h2, main h2.section")].map(head => head.textContent.trim()),
    // Without the words inside charts: those are drawn late, and drawn again at another width.
    all: [...document.querySelectorAll("main .stHtml")].map(part => part.textContent).join(" "),
  });
  const told = (before, now) => {
    const page = now.title.split(" \u2013 ")[0];
    if (before.title !== now.title) return [page, now.notice, now.finding];
    if (before.finding !== now.finding) return [now.notice, now.finding];
    const changed = now.heads.filter(head => !before.heads.includes(head));
    if (changed.length) return [now.notice, ...changed.slice(0, 2)];
    return before.all === now.all ? [] : ["The page was updated", now.notice, now.finding];
  };
  const say = parts => {
    const said = parts.filter(Boolean).map(part => part.replace(/[.?!]?$/, mark => mark || ".")).join(" ");
    // The same words again are only heard where the region was empty in between.
    LIVE.textContent = "";
    if (said) setTimeout(() => { LIVE.textContent = said.slice(0, 400); }, 60);
  };
  let before = null;
  const settle = () => {
    watchBoxes();
    const now = seen();
    if (!now.finding) return;
    followHead(now);
    if (before) {
      const parts = told(before, now);
      if (parts.length) say(parts);
    }
    before = now;
  };

  // What can be taken away from a figure stands on a page of its own until its fold is opened. Where that page cannot be
  // had, the link to it stays.
  const fill = async fold => {
    const waiting = fold.querySelector(".waiting");
    if (!fold.open || !waiting) return;
    const link = waiting.querySelector("a");
    try {
      const answer = await fetch(link.href);
      if (!answer.ok) throw new Error(answer.status);
      const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".taken");
      for (const each of found.querySelectorAll("a")) each.href = new URL(each.getAttribute("href"), link.href).href;
      const hadFocus = document.activeElement === link;
      waiting.replaceWith(found);
      if (hadFocus) found.querySelector("a")?.focus();
      // Whoever opened the fold hears what is in it: the page itself has not changed.
      if (before) before.all = seen().all;
    } catch {
      waiting.classList.remove("waiting");
    }
  };
  addEventListener("toggle", ({ target }) => fill(target), true);

  // A run has ended where Streamlit says so; a little later everything it sent has been drawn.
  const isRunning = () => document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState !== "notRunning";
  let timer = 0;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => isRunning() ? later() : settle(), 250);
  };
  const begin = () => {
    document.body.append(LIVE);
    // Names come with the charts, not when all has settled: nobody may hear the one of the country before.
    new MutationObserver(() => { nameChartsSoon(); later(); }).observe(document.body, {
      subtree: true, childList: true, attributeFilter: ["data-test-script-state"],
    });
    later();
  };
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", begin); else begin();
})();

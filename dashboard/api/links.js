// Links of a view: where the server is, what the links of the menu carry into a new tab, and copying the address.
// No data, no requests, no markup of its own but a region for announcements.
(() => {
  "use strict";

  // Streamlit would look for its server below the page's own path first, and the console would fill with what it did
  // not find. This script lies beside the front page, so its address says where the server is.
  const base = new URL(".", document.currentScript.src);
  window.__streamlit ??= { BACKEND_BASE_URL: base.href };

  // Links of the menu lead to bare pages, because the session remembers the choices. A new tab has a session of its
  // own: shortly before a link may be opened there, it is told what to carry.
  const MENU = '[data-testid="stSidebarNavLink"]';
  const prepare = event => {
    const link = event.target.closest?.(MENU);
    const told = document.querySelector("main .share")?.dataset.ways;
    if (!link || !told) return;
    const target = new URL(link.href);
    const query = JSON.parse(told)[target.pathname.replace(/.*\//, "")];
    if (query === undefined) return;
    target.search = query;
    link.href = target.href;
  };
  for (const kind of ["pointerover", "pointerdown", "focusin"]) addEventListener(kind, prepare, true);
  // Streamlit answers every click itself, those with Ctrl too, which ask for a new tab: they are left to the browser.
  addEventListener("click", event => {
    const isForNewTab = event.ctrlKey || event.metaKey || event.shiftKey;
    if (isForNewTab && event.target.closest?.(`${MENU}, [data-testid="stPageLink-NavLink"]`)) {
      event.stopImmediatePropagation();
    }
  }, true);

  // What was done is heard at once, and seen beside the address.
  const heard = document.createElement("div");
  heard.setAttribute("role", "status");
  heard.style.cssText = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap";
  const say = (share, text) => {
    if (!heard.isConnected) document.body.append(heard);
    heard.textContent = "";
    setTimeout(() => { heard.textContent = text; }, 60);
    // As an attribute that the stylesheet writes: the text of the page has not changed.
    share.querySelector(".copied").dataset.said = text;
  };
  const copy = async share => {
    const field = share.querySelector(".address");
    try {
      await navigator.clipboard.writeText(field.value);
      say(share, "Link copied.");
    } catch {
      // No clipboard here, or no right to it: the address stands in the field, marked, ready for the keys.
      field.focus();
      field.select();
      say(share, "Press Ctrl and C to copy the link.");
    }
  };
  // Opening the fold copies; closing it does not. Toggle events do not bubble, so they are caught on their way down.
  addEventListener("toggle", event => {
    if (event.target.matches?.("details.share") && event.target.open) copy(event.target);
  }, true);
  addEventListener("focusin", event => {
    if (event.target.matches?.(".share .address")) event.target.select();
  });
})();

// Notes when charts paint, in any page: text and shapes on canvases, changes of large pictures in SVG, tables' rows.
(() => {
  const paints = new Map();   // chart -> time of its last paint
  const words = new Map();    // chart -> what was written on it since the last reset
  let touched = 0;
  const touch = () => { touched = performance.now(); };
  const note = (chart, text) => {
    paints.set(chart, performance.now());
    if (text) (words.get(chart) ?? words.set(chart, []).get(chart)).push(text);
  };
  const pen = CanvasRenderingContext2D.prototype;
  for (const name of ["fillText", "fill", "stroke", "fillRect", "drawImage"]) {
    const plain = pen[name];
    pen[name] = function (...all) {
      note(this.canvas, name === "fillText" ? String(all[0]) : "");
      return plain.apply(this, all);
    };
  }
  // Left to the browser: what a page changes beside its charts must not be slowed down by being looked at.
  const pictureOf = (node) => {
    let found = null;
    let at = node.nodeType === 1 ? node : node.parentElement;
    while ((at = at?.closest("svg"))) {
      found = at;
      at = at.parentElement;
    }
    return found;
  };
  const watch = new MutationObserver((changes) => {
    const seen = new Set(), pictures = new Map();
    for (const change of changes) {
      if (!pictures.has(change.target)) pictures.set(change.target, pictureOf(change.target));
      const inside = pictures.get(change.target);
      if (inside) seen.add(inside);
      else for (const node of change.addedNodes) {
        if (node.nodeType !== 1) continue;
        if (node.tagName === "svg") seen.add(node);
        else for (const picture of node.getElementsByTagName("svg")) seen.add(picture);
      }
    }
    for (const picture of seen) note(picture, "");
  });
  const all = { subtree: true, childList: true, attributes: true, characterData: true };
  watch.observe(document, all);
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (...how) {
    const root = attach.apply(this, how);
    watch.observe(root, all);
    // A change inside a shadow is not told outside of it.
    root.addEventListener("change", touch, true);
    return root;
  };
  for (const kind of ["pointerdown", "pointerup", "click", "keydown", "change"]) {
    window.addEventListener(kind, touch, true);
  }
  const isLarge = (chart) => chart.isConnected && chart.getBoundingClientRect().width >= 200 &&
    chart.getBoundingClientRect().height >= 80;
  const says = (chart, name) =>
    (words.get(chart) ?? []).some(text => text.includes(name)) ||
    (chart.tagName === "svg" && chart.textContent.includes(name));
  window.paints = {
    reset: () => { paints.clear(); words.clear(); touched = 0; },
    // Time of the last paint since the reset, from the last touch of the reader (or the start of the page), where at
    // least so many charts painted, one of them wrote the name, and none painted for a while; else nothing.
    // Texts are looked for in pages without charts.
    settled: (name, charts, quiet, selector) => {
      const now = performance.now();
      if (!charts) {
        const element = document.querySelector(selector);
        if (!element || !element.textContent.includes(name) || document.readyState !== "complete") return null;
        const entry = performance.getEntriesByType("navigation")[0];
        return { ms: entry.loadEventEnd, charts: 0 };
      }
      const large = [...paints].filter(([chart]) => isLarge(chart));
      const last = Math.max(...large.map(([, at]) => at));
      if (large.length < charts || now - last < quiet) return null;
      if (!large.some(([chart]) => says(chart, name))) return null;
      return { ms: last - touched, charts: large.length };
    },
    seen: () => [...paints].filter(([chart]) => isLarge(chart)).map(([chart, at]) => ({
      tag: chart.tagName, width: Math.round(chart.getBoundingClientRect().width),
      height: Math.round(chart.getBoundingClientRect().height), at: Math.round(at),
      words: (words.get(chart) ?? []).length, some: (words.get(chart) ?? []).slice(0, 3),
    })),
  };
})();

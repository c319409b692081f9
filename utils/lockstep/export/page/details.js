// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

/** The current event in words. */
class Details {
  constructor(box) {
    this.box = box;
  }

  show(pane) {
    const { model, current } = pane, row = model.rows[current];
        const parts = [
      this.who(model, row, element("span", { className: "dim",
        textContent: row.end ? "at the end · " : `step ${row.step} · ` })),
      element("h2", { textContent: row.text }),
      element("p", { textContent: this.where(model.site(row)) }),
    ];
    const facts = this.facts(row);
    if (facts) parts.push(element("p", { className: "dim", textContent: facts }));
    const list = (title, items) => {
      if (items.length)
        parts.push(element("h3", { textContent: title }), element("ul", {}, ...items));
    };
    list("Chosen", model.valuesAfter(current).map((value) => element("li", {
      textContent: value.text })));
    list("Caused by", (model.causesOf.get(current) || []).map((cause) =>
      this.link(pane, cause.from, `← ${cause.reason}`)));
    list("Leads to", (model.effectsOf.get(current) || []).slice(0, 50).map((cause) =>
      this.link(pane, cause.to, `→ ${cause.reason}`)));
    list("Holds", model.heldAt(current).map((hold) => this.held(model, hold)));
    this.box.replaceChildren(...parts);
  }

  who(model, row, before) {
    const name = element("span", { className: "who", textContent: model.threadName(row.thread) });
    name.style.setProperty("--color", threadColor(row.thread));
    return element("p", {}, before, name);
  }

  where(site) {
    if (!site.file) return "at no known place";
    const place = [tidyPath(site.file), site.line, site.column].filter(Boolean).join(":");
    return site.function ? `${place} in ${site.function}` : place;
  }

  facts(row) {
    const facts = [];
    if (row.size) facts.push(`${row.size} bytes`);
    if (row.time) facts.push(`virtual time ${(row.time / 1000).toLocaleString("en")} µs`);
    if (row.flags) facts.push(...row.flags);
    return facts.join(" · ");
  }

  link(pane, index, reason) {
    const { model } = pane, row = model.rows[index];
    const button = element("button", { type: "button",
      textContent: `step ${row.step} T${row.thread}: ${row.text}` });
    button.addEventListener("click", () => {
      pane.select(index);
      pane.lanes.box.focus({ preventScroll: true });
    });
    return element("li", {}, `${reason} `, button);
  }

  held(model, hold) {
    const swatch = element("span", { className: "swatch" });
    swatch.style.setProperty("--color", objectColor(hold.object));
    return element("li", {}, swatch, ` ${model.objectName(hold.object)} ` +
      `${hold.shared ? "(shared) " : ""}since step ${model.rows[hold.first].step}`);
  }
}

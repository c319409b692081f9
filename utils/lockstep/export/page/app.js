// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

/** The keys, what each does, and what help says of it. */
const KEYS = [
  ["ArrowDown j", "next event", "next"],
  ["ArrowUp k", "previous event", "previous"],
  ["ArrowRight l", "next event of the same thread", "nextOfThread"],
  ["ArrowLeft h", "previous event of the same thread", "previousOfThread"],
  ["n", "next switch to another thread", "nextSwitch"],
  ["p", "previous switch", "previousSwitch"],
  ["PageDown", "20 events on", "pageDown"],
  ["PageUp", "20 events back", "pageUp"],
  ["Home", "first event", "first"],
  ["End", "last event", "last"],
  ["g", "go to a step", "askStep"],
  ["o", "only events on the object of this one, and back", "onlyObject"],
  ["t", "only the thread of this event, and back", "onlyThread"],
  ["c", "only what led to the outcome, and back", "onlySlice"],
  ["x", "show everything", "clear"],
  ["s", "the other execution", "other"],
  ["?", "these keys", "help"],
];
const KEY_NAMES = { ArrowDown: "↓", ArrowUp: "↑", ArrowRight: "→", ArrowLeft: "←" };

class App {
  constructor(data) {
    this.find = (id) => document.getElementById(id);
    this.hidden = new Set();
    this.object = null;
    this.slice = false;
    this.hiddenKinds = new Set();
    this.details = new Details(this.find("details"));
    this.source = new SourcePanel(this.find("source"));
    const models = [new Model(data.original, data.shrunk ? "Original" : "Schedule")];
    if (data.shrunk) models.push(new Model(data.shrunk, "Shrunk"));
    this.panes = models.map((model, i) => new Pane(model, this, `pane${i}`));
    this.find("panes").append(...this.panes.map((pane) => pane.box));
    this.describe(data.original);
    this.addTools();
    this.addKeys();
    this.panes.forEach((pane) => pane.lanes.layOut());
    this.activate(this.panes[this.panes.length - 1]);
    this.panes.forEach((pane) => { if (pane.model.rows.length) pane.lanes.reveal(pane.current); });
    this.active.lanes.box.focus({ preventScroll: true });
  }

  describe(model) {
    const { trace } = model;
    const outcome = this.find("outcome");
    outcome.textContent = trace.outcome;
    outcome.className = trace.unknown ? "unknown" : trace.outcome === "passed" ? "good" : "";
    // The badge says the beginning.
    const start = `SUMMARY: Lockstep: ${trace.outcome} `;
    this.find("summary").textContent =
      trace.summary.startsWith(start) ? trace.summary.slice(start.length) : trace.summary;
    const facts = [trace.program, `strategy ${trace.strategy || "unknown"}`,
                   `seed ${trace.campaign_seed}`, `iteration ${trace.iteration}`,
                   `Lockstep ${trace.tool_version}`];
    this.find("facts").textContent = facts.filter(Boolean).join(" · ");
    const notices = [];
    if (!trace.recorded)
      notices.push("The trace holds decisions only: no values, no memory orders, no causes.");
    if (trace.truncated) notices.push("The trace was cut: this is its beginning.");
    if (model.first_event)
      notices.push(`${model.first_event.toLocaleString("en")} earlier events are left out.`);
    this.find("notice").textContent = notices.join(" ");
    this.find("notice").hidden = notices.length === 0;
  }

  //--- Filters --------------------------------------------------------------

  addTools() {
    const model = this.panes[0].model;
    const used = new Set();
    for (const row of model.rows) for (const id of [row.object, row.second]) used.add(id);
    const objects = [...model.objects.values()].filter((object) =>
      used.has(object.object) && object.kind !== "Thread");
    objects.sort((a, b) => a.name.localeCompare(b.name, "en"));
    this.find("object").replaceChildren(element("option", { value: "", textContent: "all" }),
      ...objects.map((object) => element("option", { value: object.object,
        textContent: `${object.name} (${object.kind.toLowerCase()})` })));
    const threads = [...new Set(this.panes.flatMap((pane) => pane.model.threads))];
    this.threadBoxes = new Map(threads.sort((a, b) => a - b).map((thread) =>
      [thread, this.chip(this.find("threads"), `Show ${model.threadName(thread)}`,
        model.threadName(thread), threadColor(thread), (on) => {
          this.hidden[on ? "delete" : "add"](thread);
          this.applyFilter();
        })]));
    this.canSlice = this.panes.every((pane) => pane.model.slice.size > 0);
    if (this.canSlice) {
      this.sliceBox = this.chip(this.find("threads"), "Only what led to the outcome",
        "only causes", "var(--text)", (on) => this.setSlice(on));
      this.sliceBox.checked = false;
    }
    const present = new Set(this.panes.flatMap((pane) => pane.model.causes.map((c) => c.kind)));
    for (const { name, title } of ARROW_KINDS.filter((kind) => present.has(kind.name)))
      this.chip(this.find("kinds"), `Arrows: ${title}`, title, `var(--${name})`, (on) => {
        this.hiddenKinds[on ? "delete" : "add"](name);
        this.panes.forEach((pane) => pane.lanes.draw());
      });
    this.find("object").addEventListener("change", (event) => {
      this.object = event.target.value === "" ? null : Number(event.target.value);
      this.applyFilter();
    });
    this.find("step").addEventListener("keydown", (event) => {
      const step = Number.parseInt(event.target.value, 10);
      if (event.key === "Enter" && step >= 0) this.active.goTo(step);
    });
    this.find("tools").addEventListener("click", (event) => {
      const button = event.target.closest("button[data-do]");
      if (button) this.run(button.dataset.do);
    });
  }

  chip(parent, label, text, color, change) {
    const box = element("input", { type: "checkbox", checked: true });
    box.setAttribute("aria-label", label);
    box.addEventListener("change", () => change(box.checked));
    const swatch = element("span", { className: "swatch" });
    const chip = element("label", { className: "chip" }, box, swatch, text);
    chip.style.setProperty("--color", color);
    parent.append(chip);
    return box;
  }

  applyFilter() {
    this.find("object").value = this.object === null ? "" : String(this.object);
    if (this.sliceBox) this.sliceBox.checked = this.slice;
    for (const [thread, box] of this.threadBoxes) box.checked = !this.hidden.has(thread);
    for (const pane of this.panes) pane.filter(this.hidden, this.object, this.slice);
  }

  //--- The cursor -----------------------------------------------------------

  activate(pane) {
    if (this.active === pane) return;
    this.active = pane;
    for (const each of this.panes) each.box.classList.toggle("active", each === pane);
    if (pane.model.rows.length) this.moved(pane);
  }

  moved(pane) {
    this.activate(pane);
    const { model, current } = pane;
    pane.linked = -1;
    this.details.show(pane);
    this.source.follow(model, current);
    if (document.activeElement !== this.find("step"))
      this.find("step").value = model.rows[current].step;
    for (const other of this.panes) if (other !== pane) other.link(model.keys[current]);
  }

  //--- Commands -------------------------------------------------------------

  run(command) {
    const pane = this.active, { model } = pane, row = model.rows[pane.current];
    if (command === "help") return this.find("help").showModal();
    if (!row) return undefined;
    const commands = {
      next: () => pane.step(1), previous: () => pane.step(-1),
      pageDown: () => pane.step(20), pageUp: () => pane.step(-20),
      first: () => pane.step(-model.rows.length), last: () => pane.step(model.rows.length),
      nextSwitch: () => pane.seekSwitch(1), previousSwitch: () => pane.seekSwitch(-1),
      nextOfThread: () => pane.seekSameThread(1), previousOfThread: () => pane.seekSameThread(-1),
      askStep: () => this.find("step").select(),
      onlyObject: () => this.onlyObject(row), onlyThread: () => this.onlyThread(row),
      clear: () => { this.hidden.clear(); this.object = null; this.setSlice(false); },
      onlySlice: () => this.setSlice(!this.slice),
      other: () => this.panes[(this.panes.indexOf(pane) + 1) % this.panes.length].lanes.box.focus(),
    };
    return commands[command]();
  }

  setSlice(on) {
    this.slice = on && this.canSlice;
    this.applyFilter();
  }

  onlyObject(row) {
    this.object = this.object === null ? row.object ?? null : null;
    this.applyFilter();
  }

  onlyThread(row) {
    const others = [...this.threadBoxes.keys()].filter((thread) => thread !== row.thread);
    const isOnly = others.every((thread) => this.hidden.has(thread)) && others.length > 0;
    this.hidden = isOnly ? new Set() : new Set(others);
    this.applyFilter();
  }

  addKeys() {
    const commands = new Map();
    for (const [keys, text, command] of KEYS) {
      for (const key of keys.split(" ")) commands.set(key, command);
      this.find("keys").append(
        element("dt", { textContent: keys.split(" ").map((k) => KEY_NAMES[k] || k).join(" ") }),
        element("dd", { textContent: text }));
    }
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || this.find("help").open) return;
      if (event.target.closest("select, input[type=text]")) {
        if (event.key === "Escape") this.active.lanes.box.focus();
        return;
      }
      // The source text scrolls by itself.
      const isScroll = /^(Arrow|Page|Home|End)/.test(event.key);
      if (isScroll && event.target.closest("#side")) return;
      const command = commands.get(event.key);
      if (!command) return;
      event.preventDefault();
      this.run(command);
    });
  }
}

{
  const app = new App(JSON.parse(document.getElementById("data").textContent));
  // For those who measure: when everything was there and drawn.
  requestAnimationFrame(() => setTimeout(() => {
    performance.mark("lockstep-ready");
    const { duration } = performance.measure("lockstep-open", { end: "lockstep-ready" });
    document.body.dataset.ready = Math.round(duration);
    window.lockstep = app;
  }));
}

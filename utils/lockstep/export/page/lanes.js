// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

const ROW_HEIGHT = 22, HEAD_HEIGHT = 26, GUTTER = 74, SLOT_WIDTH = 6, MAX_ARROWS = 400;

/** The swim lanes of a model: only the rows in sight are in the document. */
class Lanes {
  constructor(model, pane) {
    this.model = model;
    this.pane = pane;
    this.box = element("div", { className: "lanes", tabIndex: 0 });
    this.box.setAttribute("role", "listbox");
    this.box.setAttribute("aria-label", `Events, ${model.title}`);
    this.heads = element("div", { className: "heads" });
    this.heads.setAttribute("aria-hidden", "true");
    this.sheet = element("div", { className: "sheet" });
    this.sheet.setAttribute("role", "presentation");
    this.box.append(this.heads, this.sheet);
    this.box.addEventListener("scroll", () => this.drawSoon());
    this.box.addEventListener("click", (event) => {
      const row = event.target.closest(".row");
      if (row) pane.select(Number(row.dataset.index));
    });
    new ResizeObserver(() => this.layOut()).observe(this.box);
  }

  /** After the filter or the size changed. */
  layOut() {
    const { model } = this;
    const lanes = model.lanes.length || 1;
    // The texts of the last lane run over its edge.
    const { clientWidth } = this.box, last = 140;
    this.laneWidth = Math.max(96, Math.min(230, (clientWidth - GUTTER - last) / lanes));
    this.width = Math.max(clientWidth, GUTTER + lanes * this.laneWidth + last);
    this.sheet.style.height = `${model.visible.length * ROW_HEIGHT + 8}px`;
    this.sheet.style.width = this.heads.style.width = `${this.width}px`;
    this.heads.replaceChildren(...model.lanes.map((thread, i) => {
      const name = model.threadName(thread);
      const head = element("span", { textContent: name, title: name });
      head.style.left = `${this.laneX(i) - 6}px`;
      head.style.maxWidth = `${this.laneWidth - 4}px`;
      head.style.setProperty("--color", threadColor(thread));
      return head;
    }));
    this.draw();
  }

  laneX(lane) {
    return GUTTER + lane * this.laneWidth;
  }

  /** Where the dot of the row `index` stands in the sheet. */
  point(index) {
    return {
      x: this.laneX(this.model.lanes.indexOf(this.model.rows[index].thread)),
      y: (this.model.position[index] + 0.5) * ROW_HEIGHT,
    };
  }

  drawSoon() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => { this.waiting = false; this.draw(); });
  }

  draw() {
    const { model, box } = this;
    if (!model.visible.length) {
      this.sheet.replaceChildren(element("p", { className: "empty",
        textContent: model.rows.length ? "No event is left by the filters."
                                       : "The trace holds no events." }));
      this.box.removeAttribute("aria-activedescendant");
      return;
    }
    const first = Math.max(0, Math.floor(box.scrollTop / ROW_HEIGHT) - 8);
    const count = Math.ceil(box.clientHeight / ROW_HEIGHT) + 16;
    const last = Math.min(model.visible.length, first + count);
    this.drawn = { first, last };
    const rows = [];
    for (let i = first; i < last; i++) rows.push(this.row(model.visible[i], i));
    this.sheet.replaceChildren(...rows, this.drawing(first, last));
    const current = this.sheet.querySelector(".current");
    if (current) this.box.setAttribute("aria-activedescendant", current.id);
    else this.box.removeAttribute("aria-activedescendant");
    this.pane.overview.draw();
  }

  row(index, position) {
    const { model, pane } = this;
    const row = model.rows[index];
    const isCurrent = index === pane.current;
    const made = element("div", { className: "row", id: `${pane.id}-${index}` });
    made.dataset.index = index;
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", String(isCurrent));
    made.setAttribute("aria-posinset", position + 1);
    made.setAttribute("aria-setsize", model.visible.length);
    made.setAttribute("aria-label", `${row.end ? "end" : `step ${row.step}`}, ` +
      `${model.threadName(row.thread)}: ${row.text} ${model.place(row)}`);
    if (isCurrent) made.classList.add("current");
    if (index === pane.linked && !isCurrent) made.classList.add("linked");
    if (model.isSwitch(index)) made.classList.add("switch");
    if (row.end) made.classList.add("end");
    made.style.top = `${position * ROW_HEIGHT}px`;
    const what = element("span", { className: "what" }, row.text);
    what.style.left = `${this.point(index).x + 9 + (model.slots.get(row.thread) || 0) * SLOT_WIDTH}px`;
    const where = model.place(row);
    if (where) what.append(element("span", { className: "where", textContent: where }));
    made.append(element("span", { className: "number",
      textContent: row.end ? "end" : row.step }), what);
    return made;
  }

  drawing(first, last) {
    const top = first * ROW_HEIGHT, height = (last - first) * ROW_HEIGHT;
    const made = document.createElementNS(SVG, "svg");
    made.setAttribute("class", "drawing");
    made.setAttribute("aria-hidden", "true");
    made.setAttribute("width", this.width);
    made.setAttribute("height", height);
    made.style.top = `${top}px`;
    const sheet = svg("g", { transform: `translate(0 ${-top})` }, made);
    for (let lane = 0; lane < this.model.lanes.length; lane++)
      svg("line", { class: "lane", x1: this.laneX(lane), x2: this.laneX(lane),
                    y1: top, y2: top + height }, sheet);
    this.drawBars(sheet, first, last);
    this.drawArrows(sheet, first, last);
    for (let i = first; i < last; i++) {
      const index = this.model.visible[i], at = this.point(index);
      const { thread } = this.model.rows[index];
      svg("circle", { class: "dot", cx: at.x, cy: at.y, r: index === this.pane.current ? 5.5 : 4,
                      fill: threadColor(thread) }, sheet);
    }
    return made;
  }

  drawBars(sheet, first, last) {
    const { model } = this;
    for (const hold of model.holds) {
      if (model.hidden.has(hold.thread)) continue;
      if (model.object !== null && hold.object !== model.object) continue;
      const from = model.position[hold.first];
      const to = model.position[hold.last] + (hold.toEnd ? 1 : 0);
      if (to < first || from >= last) continue;
      const y = Math.max(from, first - 1) * ROW_HEIGHT + ROW_HEIGHT / 2;
      const end = Math.min(to, last + 1) * ROW_HEIGHT + (hold.toEnd ? 0 : ROW_HEIGHT / 2);
      if (end <= y) continue;
      svg("rect", {
        class: hold.shared ? "bar shared" : "bar", "data-object": hold.object,
        x: this.laneX(model.lanes.indexOf(hold.thread)) + 6 + hold.slot * SLOT_WIDTH,
        y, width: SLOT_WIDTH - 2, height: end - y, style: `fill: ${objectColor(hold.object)}`,
      }, sheet);
    }
  }

  drawArrows(sheet, first, last) {
    const { model, pane } = this;
    const inSight = (index) => model.position[index] >= first && model.position[index] < last;
    let count = 0;
    const near = [];
    for (const cause of model.causes) {
      const isNear = cause.from === pane.current || cause.to === pane.current;
      if (!isNear && !inSight(cause.from) && !inSight(cause.to)) continue;
      if (!isNear && count >= MAX_ARROWS) continue;
      if (!pane.showsArrow(cause)) continue;
      if (isNear) { near.push(cause); continue; }
      count++;
      drawArrow(sheet, this.point(cause.from), this.point(cause.to), cause.kind, false);
    }
    for (const cause of near)
      drawArrow(sheet, this.point(cause.from), this.point(cause.to), cause.kind, true);
  }

  /** Brings a row into sight, with some rows around it. */
  reveal(index) {
    const top = this.model.position[index] * ROW_HEIGHT;
    const { scrollTop } = this.box;
    const height = this.box.clientHeight - HEAD_HEIGHT;
    const margin = Math.min(3 * ROW_HEIGHT, height / 4);
    if (top < scrollTop + margin) this.box.scrollTop = top - margin;
    else if (top + ROW_HEIGHT > scrollTop + height - margin)
      this.box.scrollTop = top + ROW_HEIGHT - height + margin;
    const lane = this.model.lanes.indexOf(this.model.rows[index].thread);
    const left = this.laneX(lane), { scrollLeft, clientWidth } = this.box;
    if (left < scrollLeft + GUTTER) this.box.scrollLeft = left - GUTTER;
    else if (left + 140 > scrollLeft + clientWidth) this.box.scrollLeft = left + 140 - clientWidth;
    this.draw();
  }
}

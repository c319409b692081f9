// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

/** One execution on the page, with its cursor. */
class Pane {
  constructor(model, app, id) {
    this.model = model;
    this.app = app;
    this.id = id;
    this.current = model.failure();
    this.linked = -1;
    this.lanes = new Lanes(model, this);
    this.overview = new Overview(model, this);
    this.title = element("h2", {});
    this.box = element("section", { className: "pane", id }, this.title,
      element("div", { className: "body" }, this.lanes.box, this.overview.canvas));
    this.lanes.box.addEventListener("focus", () => app.activate(this));
    this.describe();
  }

  describe() {
    const { model } = this, shown = model.visible.filter((i) => i < model.eventCount).length;
    const all = shown === model.eventCount;
    this.title.textContent = `${model.title}: ` +
      (all ? "" : `${shown} of `) + `${model.eventCount} events, ` +
      `${model.threads.length} threads, ${model.switches} switches`;
  }

  showsArrow(cause) {
    const { model, app } = this;
    return !app.hiddenKinds.has(cause.kind) && model.isVisible(cause.from) &&
      model.isVisible(cause.to) && model.rows[cause.from].thread !== model.rows[cause.to].thread;
  }

  /** Makes the row `index` the current one. */
  select(index) {
    this.current = index;
    this.app.moved(this);
    this.lanes.reveal(index);
  }

  /** Goes `count` visible rows on, or back. */
  step(count) {
    const { visible, position } = this.model;
    if (!visible.length) return;
    let at = position[this.current];
    // A hidden row stands before the visible one that has its position.
    if (count > 0 && !this.model.isVisible(this.current)) at--;
    this.select(visible[Math.max(0, Math.min(visible.length - 1, at + count))]);
  }

  /** Goes to the nearest visible row beyond the current one that `accepts`. */
  seek(direction, accepts) {
    for (let i = this.current + direction; i >= 0 && i < this.model.rows.length; i += direction)
      if (this.model.isVisible(i) && accepts(i)) return this.select(i);
  }

  seekSwitch(direction) {
    this.seek(direction, (i) => this.model.isSwitch(i));
  }

  seekSameThread(direction) {
    const { thread } = this.model.rows[this.current];
    this.seek(direction, (i) => this.model.rows[i].thread === thread);
  }

  /** Goes to the first visible event of step `step` or later. */
  goTo(step) {
    const { visible, rows } = this.model;
    const index = visible.find((i) => rows[i].step >= step) ?? visible[visible.length - 1];
    if (index !== undefined) this.select(index);
  }

  /** Shows the event of another execution that is the same as this one. */
  link(key) {
    this.linked = this.model.byKey.get(key) ?? -1;
    if (this.linked >= 0 && this.model.isVisible(this.linked)) this.lanes.reveal(this.linked);
    else this.lanes.draw();
  }

  filter(hidden, object, slice) {
    this.model.show(hidden, object, slice);
    this.describe();
    this.lanes.layOut();
    this.overview.redraw();
    if (this.model.rows.length) this.lanes.reveal(this.current);
  }
}

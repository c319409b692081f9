// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

/** The whole execution at a glance: a column per thread, a mark per event; the
    part in sight is framed. A press goes there. */
class Overview {
  constructor(model, pane) {
    this.model = model;
    this.pane = pane;
    this.canvas = element("canvas", { className: "overview" });
    this.canvas.setAttribute("aria-hidden", "true");
    const go = (event) => {
      if (!event.buttons) return;
      const share = event.offsetY / this.canvas.clientHeight;
      const { box } = pane.lanes;
      box.scrollTop = share * box.scrollHeight - box.clientHeight / 2;
    };
    this.canvas.addEventListener("pointerdown", go);
    this.canvas.addEventListener("pointermove", go);
    new ResizeObserver(() => this.redraw()).observe(this.canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.redraw());
  }

  /** Marks all events that the filter leaves, once. */
  redraw() {
    const { canvas, model } = this, scale = devicePixelRatio || 1;
    canvas.width = Math.round(canvas.clientWidth * scale);
    canvas.height = Math.round(canvas.clientHeight * scale);
    if (!canvas.width || !canvas.height) return;
    this.picture = new OffscreenCanvas(canvas.width, canvas.height);
    const context = this.picture.getContext("2d");
    const style = getComputedStyle(document.documentElement);
    const column = canvas.width / (model.lanes.length || 1);
    const height = Math.max(scale, canvas.height / model.visible.length);
    model.lanes.forEach((thread, lane) => {
      context.fillStyle = style.getPropertyValue(`--t${thread % 8}`);
      model.visible.forEach((index, position) => {
        if (model.rows[index].thread === thread)
          context.fillRect(lane * column + 1, (position / model.visible.length) * canvas.height,
                           Math.max(1, column - 2), height);
      });
    });
    canvas.dataset.marks = model.visible.length;
    this.draw();
  }

  /** Frames what is in sight and marks the current event. */
  draw() {
    if (!this.picture) return;
    const { canvas, model, pane } = this, { box } = pane.lanes;
    const context = canvas.getContext("2d");
    const style = getComputedStyle(document.documentElement);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.drawImage(this.picture, 0, 0);
    context.lineWidth = 2 * (devicePixelRatio || 1);
    context.strokeStyle = style.getPropertyValue("--text");
    const total = Math.max(box.scrollHeight, 1);
    context.strokeRect(1, (box.scrollTop / total) * canvas.height + 1, canvas.width - 2,
                       (box.clientHeight / total) * canvas.height - 2);
    if (!model.rows.length) return;
    context.fillStyle = style.getPropertyValue("--bad");
    const at = (model.position[pane.current] / (model.visible.length || 1)) * canvas.height;
    context.fillRect(0, at - 1, canvas.width, 3);
  }
}

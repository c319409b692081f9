// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

/** One execution. Its rows are the events and, behind them, one row for each
    thread that stood somewhere at the end. */
class Model {
  constructor(data, title) {
    this.data = data;
    this.title = title;
    this.first = data.first_event;
    this.slice = new Set(data.slice.map((event) => event - this.first));
    this.sites = new Map(data.sites.map((site) => [site.site, site]));
    this.objects = new Map(data.objects.map((object) => [object.object, object]));
    this.rows = data.events.slice();
    this.eventCount = this.rows.length;
    for (const thread of data.threads)
      if (thread.end)
        this.rows.push({
          end: true, step: data.trace.decisions, thread: thread.thread,
          text: thread.end, object: thread.object, site: thread.site,
          // What failed is rarely what the thread would have done next.
          place: thread.thread === data.trace.culprit ? data.trace.failure : undefined,
        });
    this.threads = [...new Set(this.rows.map((row) => row.thread))].sort((a, b) => a - b);
    this.switches = 0;
    for (let i = 1; i < this.eventCount; i++)
      if (this.rows[i].thread !== this.rows[i - 1].thread) this.switches++;
    this.addCauses();
    this.addHolds();
    this.addKeys();
    this.show(new Set(), null, false);
  }

  threadName(thread) {
    const known = this.data.threads[thread];
    return known ? known.name : `T${thread}`;
  }

  objectName(object) {
    const known = this.objects.get(object);
    return known ? known.name : "";
  }

  /** Where a row happened: {file, line, column, function}, as far as known. */
  site(row) {
    return row.place || this.sites.get(row.site) || {};
  }

  /** "bank.cpp:42". */
  place(row) {
    const { file, line } = this.site(row);
    if (!file) return "";
    const name = file.slice(file.lastIndexOf("/") + 1);
    return line ? `${name}:${line}` : name;
  }

  /** The row to begin with: where it failed. */
  failure() {
    const { culprit } = this.data.trace;
    const end = this.rows.findIndex((row) => row.end && (culprit === undefined || row.thread === culprit));
    return end >= 0 ? end : Math.max(0, this.eventCount - 1);
  }

  /** Causes, by the rows of both events. */
  addCauses() {
    this.causes = this.data.causes.map((cause) => {
      const to = cause.to - this.first;
      const object = this.objects.get(this.rows[to].object);
      return { from: cause.from - this.first, to, reason: cause.reason,
               kind: arrowKind(object && object.kind) };
    });
    for (const cause of this.data.end_causes) {
      const to = this.rows.findIndex((row) => row.end && row.thread === cause.thread);
      if (to < 0) continue;
      const object = this.objects.get(this.rows[to].object);
      this.causes.push({ from: cause.from - this.first, to, reason: cause.reason,
                         kind: arrowKind(object && object.kind) });
    }
    this.causesOf = new Map();
    this.effectsOf = new Map();
    const add = (map, key, cause) => {
      if (!map.has(key)) map.set(key, []);
      map.get(key).push(cause);
    };
    for (const cause of this.causes) {
      add(this.causesOf, cause.to, cause);
      add(this.effectsOf, cause.from, cause);
    }
  }

  /** Holds by row, each in a slot of its own beside those of its thread that
      it overlaps. */
  addHolds() {
    const busy = new Map();
    this.holds = this.data.holds.map((hold) => {
      if (!busy.has(hold.thread)) busy.set(hold.thread, []);
      const slots = busy.get(hold.thread);
      let slot = slots.findIndex((last) => last < hold.first);
      if (slot < 0) slot = slots.length;
      slots[slot] = hold.last;
      return {
        ...hold, slot,
        first: Math.max(hold.first - this.first, 0),
        last: Math.min(hold.last - this.first, this.rows.length - 1),
        toEnd: hold.last - this.first >= this.eventCount,
      };
    });
    this.slots = new Map([...busy].map(([thread, slots]) => [thread, slots.length]));
  }

  /** What makes two events of two executions the same one: the thread, the
      place, and how often the thread has been there. */
  addKeys() {
    const seen = new Map();
    this.keys = this.rows.map((row) => {
      const key = `${row.thread} ${row.operation || "end"} ${row.site ?? ""}`;
      seen.set(key, (seen.get(key) || 0) + 1);
      return `${key} ${seen.get(key)}`;
    });
    this.byKey = new Map(this.keys.map((key, i) => [key, i]));
  }

  /** Shows all but the threads `hidden`; only what acts on `object` unless
      that is null; only what led to the outcome if `slice`. */
  show(hidden, object, slice) {
    this.hidden = hidden;
    this.object = object;
    this.onlySlice = slice;
    this.lanes = this.threads.filter((thread) => !hidden.has(thread));
    this.visible = [];
    // How many rows above are visible: where a hidden row would stand.
    this.position = new Int32Array(this.rows.length + 1);
    for (let i = 0; i < this.rows.length; i++) {
      this.position[i] = this.visible.length;
      if (this.isShown(this.rows[i], i)) this.visible.push(i);
    }
    this.position[this.rows.length] = this.visible.length;
  }

  isShown(row, index) {
    return !this.hidden.has(row.thread) && (!this.onlySlice || row.end || this.slice.has(index)) &&
      (this.object === null || row.object === this.object || row.second === this.object);
  }

  isVisible(index) {
    return this.visible[this.position[index]] === index;
  }

  isSwitch(index) {
    return index > 0 && index < this.eventCount &&
      this.rows[index].thread !== this.rows[index - 1].thread;
  }

  /** What the thread of a row holds while it acts. */
  heldAt(index) {
    const thread = this.rows[index].thread;
    return this.holds.filter((hold) =>
      hold.thread === thread && hold.first <= index && (index < hold.last || hold.toEnd));
  }

  /** Choices of values that follow the row directly. */
  valuesAfter(index) {
    const next = this.rows[index + 1];
    const end = next ? next.step : Infinity;
    const { step, end: isEnd } = this.rows[index];
    return isEnd ? [] : this.data.values.filter((value) => value.step > step && value.step < end);
  }
}

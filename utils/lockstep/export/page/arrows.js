// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

/** Families of causes, by the kind of object that the later event acts on. */
const ARROW_KINDS = [
  { name: "reads", title: "reads from", objects: ["Memory"] },
  { name: "lock", title: "locks", objects: ["Mutex", "RwLock", "SpinLock"] },
  { name: "wake", title: "wake-ups",
    objects: ["Condition", "Futex", "Semaphore", "Barrier", "Queue"] },
  { name: "thread", title: "threads", objects: ["Thread"] },
  { name: "other", title: "other", objects: [] },
];

function arrowKind(objectKind) {
  const known = ARROW_KINDS.find((kind) => kind.objects.includes(objectKind));
  return known ? known.name : "other";
}

const SVG = "http://www.w3.org/2000/svg";

function svg(name, attributes, parent) {
  const made = document.createElementNS(SVG, name);
  for (const key in attributes) made.setAttribute(key, attributes[key]);
  parent.append(made);
  return made;
}

/** An element with these properties and children. Text is never HTML. */
function element(name, properties, ...children) {
  const made = document.createElement(name);
  Object.assign(made, properties);
  made.append(...children);
  return made;
}

/** A path without its detours. */
function tidyPath(path) {
  const parts = [];
  for (const part of path.split("/")) {
    if (part === ".." && parts.length && parts[parts.length - 1] !== "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}

function threadColor(thread) {
  return `var(--t${thread % 8})`;
}

/** Neighbors in number are far apart in hue. */
function objectColor(object) {
  return `hsl(${Math.round((object * 137.508 + 30) % 360)} var(--bars) 50%)`;
}

/** Draws an arrow from one point to another, both {x, y}. */
function drawArrow(parent, from, to, kind, near) {
  const color = `var(--${kind})`;
  const bend = Math.min(40, Math.abs(to.y - from.y) / 2 + 6);
  const side = to.x === from.x ? 24 : 0;
  svg("path", {
    class: near ? "arrow near" : "arrow", "data-kind": kind, stroke: color,
    d: `M${from.x},${from.y} C${from.x + side},${from.y + bend} ` +
       `${to.x + side},${to.y - bend} ${to.x},${to.y - 5}`,
  }, parent);
  svg("path", {
    class: near ? "point near" : "point", fill: color,
    d: `M${to.x},${to.y - 3} l-4,-7 h8 z`,
  }, parent);
}

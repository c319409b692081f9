// Part of Lockstep, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

const KEYWORDS = new Set(("alignas alignof asm auto bool break case catch char class co_await " +
  "co_return co_yield const consteval constexpr const_cast continue decltype default delete do " +
  "double dynamic_cast else enum explicit extern false float for friend goto if inline int long " +
  "mutable namespace new noexcept nullptr operator private protected public register " +
  "reinterpret_cast requires return short signed sizeof static static_assert static_cast struct " +
  "switch template this thread_local throw true try typedef typeid typename union unsigned using " +
  "virtual void volatile while").split(" "));
const TOKEN = /\/\/.*|\/\*.*?(?:\*\/|$)|"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)+'|\b\d[\w.']*|[A-Za-z_]\w*|^\s*#\s*\w+/g;

/** Appends one line of C or C++ to `parent`, with colors. */
function appendCode(parent, line, inComment) {
  let done = 0;
  if (inComment) {
    const end = line.indexOf("*/");
    done = end < 0 ? line.length : end + 2;
    parent.append(element("span", { className: "comment", textContent: line.slice(0, done) }));
    inComment = end < 0;
  }
  TOKEN.lastIndex = done;
  for (let match; (match = TOKEN.exec(line)); ) {
    const text = match[0];
    let kind = "";
    if (text.startsWith("//") || text.startsWith("/*")) kind = "comment";
    else if (/^["'\d]/.test(text)) kind = "literal";
    else if (/^\s*#/.test(text) || KEYWORDS.has(text)) kind = "keyword";
    if (text.startsWith("/*") && !text.endsWith("*/")) inComment = true;
    if (!kind) continue;
    parent.append(line.slice(done, match.index),
                  element("span", { className: kind, textContent: text }));
    done = match.index + text.length;
  }
  parent.append(line.slice(done));
  return inComment;
}

/** Shows the source around the current event, and where the other threads
    are. */
class SourcePanel {
  constructor(box) {
    this.select = element("select", {});
    this.select.setAttribute("aria-label", "File");
    this.text = element("div", { className: "text", tabIndex: 0 });
    this.text.setAttribute("role", "region");
    this.text.setAttribute("aria-label", "Source text");
    box.append(element("div", { className: "bar-top" }, this.select), this.text);
    this.select.addEventListener("change", () => { this.open(this.select.value); this.mark([]); });
    this.lines = new Map();
  }

  use(model) {
    if (this.model === model) return;
    this.model = model;
    this.pages = new Map((model.data.sources || []).map((page) => [page.file, page]));
    this.select.replaceChildren(...[...this.pages.keys()].map((file) =>
      element("option", { value: file, textContent: tidyPath(file) })));
    this.select.hidden = this.pages.size === 0;
    this.file = undefined;
    this.say("The source of this trace is not here.");
  }

  say(text) {
    this.lines.clear();
    this.text.replaceChildren(element("p", { className: "empty", textContent: text }));
  }

  /** Fills in one file. */
  open(file) {
    if (this.file === file) return;
    this.file = file;
    this.lines.clear();
    this.select.value = file;
    const rows = [];
    for (const part of this.pages.get(file).parts) {
      if (rows.length || part.first > 1)
        rows.push(element("div", { className: "gap", textContent: "⋯" }));
      let inComment = false;
      part.lines.forEach((line, i) => {
        const at = element("span", { className: "at", textContent: part.first + i });
        const of = element("span", { className: "of" });
        inComment = appendCode(of, line, inComment);
        const row = element("div", { className: "code" }, at, of);
        this.lines.set(part.first + i, row);
        rows.push(row);
      });
    }
    this.text.replaceChildren(...rows);
  }

  /** Follows the cursor: `index` is the current row of `model`. */
  follow(model, index) {
    this.use(model);
    const site = model.site(model.rows[index]);
    if (!this.pages.has(site.file)) {
      this.file = undefined;
      this.say(site.file ? `The source of ${tidyPath(site.file)} is not here.`
                         : "This event has no place in the source.");
      return;
    }
    this.open(site.file);
    this.mark(this.standing(index));
    const row = this.lines.get(site.line);
    if (!row) return;
    row.classList.add("current");
    row.setAttribute("aria-current", "true");
    this.marked.push(row);
    const top = row.offsetTop - this.text.offsetTop;
    if (top < this.text.scrollTop + 40 || top > this.text.scrollTop + this.text.clientHeight - 60)
      this.text.scrollTop = top - this.text.clientHeight / 3;
  }

  /** Where each thread has got to when the row `index` happens. */
  standing(index) {
    const latest = new Map();
    for (let i = Math.min(index, this.model.rows.length - 1);
         i >= 0 && index - i < 5000 && latest.size < this.model.threads.length; i--) {
      const row = this.model.rows[i];
      if (!latest.has(row.thread)) latest.set(row.thread, this.model.site(row));
    }
    return [...latest].sort((a, b) => a[0] - b[0]);
  }

  mark(standing) {
    for (const row of this.marked || []) {
      row.classList.remove("current");
      row.removeAttribute("aria-current");
      row.querySelectorAll("b").forEach((tag) => tag.remove());
    }
    this.marked = [];
    for (const [thread, site] of standing) {
      const row = site.file === this.file && this.lines.get(site.line);
      if (!row) continue;
      const tag = element("b", { textContent: `T${thread}` });
      tag.style.setProperty("--color", threadColor(thread));
      const at = row.querySelector(".at");
      at.insertBefore(tag, at.lastChild);
      this.marked.push(row);
    }
  }
}

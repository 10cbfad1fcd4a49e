/* The audit page in the browser: keys, marks, corrections, and decisions that survive a crash of either side.

   Pages work without it as links and forms. What it adds: the next figure is on hand before it is asked for; evidence is
   painted over the text without cutting it; every decision is kept here until the server has acknowledged it. What a field
   may hold, how text becomes a value and what a decision means is the server's. Pure parts are exported for the tests. */

/* Text: code points, UTF-16, graphemes ------------------------------------------------------------------------- */

/** Places in a text counted in code points (as the store has them) and in UTF-16 units (as the browser has them). */
export class Offsets {
  constructor(text) {
    this.wide = []; // code point offsets of the characters that take two units, rising
    let point = 0;
    for (const character of text) {
      if (character.length === 2) this.wide.push(point);
      point += 1;
    }
    this.points = point;
    this.units = text.length;
  }
  /** How many characters of two units stand before a code point offset. */
  before(point) {
    let low = 0, high = this.wide.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.wide[middle] < point) low = middle + 1; else high = middle;
    }
    return low;
  }
  toUnits(point) { return Math.min(this.units, point + this.before(point)); }
  toPoints(unit) {
    let low = 0, high = this.wide.length; // a wide character ends at its offset + its rank + 2
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.wide[middle] + middle + 2 <= unit) low = middle + 1; else high = middle;
    }
    const inside = low < this.wide.length && this.wide[low] + low + 1 === unit;
    return unit - low - (inside ? 1 : 0);
  }
}

/** A selection in UTF-16 units, widened to whole graphemes and freed of blanks at its ends; null if nothing is left. */
export function snapped(text, start, end, language) {
  if (start > end) [start, end] = [end, start];
  const segments = new Intl.Segmenter(language, { granularity: "grapheme" }).segment(text);
  const first = segments.containing(start);
  if (first && start < text.length) start = first.index;
  const last = end > 0 && end < text.length ? segments.containing(end) : null;
  if (last && last.index < end) end = last.index + last.segment.length;
  while (start < end && /\s/u.test(text[start])) start += 1;
  while (end > start && /\s/u.test(text[end - 1])) end -= 1;
  return start < end ? [start, end] : null;
}

/** SHA-256 of a text in UTF-8, in hex: the store's text_hash. */
export async function textHash(text) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), byte => byte.toString(16).padStart(2, "0")).join("");
}

/** An id that rises with time (UUIDv7), made here so that sending an event twice is the same as once. */
export function uuid7(now = Date.now()) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let place = 0; place < 6; place += 1) bytes[place] = Math.floor(now / 2 ** (8 * (5 - place))) & 255;
  bytes[6] = 0x70 | (bytes[6] & 15);
  bytes[8] = 0x80 | (bytes[8] & 63);
  const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/* Marks -------------------------------------------------------------------------------------------------------- */

const ROW_OF = { value_max: "value", out_of: "value", sign: "value", kind: "unit", scheme: "indicator",
  date_role: "date", date_start: "date", date_end: "date", figure: "value" };
export const rowOf = field => ROW_OF[field] ?? field;
const ROWS = ["value", "unit", "comparator", "indicator", "base", "scenario", "scope", "date", "province", "per"];
const LANES = 3;

/** Spans {start, end, row} without repeats, each with the lane of its underline: spans that overlap lie in different ones. */
export function inLanes(spans) {
  const seen = new Set();
  const once = spans.filter(span => {
    const key = `${span.row} ${span.start} ${span.end}`;
    return span.end > span.start && !seen.has(key) && seen.add(key);
  });
  once.sort((a, b) => a.start - b.start || b.end - a.end || ROWS.indexOf(a.row) - ROWS.indexOf(b.row));
  const ends = [];
  return once.map(span => {
    let lane = ends.findIndex(end => end <= span.start);
    if (lane < 0) lane = Math.min(ends.length, LANES - 1);
    ends[lane] = Math.max(ends[lane] ?? 0, span.end);
    return { ...span, lane };
  });
}

/** A stretch of text cut at every edge of every span: [{start, end, spans}], in order and without gaps. */
export function cutAtEdges(from, to, spans) {
  const edges = new Set([from, to]);
  for (const { start, end } of spans) for (const edge of [start, end]) if (edge > from && edge < to) edges.add(edge);
  const sorted = [...edges].sort((a, b) => a - b);
  return sorted.slice(1).map((end, place) => {
    const start = sorted[place];
    return { start, end, spans: spans.filter(span => span.start <= start && span.end >= end) };
  });
}

/** The options that fit what was typed, best first: all its words must be found, starts of words count most. */
export function ranked(options, typed) {
  const plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
  const words = plain(typed).split(/[\s.·_,]+/).filter(Boolean);
  if (!words.length) return [...options];
  const scored = [];
  options.forEach((option, place) => {
    const parts = plain(`${option.label} ${option.search ?? ""} ${option.code ?? ""}`).split(/[\s.·_,()/]+/).filter(Boolean);
    let score = 0;
    for (const word of words) {
      const at = parts.findIndex(part => part.startsWith(word));
      const within = at < 0 && parts.some(part => part.includes(word));
      if (at < 0 && !within) return;
      score += at < 0 ? 50 : at;
    }
    if (plain(option.label).startsWith(plain(typed.trim()))) score -= 20;
    scored.push({ option, score, place });
  });
  return scored.sort((a, b) => a.score - b.score || a.place - b.place).map(one => one.option);
}

/** The text of an article as one element a paragraph and one text node in each, and ranges over it by code points. */
class TextPane {
  constructor(element, text, language) {
    this.element = element;
    this.text = text;
    this.language = language;
    this.offsets = new Offsets(text);
    this.paragraphs = [];
    this.hasHighlights = Boolean(globalThis.CSS?.highlights);
    let start = 0;
    element.replaceChildren(...text.split("\n").map(line => {
      const paragraph = document.createElement("p");
      paragraph.append(document.createTextNode(line));
      this.paragraphs.push({ paragraph, start, end: start + line.length });
      start += line.length + 1;
      return paragraph;
    }));
  }
  /** What is shown, put together again from the page: what the hash is taken of. */
  shown() { return this.paragraphs.map(({ paragraph }) => paragraph.textContent).join("\n"); }
  /** Paragraph, node and offset of a place in UTF-16 units. */
  place(unit) {
    let low = 0, high = this.paragraphs.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.paragraphs[middle].start <= unit) low = middle; else high = middle - 1;
    }
    const { paragraph, start, end } = this.paragraphs[low];
    let left = Math.min(unit, end) - start;
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    let node = walker.nextNode();
    while (node && left > node.length) { left -= node.length; node = walker.nextNode() ?? node; }
    return { node: node ?? paragraph, offset: node ? left : 0 };
  }
  range(start, end) {
    const range = document.createRange();
    const from = this.place(this.offsets.toUnits(start)), to = this.place(this.offsets.toUnits(end));
    range.setStart(from.node, from.offset);
    range.setEnd(to.node, to.offset);
    return range;
  }
  /** The place in UTF-16 units of a point of the page's tree, or null outside of the text. */
  unit(node, offset) {
    const found = this.paragraphs.find(({ paragraph }) => paragraph.contains(node));
    if (!found) {
      if (node !== this.element) return null;
      return this.paragraphs[offset]?.start ?? this.text.length;
    }
    const before = document.createRange();
    before.setStart(found.paragraph, 0);
    before.setEnd(node, offset);
    return found.start + before.toString().length;
  }
  /** The selection as code points, snapped to whole graphemes and shown so; null if there is none in the text. */
  selection() {
    const chosen = getSelection();
    if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return null;
    const range = chosen.getRangeAt(0);
    const start = this.unit(range.startContainer, range.startOffset), end = this.unit(range.endContainer, range.endOffset);
    if (start === null || end === null) return null;
    const whole = snapped(this.text, start, end, this.language);
    return whole && { start: this.offsets.toPoints(whole[0]), end: this.offsets.toPoints(whole[1]) };
  }
  select(start, end) {
    const chosen = getSelection();
    chosen.removeAllRanges();
    chosen.addRange(this.range(start, end));
  }
  quote(start, end) { return this.text.slice(this.offsets.toUnits(start), this.offsets.toUnits(end)); }
  /** Paint {name: spans}; spans of the rows carry `lane`. */
  paint(layers) {
    this.layers = layers;
    if (!this.hasHighlights) { this.paintWithMarks(layers); return; }
    CSS.highlights.clear();
    const priority = { other: 0, refused: 1, own: 2, lit: 9 };
    const byName = new Map();
    const add = (name, span) => byName.set(name, [...(byName.get(name) ?? []), this.range(span.start, span.end)]);
    for (const [layer, spans] of Object.entries(layers))
      for (const span of spans) add(layer === "rows" ? `${span.row}-${span.lane}` : layer, span);
    for (const [name, ranges] of byName) {
      const highlight = new Highlight(...ranges);
      highlight.priority = priority[name] ?? 4;
      CSS.highlights.set(name, highlight);
    }
  }
  paintWithMarks(layers) {
    const spans = [];
    for (const [layer, found] of Object.entries(layers))
      for (const span of found) spans.push({ layer, row: span.row, lane: span.lane,
        start: this.offsets.toUnits(span.start), end: this.offsets.toUnits(span.end) });
    for (const { paragraph, start, end } of this.paragraphs) {
      paragraph.replaceChildren(...cutAtEdges(start, end, spans).map(piece => {
        let inner = document.createTextNode(this.text.slice(piece.start, piece.end));
        for (const span of piece.spans) {
          const mark = document.createElement("mark");
          if (span.layer === "rows") { mark.dataset.row = span.row; mark.dataset.lane = span.lane; }
          else mark.dataset[span.layer] = "";
          mark.append(inner);
          inner = mark;
        }
        return inner;
      }));
    }
  }
  /** Bring a place into the middle of the pane if it is not in sight already. */
  reveal(start, end, always = false) {
    const found = this.range(start, end).getBoundingClientRect();
    const pane = this.element.getBoundingClientRect();
    const scrolls = this.element.scrollHeight > this.element.clientHeight + 1;
    if (scrolls && always) {
      const depth = found.bottom - pane.top + this.element.scrollTop; // from the top of the text: there it begins, if it can
      this.element.scrollTop = depth < pane.height * 0.85 ? 0 : depth - pane.height * 0.45;
    } else if (scrolls) {
      if (found.top < pane.top + 24 || found.bottom > pane.bottom - 24)
        this.element.scrollTop += found.top - pane.top - pane.height * 0.4;
    } else if (always ? found.bottom > innerHeight * 0.8 : found.top < 0 || found.bottom > innerHeight)
      scrollBy(0, found.top - innerHeight * 0.4);
  }
}

/* Talking to the server ---------------------------------------------------------------------------------------- */

const root = document.documentElement;
const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const meta = name => one(`meta[name="${name}"]`)?.content ?? "";
const reviewer = meta("reviewer");

/** What the server refused, with its words; `status` 0 where it did not answer. */
class Refused extends Error {
  constructor(status, error) {
    super(error.message);
    this.status = status;
    this.code = error.code;
    this.hint = error.hint ?? "";
    this.field = error.field;
  }
}

async function ask(path, body) {
  let response;
  try {
    response = await fetch(path, body === undefined ? { headers: { Accept: "application/json" } } : {
      method: "POST", body: JSON.stringify(body),
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRF-Token": meta("csrf") } });
  } catch {
    throw new Refused(0, { code: "no_answer", message: "The server does not answer." });
  }
  let answer = null;
  try { answer = await response.json(); } catch { /* not JSON: told by its status below */ }
  if (response.ok && answer !== null) return answer;
  throw new Refused(response.ok ? 502 : response.status,
    answer?.error ?? { code: "bad_answer", message: `The server answered ${response.status}.` });
}

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}
function icon(name) {
  const drawn = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawn.setAttribute("class", "icon");
  drawn.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  drawn.append(use);
  return drawn;
}

/** One line above the page that says what is wrong and what to do; the same line is not shown twice. */
function alertUser(message, hint = "", action = null) {
  const words = [message, hint].filter(Boolean).join(" ");
  all("#alerts .notice").filter(shown => shown.dataset.words === words).forEach(shown => shown.remove());
  const notice = element("div", { class: "notice" }, icon("warn"), element("span", {}, words));
  notice.dataset.words = words;
  if (action) notice.append(element("button", { class: "act small", onclick: () => { notice.remove(); action.run(); } }, action.words));
  notice.append(element("button", { class: "act plain small", onclick: () => notice.remove() }, "Close"));
  one("#alerts").append(notice);
  return notice;
}

/** Said once to a screen reader, shown nowhere. */
function announce(words) {
  const line = one("#said") ?? document.body.appendChild(element("p", { id: "said", class: "unseen", "aria-live": "polite" }));
  line.textContent = words;
}

function showSaved(state, words) {
  const line = one("#saved");
  if (!line) return;
  line.dataset.state = state;
  one(".words", line).textContent = words;
}

/* Decisions: each is written down here before it is sent, and struck out when the server has acknowledged it.
   A window sends its own, and those of windows that are gone. Sending one twice is the same as once. */
const Outbox = {
  prefix: `tinso.unsaved.${reviewer}.`,
  window: uuid7(),
  number: 0,
  waiting: new Map(),
  isSending: false,
  delay: 500,
  begin() {
    navigator.locks?.request(`tinso-window-${this.window}`, () => new Promise(() => {})); // held as long as this window lives
    this.send();
    addEventListener("online", () => this.send());
  },
  /** Keys of what this window is to send, in the order of key presses. */
  async held() {
    const keys = Object.keys(localStorage).filter(key => key.startsWith(this.prefix)).sort();
    const windows = keys.length ? (await navigator.locks?.query())?.held.map(lock => lock.name) ?? [] : [];
    return keys.filter(key => key.endsWith(this.window) || !windows.includes(`tinso-window-${key.split(".").at(-1)}`));
  },
  /** Send it as soon as what stands before it is through; resolves with the answer, rejects with `Refused`. */
  add(path, body) {
    this.number += 1;
    const key = `${this.prefix}${Date.now()}.${String(this.number).padStart(6, "0")}.${this.window}`;
    localStorage.setItem(key, JSON.stringify({ path, body }));
    showSaved("saving", "Saving…");
    const answered = new Promise((resolve, reject) => this.waiting.set(key, { resolve, reject }));
    this.send();
    return answered;
  },
  async send() {
    this.isAsked = true;
    if (this.isSending) return;
    this.isSending = true;
    try {
      while (this.isAsked) { // what is added while the last answer comes in is not left lying
        this.isAsked = false;
        for (let held = await this.held(); held.length; held = await this.held()) await this.sendOne(held[0]);
      }
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      const number = (await this.held()).length;
      showSaved("unsaved", `${number} not saved`);
      const kept = `${number === 1 ? "One decision is" : `${number} decisions are`} kept in this browser and sent as soon as it can be.`;
      all("#alerts .notice").filter(notice => /kept in this browser/.test(notice.dataset.words)).forEach(notice => notice.remove());
      alertUser(`${refused.message} ${kept}`, refused.status === 401 || refused.status === 403
        ? (refused.hint || "Open the address that “tinso audit” printed, then reload this page.") : "Is “tinso audit” still running?");
      setTimeout(() => this.send(), this.delay);
      this.delay = Math.min(this.delay * 2, 8000);
    } finally {
      this.isSending = false;
    }
  },
  async sendOne(key) {
    const { path, body } = JSON.parse(localStorage.getItem(key));
    const waiting = this.waiting.get(key);
    let answer;
    try {
      answer = await ask(path, body);
    } catch (refused) {
      // No answer, no session, or a server in trouble: kept. A decision that can never be taken is told and let go.
      if (refused.status === 0 || refused.status === 401 || refused.status === 403 || refused.status === 429 || refused.status >= 500) throw refused;
      localStorage.removeItem(key);
      this.waiting.delete(key);
      showSaved("unsaved", "Not recorded");
      if (waiting) waiting.reject(refused);
      else alertUser(`An earlier decision was not recorded. ${refused.message}`, refused.hint);
      return;
    }
    localStorage.removeItem(key);
    this.waiting.delete(key);
    this.delay = 500;
    all("#alerts .notice").filter(notice => /kept in this browser/.test(notice.dataset.words)).forEach(notice => notice.remove());
    if (answer.today !== undefined && one("#today")) one("#today").textContent = answer.today;
    showSaved("saved", `Saved ${new Date().toLocaleTimeString([], { hour12: false })}`);
    if (one("#saved")) one("#saved").dataset.event = answer.saved?.at(-1) ?? "";
    waiting?.resolve(answer);
  },
};

/* Keys --------------------------------------------------------------------------------------------------------- */

export const DEFAULT_KEYS = { accept: "a", reject: "r", correct: "e", missed: "m", skip: "s", undo: "u", next: "j", previous: "k",
  refused: "x", search: "/", help: "?" };
const KEY_WORDS = { accept: "Accept the figure", reject: "Reject it; a digit tells why", correct: "Correct field by field; with a selection, the span",
  missed: "Add a missed figure from the selection", skip: "Skip: leave it to others", undo: "Undo my last decision", next: "Next figure",
  previous: "Previous figure", refused: "Refused readings and rules, shown or not", search: "Search", help: "These keys" };

const Settings = {
  read() {
    try { return { keysOn: true, keys: {}, refused: false, ...JSON.parse(localStorage.getItem("tinso.settings") ?? "{}") }; }
    catch { return { keysOn: true, keys: {}, refused: false }; }
  },
  write(changed) { localStorage.setItem("tinso.settings", JSON.stringify({ ...this.read(), ...changed })); },
  keys() { return { ...DEFAULT_KEYS, ...this.read().keys }; },
};

/** The key that was pressed, by its letter; on a Thai or Lao keyboard by its place, where Latin letters are printed too. */
export function keyOf(event) {
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return null;
  if (event.key.length !== 1 || event.key <= "\u007e") return event.key;
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1].toLowerCase();
  if (letter) return event.shiftKey ? letter.toUpperCase() : letter;
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  if (digit) return digit;
  return event.code === "Slash" ? (event.shiftKey ? "?" : "/") : null;
}
const isTyping = target => target instanceof Element && target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");

function showKeys() {
  const { keysOn } = Settings.read(), keys = Settings.keys();
  root.classList.toggle("keys-off", !keysOn);
  for (const shown of all("[data-key-of]")) shown.textContent = keys[shown.dataset.keyOf];
}

/** The table in which keys are changed or switched off, in the help and in its dialog. */
function keyTable() {
  const table = element("div", { class: "keys" });
  const draw = (message = "") => {
    const settings = Settings.read(), keys = Settings.keys();
    const rows = Object.keys(DEFAULT_KEYS).map(name => element("li", {},
      element("label", { for: `key-${name}` }, KEY_WORDS[name]),
      element("input", { type: "text", id: `key-${name}`, maxlength: "1", size: "1", value: keys[name], autocomplete: "off", spellcheck: "false",
        oninput: event => {
          const typed = event.target.value;
          const taken = Object.keys(keys).find(other => other !== name && keys[other] === typed);
          if (!typed || typed === " " || /\d/.test(typed) || taken) {
            if (typed) draw(taken ? `“${typed}” is taken by: ${KEY_WORDS[taken]}. Change that one first.` : "Digits are kept for reasons and fields.");
            return;
          }
          Settings.write({ keys: { ...settings.keys, [name]: typed } });
          showKeys();
          draw(`${KEY_WORDS[name]}: now “${typed}”.`);
        } })));
    table.replaceChildren(
      element("label", { class: "inline" },
        element("input", { type: "checkbox", id: "keys-on", ...(settings.keysOn ? { checked: true } : {}), onchange: event => {
          Settings.write({ keysOn: event.target.checked });
          showKeys();
        } }), "Single keys decide and move"),
      element("ul", {}, ...rows),
      element("p", { class: "soft", role: "status" }, message || "A key is changed by typing another one."),
      element("button", { class: "act small", onclick: () => { Settings.write({ keys: {}, keysOn: true }); showKeys(); draw("Keys are as they came."); } }, "As they came"));
  };
  draw();
  return table;
}

function openHelp() {
  if (one("dialog[open]")) return;
  const dialog = element("dialog", { "aria-labelledby": "help-title" },
    element("h2", { id: "help-title" }, "Keys"), keyTable(),
    element("p", { class: "soft" }, "1 to 0 correct the field of that row. Esc leaves whatever is open. Enter saves."),
    element("div", { class: "row" }, element("a", { href: "/help", class: "act" }, "The whole help"),
      element("button", { class: "act main", onclick: () => dialog.close() }, "Close")));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/* Correcting a field ------------------------------------------------------------------------------------------- */

const NEVER_EMPTY = new Set(["kind", "value", "unit", "comparator", "scenario", "indicator", "scope"]);
let codesAsked = null;
/** Fields, their codes, reasons: asked for once. */
function codes() {
  codesAsked ??= ask("/api/codes").catch(refused => { codesAsked = null; throw refused; });
  return codesAsked;
}

/** The editor of one field, over its row: a list with type-ahead for codes, a line read at once for numbers and dates.

    `save` takes {field: text or null} and may throw `Refused`, whose words are then shown in place. */
class Editor {
  constructor(row, field, context, save, closed) {
    Object.assign(this, { row, field, context, save, closed });
    this.input = element("input", { type: "text", autocomplete: "off", spellcheck: "false", "aria-label": field.label });
    this.list = element("div", { class: "menu options" });
    this.box = element("div", { class: "editor" }, element("span", { class: "label" }, field.label), this.input, this.list);
    this.input.addEventListener("keydown", event => this.pressed(event));
    this.box.addEventListener("focusout", event => { if (!this.box.contains(event.relatedTarget)) setTimeout(() => { if (!this.box.contains(document.activeElement)) this.close(false); }, 0); });
    row.append(this.box);
    const below = innerHeight - row.getBoundingClientRect().bottom;
    if (below < 260) this.list.classList.add("up");
    this.isCode = field.editor === "code";
    if (this.isCode) this.beginList(); else this.beginLine();
    this.input.focus();
  }
  async beginList() {
    this.list.role = "listbox";
    this.list.id = "options";
    this.list.setAttribute("aria-label", this.field.label);
    for (const [name, value] of [["role", "combobox"], ["aria-expanded", "true"], ["aria-controls", "options"], ["aria-autocomplete", "list"]]) this.input.setAttribute(name, value);
    this.input.placeholder = this.field.shown ?? "";
    const table = await codes();
    this.options = [...(table.codes[this.field.options_from ?? this.field.name] ?? [])];
    if (!NEVER_EMPTY.has(this.field.name)) this.options.unshift({ code: null, label: "None", hint: "the text does not say", search: "-" });
    this.input.addEventListener("input", () => this.list.isConnected && this.fill());
    this.fill();
  }
  fill() {
    const typed = this.input.value;
    this.found = ranked(this.options, typed).slice(0, 80);
    const now = this.found.findIndex(option => option.code === this.field.value);
    this.chosen = typed ? 0 : Math.max(0, now);
    this.list.replaceChildren(...this.found.map((option, place) => element("div", { role: "option", id: `option-${place}`,
      onmousedown: event => { event.preventDefault(); this.commit(option); } },
      element("span", {}, option.label), option.hint ? element("small", {}, option.hint) : null)));
    if (!this.found.length) this.list.append(element("p", { class: "said", role: "presentation" }, "No code fits. Fewer letters find more."));
    this.mark();
  }
  mark() {
    [...this.list.children].forEach((shown, place) => shown.setAttribute("aria-selected", String(place === this.chosen)));
    this.input.setAttribute("aria-activedescendant", this.found.length ? `option-${this.chosen}` : "");
    this.list.children[this.chosen]?.scrollIntoView({ block: "nearest" });
  }
  beginLine() {
    this.input.placeholder = this.field.editor === "date" ? "As printed, or 2025-12-31" : "As printed: 7.393,17 …";
    this.input.value = this.field.value ?? "";
    this.input.select();
    this.list.append(this.said = element("p", { class: "said", role: "status" },
      NEVER_EMPTY.has(this.field.name) ? "Typed as printed; Enter saves." : "Typed as printed; Enter saves, an empty line clears the field."));
    this.input.addEventListener("input", () => this.readSoon());
  }
  readSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.read(), 60);
  }
  async read() {
    clearTimeout(this.timer);
    const text = this.input.value.trim(), turn = this.turn = (this.turn ?? 0) + 1;
    if (!text) {
      if (!NEVER_EMPTY.has(this.field.name)) { this.say("None", "The field is cleared."); return { [this.field.name]: null }; }
      this.fault("This field cannot be empty.");
      return null;
    }
    try {
      const answer = await ask("/api/normalise", { field: this.field.name, text, lang: this.context.lang, published: this.context.published });
      if (turn !== this.turn) return null;
      this.say(answer.shown, answer.note ?? "");
      const changes = { [this.field.name]: answer.value };
      for (const also of ["date_role", "date_start", "value_max", "out_of", "unit"])
        if (also !== this.field.name && answer[also] !== undefined && answer[also] !== null) changes[also] = answer[also];
      return changes;
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      if (turn === this.turn) this.fault([refused.message, refused.hint].filter(Boolean).join(" "));
      return null;
    }
  }
  say(big, small) {
    delete this.said.dataset.wrong;
    this.said.replaceChildren(element("b", {}, big), element("span", { class: "soft" }, small));
  }
  fault(words) {
    if (!this.said?.isConnected) this.list.prepend(this.said = element("p", { class: "said", role: "alert" }));
    this.said.dataset.wrong = "";
    this.said.replaceChildren(words);
    this.input.setAttribute("aria-invalid", "true");
  }
  pressed(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); this.close(true); }
    else if (event.key === "Enter") { event.preventDefault(); this.enter(); }
    else if (this.isCode && step && this.found?.length) {
      event.preventDefault();
      this.chosen = Math.abs(step) === 1 ? (this.chosen + step + this.found.length) % this.found.length
        : Math.min(this.found.length - 1, Math.max(0, this.chosen + step));
      this.mark();
    }
  }
  async enter() {
    if (this.isCode) { if (this.found?.length) await this.commit(this.found[this.chosen]); return; }
    const changes = await this.read();
    if (changes) await this.store(changes);
  }
  commit(option) { return this.store({ [this.field.name]: option.code }, option); }
  async store(changes, option) {
    this.input.readOnly = true;
    try {
      await this.save(changes, option);
      this.close(true);
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      this.input.readOnly = false;
      this.fault([refused.message, refused.hint].filter(Boolean).join(" "));
      this.input.focus();
    }
  }
  close(isDone) {
    if (this.isClosed) return;
    this.isClosed = true;
    clearTimeout(this.timer);
    this.box.remove(); // it may be gone already, where the screen was made anew
    this.closed?.(isDone);
  }
}

/* The figure screen -------------------------------------------------------------------------------------------- */

const timeLimit = (promise, milliseconds) => Promise.race([promise, new Promise(resolve => setTimeout(resolve, milliseconds))]);

class Desk {
  constructor(main) {
    this.main = main;
    this.screens = new Map(); // figure id -> promise of its screen
    this.decided = new Map(); // figure id -> state that this window has seen acknowledged
    this.id = decodeURIComponent(location.pathname.split("/").pop());
    this.ready = this.begin();
  }
  async begin() {
    this.listen();
    try { await this.adopt(await this.load(this.id), false); }
    catch (refused) { this.failed(refused, this.id, false); }
  }
  /** Tell that a figure could not be had; where the server does not answer, ask again until it does or another key is pressed. */
  failed(refused, id, push) {
    if (!(refused instanceof Refused)) throw refused;
    const notice = alertUser(refused.message, refused.hint || (refused.status ? "" : "Is “tinso audit” still running?"),
      { words: "Try again", run: () => this.show(id, push) });
    notice.dataset.passing = "";
    const turn = this.turn;
    if (refused.status === 0) setTimeout(() => { if (turn === this.turn) this.show(id, push); }, 1000);
  }
  /** The screen of a figure. `hold` says to the server for what it is wanted: for the screen, as one of the next, or in case. */
  load(id, hold = "screen") {
    if (!this.screens.has(id)) {
      const query = new URLSearchParams(location.search);
      if (hold !== "screen") query.set("hold", hold);
      const asked = ask(`/api/screen/${encodeURIComponent(id)}?${query}`);
      asked.catch(() => this.screens.delete(id));
      this.screens.set(id, asked);
      if (this.screens.size > 40) this.screens.delete(this.screens.keys().next().value);
    }
    return this.screens.get(id);
  }
  async show(id, push = true) {
    const turn = this.turn = (this.turn ?? 0) + 1;
    let screen;
    try { screen = await this.load(id); } catch (refused) { if (turn === this.turn) this.failed(refused, id, push); return; }
    if (turn !== this.turn) return; // another key was pressed meanwhile
    const old = this.screen, left = this.id;
    this.id = id;
    if (push && old) history.pushState({ figure: id }, "", screen.url);
    await this.adopt(screen, true);
    this.hold(left === id ? null : left);
  }
  async adopt(screen, swap) {
    this.screen = screen;
    this.left = null;
    for (const notice of all("#alerts [data-passing]")) notice.remove();
    this.figure = screen.figure;
    this.spans = this.figure.fields.filter(field => field.evidence && !field.evidence.is_default)
      .map(({ name, evidence }) => ({ row: rowOf(name), start: evidence.start, end: evidence.end }));
    for (const [name, { start, end, rule }] of Object.entries(this.figure.evidence ?? {}))
      if (ROWS.includes(rowOf(name)) && !rule.startsWith("default")) this.spans.push({ row: rowOf(name), start, end });
    this.editor = null;
    const isRefused = Settings.read().refused;
    if (swap) {
      const held = document.createElement("template");
      held.innerHTML = screen.html; // made by the server's template, which escapes whatever comes from articles
      this.main.replaceChildren(held.content);
      document.title = `${screen.title} · Tinso`;
    }
    this.record = one(".record", this.main);
    this.pane = new TextPane(one("#text", this.main), this.figure.text, this.figure.lang);
    this.own = { start: this.figure.start, end: this.figure.end };
    this.paint();
    this.pane.reveal(this.own.start, this.own.end, true);
    const rail = one(".rail", this.main), current = one("[aria-current]", rail);
    if (current) rail.scrollTop = current.offsetTop - rail.offsetTop - rail.clientHeight / 2;
    for (const [id, state] of this.decided) this.markState(id, state);
    showKeys();
    this.shownAt = performance.now();
    this.shownFor = this.id;
    if (isRefused) this.showRefused();
    if (swap) announce(`${this.figure.value_line}. ${this.figure.quote}. ${this.figure.state.state}`);
    performance.measure?.("tinso-shown", { start: this.pressedAt ?? performance.now(), end: performance.now(), detail: this.id });
    this.main.dataset.figure = this.id;
    this.checked = this.differs();
    this.preload();
  }
  /** Whether the text on the screen is another than the one the server would record a verdict about. */
  async differs() {
    const pane = this.pane;
    if (!globalThis.crypto?.subtle) {
      alertUser("This browser cannot check the text here, so nothing is recorded.", "Open the page over https, or on this machine.");
      return true;
    }
    const hash = await textHash(pane.shown());
    if (pane !== this.pane || hash === this.figure.text_hash) return false;
    alertUser("The text shown is not the text in the store: its hash differs. Nothing is recorded here.", "Reload the page; if it stays so, tell who runs Tinso.");
    return true;
  }
  /** Tell the server what is on screen and what is loaded, so that others in the queue are given something else. */
  hold(left = null) {
    if (document.hidden || !this.screen?.context.queue) return;
    ask("/api/hold", { figure_id: this.id, ahead: this.screen.next.slice(0, 2), left }).catch(() => {}); // nothing hangs on it
  }
  preload() {
    for (const id of this.screen.next.slice(0, 2)) this.load(id, "ahead").catch(() => {});
    for (const id of this.screen.previous.slice(0, 1)) this.load(id, "no").catch(() => {});
    codes().catch(() => {});
  }
  paint(lit = null, refused = this.refused) {
    const layers = {
      other: this.figure.neighbours.filter(neighbour => !neighbour.is_this && neighbour.start !== undefined)
        .map(({ start, quote, end }) => ({ start, end: end ?? start + [...quote].length })),
      own: [this.own],
      rows: inLanes(this.spans),
      lit: lit ? this.spans.filter(span => span.row === lit).concat(lit === "value" ? [this.own] : []) : [],
    };
    if (refused?.article === this.figure.article_id && Settings.read().refused) layers.refused = refused.readings;
    for (const row of ROWS) this.pane.element.classList.toggle(`lit-${row}`, row === lit);
    this.pane.paint(layers);
    this.lit = lit;
  }
  light(row, reveal = false) {
    if (row !== this.lit && !this.draft) this.paint(row);
    for (const shown of all(".fields > li", this.record)) shown.toggleAttribute("data-lit", shown.dataset.row === row);
    const span = row && this.spans.find(found => found.row === row);
    if (reveal && span) this.pane.reveal(span.start, span.end);
  }
  markState(id, state) {
    const mark = one(`.rail [data-figure="${CSS.escape(id)}"] .state`, this.main);
    if (!mark) return;
    mark.dataset.state = state;
    one(".unseen", mark).textContent = state;
  }

  /* Deciding */
  body(events) {
    const { queue, filters, sample } = this.screen.context;
    return { text_hash: this.figure.text_hash, extractor_version: this.figure.extractor_version, queue, filters, sample,
      seen: this.figure.state.last_event ?? null, seconds: Math.round((performance.now() - this.shownAt) / 100) / 10, events };
  }
  /** Whether what is shown is what would be recorded about; if not, it is told again. */
  async mayDecide() {
    const id = this.id;
    if (!this.screen || this.shownFor !== id) return false;
    if (await this.checked) this.checked = this.differs();
    return !(await this.checked) && this.id === id;
  }
  /** Accept, reject or skip: written down, sent, and the next figure shown without waiting for the answer. */
  async decide(action, more = {}) {
    if (!(await this.mayDecide()) || this.left === this.id) return; // it is decided already, and the next one is on its way
    this.left = this.id;
    const id = this.id, title = this.figure.value_line;
    if (action === "accept" && this.figure.state.state === "corrected" && this.figure.state.reviewers.includes(reviewer)) {
      this.next(); // the correction is the decision; accepting it again would say nothing
      return;
    }
    this.lastId = id;
    Outbox.add("/api/decide", this.body([{ event_id: uuid7(), figure_id: id, action, ...more }]))
      .then(answer => this.acknowledged(id, answer))
      .catch(refused => {
        this.screens.delete(id);
        alertUser(`${title}: not recorded. ${refused.message}`, refused.hint, { words: "Go back to it", run: () => this.show(id) });
      });
    this.next();
  }
  acknowledged(id, answer) {
    if (answer.state) {
      this.decided.set(id, answer.state.state);
      this.markState(id, answer.state.state);
    }
    this.screens.delete(id);
  }
  next() {
    const id = this.screen.next[0];
    if (id) this.show(id);
    else this.atEnd();
  }
  previous() {
    const id = this.screen.previous[0];
    if (id) this.show(id); else announce("This is the first figure.");
  }
  atEnd() {
    const { href, title } = this.screen.context;
    if (one(".end", this.main)) return;
    const panel = element("div", { class: "end", role: "status" }, icon("check"), element("b", {}, "That was the last one here."),
      element("p", {}, "What you have decided is saved. u takes the last decision back."),
      element("a", { class: "act main", href: href ?? "/" }, title ? `Back to “${title}”` : "Back"));
    this.main.append(panel);
    one("a", panel).focus();
  }
  async undo(eventId = null) {
    this.pressedAt = performance.now();
    const body = { event_id: uuid7(), ...(eventId ? { reverts: eventId } : {}) };
    try {
      const answer = await Outbox.add("/api/undo", body);
      const id = answer.figure_id ?? this.id;
      this.screens.delete(id);
      this.acknowledged(id, answer);
      await this.show(id, id !== this.id);
      announce("Undone.");
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      alertUser(refused.message, refused.hint);
    }
  }
  async reload() {
    const scroll = this.pane.element.scrollTop, shownAt = this.shownAt;
    this.screens.delete(this.id);
    const id = this.id, screen = await this.load(id);
    if (id !== this.id) return;
    await this.adopt(screen, true);
    this.pane.element.scrollTop = scroll;
    this.shownAt = shownAt;
  }
  async correct(changes) {
    const batch = uuid7(), id = this.id;
    const old = Object.fromEntries(this.figure.fields.map(field => [field.name, field.value]));
    const events = Object.entries(changes).filter(([field, value]) => field === "span" || (old[field] ?? null) !== value)
      .map(([field, value]) => ({ event_id: uuid7(), batch, figure_id: id, action: "correct", field,
        old: field === "span" ? `${this.figure.start}:${this.figure.end}` : old[field] ?? null, new: value }));
    if (!events.length) return;
    const answered = Outbox.add("/api/decide", this.body(events));
    const answer = await timeLimit(answered, 2500); // without an answer it stays in the outbox, and the reviewer goes on
    if (!answer) { answered.catch(refused => alertUser(`A correction was not recorded. ${refused.message}`, refused.hint)); return; }
    this.acknowledged(id, answer);
    if (id === this.id) await this.reload();
  }

  /* Fields */
  row(name) { return one(`.fields > li[data-row="${rowOf(name)}"]`, this.record); }
  async edit(name) {
    if (!(await this.mayDecide())) return;
    const field = this.figure.fields.find(found => found.name === name);
    if (!field || field.editor === "none") return;
    this.editor?.close(false);
    this.light(rowOf(name), true);
    this.editor = new Editor(this.row(name), field, { lang: this.figure.lang, published: this.figure.article.published },
      changes => this.correct(changes), isDone => {
        this.editor = null;
        if (isDone) one(`.part[data-field="${name}"]`, this.record)?.focus();
      });
  }
  beginCorrecting() {
    this.record.classList.add("correcting");
    one(".part", this.record).focus();
    announce("Correcting: letters choose a field, Enter opens it, Esc leaves.");
    codes().then(table => {
      for (const row of all(".fields > li", this.record))
        one("kbd", row).textContent = table.fields.find(field => field.name === one(".part", row).dataset.field)?.key ?? "";
    }).catch(() => {});
  }
  endCorrecting() {
    if (!this.record?.classList.contains("correcting")) return;
    this.record.classList.remove("correcting");
    all(".fields > li > kbd", this.record).forEach((shown, place) => { shown.textContent = (place + 1) % 10; });
    document.activeElement?.blur();
    this.light(null);
  }
  async correctingKey(key) {
    const parts = all(".part:not(:disabled)", this.record);
    const at = parts.indexOf(document.activeElement);
    if (key === "Escape") { this.endCorrecting(); return true; }
    if (key === "ArrowDown" || key === "ArrowUp") {
      const seen = parts.filter(part => !part.classList.contains("empty-part"));
      const place = seen.indexOf(document.activeElement);
      seen[(Math.max(0, place) + (key === "ArrowDown" ? 1 : seen.length - 1)) % seen.length].focus();
      return true;
    }
    if (key === "ArrowRight" || key === "ArrowLeft") {
      parts[(Math.max(0, at) + (key === "ArrowRight" ? 1 : parts.length - 1)) % parts.length].focus();
      return true;
    }
    if (key === "Enter" || key === "Tab") return false;
    const table = await codes();
    const field = table.fields.find(found => found.key === key);
    if (field) this.edit(field.name);
    return Boolean(field);
  }

  /* Rejecting */
  openReasons() {
    const reasons = one("#reasons", this.record);
    reasons.open = !reasons.open;
    if (reasons.open) one("button", reasons).focus();
  }
  /** Reject for the reason of a button; for another reason only in words. */
  async reject(button) {
    const code = button.value;
    if (!button.hasAttribute("data-comment")) { one("#reasons", this.record).open = false; this.decide("reject", { reason: code, comment: null }); return; }
    const comment = one("#reason-comment", this.record);
    if (comment.value.trim()) { this.decide("reject", { reason: code, comment: comment.value.trim() }); return; }
    comment.focus();
  }

  /* A missed figure, and the span of this one */
  async missed() {
    if (!(await this.mayDecide())) return;
    const chosen = this.pane.selection();
    if (chosen) { this.readMissed(chosen); return; }
    this.picker = new Picker(this.pane, this.figure.neighbours, picked => { this.picker = null; if (picked) this.readMissed(picked); });
  }
  async readMissed({ start, end }) {
    this.hideTools();
    this.pane.select(start, end);
    let answer;
    try {
      answer = await ask("/api/reading", { article_id: this.figure.article_id, text_hash: this.figure.text_hash, start, end });
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      alertUser(refused.message, refused.hint);
      return;
    }
    const table = await codes();
    this.draft?.close();
    this.draft = new Draft(this, table, answer, { start, end });
  }
  async correctSpan() {
    const chosen = this.pane.selection();
    if (!chosen || !(await this.mayDecide())) return;
    getSelection().removeAllRanges();
    this.hideTools();
    this.correct({ span: `${chosen.start}:${chosen.end}` }).catch(refused => {
      if (!(refused instanceof Refused)) throw refused;
      alertUser(refused.message, refused.hint);
    });
  }
  hideTools() { one(".float", this.main)?.remove(); }
  offerTools() {
    this.hideTools();
    const chosen = this.pane && !this.draft && !this.picker && this.pane.selection();
    if (!chosen) return;
    const found = this.pane.range(chosen.start, chosen.end).getBoundingClientRect();
    const keys = Settings.keys();
    const tools = element("div", { class: "menu float" },
      element("button", { class: "act small", onclick: () => this.readMissed(chosen) }, "Missed figure", element("kbd", { class: "one-key" }, keys.missed)),
      element("button", { class: "act small", onclick: () => this.correctSpan() }, "Span of this figure", element("kbd", { class: "one-key" }, keys.correct)));
    tools.addEventListener("mousedown", event => event.preventDefault()); // the selection stays
    this.main.append(tools);
    const wide = tools.getBoundingClientRect();
    tools.style.position = "fixed";
    tools.style.left = `${Math.max(8, Math.min(innerWidth - wide.width - 8, found.left + found.width / 2 - wide.width / 2))}px`;
    tools.style.top = `${Math.min(found.bottom + 8, innerHeight - wide.height - 8)}px`;
  }

  /* Refused readings and rules */
  async toggleRefused() {
    Settings.write({ refused: !Settings.read().refused });
    if (Settings.read().refused) { await this.showRefused(); return; }
    this.record.classList.remove("rules");
    one(".refused-list", this.record)?.remove();
    one("[data-do=refused]", this.record).setAttribute("aria-pressed", "false");
    this.paint(this.lit);
  }
  async showRefused() {
    const article = this.figure.article_id, record = this.record;
    record.classList.add("rules");
    one("[data-do=refused]", record).setAttribute("aria-pressed", "true");
    if (this.refused?.article !== article) {
      try {
        const answer = await ask(`/api/refused/${encodeURIComponent(article)}`);
        this.refused = { article, readings: answer.refused };
      } catch (refused) {
        if (!(refused instanceof Refused)) throw refused;
        alertUser(refused.message, refused.hint);
        return;
      }
    }
    if (record !== this.record) return;
    one(".refused-list", record)?.remove();
    const readings = this.refused.readings;
    record.append(element("div", { class: "trail refused-list" }, element("h2", {}, `Refused readings in this article: ${readings.length}`),
      element("ol", {}, ...readings.map(reading => element("li", {},
        element("p", {}, element("b", { lang: this.figure.lang }, reading.quote), ` ${reading.reason_words ?? reading.reason}`),
        element("small", {}, reading.rule))))));
    this.paint(this.lit);
  }

  /* Listening */
  listen() {
    addEventListener("popstate", () => {
      const id = /^\/figure\/([^/]+)$/.exec(location.pathname)?.[1];
      if (id) this.show(decodeURIComponent(id), false);
    });
    this.main.addEventListener("click", event => this.clicked(event));
    this.main.addEventListener("submit", event => {
      if (event.target.closest(".verdicts, .trail") && this.screen) event.preventDefault();
    });
    this.main.addEventListener("mouseover", event => {
      const row = event.target.closest?.(".fields > li");
      if (row && !this.editor) this.light(row.dataset.row);
    });
    this.main.addEventListener("mouseout", event => {
      if (event.target.closest?.(".fields > li") && !event.relatedTarget?.closest?.(".fields > li") && !this.editor) this.light(null);
    });
    this.main.addEventListener("focusin", event => {
      const row = event.target.closest?.(".fields > li");
      if (row) this.light(row.dataset.row, true);
    });
    this.main.addEventListener("focusout", event => {
      if (event.target.closest?.(".fields > li") && !event.relatedTarget?.closest?.(".fields > li")) this.light(null);
    });
    this.main.addEventListener("mousemove", event => this.pointed(event));
    document.addEventListener("selectionchange", () => {
      clearTimeout(this.selecting);
      this.selecting = setTimeout(() => this.offerTools(), 120);
    });
    setInterval(() => this.lookForNews(), 60_000);
    setInterval(() => this.hold(), 20_000);
  }
  /** Where the pointer rests on evidence, its row is lit. */
  pointed(event) {
    if (!this.pane || !event.target.closest("#text") || event.buttons) { if (this.pointedRow) { this.pointedRow = null; this.lightRows(null); } return; }
    if (this.pointing) return;
    this.pointing = requestAnimationFrame(() => {
      this.pointing = null;
      const at = document.caretPositionFromPoint?.(event.clientX, event.clientY);
      const unit = at && this.pane.unit(at.offsetNode, at.offset);
      const point = unit === null || unit === undefined ? -1 : this.pane.offsets.toPoints(unit);
      const span = this.spans.find(found => found.start <= point && point <= found.end);
      if ((span?.row ?? null) !== (this.pointedRow ?? null)) { this.pointedRow = span?.row ?? null; this.lightRows(this.pointedRow); }
    });
  }
  lightRows(row) { for (const shown of all(".fields > li", this.record)) shown.toggleAttribute("data-lit", shown.dataset.row === row); }
  clicked(event) {
    const target = event.target.closest("[data-do], .part, #reasons button, [data-undo], .rail a, .sisters a.quoted");
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey || !this.screen) return;
    if (target.matches(".part")) { this.edit(target.dataset.field); return; }
    if (target.closest(".draft")) return;
    if (target.matches("#reasons button")) { event.preventDefault(); this.reject(target); return; }
    if (target.dataset.undo) { event.preventDefault(); this.undo(target.dataset.undo); return; }
    if (target.matches(".rail a")) { event.preventDefault(); this.show(target.dataset.figure); return; }
    const what = target.dataset.do;
    if (!what) return;
    if (what === "reject") return; // its details opens by itself
    event.preventDefault();
    this.act(what);
  }
  act(what) {
    this.pressedAt = performance.now();
    if (what === "accept" || what === "skip") this.decide(what);
    else if (what === "reject") this.openReasons();
    else if (what === "correct") { if (this.pane?.selection()) this.correctSpan(); else this.beginCorrecting(); }
    else if (what === "missed") this.missed();
    else if (what === "undo") this.undo();
    else if (what === "next") this.next();
    else if (what === "previous") this.previous();
    else if (what === "refused") this.toggleRefused();
    else if (what === "help") openHelp();
  }
  /** Whether a key was meant for the screen. */
  pressed(key, event) {
    if (!this.screen) return false;
    if (this.picker) { this.picker.pressed(key, event); return true; }
    if (this.draft) { if (key === "Escape") { this.draft.close(); return true; } return this.draft.pressed(key, event); }
    const reasons = one("#reasons", this.record);
    if (reasons.open) {
      if (key === "Escape") { reasons.open = false; one("summary", reasons).focus(); return true; }
      const buttons = all("button", reasons);
      const step = { ArrowDown: 1, ArrowUp: -1 }[key];
      if (step) { buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length].focus(); return true; }
      const chosen = buttons.find(button => one("kbd", button)?.textContent === key);
      if (chosen) { this.pressedAt = performance.now(); this.reject(chosen); return true; }
      if (key === "Enter") return false;
    }
    if (key === "Escape" && one(".end", this.main)) { one(".end", this.main).remove(); return true; }
    if (this.record.classList.contains("correcting")) {
      if (["Escape", "ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight"].includes(key)) { this.correctingKey(key); return true; }
      if (/^[a-z]$/i.test(key)) { this.correctingKey(key); return true; }
    }
    if (!Settings.read().keysOn) return false;
    if (/^\d$/.test(key)) {
      const row = all(".fields > li", this.record)[(Number(key) + 9) % 10];
      this.edit(one(".part", row).dataset.field);
      return true;
    }
    const keys = Settings.keys();
    const what = Object.keys(keys).find(name => keys[name] === key);
    if (!what || what === "search") return false;
    reasons.open = what === "reject" ? reasons.open : false;
    this.act(what);
    return true;
  }
  async lookForNews() {
    if (document.hidden) return;
    try {
      const counts = await ask("/api/counts");
      if (one("#today")) one("#today").textContent = counts.today;
      if (counts.newer && !one("[data-newer]")) {
        const notice = element("div", { class: "notice", "data-kind": "note", "data-newer": true }, icon("again"),
          element("span", {}, "A newer snapshot was published. What you have decided stays."),
          element("a", { class: "act small", href: location.href }, "Reload"));
        one("#alerts").append(notice);
      }
    } catch (refused) { if (!(refused instanceof Refused)) throw refused; }
  }
}

/** Chooses characters with the keyboard alone: arrows go from number to number and stretch the choice. */
class Picker {
  constructor(pane, figures, done) {
    Object.assign(this, { pane, done });
    const taken = figures.map(({ start, end, quote }) => [start, end ?? start + [...quote].length]);
    this.found = [...pane.text.matchAll(/\p{Nd}+(?:[.,\u00a0\u202f\u2009 ]\p{Nd}+)*/gu)]
      .map(({ index, 0: digits }) => [pane.offsets.toPoints(index), pane.offsets.toPoints(index + digits.length)])
      .filter(([start, end]) => !taken.some(([from, to]) => start < to && end > from));
    this.hint = element("div", { class: "notice", "data-kind": "note", role: "status" }, icon("plus"),
      element("span", {}, "Choose the figure: ← → go from number to number, Shift with ← → moves its end, with ↑ ↓ its start, Enter takes it, Esc leaves. Or select it with the pointer."));
    if (!this.found.length) this.found = [[0, Math.min(1, pane.offsets.points)]];
    one("#alerts").append(this.hint);
    this.pane.element.focus({ preventScroll: true });
    this.go(0);
  }
  go(place) {
    this.at = (place + this.found.length) % this.found.length;
    [this.start, this.end] = this.found[this.at];
    this.show();
  }
  show() {
    this.pane.select(this.start, this.end);
    this.pane.reveal(this.start, this.end);
    announce(this.pane.quote(this.start, this.end));
  }
  /** The grapheme edge next to a place. */
  edge(point, step) {
    const unit = this.pane.offsets.toUnits(point);
    const edges = [...new Intl.Segmenter(this.pane.language, { granularity: "grapheme" }).segment(this.pane.text)].map(({ index }) => index);
    edges.push(this.pane.text.length);
    const next = step > 0 ? edges.find(edge => edge > unit) : edges.findLast(edge => edge < unit);
    return next === undefined ? point : this.pane.offsets.toPoints(next);
  }
  pressed(key, event) {
    if (key === "Escape" || key === "Enter") {
      event.preventDefault();
      this.hint.remove();
      this.done(key === "Enter" ? { start: this.start, end: this.end } : null);
    } else if (["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"].includes(key)) {
      event.preventDefault();
      const step = key === "ArrowRight" || key === "ArrowDown" ? 1 : -1;
      if (!event.shiftKey) this.go(this.at + step);
      else {
        if (key === "ArrowRight" || key === "ArrowLeft") this.end = Math.max(this.edge(this.start, 1), this.edge(this.end, step));
        else this.start = Math.min(this.edge(this.end, -1), this.edge(this.start, step));
        this.show();
      }
    }
  }
}

/** A missed figure before it is saved: the readings offered, each field correctable, over the record. */
class Draft {
  constructor(desk, table, answer, span) {
    Object.assign(this, { desk, table, span });
    this.readings = answer.readings;
    this.overlaps = answer.overlaps ?? [];
    this.panel = element("section", { class: "draft", "aria-label": "A missed figure" });
    desk.record.append(this.panel);
    desk.record.classList.add("drafting");
    this.use(0);
  }
  use(place) {
    this.place = place;
    this.record = { ...this.readings[place]?.record };
    const { start, end } = this.record; // the figure stands where it was read, however widely it was selected
    if (start !== undefined && end !== undefined) this.span = { start, end };
    this.desk.pane.paint({ ...this.desk.pane.layers, own: [this.span], rows: [], lit: [] });
    this.shown = Object.fromEntries((this.readings[place]?.fields ?? []).map(field => [field.name, field.shown]));
    this.draw();
  }
  draw(message = "") {
    const quote = this.desk.pane.quote(this.span.start, this.span.end);
    const from = { extractor: "As Tinso reads it in the article", sentence: "As Tinso reads its line", selection: "As Tinso reads the selection alone",
      number: "The number alone", blank: "Nothing was read: fill in the fields" };
    const fields = this.table.fields.filter(field => field.name !== "kind" && field.name !== "span");
    const rows = fields.map(field => element("li", { "data-row": rowOf(field.name), "data-field": field.name },
      element("kbd", { "aria-hidden": "true" }, field.key ?? ""), element("span", { class: "label" }, field.label),
      element("span", { class: "now" }, element("button", { class: "part", type: "button", "data-field": field.name, onclick: () => this.edit(field),
        "aria-label": `${field.label}: ${this.words(field.name)}. Change it` }, this.words(field.name)))));
    this.panel.replaceChildren(...[
      element("div", { class: "headline" },
        element("div", { class: "over" }, element("span", { class: "pill added" }, icon("plus"), "Missed figure")),
        element("h1", { lang: this.desk.figure.lang }, quote),
        element("p", { class: "soft" }, from[this.readings[this.place]?.from] ?? "")),
      this.readings.length > 1 ? element("div", { class: "row" }, ...this.readings.map((reading, place) => element("button", { class: "act small",
        "aria-pressed": String(place === this.place), onclick: () => this.use(place) }, from[reading.from] ?? reading.from))) : null,
      this.overlaps.length ? element("p", { class: "warn" }, icon("warn"), " It overlaps a figure that is recorded already: correct that one instead?") : null,
      element("ul", { class: "fields" }, ...rows),
      element("p", { class: "fault", role: "alert" }, message),
      element("div", { class: "row" },
        element("button", { class: "act good", "data-save": true, onclick: () => this.save() }, "Save the figure ", element("kbd", { class: "one-key" }, "↵")),
        element("button", { class: "act", onclick: () => this.close() }, "Cancel ", element("kbd", { class: "one-key" }, "Esc"))),
    ].filter(Boolean));
    one("[data-save]", this.panel).focus({ preventScroll: true });
  }
  words(name) {
    if (this.shown[name]) return this.shown[name];
    const value = this.record[name];
    return value === null || value === undefined ? "–" : this.table.codes[name]?.find(option => option.code === value)?.label ?? String(value);
  }
  edit(field) {
    const row = one(`li[data-field="${field.name}"]`, this.panel), desk = this.desk;
    this.editor = new Editor(row, { ...field, value: this.record[field.name] ?? null, shown: this.words(field.name) },
      { lang: desk.figure.lang, published: desk.figure.article.published }, async (changes, option) => {
        Object.assign(this.record, changes);
        for (const name of Object.keys(changes)) delete this.shown[name];
        if (option?.kind) this.record.kind = option.kind;
      }, () => { this.editor = null; this.draw(); one(`li[data-field="${field.name}"] .part`, this.panel)?.focus(); });
  }
  pressed(key) {
    if (this.editor) return false;
    const field = this.table.fields.find(found => found.key === key);
    if (field && field.name !== "kind") { this.edit(field); return true; }
    return false;
  }
  async save() {
    const { start, end, quote, confidence, evidence, figure_id, ...record } = this.record;
    const desk = this.desk, body = desk.body([{ event_id: uuid7(), article_id: desk.figure.article_id, action: "add", ...this.span, new: record }]);
    const answered = Outbox.add("/api/decide", body);
    try {
      const answer = await timeLimit(answered, 2500);
      this.close();
      if (!answer) { answered.catch(refused => alertUser(`The missed figure was not recorded. ${refused.message}`, refused.hint)); return; }
      if (answer.figure_id) desk.decided.set(answer.figure_id, "added");
      desk.screens.clear();
      await desk.reload();
      announce("The missed figure is saved.");
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      this.draw([refused.message, refused.hint].filter(Boolean).join(" "));
    }
  }
  close() {
    this.panel.remove();
    this.desk.record.classList.remove("drafting");
    this.desk.draft = null;
    this.desk.paint();
    getSelection().removeAllRanges();
  }
}

/* A whole article ---------------------------------------------------------------------------------------------- */

/** An article with all its figures: marks, the list beside it, missed figures. What `Draft` and `Picker` need of a desk. */
class ArticleDesk {
  constructor(main, article) {
    this.main = main;
    this.figure = article;
    this.screens = new Map();
    this.decided = new Map();
    this.record = one(".record", main);
    this.pane = new TextPane(one("#text", main), article.text, article.lang);
    this.shownAt = performance.now();
    this.paint();
    this.checked = this.differs();
    const target = location.hash && article.figures.find(figure => `#${figure.figure_id}` === location.hash);
    if (target) this.light(target);
    for (const row of all("[data-figure]", this.record)) {
      const figure = article.figures.find(found => found.figure_id === row.dataset.figure);
      if (!figure) continue;
      row.addEventListener("mouseenter", () => this.paint(figure));
      row.addEventListener("mouseleave", () => this.paint());
      row.addEventListener("focusin", () => this.light(figure));
      row.addEventListener("focusout", () => this.paint());
    }
    document.addEventListener("selectionchange", () => {
      clearTimeout(this.selecting);
      this.selecting = setTimeout(() => this.offerTools(), 120);
    });
    main.addEventListener("click", event => {
      const what = event.target.closest("[data-do]")?.dataset.do;
      if (what === "missed") { event.preventDefault(); this.missed(); }
      if (what === "help") { event.preventDefault(); openHelp(); }
    });
  }
  paint(lit = null) {
    this.pane.paint({ other: this.figure.figures.filter(figure => figure !== lit), refused: this.figure.refused ?? [], own: lit ? [lit] : [], rows: [] });
  }
  light(figure) { this.paint(figure); this.pane.reveal(figure.start, figure.end); }
  async mayDecide() {
    if (await this.checked) this.checked = this.differs();
    return !(await this.checked);
  }
  body(events) {
    const { queue = null, filters = {}, sample = null } = this.figure.context ?? {};
    return { text_hash: this.figure.text_hash, queue, filters, sample, seen: null, seconds: Math.round((performance.now() - this.shownAt) / 100) / 10, events };
  }
  reload() { location.reload(); }
  correctSpan() { announce("Open the figure to correct its span."); }
  act(what) { if (what === "missed") this.missed(); else if (what === "help") openHelp(); }
  pressed(key, event) {
    if (this.picker) { this.picker.pressed(key, event); return true; }
    if (this.draft) { if (key === "Escape") { this.draft.close(); return true; } return this.draft.pressed(key); }
    if (!Settings.read().keysOn) return false;
    const keys = Settings.keys();
    if (key === keys.missed) { this.missed(); return true; }
    if (key === keys.next || key === keys.previous) return moveAmong(all("[data-figure] a", this.record), key === keys.next ? 1 : -1);
    if (key === keys.help) { openHelp(); return true; }
    return false;
  }
  offerTools() {
    this.hideTools();
    if (!this.draft && !this.picker && this.pane.selection()) Desk.prototype.offerTools.call(this);
  }
}
for (const shared of ["missed", "readMissed", "hideTools", "differs"]) ArticleDesk.prototype[shared] = Desk.prototype[shared];

/* Lists, search, the page as a whole --------------------------------------------------------------------------- */

function moveAmong(links, step) {
  if (!links.length) return false;
  const at = links.indexOf(document.activeElement);
  links[at < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + step))].focus();
  return true;
}

/** A form around rows with boxes: the number chosen stands on the buttons; none chosen, none pressed. */
function watchBulk(form) {
  const boxes = all("input[name=figure_id]", form), whole = one("[data-all]", form), buttons = all("[data-number]", form);
  const reason = one("select[name=reason]", form);
  let last = null;
  const count = () => {
    const number = boxes.filter(box => box.checked).length;
    for (const button of buttons) {
      one(".n", button).textContent = number || "";
      button.disabled = number === 0 || (button.value === "reject" && reason && !reason.value);
    }
    if (whole) { whole.checked = number === boxes.length; whole.indeterminate = number > 0 && number < boxes.length; }
    form.classList.toggle("has-chosen", number > 0);
  };
  form.addEventListener("click", event => {
    const at = boxes.indexOf(event.target);
    if (at < 0) return;
    if (event.shiftKey && last !== null)
      for (const box of boxes.slice(Math.min(at, last), Math.max(at, last) + 1)) box.checked = event.target.checked;
    last = at;
  });
  form.addEventListener("change", event => {
    if (event.target === whole) for (const box of boxes) box.checked = whole.checked;
    count();
  });
  // Only what was chosen is sent, each hash with its figure.
  form.addEventListener("submit", () => { for (const box of boxes) one(`input[data-hash-of="${CSS.escape(box.value)}"]`, form).disabled = !box.checked; });
  count();
}

/** Suggestions under the search line; Enter without a choice searches as the form does. */
function watchSearch(input) {
  const list = element("div", { class: "menu suggestions", id: "suggestions", role: "listbox", "aria-label": "Suggestions" });
  let timer, turn = 0, chosen = -1, isIn = false;
  const close = () => { list.remove(); chosen = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", "suggestions"], ["aria-autocomplete", "list"]]) input.setAttribute(name, value);
  const ask_ = async () => {
    const typed = input.value.trim(), mine = turn += 1;
    if (typed.length < 2) { close(); return; }
    let answer;
    try { answer = await ask(`/api/search?q=${encodeURIComponent(typed)}`); } catch { return; } // the form still searches
    if (mine !== turn || !isIn) return;
    const rows = [
      ...answer.figures.slice(0, 6).map(row => [row.href, row.lang, row.value_shown, [row.before, row.quote, row.after].map(part => part ?? "").join("")]),
      ...answer.articles.slice(0, 4).map(row => [row.href, row.lang, row.title ?? "Article", row.source ?? ""])];
    list.replaceChildren(...rows.map(([href, lang, big, small], place) => element("div", { role: "option", id: `suggestion-${place}`, "data-href": href,
      onmousedown: event => { event.preventDefault(); location.assign(href); } },
      element("span", { class: "tongue" }, lang), element("b", { lang }, big), element("span", { class: "soft", lang }, small))));
    if (!rows.length) { close(); return; }
    chosen = -1;
    input.parentElement.append(list);
    input.setAttribute("aria-expanded", "true");
  };
  input.addEventListener("input", event => { if (event.isComposing) return; clearTimeout(timer); timer = setTimeout(ask_, 120); });
  input.addEventListener("focus", () => { isIn = true; });
  input.addEventListener("blur", () => { isIn = false; close(); });
  input.addEventListener("keydown", event => {
    if (event.isComposing || event.keyCode === 229) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") { if (list.isConnected) close(); else input.blur(); }
    else if (step && list.isConnected) {
      event.preventDefault();
      const options = [...list.children];
      chosen = (chosen + step + options.length + (chosen < 0 && step < 0 ? 1 : 0)) % options.length;
      options.forEach((option, place) => option.setAttribute("aria-selected", String(place === chosen)));
      input.setAttribute("aria-activedescendant", `suggestion-${chosen}`);
    } else if (event.key === "Enter" && chosen >= 0 && list.isConnected) {
      event.preventDefault();
      location.assign(list.children[chosen].dataset.href);
    }
  });
}

function begin() {
  const screen = document.body.dataset.screen, main = one("#main");
  showKeys();
  const island = one("#island");
  const desk = screen === "figure" && one("#text", main) ? new Desk(main)
    : screen === "article" && island ? new ArticleDesk(main, JSON.parse(island.textContent)) : null;
  if (desk) globalThis.tinso = { desk };
  for (const form of all("form[data-bulk]")) watchBulk(form);
  for (const place of all("#keys")) place.replaceChildren(keyTable());
  for (const select of all("form.filters select")) select.addEventListener("change", () => select.form.requestSubmit());
  const search = one("#find");
  if (search) watchSearch(search);
  document.addEventListener("keydown", event => {
    const key = keyOf(event);
    if (key === null || event.defaultPrevented || one("dialog[open]")) return;
    const typing = isTyping(event.target);
    if (typing) { if (key === "Escape" && !desk?.editor) event.target.blur(); return; }
    if (event.repeat && key.length === 1 && ![Settings.keys().next, Settings.keys().previous].includes(key)) return; // held down, it decides once
    if (desk?.pressed(key, event)) { event.preventDefault(); return; }
    if (!Settings.read().keysOn) return;
    const keys = Settings.keys();
    if (key === keys.search && search) { event.preventDefault(); search.focus(); search.select(); return; }
    if (desk) return;
    if (key === keys.help) { event.preventDefault(); openHelp(); }
    else if (key === keys.undo) one(".notice form button")?.click();
    else if (key === keys.next || key === keys.previous) {
      if (moveAmong(all("[data-row-link]", main), key === keys.next ? 1 : -1)) event.preventDefault();
    }
  });
  if (reviewer) {
    Outbox.begin();
  }
}

if (document.body?.dataset.screen) begin(); // the tests read this file where there is no screen

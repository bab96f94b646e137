// The letter beside its record: words light up with their field, and fill it.
// Without this script the form is read, saved and approved all the same.
const paper = document.getElementById("paper");
const record = document.getElementById("record");
const fill = document.getElementById("fill");
const says = JSON.parse(document.getElementById("words").textContent);
const SVG = "http://www.w3.org/2000/svg";

const state = { text: "", words: [], evidence: {}, from: -1, to: -1, field: null, zoom: 1 };

// --- words of the page: a box on a picture, or a span of laid-out text -------------

function overlay(figure, size) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
  svg.setAttribute("aria-hidden", "true");
  const image = figure.querySelector("img");
  image.setAttribute("width", Math.round(size.width * 2));
  image.setAttribute("height", Math.round(size.height * 2));
  figure.append(svg);
  return svg;
}

function rect(svg, box) {
  const made = document.createElementNS(SVG, "rect");
  const [x0, y0, x1, y1] = box;
  made.setAttribute("x", x0);
  made.setAttribute("y", y0);
  made.setAttribute("width", Math.max(x1 - x0, 0.5));
  made.setAttribute("height", Math.max(y1 - y0, 0.5));
  svg.append(made);
  return made;
}

function lay(found) {
  state.text = found.text;
  state.evidence = found.evidence;
  state.layers = new Map();
  for (const size of found.pages) {
    const figure = paper.querySelector(`.sheet[data-page="${size.page}"]`);
    if (figure) state.layers.set(size.page, overlay(figure, size));
  }
  for (const [start, end, page, ...box] of found.words) {
    const svg = state.layers.get(page);
    if (svg) state.words.push({ start, end, element: rect(svg, box) });
  }
  for (const span of paper.querySelectorAll("span[data-s]")) {
    state.words.push({ start: +span.dataset.s, end: +span.dataset.e, element: span });
  }
  state.words.sort((a, b) => a.start - b.start);
  state.words.forEach((word, index) => word.element.setAttribute("data-i", index));
  if (document.activeElement && record.contains(document.activeElement)) enter(document.activeElement);
}

function indexOf(target) {
  const at = target.closest ? target.closest("[data-i]") : null;
  return at ? +at.getAttribute("data-i") : -1;
}

// --- light up ------------------------------------------------------------------

function quotesOf(pointer) {
  const found = state.evidence[pointer];
  if (found) return found;
  const prefix = `${pointer}/`;
  return Object.entries(state.evidence).filter(([p]) => p.startsWith(prefix)).flatMap(([, q]) => q);
}

function dark() {
  for (const lit of paper.querySelectorAll(".lit")) lit.classList.remove("lit");
  for (const drawn of paper.querySelectorAll("rect[data-drawn]")) drawn.remove();
}

function light(pointer) {
  dark();
  const quotes = quotesOf(pointer);
  let first = null;
  for (const [start, end, page, box] of quotes) {
    let words = state.words.filter((word) => word.start < end && word.end > start).map((word) => word.element);
    if (!words.length && box && state.layers.has(page)) words = [draw(page, box)];
    for (const element of words) element.classList.add("lit");
    first = first || words[0] || null;
  }
  if (first) show(first);
  return first !== null;
}

function draw(page, box) {
  const drawn = rect(state.layers.get(page), box);
  drawn.setAttribute("data-drawn", "");
  return drawn;
}

function show(element) {
  const frame = paper.getBoundingClientRect();
  const place = element.getBoundingClientRect();
  const above = frame.top + 50;
  if (place.top < above || place.bottom > frame.bottom - 70) {
    paper.scrollTop += place.top - frame.top - frame.height / 3;
  }
  if (place.left < frame.left || place.right > frame.right) {
    paper.scrollLeft += place.left - frame.left - frame.width / 3;
  }
}

// --- from field to words ---------------------------------------------------------

function pointersOf(input) {
  const row = input.closest("[data-pointer]");
  if (!row) return [];
  const part = input.dataset.part;
  const whole = row.dataset.pointer;
  return part ? [`${whole}/${part}`, whole] : [whole];
}

function isField(input) {
  return input && input.matches("input:not([type=hidden]):not([type=checkbox]), textarea, select");
}

function enter(target) {
  if (!isField(target)) return;
  if (target.matches("input, textarea")) state.field = target;
  dark();
  for (const pointer of pointersOf(target)) if (light(pointer)) break;
  named();
}

record.addEventListener("focusin", (event) => enter(event.target));

// --- from words to field, and words into a field --------------------------------

function fieldAt(index) {
  const word = state.words[index];
  let best = null;
  for (const input of record.querySelectorAll("[data-pointer] input, [data-pointer] textarea, [data-pointer] select")) {
    if (input.type === "hidden") continue;
    for (const [rank, pointer] of pointersOf(input).entries()) {
      for (const [start, end] of state.evidence[pointer] || []) {
        if (start <= word.start && end >= word.end) {
          const score = (end - start) + rank * 1e6;
          if (!best || score < best.score) best = { score, input };
        }
      }
    }
  }
  return best && best.input;
}

function pick(from, to) {
  const [low, high] = from <= to ? [from, to] : [to, from];
  state.from = from;
  state.to = to;
  state.words.forEach((word, index) => {
    word.element.classList.toggle("picked", from >= 0 && index >= low && index <= high);
    word.element.classList.toggle("caret", index === to && to >= 0);
  });
  const words = picked();
  fill.hidden = !words;
  document.getElementById("fill-words").textContent = words.length > 160 ? `${words.slice(0, 160)}…` : words;
  named();
}

function picked() {
  if (state.from < 0) return "";
  const [low, high] = [Math.min(state.from, state.to), Math.max(state.from, state.to)];
  return state.text.slice(state.words[low].start, state.words[high].end).replace(/\s+/g, " ").trim();
}

function nameOf(input) {
  const label = record.querySelector(`label[for="${CSS.escape(input.id)}"]`);
  return label ? label.textContent.trim() : "";
}

function named() {
  const button = fill.querySelector("[data-fill]");
  button.hidden = !state.field;
  if (state.field) document.getElementById("fill-name").textContent = nameOf(state.field);
}

function put(input, words) {
  if (input.hasAttribute("data-day")) {
    const day = dayIn(words);
    if (day) input.value = day;
    const said = input.dataset.words && document.getElementById(input.dataset.words);
    if (said) said.value = words;
    if (!day && !said) input.value = words;
  } else {
    input.value = words;
  }
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.focus();
}

function dayIn(words) {
  const found = words.match(/(\d{1,2})\s*(?:\/|-|\.|\s+tháng\s+)\s*(\d{1,2})\s*(?:\/|-|\.|\s*,?\s*năm\s+)\s*(\d{4})/i);
  return found ? `${found[1].padStart(2, "0")}/${found[2].padStart(2, "0")}/${found[3]}` : "";
}

function fillField() {
  const words = picked();
  if (!words || !state.field) return;
  pick(-1, -1);
  put(state.field, words);
}

function newTask() {
  const words = picked();
  const box = document.getElementById("new-action");
  if (!words || !box || box.matches(":disabled")) return;
  pick(-1, -1);
  put(box, words);
  box.scrollIntoView({ block: "center" });
}

fill.querySelector("[data-fill]").addEventListener("click", fillField);
fill.querySelector("[data-task]").addEventListener("click", newTask);

let pressed = -1;
paper.addEventListener("pointerdown", (event) => {
  pressed = event.pointerType === "touch" || event.button !== 0 ? -1 : indexOf(event.target);
  if (pressed >= 0) event.preventDefault();
});
paper.addEventListener("pointermove", (event) => {
  if (pressed < 0 || !(event.buttons & 1)) return;
  const here = indexOf(event.target);
  if (here >= 0 && here !== state.to) pick(pressed, here);
});
paper.addEventListener("pointerup", (event) => {
  const here = indexOf(event.target);
  if (pressed >= 0 && here === pressed && state.from < 0) jump(here);
  else if (pressed >= 0 && here === pressed) pick(-1, -1);
  pressed = -1;
});
paper.addEventListener("click", (event) => {
  // A finger taps: the field of the words, as with a mouse.
  if (event.pointerType === "touch" && indexOf(event.target) >= 0) jump(indexOf(event.target));
});

function jump(index) {
  const input = fieldAt(index);
  if (input) {
    const details = input.closest("details");
    if (details) details.open = true;
    input.focus();
    input.scrollIntoView({ block: "nearest" });
  } else {
    paper.focus({ preventScroll: true });
    pick(index, index);
  }
}

// --- the page by keys ---------------------------------------------------------

function lineStep(index, down) {
  const here = state.words[index].element.getBoundingClientRect();
  let best = -1;
  let least = Infinity;
  state.words.forEach((word, at) => {
    const there = word.element.getBoundingClientRect();
    const dy = down ? there.top - here.bottom : here.top - there.bottom;
    if (dy < -here.height / 2) return;
    const cost = dy * 4 + Math.abs(there.left - here.left);
    if (at !== index && cost < least) { least = cost; best = at; }
  });
  return best < 0 ? index : best;
}

paper.addEventListener("keydown", (event) => {
  if (event.target !== paper || event.ctrlKey || event.altKey || event.metaKey) return;
  const now = state.to >= 0 ? state.to : firstLit();
  let to = -1;
  switch (event.key) {
    case "ArrowRight": to = Math.min(now + 1, state.words.length - 1); break;
    case "ArrowLeft": to = Math.max(now - 1, 0); break;
    case "ArrowDown": to = now < 0 ? 0 : lineStep(now, true); break;
    case "ArrowUp": to = now < 0 ? 0 : lineStep(now, false); break;
    case "Enter": if (state.from >= 0) fillField(); break;
    case "Insert": newTask(); break;
    case "Escape": pick(-1, -1); back(); break;
    case "+": case "=": zoom(state.zoom * 1.25); break;
    case "-": zoom(state.zoom / 1.25); break;
    case "0": zoom(1); break;
    default: return;
  }
  event.preventDefault();
  if (to >= 0 && state.words.length) {
    pick(event.shiftKey && state.from >= 0 ? state.from : to, to);
    show(state.words[to].element);
  }
});

function firstLit() {
  return state.words.findIndex((word) => word.element.classList.contains("lit"));
}

function back() {
  const field = state.field || record.querySelector("[data-pointer] input, [data-pointer] textarea");
  if (field) field.focus();
}

function zoom(to) {
  state.zoom = Math.min(Math.max(to, 0.5), 4);
  for (const sheet of paper.querySelectorAll(".sheet")) {
    sheet.style.width = `${100 * state.zoom}%`;
    const image = sheet.querySelector("img");
    if (image && state.zoom > 1.3 && !image.src.includes("size=close")) image.src += "?size=close";
  }
}

for (const button of paper.querySelectorAll("[data-zoom]")) {
  button.addEventListener("click", () => {
    zoom({ in: state.zoom * 1.25, out: state.zoom / 1.25, fit: 1 }[button.dataset.zoom]);
  });
}

// --- the form by keys -----------------------------------------------------------

const inputs = () => [...record.querySelectorAll("[data-pointer] input:not([type=hidden]), [data-pointer] textarea, [data-pointer] select")].filter((i) => i.offsetParent && !i.disabled);

function move(by) {
  const all = inputs();
  const now = all.indexOf(document.activeElement);
  const next = all[Math.min(Math.max(now + by, 0), all.length - 1)];
  if (next) next.focus();
}

let doubt = -1;
function doubtStep(by) {
  const links = [...record.querySelectorAll("[data-doubt]")];
  if (!links.length) return;
  doubt = (doubt + by + links.length) % links.length;
  follow(links[doubt]);
}

function follow(link) {
  const input = document.getElementById(link.dataset.doubt);
  if (!input) return;
  const details = input.closest("details");
  if (details) details.open = true;
  input.focus();
  input.scrollIntoView({ block: "center" });
}

function press(button) {
  if (button && !button.disabled) button.click();
}

function rowButton(name) {
  const row = document.activeElement && document.activeElement.closest("tr[data-pointer]");
  return row ? row.querySelector(`[data-${name}]`) : null;
}

function keys(event) {
  if (event.ctrlKey && !event.altKey && event.key.toLowerCase() === "s") return press(document.getElementById("save")), true;
  if (event.ctrlKey && event.key === "Enter") return press(document.getElementById("approve")), true;
  if (event.key === "F8") return doubtStep(event.shiftKey ? -1 : 1), true;
  if (event.key === "F6") return paper.contains(document.activeElement) ? back() : paper.focus(), true;
  if (!event.altKey || event.ctrlKey) return false;
  switch (event.key) {
    case "z": press(document.getElementById("undo")); return true;
    case "ArrowDown": move(1); return true;
    case "ArrowUp": move(-1); return true;
    case "PageDown": press(document.getElementById("next")); return true;
    case "n": document.getElementById("new-action").focus(); return true;
    case "s": press(rowButton("split")); return true;
    case "m": press(rowButton("merge")); return true;
    case "Delete": press(rowButton("remove")); return true;
  }
  return false;
}

document.addEventListener("keydown", (event) => {
  if (!document.querySelector("dialog[open]") && keys(event)) event.preventDefault();
});

for (const link of record.querySelectorAll("[data-doubt]")) {
  link.addEventListener("click", (event) => { event.preventDefault(); follow(link); });
}
for (const button of record.querySelectorAll("[data-light]")) {
  button.addEventListener("click", () => light(button.dataset.light));
}
for (const button of record.querySelectorAll("[data-show]")) {
  button.addEventListener("click", () => {
    dark();
    const page = +button.dataset.show;
    const box = button.dataset.box.split(",").map(Number);
    const drawn = box.length === 4 && state.layers.has(page) ? draw(page, box) : null;
    if (drawn) drawn.classList.add("warn");
    show(drawn || paper.querySelector(`.sheet[data-page="${page}"]`));
  });
}
for (const button of record.querySelectorAll("[data-use]")) {
  button.addEventListener("click", () => {
    const input = document.getElementById(button.dataset.use);
    input.value = button.dataset.value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.focus();
  });
}
// Split where the cursor stands.
for (const button of record.querySelectorAll("[data-split]")) {
  button.addEventListener("click", () => {
    const box = document.getElementById(`task-${button.dataset.split}-action`);
    const inside = box.selectionStart > 0 && box.selectionStart < box.value.trimEnd().length;
    if (inside) record.elements[`task-${button.dataset.split}-at`].value = box.selectionStart;
  });
}

// --- what is not saved is not lost by a slip ------------------------------------------

let touched = false;
record.addEventListener("input", () => {
  touched = true;
  document.getElementById("unsaved").textContent = says.unsaved;
});
record.addEventListener("submit", () => { touched = false; });
addEventListener("beforeunload", (event) => { if (touched) event.preventDefault(); });

fetch(paper.dataset.anchors, { credentials: "same-origin" })
  .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
  .then((found) => { lay(found); paper.dataset.ready = "yes"; })
  .catch(() => { paper.dataset.ready = "no"; });

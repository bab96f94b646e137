// A calendar for fields of days: Monday first, and the letter's own words above it.
const holder = document.getElementById("words");
const says = JSON.parse(holder.textContent);
const MONTHS = says.months.split(",");
const DAYS = says.days.split(",");
const LONG = says.long_days.split(",");

const picker = document.createElement("dialog");
picker.className = "picker";
picker.setAttribute("aria-label", says.calendar);
document.body.append(picker);

let input = null;
let shown = new Date();
let focus = new Date();

const pad = (n) => String(n).padStart(2, "0");
const written = (d) => `${pad(d.getDate())}/${pad(d.getMonth() + 1)}/${d.getFullYear()}`;
const same = (a, b) => Boolean(a && b) && written(a) === written(b);

function parsed(words) {
  const found = words.match(/^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})/);
  if (!found) return null;
  const day = new Date(+found[3], +found[2] - 1, +found[1]);
  return day.getMonth() === +found[2] - 1 ? day : null;
}

function element(name, words, more = {}) {
  const made = document.createElement(name);
  if (words) made.textContent = words;
  for (const [key, value] of Object.entries(more)) made.setAttribute(key, value);
  return made;
}

function button(words, label, act, more = {}) {
  const made = element("button", words, { type: "button", "aria-label": label, ...more });
  made.addEventListener("click", act);
  return made;
}

function choose(day) {
  const hour = input.value.match(/\s\d{1,2}:\d{2}$/);
  input.value = day ? written(day) + (hour ? hour[0] : "") : "";
  input.dispatchEvent(new Event("input", { bubbles: true }));
  picker.close();
}

function cell(day) {
  const label = `${LONG[(day.getDay() + 6) % 7]}, ${written(day)}`;
  const more = { tabindex: same(day, focus) ? 0 : -1, "aria-pressed": String(same(day, parsed(input.value))) };
  if (same(day, new Date())) more["aria-current"] = "date";
  if (day.getMonth() !== shown.getMonth()) more.class = "off";
  const made = button(String(day.getDate()), label, () => choose(day), more);
  const td = element("td");
  td.append(made);
  return td;
}

function drawn() {
  const held = input.dataset.words && document.getElementById(input.dataset.words);
  const said = (held && held.value) || input.dataset.said;
  const parts = [];
  if (said) parts.push(element("p", `${says.the_words} “${said}”`, { class: "words" }));
  const top = element("div", "", { class: "month" });
  top.append(
    button("←", says.last_month, () => turn(-1)),
    element("strong", `${MONTHS[shown.getMonth()]} ${shown.getFullYear()}`, { "aria-live": "polite" }),
    button("→", says.next_month, () => turn(1)),
  );
  const table = element("table");
  const head = element("tr");
  DAYS.forEach((name, index) => head.append(element("th", name, { scope: "col", abbr: LONG[index] })));
  table.append(element("thead"), element("tbody"));
  table.tHead.append(head);
  const first = new Date(shown.getFullYear(), shown.getMonth(), 1);
  const start = new Date(first);
  start.setDate(1 - ((first.getDay() + 6) % 7));
  for (let week = 0; week < 6; week += 1) {
    const row = element("tr");
    for (let index = 0; index < 7; index += 1) {
      row.append(cell(new Date(start.getFullYear(), start.getMonth(), start.getDate() + 7 * week + index)));
    }
    table.tBodies[0].append(row);
  }
  const foot = element("div", "", { class: "foot" });
  foot.append(button(says.no_day, says.no_day, () => choose(null)), button(says.close, says.close, () => picker.close()));
  picker.replaceChildren(...parts, top, table, foot);
}

function turn(by) {
  shown = new Date(shown.getFullYear(), shown.getMonth() + by, 1);
  focus = shown;
  drawn();
}

function open(from) {
  input = from;
  focus = parsed(input.value) || new Date();
  shown = new Date(focus.getFullYear(), focus.getMonth(), 1);
  drawn();
  picker.showModal();
  picker.querySelector("td button[tabindex='0']").focus();
}

const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
picker.addEventListener("keydown", (event) => {
  if (event.key === "PageUp" || event.key === "PageDown") {
    turn(event.key === "PageUp" ? -1 : 1);
  } else if (STEPS[event.key] && event.target.closest("td")) {
    focus = new Date(focus.getFullYear(), focus.getMonth(), focus.getDate() + STEPS[event.key]);
    shown = new Date(focus.getFullYear(), focus.getMonth(), 1);
    drawn();
  } else return;
  event.preventDefault();
  picker.querySelector("td button[tabindex='0']")?.focus();
});
picker.addEventListener("close", () => input && input.focus());

for (const day of document.querySelectorAll("input[data-day]")) {
  if (day.matches(":disabled")) continue;
  const around = element("div", "", { class: "dayline" });
  day.replaceWith(around);
  const label = document.querySelector(`label[for="${CSS.escape(day.id)}"]`);
  const name = `${says.calendar}: ${label ? label.textContent.trim() : ""}`;
  around.append(day, button("▾", name, () => open(day), { class: "open", tabindex: "-1" }));
  day.addEventListener("keydown", (event) => {
    if (event.altKey && event.key === "c") { event.preventDefault(); open(day); }
  });
}

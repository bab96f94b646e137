// Keys of every page. Single keys can be switched off, and never act while typing.
const GO = { q: "/", r: "/register", t: "/tasks", b: "/report", u: "/upload", a: "/audit" };
const dialog = document.getElementById("keys");
const box = document.getElementById("single-keys");
const KEY = "vanban-single-keys";
let after_g = 0;

function remembered() {
  try { return localStorage.getItem(KEY) !== "off"; } catch { return true; }
}

function isTyping(target) {
  return target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;
}

function help() {
  if (dialog.open) dialog.close(); else dialog.showModal();
}

function step(by) {
  const rows = [...document.querySelectorAll("[data-list] a.row")];
  if (!rows.length) return;
  const now = rows.indexOf(document.activeElement);
  rows[Math.min(Math.max(now + by, 0), rows.length - 1)].focus();
}

// What a row offers beside being opened, what a list is turned over by, and the like.
function inRow(name) {
  const row = document.activeElement && document.activeElement.closest("tr, li");
  return row ? row.querySelector(`[data-${name}]`) : null;
}

const FIND = {
  "[": () => document.querySelector("a[rel=prev]"),
  "]": () => document.querySelector("a[rel=next]"),
  e: () => inRow("edit"),
  x: () => inRow("done"),
  s: () => document.querySelector("[data-export]"),
  f: () => document.getElementById("file"),
  v: () => document.querySelector("[data-language]"),
};

function act(key) {
  const tab = /^[1-9]$/.test(key) && document.querySelectorAll("nav.tabs a")[key - 1];
  const found = tab || (FIND[key] && FIND[key]());
  if (found) found.click();
  return Boolean(found);
}

function single(event) {
  if (event.timeStamp - after_g < 1500 && GO[event.key]) {
    location.href = GO[event.key];
    return true;
  }
  after_g = event.key === "g" ? event.timeStamp : 0;
  switch (event.key) {
    case "?": help(); return true;
    case "/": document.getElementById("find").focus(); return true;
    case "j": step(1); return true;
    case "k": step(-1); return true;
  }
  return act(event.key);
}

if (dialog) {
  box.checked = remembered();
  box.addEventListener("change", () => {
    try { localStorage.setItem(KEY, box.checked ? "on" : "off"); } catch { /* for this page only */ }
  });
  for (const button of document.querySelectorAll("[data-keys]")) button.addEventListener("click", help);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (isTyping(event.target) || !box.checked) return;
    if (dialog.open && event.key !== "?") return;
    if (single(event)) event.preventDefault();
  });
}

// Letters dropped into the page: sent one after the other, then followed until they end.
const form = document.getElementById("drop");
const input = document.getElementById("file");
const sent = document.getElementById("sent");
const says = JSON.parse(document.getElementById("words").textContent);
const csrf = form.elements.csrf.value;
const ENDED = ["registered", "duplicate", "failed", "quarantined"];
const rows = new Map();

function row(name) {
  sent.hidden = false;
  const made = sent.querySelector("tbody").insertRow(0);
  made.insertCell().textContent = name;
  const state = made.insertCell();
  return state;
}

function send(file) {
  const state = row(file.name);
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.setAttribute("aria-label", `${says.state_sending} ${file.name}`);
  state.append(bar);
  const body = new FormData();
  body.append("file", file, file.name);
  const request = new XMLHttpRequest();
  return new Promise((done) => {
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = event.loaded / event.total;
    });
    request.addEventListener("loadend", () => {
      const job = request.status === 200 ? JSON.parse(request.responseText).jobs[0] : null;
      if (job) {
        rows.set(job, state);
        tell(job, { state: "queued" });
      } else {
        state.textContent = request.status === 413 ? says.too_large : says.not_sent;
      }
      done();
    });
    request.open("POST", "/upload");
    request.setRequestHeader("accept", "application/json");
    request.setRequestHeader("x-csrf-token", csrf);
    request.send(body);
  });
}

function tell(job, found) {
  const cell = rows.get(job);
  const said = says[`state_${found.state}`] || found.state;
  const parts = [];
  for (const letter of found.letters || []) {
    const link = document.createElement("a");
    link.href = `/letters/${letter.id}`;
    link.textContent = letter.name;
    parts.push(parts.length ? ", " : `${said}: `, link);
  }
  if (!parts.length) {
    const page = found.page ? ` (${says.page} ${found.page}/${found.of})` : "";
    parts.push(said + page + (found.code && found.state === "failed" ? ` [${found.code}]` : ""));
  }
  const key = JSON.stringify(found);
  if (cell.dataset.key !== key) {
    cell.dataset.key = key;
    cell.replaceChildren(...parts);
  }
  if (ENDED.includes(found.state)) rows.delete(job);
}

async function follow() {
  if (rows.size) {
    const query = [...rows.keys()].slice(0, 50).map((job) => `job=${job}`).join("&");
    try {
      const answer = await fetch(`/upload/jobs?${query}`, { credentials: "same-origin" });
      if (answer.ok) for (const [job, found] of Object.entries(await answer.json())) tell(job, found);
    } catch { /* asked again */ }
  }
  setTimeout(follow, 600);
}

async function take(files) {
  for (const file of files) await send(file);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const files = [...input.files];
  form.reset();
  take(files);
});
for (const name of ["dragenter", "dragover"]) {
  addEventListener(name, (event) => { event.preventDefault(); form.classList.add("over"); });
}
addEventListener("dragleave", (event) => { if (!event.relatedTarget) form.classList.remove("over"); });
addEventListener("drop", (event) => {
  event.preventDefault();
  form.classList.remove("over");
  take([...event.dataTransfer.files]);
});
for (const tr of sent.querySelectorAll("[data-job]")) rows.set(tr.dataset.job, tr.cells[1]);
follow();

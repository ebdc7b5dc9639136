/* Files in the composer: chosen, dropped or pasted, uploaded at once, sent together with the words.
   An upload that fails is tried again under the same key, so that the server keeps it once. */
"use strict";

window.files = (() => {
  const PAUSES_MS = [1000, 3000, 8000];
  const byId = (id) => document.getElementById(id);
  const tray = () => byId("tray");
  const chosen = []; // {upload, name, state: "going" | "ready" | "failed", key, picture, chip}

  const newKey = () =>
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
  const ready = () => chosen.filter((one) => one.state === "ready");
  const remember = () =>
    sessionStorage.setItem(
      "files",
      JSON.stringify(ready().map(({ upload, name, key, picture }) => ({ upload, name, key, picture }))),
    );

  function element(tag, classes, text = "") {
    const made = document.createElement(tag);
    made.className = classes;
    made.textContent = text;
    return made;
  }

  function show(one) {
    one.chip = element("li", "chip");
    one.said = element("span", "said");
    one.said.setAttribute("role", "status");
    const remove = element("button", "remove", "×");
    remove.type = "button";
    remove.setAttribute("aria-label", `${tray().dataset.remove}${one.name}`);
    remove.addEventListener("click", () => drop(one));
    one.chip.append(element("span", "name", one.name), one.said, remove);
    tray().append(one.chip);
  }

  function say(one, words, failed = false) {
    one.said.textContent = words;
    one.chip.classList.toggle("failed", failed);
  }

  function drop(one) {
    const focusNext = one.chip.contains(document.activeElement);
    one.request?.abort();
    chosen.splice(chosen.indexOf(one), 1);
    one.chip.remove();
    if (one.key) fetch(`/uploads/${one.key}`, { method: "DELETE", headers: { "X-Upload-Key": one.upload } });
    remember();
    if (focusNext) byId("attach").focus();
  }

  function add(list) {
    const most = Number(tray().dataset.most);
    for (const file of list) {
      const one = { upload: newKey(), name: file.name || tray().dataset.picture, state: "going", tries: 0 };
      chosen.push(one);
      show(one);
      if (chosen.length > most) fail(one, tray().dataset.tooMany);
      else if (file.size > Number(tray().dataset.bytes)) fail(one, tray().dataset.tooBig);
      else upload(one, file);
    }
  }

  function fail(one, words) {
    one.state = "failed";
    say(one, words, true);
  }

  function upload(one, file) {
    const request = (one.request = new XMLHttpRequest());
    request.open("POST", "/uploads");
    request.setRequestHeader("X-Upload-Key", one.upload);
    request.setRequestHeader("X-File-Name", encodeURIComponent(one.name.toWellFormed?.() ?? one.name));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) say(one, `${Math.floor((event.loaded / event.total) * 100)}%`);
    };
    request.onload = () => arrived(one, request, file);
    request.onerror = () => again(one, file);
    say(one, "0%");
    request.send(file);
  }

  function arrived(one, request, file) {
    if (request.status >= 500 && request.status !== 507) return again(one, file);
    if (request.status !== 200) return fail(one, request.responseText || tray().dataset.failed);
    const kept = JSON.parse(request.responseText);
    Object.assign(one, { state: "ready", key: kept.key, name: kept.name, picture: kept.picture });
    one.chip.querySelector(".name").textContent = kept.name;
    say(one, "");
    one.chip.classList.add("ready");
    remember();
  }

  function again(one, file) {
    if (one.tries >= PAUSES_MS.length) return fail(one, tray().dataset.failed);
    setTimeout(() => chosen.includes(one) && upload(one, file), PAUSES_MS[one.tries++]);
  }

  /* What goes with the words now; null while something is still being uploaded. */
  function take() {
    const going = chosen.some((one) => one.state === "going");
    byId("still-going").classList.toggle("shown", going);
    if (going) return null;
    const sent = ready().map(({ key, name, picture }) => ({ key, name, picture }));
    for (const one of chosen.splice(0)) one.chip.remove();
    remember();
    return sent;
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("#attach")) byId("pick").click();
  });
  document.addEventListener("change", (event) => {
    if (event.target.id !== "pick") return;
    add(event.target.files);
    event.target.value = "";
    byId("words").focus();
  });
  document.addEventListener("paste", (event) => {
    if (event.target.id !== "words" || !event.clipboardData.files.length) return;
    event.preventDefault();
    add(event.clipboardData.files);
  });
  const brings = (event) => event.dataTransfer?.types.includes("Files");
  for (const kind of ["dragenter", "dragover"]) {
    document.addEventListener(kind, (event) => {
      if (!brings(event)) return;
      event.preventDefault();
      document.body.classList.add("dropping");
    });
  }
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) document.body.classList.remove("dropping");
  });
  document.addEventListener("drop", (event) => {
    if (!brings(event)) return;
    event.preventDefault();
    document.body.classList.remove("dropping");
    add(event.dataTransfer.files);
  });

  function begin() {
    if (!tray()) return setTimeout(begin, 20); // the page is not there yet
    for (const kept of JSON.parse(sessionStorage.getItem("files") ?? "[]")) {
      const one = { ...kept, state: "ready", tries: 0 };
      chosen.push(one);
      show(one);
      one.chip.classList.add("ready");
    }
  }
  begin();

  return { take, any: () => chosen.length > 0 };
})();

/* The chat page's few doings in the browser: sending, sending again until kept, and scrolling.
   Everything that is shown comes from the server. */
"use strict";

window.chat = (() => {
  const AGAIN_MS = 8000; // longer than an ordinary commit, shorter than a visitor's patience
  const DOUBLE_PRESS_MS = 700;
  const byId = (id) => document.getElementById(id);
  const live = () => window.socket?.connected && window.did_handshake;

  const stored = (name, empty) => JSON.parse(sessionStorage.getItem(name) ?? "null") ?? empty;
  const store = (name, value) => sessionStorage.setItem(name, JSON.stringify(value));
  const sentAt = new Map(); // key -> when this page last sent it

  function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function send(text, action, files = []) {
    const entry = { key: newKey(), text, action, files };
    store("unkept", [...stored("unkept", []), entry]);
    deliver(entry);
  }

  function deliver(entry) {
    sentAt.set(entry.key, Date.now());
    emitEvent("sent", entry);
  }

  function kept(key) {
    store("unkept", stored("unkept", []).filter((entry) => entry.key !== key));
  }

  setInterval(() => {
    if (!live()) return;
    for (const entry of stored("unkept", [])) {
      if (Date.now() - (sentAt.get(entry.key) ?? 0) > AGAIN_MS) deliver(entry);
    }
  }, 1000);

  function sendWords() {
    const box = byId("words");
    box.focus();
    const tooLong = [...box.value].length > Number(box.dataset.longest);
    document.querySelector(".too-long").classList.toggle("shown", tooLong);
    const empty = !box.value.trim() && !window.files.any();
    if (tooLong || !live() || empty) return; // what cannot be sent stays in the box
    const files = window.files.take();
    if (files === null || (!box.value.trim() && !files.length)) return;
    send(box.value.replace(/\p{Surrogate}/gu, ""), "", files); // half a character cannot be sent
    box.value = "";
    fit(box);
  }

  function fit(box) {
    store("draft", box.value);
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight + 2, 180)}px`;
  }

  document.addEventListener("keydown", (event) => {
    const sends = event.key === "Enter" && !event.shiftKey && !event.isComposing;
    if (event.target.id !== "words" || !sends || event.keyCode === 229) return; // 229: an input method at work
    event.preventDefault();
    sendWords();
  });

  document.addEventListener("input", (event) => {
    if (event.target.id !== "words") return;
    document.querySelector(".too-long").classList.remove("shown");
    fit(event.target);
  });

  let pressed = { action: "", at: 0 };
  document.addEventListener("click", (event) => {
    if (event.target.closest("#send")) return sendWords();
    const button = event.target.closest("[data-action]");
    if (!button || !live()) return;
    const action = button.dataset.action;
    if (action === pressed.action && Date.now() - pressed.at < DOUBLE_PRESS_MS) return;
    pressed = { action, at: Date.now() };
    send(button.textContent, action);
  });

  /* Scrolling: the visitor's last words go to the top, so that a long answer is read from its beginning. */
  function follow(history) {
    const lines = byId("lines");
    let last = null;
    let height = 0;
    let isFirst = true;
    const look = () => {
      const newest = byId("pending").lastElementChild ?? lines.lastElementChild;
      if (newest === last) history.scrollTop += history.scrollHeight - height; // earlier lines came in above
      else if (newest) show(history, isFirst);
      [last, height, isFirst] = [newest, history.scrollHeight, false];
    };
    const observer = new MutationObserver(look);
    for (const box of [lines, byId("pending")]) observer.observe(box, { childList: true });
    look();
  }

  function show(history, atOnce) {
    const own = [...history.querySelectorAll(".line.mine")].pop();
    const top = own ? own.offsetTop - history.offsetTop - 12 : 0;
    const calm = atOnce || matchMedia("(prefers-reduced-motion: reduce)").matches;
    history.scrollTo({ top, behavior: calm ? "instant" : "smooth" });
  }

  function begin() {
    const box = byId("words");
    if (!box) return setTimeout(begin, 20); // the page is not there yet
    box.value = stored("draft", "");
    fit(box);
    follow(byId("history"));
    if (!matchMedia("(pointer: coarse)").matches) box.focus(); // on a phone the keyboard would cover the welcome
  }
  begin();

  return { kept };
})();

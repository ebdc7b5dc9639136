/* The desk's few doings in the browser: forms whose words survive a reload, keys, dialogs.
   Everything that is shown comes from the server. */
"use strict";

window.desk = (() => {
  const AGAIN_MS = 8000; // longer than an ordinary commit
  const TOAST_MS = 5000;
  const PREFIX = "desk:";
  const byId = (id) => document.getElementById(id);
  const live = () => window.socket?.connected && window.did_handshake;
  const place = (name) => `${PREFIX}${location.pathname}:${name}`;
  const read = (name) => JSON.parse(localStorage.getItem(place(name)) ?? "{}");
  const write = (name, draft) => localStorage.setItem(place(name), JSON.stringify(draft));
  const formOf = (name) => document.querySelector(`form[data-form="${CSS.escape(name)}"]`);
  const fieldsIn = (form) => [...form.elements].filter((field) => field.name && field.type !== "file");

  function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function valueOf(field) {
    if (field.type === "checkbox" || field.type === "radio") return field.checked ? field.value : "";
    return field.value.replace(/\p{Surrogate}/gu, "");
  }

  function valuesOf(form) {
    const values = {};
    for (const field of fieldsIn(form)) {
      const value = valueOf(field);
      if (value || !(field.name in values)) values[field.name] = value;
    }
    return values;
  }

  function setValue(field, value) {
    if (field.type === "hidden") return;
    if (field.type === "checkbox" || field.type === "radio") field.checked = field.value === value;
    else field.value = value;
    if (field.tagName === "TEXTAREA") fit(field);
  }

  function fill(form, values) {
    for (const field of fieldsIn(form)) setValue(field, values[field.name] ?? field.dataset.value ?? "");
    deskFiles.repaint(form);
  }

  function fit(box) {
    box.style.height = "";
    if (box.value && box.scrollHeight > box.clientHeight) box.style.height = `${Math.min(box.scrollHeight + 2, 260)}px`;
  }

  /* a form keeps what is typed until the server has it */
  function keepDraft(form) {
    const draft = read(form.dataset.form);
    write(form.dataset.form, { ...draft, fields: valuesOf(form) });
  }

  function found(form) {
    if (form.dataset.found) return;
    form.dataset.found = "yes";
    const fields = read(form.dataset.form).fields ?? {};
    fill(form, fields);
    if (!matchMedia("(pointer: coarse)").matches) form.querySelector("[data-search]")?.focus();
    if (form.dataset.again && Object.values(fields).some(Boolean)) whenLive(() => submit(form));
  }

  function whenLive(act) {
    live() ? act() : setTimeout(() => whenLive(act), 100);
  }

  function lookForForms() {
    for (const form of document.querySelectorAll("form[data-form]")) found(form);
    for (const part of document.querySelectorAll("details[data-wide]")) unfold(part);
    for (const modes of document.querySelectorAll(".modes")) startMode(modes);
    followStory();
    countInTitle();
    if (document.querySelector("[data-left]")) forget();
  }

  function complaint(form) {
    for (const field of fieldsIn(form)) {
      const instead = field.tagName === "TEXTAREA" && form.elements.files?.value; // files need no words
      if (field.dataset.required && !field.value.trim() && !instead && !field.closest(".gone")) {
        field.focus();
        return field.dataset.required;
      }
    }
    if (deskFiles.isGoing(form)) return form.querySelector("[data-upload]").dataset.going;
    return live() ? "" : byId("toast").dataset.offline;
  }

  function say(form, text) {
    form.querySelector(".form-error").textContent = text;
    form.classList.toggle("has-error", Boolean(text));
  }

  function busy(form, isBusy) {
    form.classList.toggle("busy", isBusy);
    for (const button of form.querySelectorAll("[type=submit]")) button.disabled = isBusy;
  }

  function submit(form) {
    if (form.classList.contains("busy")) return;
    const why = complaint(form);
    say(form, why);
    if (why || (form.dataset.sure && !confirm(form.dataset.sure))) return;
    const name = form.dataset.form;
    const fields = valuesOf(form);
    const sent = JSON.stringify(fields);
    const draft = read(name);
    const key = draft.sent === sent && draft.key ? draft.key : newKey(); // the same words again: the same key
    write(name, { fields, key, sent });
    busy(form, true);
    deliver(name, key, fields);
  }

  function deliver(name, key, fields) {
    emitEvent("submitted", { name, key, fields });
    setTimeout(() => {
      const form = formOf(name);
      if (!form?.classList.contains("busy") || read(name).key !== key) return;
      if (live()) return deliver(name, key, fields);
      busy(form, false);
      say(form, byId("toast").dataset.offline);
    }, AGAIN_MS);
  }

  function settled(name, told) {
    const form = formOf(name);
    const stays = form?.dataset.stays;
    if (stays) write(name, { fields: valuesOf(form) }); // sent again, it is a new sending
    else localStorage.removeItem(place(name));
    if (form) {
      busy(form, false);
      say(form, "");
      if (!stays) fill(form, {});
      if (!stays) form.closest("dialog")?.close();
    }
    const here = form?.querySelector(".form-told");
    if (here) here.textContent = told;
    else if (told) toast(told);
  }

  function refused(name, why) {
    const form = formOf(name);
    if (!form) return toast(why);
    busy(form, false);
    say(form, why);
  }

  let fading = 0;
  function toast(text) {
    const box = byId("toast");
    box.textContent = text;
    box.classList.add("shown");
    clearTimeout(fading);
    fading = setTimeout(() => box.classList.remove("shown"), Math.max(TOAST_MS, text.length * 150));
  }

  function forget() {
    for (const name of Object.keys(localStorage)) if (name.startsWith(PREFIX)) localStorage.removeItem(name);
  }

  function left() {
    for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
    forget();
  }

  /* a case: the reply or the note, the newest of its story in sight */
  const roomy = matchMedia("(min-width: 961px)");

  function unfold(part) {
    if (part.dataset.unfolded) return;
    part.dataset.unfolded = "yes";
    part.open = roomy.matches;
  }

  function startMode(modes) {
    if (modes.dataset.mode && (modes.dataset.chosen || modes.dataset.mode === wantedMode(modes))) return;
    setMode(modes, wantedMode(modes));
  }

  const wantedMode = (modes) => (modes.classList.contains("gone") ? "note" : (modes.dataset.chosen ?? "say"));

  function setMode(modes, name) {
    modes.dataset.mode = name;
    for (const tab of modes.querySelectorAll("[data-mode]")) {
      tab.setAttribute("aria-selected", String(tab.dataset.mode === name));
      byId(`mode-${tab.dataset.mode}`).hidden = tab.dataset.mode !== name;
    }
  }

  function followStory() {
    const story = byId("story");
    if (!story || story.dataset.followed) return;
    story.dataset.followed = "yes";
    const scroller = () => (roomy.matches ? story : byId("main")); // on a phone the whole page scrolls
    const toEnd = () => scroller().scrollTo({ top: scroller().scrollHeight });
    new MutationObserver(toEnd).observe(story, { childList: true });
    if (roomy.matches) toEnd();
  }

  /* how many reminders wait, also for who looks at another tab */
  function countInTitle() {
    const badge = document.querySelector("[data-reminders]");
    const bare = document.title.replace(/^（\d+）/, "");
    const wanted = Number(badge?.dataset.reminders) ? `（${badge.dataset.reminders}）${bare}` : bare;
    if (document.title !== wanted) document.title = wanted;
  }

  /* words ready to be said go to where the officer types */
  function insert(into, text) {
    const box = byId(into);
    if (!box) return;
    document.querySelector(".mode-tab[data-mode=say]")?.click();
    const before = box.value.slice(0, box.selectionStart);
    const gap = before && !before.endsWith("\n") ? "\n" : "";
    box.setRangeText(gap + text, box.selectionStart, box.selectionEnd, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.dataset.form) return;
    event.preventDefault();
    submit(event.target);
  });

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form?.dataset.form) return;
    keepDraft(form);
    if (event.target.tagName === "TEXTAREA") fit(event.target);
  });

  document.addEventListener("change", (event) => {
    const list = event.target;
    if (list.dataset.insertsInto && list.value) {
      insert(list.dataset.insertsInto, list.value);
      list.value = "";
    }
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-opens], [data-closes], [data-insert], .mode-tab");
    if (!button) return;
    if (button.matches(".mode-tab")) {
      const modes = button.closest(".modes");
      modes.dataset.chosen = button.dataset.mode;
      setMode(modes, button.dataset.mode);
    }
    if (button.dataset.closes !== undefined) button.closest("dialog").close();
    if (button.dataset.insert) {
      button.closest("dialog")?.close();
      insert(button.dataset.into, button.dataset.insert);
    }
    if (button.dataset.opens) open(byId(button.dataset.opens));
  });

  function open(dialog) {
    if (!dialog || dialog.open) return;
    dialog.showModal();
    for (const box of dialog.querySelectorAll("textarea")) fit(box);
    dialog.querySelector("select, textarea, input:not([type=hidden])")?.focus();
  }

  /* keys: j and k go through a list, / to the search, Ctrl+Enter sends */
  const typing = (element) => element.closest("input, textarea, select, [contenteditable]");

  function step(by) {
    const items = [...document.querySelectorAll("[data-item]")];
    const at = items.indexOf(document.activeElement);
    const next = at < 0 ? (by > 0 ? 0 : items.length - 1) : at + by;
    items[Math.max(0, Math.min(next, items.length - 1))]?.focus();
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return; // an input method at work
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form?.dataset.form) {
      event.preventDefault();
      return submit(event.target.form);
    }
    if (event.key === "Escape" && typing(event.target) && !event.target.closest("dialog")) return event.target.blur();
    if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "/") {
      event.preventDefault();
      const box = document.querySelector("[data-search]");
      if (box) box.focus();
      else document.querySelector("a.nav[href$='/search']")?.click();
    }
  });

  new MutationObserver(lookForForms).observe(document.documentElement, {
    childList: true,
    subtree: true,
    attributeFilter: ["class", "data-reminders"],
  });
  lookForForms();

  return { settled, refused, toast, left };
})();

/* Files that an officer adds to a reply: uploaded at once, sent with the words. The field beside the chips is what
   the form sends and what its draft keeps. */
"use strict";

window.deskFiles = (() => {
  const PAUSES_MS = [1000, 3000, 8000];
  const newKey = () =>
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
  const parts = (root) => ({
    pick: root.querySelector("input[type=file]"),
    field: root.querySelector("[name=files]"),
    list: root.querySelector(".chips"),
  });
  const kept = (root) => JSON.parse(parts(root).field.value || "[]");

  function keep(root, files) {
    const { field } = parts(root);
    field.value = files.length ? JSON.stringify(files) : "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    paint(root);
  }

  function chip(root, name, remove) {
    const made = document.createElement("li");
    made.className = "chip";
    const said = document.createElement("span");
    said.textContent = name;
    said.setAttribute("role", "status");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "×";
    button.setAttribute("aria-label", `${root.dataset.remove}${name}`);
    button.addEventListener("click", () => {
      made.remove();
      remove?.();
    });
    made.append(said, button);
    parts(root).list.append(made);
    return { made, said };
  }

  /* as the field says, which a restored or cleared draft may have changed */
  function paint(root) {
    for (const old of root.querySelectorAll(".chip.ready")) old.remove();
    for (const file of kept(root)) {
      const { made } = chip(root, file.name, () => keep(root, kept(root).filter((one) => one.id !== file.id)));
      made.classList.add("ready");
    }
    root.dataset.painted = parts(root).field.value;
  }

  function upload(root, file, shown, key, tries = 0) {
    const request = new XMLHttpRequest();
    request.open("POST", root.dataset.upload);
    request.setRequestHeader("X-Upload-Key", key);
    request.setRequestHeader("X-File-Name", encodeURIComponent(file.name.replace(/\p{Surrogate}/gu, "")));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) shown.said.textContent = `${file.name} ${Math.floor((event.loaded / event.total) * 100)}%`;
    };
    const again = () => {
      if (tries >= PAUSES_MS.length) return fail(shown, `${file.name}：${root.dataset.failed}`);
      setTimeout(() => shown.made.isConnected && upload(root, file, shown, key, tries + 1), PAUSES_MS[tries]);
    };
    request.onerror = again;
    request.onload = () => {
      if (request.status >= 500) return again();
      if (request.status !== 200) return fail(shown, request.responseText);
      if (!shown.made.isConnected) return; // taken back in the meantime
      shown.made.remove();
      keep(root, [...kept(root), JSON.parse(request.responseText)]);
    };
    request.send(file);
  }

  function fail(shown, why) {
    shown.said.textContent = why;
    shown.made.classList.add("failed");
    shown.made.classList.remove("going");
  }

  function add(root, files) {
    for (const file of files) {
      const shown = chip(root, `${file.name} 0%`);
      shown.made.classList.add("going");
      upload(root, file, shown, newKey());
    }
  }

  document.addEventListener("click", (event) => {
    const root = event.target.closest("[data-upload]");
    if (root && event.target.closest(".attach-file")) parts(root).pick.click();
  });
  document.addEventListener("change", (event) => {
    const root = event.target.closest("[data-upload]");
    if (!root || event.target.type !== "file") return;
    add(root, [...event.target.files]);
    event.target.value = "";
  });
  document.addEventListener("paste", (event) => {
    const root = event.target.form?.querySelector("[data-upload]");
    if (!root || !event.clipboardData.files.length) return;
    event.preventDefault();
    add(root, [...event.clipboardData.files]);
  });

  return {
    isGoing: (form) => Boolean(form.querySelector(".chip.going")),
    repaint(form) {
      const root = form.querySelector("[data-upload]");
      if (root && root.dataset.painted !== parts(root).field.value) paint(root);
      for (const failed of form.querySelectorAll(".chip.failed")) if (!parts(root).field.value) failed.remove();
    },
  };
})();

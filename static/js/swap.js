// Changes a page in place where a reload would lose the reader's place. The server still answers whole
// pages, and without this file every link and form works as usual.
//
// <nav data-swap>             its links change <main> in place
// <form data-swap="#next">    what it does shows in place; then #next has the focus (else the message)
// <form data-upload>          the same for a form with a file, with <progress hidden> while it is sent
// <… id data-refresh>         is loaded again while it has this attribute
(() => {
  const reader = new DOMParser();
  const announcer = Object.assign(document.createElement("p"), { className: "visually-hidden" });
  announcer.role = "status";
  document.body.append(announcer);
  let busy = false;

  // Replaces this page by that of an answer. The browser loads a page with another frame as usual.
  const show = (html, url) => {
    const page = reader.parseFromString(html, "text/html");
    const main = page.querySelector("main");
    // Media of another host needs the policy that its own page has.
    const isForeign = page.querySelector("main :is(audio, video)[src^='https:']");
    if (!main || isForeign || page.body.className !== document.body.className) return location.assign(url);
    document.title = page.title;
    const old = document.querySelector("main");
    old.replaceChildren(...main.childNodes);
    old.removeAttribute("aria-busy");
    if (url !== location.href) {
      history.replaceState({ swapped: true }, "");
      history.pushState({ swapped: true }, "", url);
    }
    document.dispatchEvent(new Event("greffe:shown"));
    return old;
  };

  const fetched = async (url, options) => {
    const answer = await fetch(url, { credentials: "same-origin", ...options });
    return [await answer.text(), answer.url];
  };

  // The message after a change is announced and, unless another element is next, gets the focus.
  const tell = (main, next) => {
    const said = main.querySelector(".error-summary, .flash");
    announcer.textContent = said?.querySelector("p, h2")?.textContent ?? "";
    const target = main.querySelector(".error-summary") ?? (next ? main.querySelector(next) : null) ?? said;
    if (target === said) said?.setAttribute("tabindex", "-1");
    target?.focus();
    if (target?.matches("input[type=search]")) target.select();
  };

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("[data-swap] a[href]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    document.querySelector("main").setAttribute("aria-busy", "true");
    let answer;
    try {
      answer = await fetched(link.href);
    } catch {
      return location.assign(link.href);
    } finally {
      busy = false;
    }
    const main = show(...answer);
    if (!main) return;
    const same = [...main.querySelectorAll("[data-swap] a")].find((it) => it.href === link.href);
    if (same) return same.focus();
    // The next page of a list is shown from its top.
    scrollTo(0, 0);
    main.focus({ preventScroll: true });
  });

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    // Undo has the same target as the other forms of the page.
    const isUndoing = form.matches(".flash > form") && document.querySelector("main form[data-swap]");
    if (event.defaultPrevented || !(isUndoing || form.matches("form[data-swap], form[data-upload]"))) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    let answer;
    try {
      answer = "upload" in form.dataset ? await uploaded(form, event.submitter) : await sent(form, event.submitter);
    } catch {
      // The browser shows the error of the connection.
      return form.submit();
    } finally {
      busy = false;
    }
    const main = show(...answer);
    if (main) tell(main, form.dataset.swap);
  });

  const sent = (form, submitter) => {
    form.setAttribute("aria-busy", "true");
    return fetched(submitter?.hasAttribute("formaction") ? submitter.formAction : form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form, submitter)),
    });
  };

  // fetch does not report the progress of an upload; XMLHttpRequest does.
  const uploaded = (form, submitter) =>
    new Promise((resolve, reject) => {
      const bar = form.querySelector("progress");
      const request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) bar.value = event.loaded / event.total;
      });
      // All bytes are sent; the time that the server needs is unknown.
      request.upload.addEventListener("load", () => bar.removeAttribute("value"));
      request.addEventListener("load", () => resolve([request.responseText, request.responseURL]));
      request.addEventListener("error", reject);
      bar.value = 0;
      bar.parentElement.hidden = false;
      request.send(new FormData(form, submitter));
    });

  addEventListener("popstate", async (event) => {
    if (!event.state?.swapped) return;
    try {
      show(...(await fetched(location.href)));
    } catch {
      location.reload();
    }
  });

  // Refreshes unfinished parts, with growing pauses, and not while the page is hidden.
  const FIRST = 1500;
  const SELDOM = 30_000;
  let timer;
  const watch = (wait) => {
    clearTimeout(timer);
    if (document.querySelector("[data-refresh][id]")) timer = setTimeout(refresh, wait, wait);
  };
  const refresh = async (wait) => {
    const next = Math.min(wait * 1.3, SELDOM);
    const region = document.querySelector("[data-refresh][id]");
    if (!region) return;
    // A button with the focus is not removed.
    if (document.hidden || region.contains(document.activeElement)) return watch(next);
    try {
      const [html] = await fetched(location.href);
      const fresh = reader.parseFromString(html, "text/html").getElementById(region.id);
      if (!fresh) return;
      const status = region.querySelector("[role=status]");
      const said = fresh.querySelector("[role=status]");
      // The live region stays, so that its change is announced.
      if (status && said && status.innerHTML !== said.innerHTML) status.replaceChildren(...said.cloneNode(true).childNodes);
      const isKept = (it) => it !== status;
      for (const old of [...region.children].filter(isKept)) old.remove();
      region.append(...[...fresh.children].filter((it) => it !== said));
      if (!fresh.hasAttribute("data-refresh")) region.removeAttribute("data-refresh");
    } catch { /* tried again */ }
    watch(next);
  };
  document.addEventListener("greffe:shown", () => watch(FIRST));
  watch(FIRST);
})();

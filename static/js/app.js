// Optional improvements of pages; everything works without it. Loaded with defer, no dependency.

// Waits until nothing has been typed for a moment.
const settled = (action, wait = 250) => {
  let timer;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(action, wait, ...given);
  };
};

// Runs one request at a time: a newer one cancels the older. Network errors leave the page as it was.
const latest = () => {
  let running;
  return async (url, options) => {
    running?.abort();
    running = new AbortController();
    try {
      const answer = await fetch(url, { ...options, signal: running.signal, credentials: "same-origin" });
      return answer.ok && !answer.redirected ? await answer.text() : null;
    } catch {
      return null;
    }
  };
};

// <form data-live-search> with GET, and one <… data-live-results> (and perhaps <… data-live-count role="status">)
// in the same section or page. The answer may be the whole page: the same regions are taken out of it.
// With two searches on a page, name the region: data-live-search="people" and data-live-results="people".
const liven = () => {
  for (const form of document.querySelectorAll("form[data-live-search]:not([data-live])")) {
    form.dataset.live = "";
    const name = form.dataset.liveSearch;
    const region = name ? `[data-live-results="${CSS.escape(name)}"]` : "[data-live-results]";
    const counter = name ? `[data-live-count="${CSS.escape(name)}"]` : "[data-live-count]";
    const request = latest();

    const refresh = async () => {
      const results = document.querySelector(region);
      if (!results) return;
      const url = new URL(form.action, location.href);
      url.search = new URLSearchParams(new FormData(form));
      results.setAttribute("aria-busy", "true");
      const html = await request(url);
      results.removeAttribute("aria-busy");
      if (html === null) return;
      const answer = new DOMParser().parseFromString(html, "text/html");
      results.replaceChildren(...(answer.querySelector(region) ?? answer.body).childNodes);
      const count = document.querySelector(counter);
      if (count) count.textContent = answer.querySelector(counter)?.textContent ?? "";
      if (url.pathname === location.pathname) history.replaceState(null, "", url);
    };

    form.addEventListener("input", settled(refresh));
  }
};
liven();
document.addEventListener("greffe:shown", liven);

// <form data-preview="/where"> posts its first textarea, and shows the answer in <… data-preview-pane>.
// The server has cleaned the fragment.
for (const form of document.querySelectorAll("form[data-preview]")) {
  const text = form.querySelector("textarea");
  const pane = form.querySelector("[data-preview-pane]") ?? document.querySelector("[data-preview-pane]");
  if (!text || !pane) continue;
  const request = latest();

  const refresh = async () => {
    pane.setAttribute("aria-busy", "true");
    const html = await request(form.dataset.preview, { method: "POST", body: new URLSearchParams([[text.name, text.value]]) });
    pane.removeAttribute("aria-busy");
    if (html !== null) pane.innerHTML = html;
  };

  text.addEventListener("input", settled(refresh, 400));
}

// A form is sent once. data-repeatable exempts it (a download, for instance).
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || "repeatable" in form.dataset) return;
  if ("sending" in form.dataset) {
    event.preventDefault();
    return;
  }
  form.dataset.sending = "";
  // After the browser has read the form: a disabled button would not be part of it.
  setTimeout(() => {
    for (const button of form.querySelectorAll("button:not([type=button]):not(:disabled)")) {
      button.disabled = true;
      button.dataset.held = "";
    }
  });
});

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sending]")) delete form.dataset.sending;
  for (const button of document.querySelectorAll("button[data-held]")) {
    button.disabled = false;
    delete button.dataset.held;
  }
});

// <div data-theme-switch hidden> with <button type="button" value="light|dark|auto">.
for (const group of document.querySelectorAll("[data-theme-switch]")) {
  const root = document.documentElement;
  const buttons = [...group.querySelectorAll("button[value]")];
  const show = () => {
    for (const button of buttons) button.setAttribute("aria-pressed", button.value === (root.dataset.theme ?? "auto"));
  };
  group.addEventListener("click", (event) => {
    const theme = event.target.closest("button[value]")?.value;
    if (!theme) return;
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
    try {
      localStorage.setItem("greffe-theme", theme);
    } catch { /* not remembered, but applied */ }
    show();
  });
  group.hidden = false;
  show();
}

// Scrolls the current tab into view where the tabs do not fit.
const showTab = () => {
  for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
    const row = tab.closest("ul");
    row.scrollLeft += tab.getBoundingClientRect().left - row.getBoundingClientRect().left - 24;
  }
};
showTab();
document.addEventListener("greffe:shown", showTab);

// Menus close on Escape and when the focus leaves them.
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
for (const kind of ["click", "focusin"]) {
  document.addEventListener(kind, (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
}

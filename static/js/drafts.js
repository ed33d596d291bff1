// Saves what is typed into <form data-draft="/its/address"> on the server, and says so in its
// [data-draft-status]. The server offers the draft ([data-draft-offer]) when the form is opened again.
// Nothing is saved before the member has chosen, so that the first draft is not overwritten.
const PAUSE = 1500;
// Long texts wait longer: each draft is sent whole.
const LONG = 100_000;
const LONG_PAUSE = 8000;
// Limit of a request that is sent while the page is closed.
const PARTING = 60_000;

const bind = (form) => {
  const status = form.querySelector("[data-draft-status]");
  const typed = () => {
    const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    return new URLSearchParams([["draft", form.dataset.draft], ...fields]);
  };
  // A repeated message would be read aloud again.
  const say = (words) => {
    if (status.textContent !== words) status.textContent = words;
  };
  let [timer, running, isSent, parted] = [0, null, false, ""];
  let kept = typed().toString();

  const keep = async (parting) => {
    clearTimeout(timer);
    timer = 0;
    const body = typed();
    const text = body.toString();
    if (isSent || text === kept || document.querySelector("[data-draft-offer]")) return;
    // A page that is closed sends two events.
    if (parting && text === parted) return;
    parted = parting ? text : "";
    running?.abort();
    const mine = (running = new AbortController());
    try {
      const keepalive = parting && text.length < PARTING;
      const answer = await fetch(status.dataset.to, { method: "POST", body, credentials: "same-origin", redirect: "manual", keepalive, signal: mine.signal });
      if (answer.status === 204) kept = text;
      say(answer.status === 204 ? status.dataset.kept : status.dataset.lost);
    } catch {
      if (!mine.signal.aborted) say(status.dataset.lost);
    }
  };

  form.addEventListener("input", () => {
    if (document.querySelector("[data-draft-offer]")) return say(status.dataset.held);
    clearTimeout(timer);
    timer = setTimeout(keep, kept.length > LONG ? LONG_PAUSE : PAUSE);
  });
  form.addEventListener("submit", () => {
    isSent = true;
    clearTimeout(timer);
    running?.abort();
  });
  // The browser cancels a running request with the page: it is sent again with keepalive.
  const part = () => {
    if (form.isConnected) keep(true);
  };
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") part();
  });
  addEventListener("pagehide", part);
  addEventListener("pageshow", () => {
    isSent = false;
  });
};
const bindAll = () => {
  for (const form of document.querySelectorAll("form[data-draft]:not([data-bound])")) {
    form.dataset.bound = "";
    bind(form);
  }
};
bindAll();
document.addEventListener("greffe:shown", bindAll);

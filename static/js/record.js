// Tools of the page of a record. Loaded with defer on this page only; everything works without it.
{
  const record = document.querySelector(".record");
  const outline = document.querySelector(".outline");
  // A link to a turn on another page of a long record.
  const wanted = location.hash.match(/^#[ts](\d+)$/);
  if (wanted && document.querySelector(".parts") && !document.getElementById(location.hash.slice(1))) location.replace(`?turn=${wanted[1]}${location.hash}`);

  const turns = record ? [...record.querySelectorAll(".turn")] : [];

  // -- Words of a turn -------------------------------------------------------

  // A copy of the words, without the tools around them.
  const wordsOf = (fragment) => {
    for (const part of fragment.querySelectorAll("sup, header, .meta, .turn-tools, [role=doc-endnotes]")) part.remove();
    for (const part of fragment.querySelectorAll("br")) part.replaceWith("\n");
    for (const part of fragment.querySelectorAll("p, li")) part.append("\n\n");
    // Plain blanks only: narrow no-break spaces belong to the text.
    const lines = fragment.textContent.split(/\n{2,}/).map((it) => it.replace(/[ \t\r\n]+/g, " ").trim());
    return lines.filter(Boolean).join("\n\n");
  };

  // What is selected inside one turn, if anything is.
  const selected = () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const around = range.commonAncestorContainer;
    const turn = (around.closest ? around : around.parentElement)?.closest(".turn");
    const words = turn && wordsOf(range.cloneContents());
    return words ? { turn, words } : null;
  };

  // The selection is added to "create a follow-up" as &quote=, and "quote" copies it.
  const QUOTE_LENGTH = 2000;
  let chosen = null;
  let pressing = false;

  const forget = () => {
    const link = chosen?.link;
    if (link) {
      link.setAttribute("href", chosen.plain);
      delete link.dataset.quoting;
    }
    chosen = null;
  };

  document.addEventListener("selectionchange", () => {
    if (pressing) return;
    forget();
    chosen = selected();
    const link = chosen?.turn.querySelector("a[data-quote]");
    if (!link) return;
    const url = new URL(link.href);
    url.searchParams.set("quote", chosen.words.replaceAll("\n\n", " ").slice(0, QUOTE_LENGTH));
    Object.assign(chosen, { link, plain: link.getAttribute("href") });
    link.dataset.quoting = "";
    link.href = url;
  });

  // Pressing a tool clears the selection before the click: hold the words until then.
  document.addEventListener("pointerdown", (event) => {
    pressing = Boolean(event.target.closest("[data-quote], [data-cite]"));
  });

  // -- Copying ---------------------------------------------------------------

  const toast = document.querySelector(".toast");
  let fading;
  const say = (sentence) => {
    clearTimeout(fading);
    toast.textContent = "";
    // Emptied first, so that the same sentence is read out again.
    setTimeout(() => (toast.textContent = sentence), 50);
    fading = setTimeout(() => (toast.textContent = ""), 6000);
  };

  // Without a secure connection browsers have only the old API.
  const copyOld = (text) => {
    const field = document.createElement("textarea");
    const back = document.activeElement;
    field.value = text;
    field.className = "visually-hidden";
    document.body.append(field);
    field.select();
    const isCopied = document.execCommand("copy");
    field.remove();
    back?.focus({ preventScroll: true });
    return isCopied;
  };

  const copy = async (text, done) => {
    let isCopied;
    try {
      await navigator.clipboard.writeText(text);
      isCopied = true;
    } catch {
      isCopied = copyOld(text);
    }
    say(isCopied ? done : record.dataset.refused);
  };

  const addressOf = (turn) => new URL(`${location.pathname}#${turn.id}`, location.href).href;

  // Direction marks would change the direction of the text after them.
  const named = (element) => (element?.textContent ?? "").replace(/\p{Bidi_Control}/gu, "").trim();

  const cite = (turn) => {
    const words = chosen?.turn === turn ? chosen.words : wordsOf(turn.querySelector(".said").cloneNode(true));
    const capacity = named(turn.querySelector(".speaker small"));
    const parts = {
      passage: words,
      speaker: named(turn.querySelector(".speaker bdi")) + (capacity && ` (${capacity})`),
    };
    const text = record.dataset.citation.replace(/\{(passage|speaker)\}/g, (_, name) => parts[name]);
    copy(`${text}\n${addressOf(turn)}`, record.dataset.cited);
  };

  record?.addEventListener("click", (event) => {
    const turn = event.target.closest(".turn");
    if (event.target.closest("[data-cite]")) cite(turn);
    // The link is followed as well: the address bar and the mark show which turn it is.
    else if (event.target.closest(".permalink") && isPlain(event)) copy(addressOf(turn), record.dataset.linked);
  });
  document.addEventListener("click", () => {
    pressing = false;
  });

  const isPlain = (event) => event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

  // -- Notes, opened beside their call ---------------------------------------

  let card = null;
  let caller = null;

  const makeCard = () => {
    const card = document.createElement("div");
    card.className = "note-card";
    card.popover = "auto";
    card.tabIndex = -1;
    card.setAttribute("role", "dialog");
    const text = document.createElement("p");
    const close = document.createElement("button");
    close.type = "button";
    close.className = "quiet small";
    close.textContent = record.dataset.close;
    close.addEventListener("click", () => card.hidePopover());
    card.append(text, close);
    card.addEventListener("beforetoggle", (event) => {
      // The focus returns to the call, unless the reader clicked elsewhere.
      if (event.newState === "closed" && card.contains(document.activeElement)) caller?.focus({ preventScroll: true });
    });
    record.append(card);
    return card;
  };

  const openNote = (call, note) => {
    card ??= makeCard();
    if (card.matches(":popover-open")) card.hidePopover();
    caller = call;
    card.setAttribute("aria-label", call.getAttribute("aria-label"));
    const copied = note.lastElementChild.cloneNode(true);
    for (const part of copied.querySelectorAll("[id]")) part.removeAttribute("id");
    card.firstElementChild.replaceChildren(...copied.childNodes);
    card.showPopover();
    const at = call.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = card;
    const edge = Math.min(document.documentElement.clientWidth - 16, call.closest(".said").getBoundingClientRect().right);
    const room = edge - width;
    const isBelow = at.bottom + height + 16 < innerHeight || at.top < height + 16;
    card.style.left = `${Math.max(16, Math.min(room, at.left - 24)) + scrollX}px`;
    card.style.top = `${(isBelow ? at.bottom + 8 : at.top - height - 8) + scrollY}px`;
    card.focus({ preventScroll: true });
  };

  record?.addEventListener("click", (event) => {
    const call = event.target.closest("[role=doc-noteref]");
    const note = call && document.getElementById(call.hash.slice(1));
    if (!note || !isPlain(event) || !("popover" in call)) return;
    event.preventDefault();
    openNote(call, note);
  });

  // -- The current turn ------------------------------------------------------

  const links = new Map([...(outline?.querySelectorAll("a") ?? [])].map((link) => [link.hash.slice(1), link]));
  const now = outline?.querySelector(".now");
  let current = null;

  const mark = (turn) => {
    if (turn === current) return;
    links.get(current?.id)?.removeAttribute("aria-current");
    current = turn;
    const link = links.get(turn.id);
    if (!link) return;
    link.setAttribute("aria-current", "true");
    now.textContent = link.lastElementChild.textContent;
    // Scrolls the outline only, not the page.
    const box = outline.getBoundingClientRect();
    const at = link.getBoundingClientRect();
    if (at.top < box.top + 40) outline.scrollTop += at.top - box.top - 80;
    else if (at.bottom > box.bottom - 40) outline.scrollTop += at.bottom - box.bottom + 80;
  };

  // A turn is current while it crosses a line in the upper part of the window.
  const watch = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) if (entry.isIntersecting) mark(entry.target);
    },
    { rootMargin: "-9% 0px -90% 0px" },
  );
  for (const turn of turns) watch.observe(turn);
  addEventListener("hashchange", () => {
    const turn = turns.find((it) => `#${it.id}` === location.hash);
    if (turn) mark(turn);
  });

  // On a phone the outline covers the record: it folds after a choice.
  outline?.addEventListener("click", (event) => {
    const list = event.target.closest("a") && outline.querySelector("details[open]");
    if (list?.querySelector("summary").checkVisibility()) list.open = false;
  });

  // -- Keys ------------------------------------------------------------------

  const help = document.getElementById("keys");
  const toggle = help?.querySelector("[data-keys]");
  const STORED = "greffe-reading-keys";

  try {
    if (toggle) toggle.checked = localStorage.getItem(STORED) !== "off";
  } catch { /* no storage: the keys work */ }
  toggle?.addEventListener("change", () => {
    try {
      localStorage.setItem(STORED, toggle.checked ? "on" : "off");
    } catch { /* no storage: for this page only */ }
  });

  const goTo = (turn) => {
    if (!turn) return;
    turn.tabIndex = -1;
    turn.focus({ preventScroll: true });
    // Without animation, so that a repeated key is not delayed.
    turn.scrollIntoView({ block: "start", behavior: "instant" });
    mark(turn);
  };

  // The current turn: the one with the focus, if it is visible; else the last one that begins near the top.
  const here = () => {
    const held = turns.indexOf(document.activeElement.closest(".turn"));
    const { top, bottom } = turns[held]?.getBoundingClientRect() ?? {};
    if (top < innerHeight && bottom > 0) return held;
    return turns.findLastIndex((it) => it.getBoundingClientRect().top < 100);
  };

  // To the beginning of the current turn if it is above the window, else to the turn before.
  const back = () => {
    const at = here();
    goTo(turns[at]?.getBoundingClientRect().top < 0 ? turns[at] : turns[at - 1]);
  };

  const keys = {
    j: () => goTo(turns[here() + 1]),
    k: back,
    "/": () => {
      const field = document.getElementById("q");
      field.focus();
      field.select();
    },
    "?": () => {
      help.showPopover();
      help.focus({ preventScroll: true });
    },
  };

  const isTyping = (element) => element.isContentEditable || element.matches("input, textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    // "/" and "?" are typed with Shift on many keyboards.
    const isBare = !(event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented);
    const key = keys[event.key];
    if (!key || !isBare || !turns.length || !toggle?.checked) return;
    if (isTyping(event.target) || document.querySelector(":popover-open, dialog[open]")) return;
    event.preventDefault();
    key();
  });
}

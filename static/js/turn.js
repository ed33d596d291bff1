// Opens the form of a turn in the record. It works as on its own page, to which "Correct" leads
// without this file.
document.querySelector(".record")?.addEventListener("click", async (event) => {
  const link = event.target.closest(".turn-tools a[href$='/edit']");
  const isPlain = !(event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  // One at a time: the ids of the fields must be unique on a page.
  if (!link || !isPlain || document.querySelector(".turn > form")) return;
  event.preventDefault();
  let page;
  try {
    const answer = await fetch(link.href, { credentials: "same-origin" });
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch { /* the page of the form shows the error */ }
  const form = page?.querySelector(".turn > form");
  // A draft, or the reason why the turn cannot be changed, is shown on the page of the form.
  if (!form || page.querySelector("main .flash")) return location.assign(link.href);

  const turn = link.closest(".turn");
  const said = [...turn.children].filter((it) => !it.matches("header"));
  const tools = page.querySelector("main .tools");
  for (const part of said) part.hidden = true;
  turn.append(...[form, tools].filter(Boolean).map((it) => document.adoptNode(it)));
  document.dispatchEvent(new Event("greffe:shown"));
  form.querySelector("textarea").focus();

  form.querySelector("a.quiet").addEventListener("click", (leaving) => {
    leaving.preventDefault();
    form.remove();
    tools?.remove();
    for (const part of said) part.hidden = false;
    link.focus();
  });
});

// Plays the recording of a hearing beside its record. Without this file the time of a turn is a link to
// the page of the recording.
{
  const player = document.querySelector(".player");
  const media = player?.querySelector("audio, video");
  const record = document.querySelector(".record");
  const times = [...(record?.querySelectorAll(".heard") ?? [])];
  const seconds = (link, name) => Number(link.dataset[name]) / 1000;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  // The page does not follow the recording for a while after the reader has scrolled.
  const PAUSE = 6000;
  let scrolled = -PAUSE;
  let current = null;

  const follow = (turn) => {
    const { top, bottom } = turn.getBoundingClientRect();
    const edge = player.getBoundingClientRect().top;
    const isSeen = top >= 0 && Math.min(bottom, top + 120) <= edge;
    if (isSeen || media.paused || performance.now() - scrolled < PAUSE) return;
    turn.scrollIntoView({ block: "start", behavior: still.matches ? "instant" : "smooth" });
  };

  const mark = () => {
    const now = media.currentTime + 0.05;
    const link = times.findLast((it) => seconds(it, "from") <= now);
    const isOver = link?.dataset.to && seconds(link, "to") < now;
    const turn = isOver ? null : (link?.closest(".turn") ?? null);
    if (turn === current) return;
    current?.removeAttribute("aria-current");
    current = turn;
    if (!turn) return;
    turn.setAttribute("aria-current", "true");
    follow(turn);
  };

  record?.addEventListener("click", (event) => {
    const link = event.target.closest(".heard");
    if (!media || !link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    media.currentTime = seconds(link, "from");
    // If the browser requires a press of the play button, the player waits at the place.
    media.play().catch(() => {});
    mark();
  });
  for (const event of ["timeupdate", "seeking", "play"]) media?.addEventListener(event, mark);
  for (const event of ["wheel", "touchmove", "keydown"]) {
    addEventListener(event, () => (scrolled = performance.now()), { passive: true });
  }
}

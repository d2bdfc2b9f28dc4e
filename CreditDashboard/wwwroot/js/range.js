// Drawing over a chart chooses the buckets below. A click stays a click: nothing is drawn before the pointer has gone some way. A finger scrolls.
const least = 8;

// `grid` tells where the buckets stand: { left, width, count, points, top, height }, in pixels of the element,
// `points` if the first and the last stand on its edges; null while there is no chart.
export function drawn(element, grid, chosen) {
  let from = null;
  let band = null;

  const place = event => {
    const { left, width, count, points } = grid();
    const part = (event.clientX - element.getBoundingClientRect().left - left) / width;
    const at = points ? Math.round(part * (count - 1)) : Math.floor(part * count);
    return Math.max(0, Math.min(count - 1, at));
  };

  const stop = () => {
    band?.remove();
    band = from = null;
  };

  const swallow = click => {
    click.stopPropagation();
    click.preventDefault();
  };

  const down = event => {
    // A drawing that ended beside the chart left no click to swallow.
    element.removeEventListener("click", swallow, { capture: true });
    const area = grid();
    const x = event.clientX - element.getBoundingClientRect().left;
    if (event.button === 0 && event.pointerType !== "touch" && area && x >= area.left && x <= area.left + area.width)
      from = { x: event.clientX, place: place(event) };
  };

  const move = event => {
    if (!from || (!band && Math.abs(event.clientX - from.x) < least))
      return;
    if (event.buttons === 0)
      return stop();
    if (!band) {
      band = document.createElement("div");
      band.className = "drawn";
      element.append(band);
    }
    const { left, width, count, points, top, height } = grid();
    const [first, last] = [from.place, place(event)].sort((one, other) => one - other);
    const [begins, ends] = points ? [first / (count - 1), last / (count - 1)] : [first / count, (last + 1) / count];
    Object.assign(band.style, { left: `${left + width * begins}px`, width: `${width * (ends - begins)}px`, top: `${top}px`, height: `${height}px` });
  };

  const up = event => {
    if (band) {
      const [first, last] = [from.place, place(event)].sort((one, other) => one - other);
      // The click that ends the drawing would filter by the bar below it.
      element.addEventListener("click", swallow, { capture: true, once: true });
      chosen(first, last);
    }
    stop();
  };

  const key = event => event.key === "Escape" && band && stop();

  element.addEventListener("pointerdown", down);
  window.addEventListener("pointermove", move);
  window.addEventListener("pointerup", up);
  window.addEventListener("keydown", key);
  return () => {
    stop();
    element.removeEventListener("pointerdown", down);
    window.removeEventListener("pointermove", move);
    window.removeEventListener("pointerup", up);
    window.removeEventListener("keydown", key);
  };
}

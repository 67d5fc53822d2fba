// The panel is moved by its header, off what it covers; its place lasts while the page does.

const EDGE_PX = 8;

export function movable(panel, header) {
  let from = null;
  header.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.target.closest("button")) return;
    const box = panel.getBoundingClientRect();
    from = { x: event.clientX, y: event.clientY, right: innerWidth - box.right, bottom: innerHeight - box.bottom };
    header.setPointerCapture(event.pointerId);
  });
  header.addEventListener("pointermove", (event) => {
    if (!from) return;
    const within = (value, most) => Math.max(EDGE_PX, Math.min(value, most - EDGE_PX));
    panel.style.right = `${within(from.right + from.x - event.clientX, innerWidth - panel.offsetWidth)}px`;
    panel.style.bottom = `${within(from.bottom + from.y - event.clientY, innerHeight - panel.offsetHeight)}px`;
  });
  for (const name of ["pointerup", "pointercancel"]) header.addEventListener(name, () => { from = null; });
}

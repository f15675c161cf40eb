// The board of a game: the picture of its class, in which a click on an idea or a point is a move.
// data = {id, svg, pick: "idea" | "point", allowed: [number, ...]}. Whoever cannot point has the list beside it.
const PARTS = { idea: /^(?:idea|cells)-(\d+)$/, point: /^(?:mark|cell|hatch|point)-(\d+)$/ };

export default function board({ data, parentElement: home, setTriggerValue }) {
  if (!data) return;
  const place = home.querySelector("[data-board]");
  if (place.dataset.id !== data.id) {
    place.innerHTML = data.svg;
    place.dataset.id = data.id;
    const allowed = new Set(data.allowed);
    for (const shape of place.querySelectorAll("[data-key]")) {
      const part = PARTS[data.pick].exec(shape.dataset.key);
      shape.classList.toggle("pickable", Boolean(part && allowed.has(Number(part[1]))));
    }
  }
  paint(place);
  place.onpointerenter = () => paint(place);
  place.onclick = (event) => {
    const shape = event.target.closest(".pickable");
    if (shape) setTriggerValue("picked", { move: Number(PARTS[data.pick].exec(shape.dataset.key)[1]), id: data.id });
  };
}

function paint(place) {
  // The app's own paper decides: the reader may have overruled the system.
  const paper = getComputedStyle(place).getPropertyValue("--st-background-color");
  const hex = /^\s*#([0-9a-f]{6})/i.exec(paper || "");
  const rgb = hex ? hex[1].match(/../g).map((two) => parseInt(two, 16)) : (paper || "").match(/\d+/g);
  if (rgb && rgb.length >= 3) place.dataset.theme = Number(rgb[0]) + Number(rgb[1]) + Number(rgb[2]) < 384 ? "dark" : "light";
}

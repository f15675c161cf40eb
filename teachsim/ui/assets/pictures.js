/* Pictures come as images, as HTML from the server may hold no SVG; an image has none of the page's
   letters, and tells nothing where the pointer rests. So each is drawn in its place, in a shadow
   root, since all pictures name their styles alike. */
const drawn = (image) => {
  const bytes = Uint8Array.from(atob(image.src.split(",")[1]), (c) => c.charCodeAt(0));
  const parsed = new DOMParser().parseFromString(new TextDecoder().decode(bytes), "image/svg+xml");
  const svg = document.adoptNode(parsed.documentElement);
  svg.querySelectorAll(":scope > title, :scope > desc").forEach((words) => words.remove());
  svg.removeAttribute("aria-labelledby");
  svg.setAttribute("aria-label", image.alt);
  svg.style.cssText = "display: block; width: 100%; height: auto";
  return svg;
};

const draw = (image) => {
  const frame = document.createElement("div");
  frame.className = image.className;
  frame.style.cssText = image.style.cssText;
  frame.attachShadow({ mode: "open" }).append(drawn(image));
  image.replaceWith(frame);
};

const drawAll = () => document.querySelectorAll("img.ts-plain").forEach(draw);
const watch = new MutationObserver(drawAll); /* called before anything is painted */

export default function () {
  drawAll();
  watch.observe(document.body, { childList: true, subtree: true });
}

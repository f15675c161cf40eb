// Steps through a film (teachsim/draw/film.py): the same file serves the app and the exported page.
// data = {id, markup, at, values, changes, spoken, link, theme, play}. Nothing is sent to a server.
const films = new WeakMap(); // where a film is mounted -> its state, so that a rerun changes nothing

export default function film(component) {
  const { data, parentElement: home } = component;
  if (!data || !data.id) return undefined;
  let state = films.get(home);
  const known = state && state.id === data.id && state.root.isConnected;
  if (!known) {
    if (state) state.stop();
    state = mount(home, data);
    films.set(home, state);
  }
  state.link = data.link;
  state.theme = data.theme;
  state.paint();
  if (!known || state.asked !== data.at) state.go(data.start ?? data.at);
  state.asked = data.at;
  // Who prefers reduced motion starts a film by hand.
  if (!known && data.play && !window.matchMedia("(prefers-reduced-motion: reduce)").matches) state.play();
  return () => state.stop();
}

function mount(home, data) {
  const place = home.querySelector("[data-film]") || home.appendChild(document.createElement("div"));
  if (data.markup) place.innerHTML = data.markup;
  const root = place.querySelector(".film");
  const one = (selector) => root.querySelector(selector);
  const shapes = [...root.querySelectorAll("svg.p")].flatMap((p) => [p, ...p.children]);
  const parts = [...shapes, ...root.querySelectorAll(".w")];
  const { values, notes, changes } = data;
  const last = changes.length;
  const scrub = one("input[type=range]");
  const button = (name) => one(`[data-do=${name}]`);
  let now = data.at;
  let timer = 0;
  let pace = 1200;

  for (const [note, where] of notes) {
    for (const i of where) {
      const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
      title.textContent = values[note];
      parts[i].append(title);
    }
  }

  function write(element, name, value) {
    if (name === "text") {
      const svg = element.namespaceURI.endsWith("svg");
      element.replaceChildren(...value.split("**").map((words, i) => (i % 2 ? strong(words, svg) : words)));
    } else if (name === "class") {
      element.setAttribute("class", element.classList[0] === "w" ? `w ${value}` : value);
    } else if (value) {
      element.setAttribute(name, value);
    } else {
      element.removeAttribute(name);
    }
  }

  function step(round, back) {
    for (const [name, before, after, where] of changes[round]) {
      for (const i of where) write(parts[i], values[name], values[back ? before : after]);
    }
  }

  function go(wanted) {
    const goal = Math.max(0, Math.min(last, Math.round(Number(wanted)) || 0));
    // A jump shows the end state only: transitions are for single steps.
    root.classList.toggle("jump", Math.abs(goal - now) > 1);
    while (now < goal) step(now++, false);
    while (now > goal) step(--now, true);
    scrub.value = now;
    scrub.setAttribute("aria-valuetext", parts[shapes.length].textContent);
    // Not `disabled`: that would take the focus away, and with it the keys.
    button("back").setAttribute("aria-disabled", now === 0);
    button("forward").setAttribute("aria-disabled", now === last);
    // While it plays, only the end is spoken: a voice cannot keep pace.
    if (!timer || now === last) one(".spoken").textContent = [...root.querySelectorAll(".title, .w:not(.hidden)")]
      .map((w) => w.textContent.replace(/[^.?!”]$/, "$&.")).join(" ");
    one(".url").hidden = true;
  }

  function stop() {
    clearInterval(timer);
    timer = 0;
    name();
  }

  function play() {
    if (now === last) go(0);
    timer = setInterval(() => {
      go(now + 1);
      if (now === last || !root.isConnected) stop();
    }, pace);
    name();
  }

  function name() {
    const play = button("play");
    play.textContent = timer ? play.dataset.pause : play.dataset.play;
    play.classList.toggle("playing", Boolean(timer));
  }

  function setPace(pressed) {
    pace = Number(pressed.dataset.pace);
    root.querySelectorAll("[data-pace]").forEach((b) => b.setAttribute("aria-pressed", b === pressed));
    if (timer) {
      clearInterval(timer);
      timer = 0;
      play();
    }
  }

  async function copy() {
    const url = address(state.link, now);
    try {
      await navigator.clipboard.writeText(url);
      const pressed = button("copy");
      const words = pressed.textContent;
      if (words === pressed.dataset.copied) return;
      pressed.textContent = pressed.dataset.copied;
      setTimeout(() => (pressed.textContent = words), 1500);
    } catch {
      const field = one(".url"); // no clipboard here (plain http, or refused): show it, selected
      field.value = url;
      field.hidden = false;
      field.focus();
      field.select();
    }
  }

  const does = {
    back: () => { stop(); go(now - 1); },
    forward: () => { stop(); go(now + 1); },
    play: () => (timer ? stop() : play()),
    copy,
  };
  const keys = {
    ArrowLeft: does.back,
    ArrowRight: does.forward,
    Home: () => { stop(); go(0); },
    End: () => { stop(); go(last); },
    " ": does.play,
  };

  root.addEventListener("click", (event) => {
    const pressed = event.target.closest("button");
    if (!pressed) return;
    if (pressed.dataset.pace) setPace(pressed);
    else does[pressed.dataset.do]();
  });
  scrub.addEventListener("input", () => { stop(); go(scrub.value); });
  root.addEventListener("pointerenter", paint); // not in go(): asking for a style costs 20 ms
  root.addEventListener("keydown", (event) => {
    const own = event.target === scrub ? event.key !== " " : event.target.closest("button") && event.key === " ";
    if (own || event.target.type === "text" || !keys[event.key] || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  });

  function paint() {
    // The app's own paper decides where the caller does not: the reader may have overruled the system.
    const paper = getComputedStyle(root).getPropertyValue("--st-background-color");
    const wanted = state.theme || dark(paper);
    if (wanted) root.dataset.theme = wanted;
    else delete root.dataset.theme;
  }

  button("copy").hidden = data.link === null || data.link === undefined;
  root.classList.add("live");
  root.tabIndex = -1;
  const state = { id: data.id, root, link: data.link, theme: data.theme, asked: data.at, go, play, stop, paint };
  return state;
}

function strong(words, svg) {
  const element = svg
    ? document.createElementNS("http://www.w3.org/2000/svg", "tspan")
    : document.createElement("strong");
  if (svg) element.setAttribute("font-weight", "600");
  element.textContent = words;
  return element;
}

function address(link, round) {
  const url = new URL(link, window.location.href);
  url.searchParams.set("round", round);
  return url.href;
}

function dark(paper) {
  const hex = /^\s*#([0-9a-f]{6})/i.exec(paper || "");
  const rgb = hex ? hex[1].match(/../g).map((two) => parseInt(two, 16)) : (paper || "").match(/\d+/g);
  if (!rgb || rgb.length < 3) return "";
  return Number(rgb[0]) + Number(rgb[1]) + Number(rgb[2]) < 384 ? "dark" : "light";
}

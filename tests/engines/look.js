// What tests ask of a page. Every function gives plain values: faults as sentences, boxes as numbers.
// A file of functions, put before the script that calls them; nothing stays in the page.

const shown = (e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0;
const words = (text) => (text || "").replace(/\s+/g, " ").trim();

function roleOf(e) {
  const tag = e.localName;
  const type = e.type || "";
  const plain = { a: "link", summary: "summary", dialog: "dialog", figure: "figure", select: "combobox" };
  if (e.getAttribute("role")) return e.getAttribute("role");
  if (tag === "input") return { radio: "radio", checkbox: "checkbox", range: "slider" }[type] || "textbox";
  return /^h[1-6]$/.test(tag) ? "heading" : plain[tag] || tag;
}

// The text that speech would say: without what is hidden from it.
function textOf(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE || node.getAttribute("aria-hidden") === "true") return "";
  if (node.hidden || /^(script|style|svg)$/.test(node.localName)) return "";
  if (node.localName === "img") return node.alt;
  return [...node.childNodes].map(textOf).join("");
}

function nameOf(e) {
  const by = (e.getAttribute("aria-labelledby") || "").split(/\s+/).filter(Boolean);
  const from = (list) => words(list.map((each) => (each ? textOf(each) : "")).join(" "));
  if (by.length) return from(by.map((id) => document.getElementById(id)));
  if (e.getAttribute("aria-label")) return words(e.getAttribute("aria-label"));
  if (e.labels && e.labels.length) return from([...e.labels]);
  return words(textOf(e));
}

// Visible elements of a role whose names begin with `name`.
function findAll(role, name, within) {
  return [...(within || document).querySelectorAll("*")].filter(
    (e) => roleOf(e) === role && shown(e) && nameOf(e).startsWith(name),
  );
}

function boxOf(e) {
  const box = e.getBoundingClientRect();
  return { x: box.x, y: box.y, width: box.width, height: box.height };
}

const CONTROLS = "a[href], button, input, select, textarea, summary, [tabindex='0']";
const called = (e) => `${roleOf(e)} "${nameOf(e).slice(0, 50)}"`;
// A radio and its label are one target; it may be as large as the row that the label is laid over.
function targetOf(e) {
  const label = e.labels && e.labels[0];
  return label && /^(radio|checkbox)$/.test(e.type) ? e.closest("[data-option]") || label : e;
}

function controls() {
  const all = [...document.querySelectorAll(CONTROLS)];
  return all.filter((e) => shown(e) && !e.closest(".visually-hidden, .skip"));
}

// Pictures that are not in their own proportions, and drawings that do not lie on their pictures.
function stretched() {
  const faults = [];
  for (const img of document.querySelectorAll("#_page img")) {
    if (!shown(img)) continue;
    if (!img.naturalWidth) {
      faults.push(`picture "${img.alt}" is not there`);
      continue;
    }
    const box = img.getBoundingClientRect();
    const off = box.width / box.height / (img.naturalWidth / img.naturalHeight) - 1;
    if (Math.abs(off) > 0.005) faults.push(`picture "${img.alt}" is stretched by ${off.toFixed(3)}`);
    const drawing = img.parentNode.querySelector("svg.fig-ov");
    if (!drawing) continue;
    const over = drawing.getBoundingClientRect();
    const away = ["left", "top", "right", "bottom"].map((side) => Math.abs(over[side] - box[side]));
    if (Math.max(...away) > 1) faults.push(`the drawing is not on picture "${img.alt}"`);
  }
  return faults;
}

// Targets narrower or lower than `least`: buttons, answers, findings, and the ways between pages.
// Others, such as the terms and references in a text, may have 24; a link its line of text (2.5.8).
const LARGE = ".button, .fig-finding, [data-option], .contents a, .pager a, summary, select, [type=range]";

function small(least) {
  const faults = [];
  for (const e of controls()) {
    if (e.localName === "a" && getComputedStyle(e).display === "inline") continue;
    const target = targetOf(e);
    const { width, height } = target.getBoundingClientRect();
    const enough = (e.matches(LARGE) || target.matches(LARGE) ? least : Math.min(least, 24)) - 0.5;
    if (width < enough || height < enough) {
      faults.push(`${called(e)} is ${width.toFixed(0)} by ${height.toFixed(0)}`);
    }
  }
  return faults;
}

// Whether the page can be scrolled sideways.
function sideways() {
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide in ${clientWidth}`] : [];
}

// The boxes of the lines of text that can be seen in an element.
function written(e) {
  const walk = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
  const boxes = [];
  for (let text = walk.nextNode(); text; text = walk.nextNode()) {
    if (!text.data.trim() || text.parentElement.closest(".visually-hidden, svg")) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    if (text.parentElement.getBoundingClientRect().width <= 1) continue; // for speech alone
    boxes.push(...range.getClientRects());
  }
  return boxes;
}

// Controls and words that are cut by the frame, by a box round them, or by something on top.
function clipped() {
  const faults = [];
  for (const e of controls()) {
    const target = targetOf(e);
    target.scrollIntoView({ block: "center", behavior: "instant" });
    scrollTo({ left: 0, behavior: "instant" });
    const box = target.getBoundingClientRect();
    if (box.left < -0.5 || box.right > innerWidth + 0.5) faults.push(`${called(e)} leaves the frame`);
    for (let up = target.parentElement; up; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (style.overflowX === "visible" || style.display === "inline") continue;
      const edge = up.getBoundingClientRect();
      const scrolls = /auto|scroll/.test(style.overflowY);
      const out = box.left < edge.left - 0.5 || box.right > edge.right + 0.5;
      const cut = !scrolls && (box.top < edge.top - 0.5 || box.bottom > edge.bottom + 0.5);
      if (up !== document.documentElement && up !== document.body && (out || cut)) {
        faults.push(`${called(e)} is cut by .${up.className || up.localName}`);
      }
    }
    const own = getComputedStyle(target);
    if (own.display !== "inline" && own.overflowX === "visible") {
      for (const text of written(target)) {
        if (text.left < box.left - 1.5 || text.right > box.right + 1.5) {
          faults.push(`the words of ${called(e)} leave it`);
          break;
        }
      }
    }
    // The first line's middle, so that a link over two lines is not asked between them.
    const line = target.getClientRects()[0];
    const x = line.left + line.width / 2;
    const y = line.top + line.height / 2;
    const top = document.elementFromPoint(x, y);
    const free = top && (target.contains(top) || top === e);
    if (!free) faults.push(`${called(e)} is covered by ${top ? `.${top.className || top.localName}` : "nothing"}`);
  }
  return faults;
}

// Figures without the list of their findings, and questions on a picture without a list to answer from.
// The list is where findings can be reached by keyboard and by speech.
function unlisted() {
  const faults = [];
  for (const figure of document.querySelectorAll("figure")) {
    const drawn = new Set([...figure.querySelectorAll(".fig-ov [data-f]")].map((g) => g.dataset.f));
    for (const f of drawn) {
      const item = figure.querySelector(`.fig-findings [data-f="${f}"]`);
      if (!item || !item.querySelector("button")) faults.push(`finding "${f}" is in no list`);
      else if (!shown(item)) faults.push(`finding "${f}" is not to be seen in its list`);
    }
  }
  for (const question of document.querySelectorAll("[data-kind=hotspot]")) {
    const name = question.dataset.question;
    const list = question.querySelector("[data-route=list]");
    const way = question.querySelector("[data-do=route]");
    if (!list || !list.querySelector("input")) faults.push(`question "${name}" has no list`);
    else if (!shown(list) && !(way && shown(way))) faults.push(`question "${name}" has no way to its list`);
  }
  return faults;
}

// Outlines as the browser draws them: points on the screen, colours, widths; a casing of none is null.
function outlines(figure) {
  const lines = [...figure.querySelectorAll(".fig-ov .line")];
  const paint = (e) => getComputedStyle(e).stroke.match(/[\d.]+/g).slice(0, 3).map(Number);
  const wide = (e) => parseFloat(getComputedStyle(e).strokeWidth);
  const stage = figure.querySelector(".fig-stage").getBoundingClientRect();
  return lines.map((line) => {
    const matrix = line.getScreenCTM();
    const length = line.getTotalLength();
    const steps = Math.ceil((length * Math.hypot(matrix.a, matrix.b)) / 2);
    const points = [];
    for (let i = 0; i <= steps; i++) {
      const at = line.getPointAtLength((length * i) / steps).matrixTransform(matrix);
      points.push([at.x - stage.left, at.y - stage.top]);
    }
    const casing = line.parentNode.querySelector(".casing");
    const cased = casing && getComputedStyle(casing).display !== "none";
    return {
      points,
      line: paint(line),
      casing: cased ? paint(casing) : null,
      widths: [wide(line), cased ? wide(casing) : 0],
    };
  });
}

// What has the focus: who it is to speech, whether it can be seen, and where it is.
function focused() {
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return null;
  const label = e.labels && e.labels[0] ? e.labels[0] : null;
  const styles = [getComputedStyle(e), getComputedStyle(e, "::after")];
  if (label) styles.push(getComputedStyle(label, "::after"));
  const ring = styles.some(
    (s) => (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== "none",
  );
  const box = targetOf(e).getBoundingClientRect();
  return {
    element: e,
    role: roleOf(e),
    name: nameOf(e).slice(0, 70),
    ring: ring && e.matches(":focus-visible"),
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    box: boxOf(targetOf(e)),
    figure: e.closest("figure") ? e.closest("figure").id : "",
  };
}

// Toggles whose names change when they are pressed, or that do not say that they are (AC-F3).
// Each is pressed, looked at, and pressed again.
function renamed() {
  const faults = [];
  for (const toggle of document.querySelectorAll(".fig-bar [aria-pressed]")) {
    const [name, state] = [nameOf(toggle), toggle.ariaPressed];
    toggle.click();
    if (nameOf(toggle) !== name) faults.push(`"${nameOf(toggle)}" was called "${name}"`);
    if (toggle.ariaPressed === state) faults.push(`"${name}" stays ${state}`);
    toggle.click();
  }
  return faults;
}

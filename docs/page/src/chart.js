// A panel of the frontier chart, of the outlines that the library gives in pixels.

import { h, svg } from "./dom.js";
import { say } from "./words.js";

const LEFT = 52;
const BOTTOM = 26;
const TOP = 10;
const RIGHT = 14;

export function panel({ name, limits, areas, box, is_open, certain, duration, users, width, height, times, counts }) {
  const [left, top, right, bottom] = box;
  const isPoint = right - left < 6 && bottom - top < 6;
  const here = isPoint
    ? svg("circle", { class: certain ? "here" : "here unsure", cx: (left + right) / 2, cy: (top + bottom) / 2, r: 5 })
    : svg("rect", {
        class: certain ? "here" : "here unsure",
        x: left,
        y: top,
        width: Math.max(3, right - left),
        height: Math.max(3, bottom - top),
      });
  const [opensRight, opensUp] = is_open;
  const y = isPoint ? (top + bottom) / 2 : Math.min(bottom, Math.max(top, (top + bottom) / 2));
  return h(
    "figure",
    {},
    h("figcaption", {}, h("b", {}, name), h("span", {}, limits.join(" "))),
    svg(
      "svg",
      {
        viewBox: `0 0 ${LEFT + width + RIGHT} ${TOP + height + BOTTOM}`,
        role: "img",
        "aria-label": say("chart_alt", { name, duration, users }),
      },
      svg(
        "g",
        { transform: `translate(${LEFT} ${TOP})` },
        svg("rect", { class: "frame", width, height }),
        areas.map(({ grade, points }) =>
          svg("polygon", { class: `area ${grade}`, points: points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ") }),
        ),
        times.map(({ at }) => svg("line", { class: "grid", x1: at, x2: at, y1: 0, y2: height })),
        counts.map(({ at }) => svg("line", { class: "grid", x1: 0, x2: width, y1: at, y2: at })),
        thinned(times, 44).map(({ at, text }) => label(text, at, height + 17, at > width - 20 ? "end" : "middle")),
        counts.filter(({ at }) => at > 4).map(({ at, text }) => label(text, -6, at + 4, "end")),
        here,
        opensRight && svg("path", { class: "arrow", d: `M${width - 2} ${y - 5}l8 5l-8 5z` }),
        opensUp && svg("path", { class: "arrow", d: `M${(left + right) / 2 - 5} 2l5 -8l5 8z` }),
      ),
    ),
  );
}

// Leave out labels for which there is no room.
function thinned(ticks, room) {
  let last = -Infinity;
  return ticks.filter(({ at }) => {
    if (at - last < room) return false;
    last = at;
    return true;
  });
}

function label(text, x, y, anchor) {
  const made = svg("text", { x, y, "text-anchor": anchor });
  made.textContent = text;
  return made;
}

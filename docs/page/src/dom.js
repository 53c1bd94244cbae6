// Elements are made here, and never from text that is read as HTML.

// Make an element: attributes, listeners (on…), then children.
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "value" || key === "checked" || key === "selected") element[key] = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((each) => each !== null && each !== undefined && each !== false));
  return element;
}

export function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) element.setAttribute(key, value);
  }
  element.append(...children.flat(Infinity).filter(Boolean));
  return element;
}

export const at = (id) => document.getElementById(id);

const shown = new WeakMap();

// Show data in a place, but only if they have changed: what is open or focused there stays so.
export function show(place, data, draw) {
  const key = JSON.stringify(data);
  if (shown.get(place) === key) return;
  shown.set(place, key);
  replace(place, [draw(data)]);
}

// Replace what stands in a place: what was open there stays open, what was focused stays focused,
// and what was typed there and not yet sent stays typed.
export function replace(place, children) {
  const open = new Set([...place.querySelectorAll("details[open]")].map((each) => each.dataset.key));
  const typed = new Map([...place.querySelectorAll("input[data-key]")].map((each) => [each.dataset.key, each.value]));
  const focused = document.activeElement;
  const hadFocus = place !== focused && place.contains(focused);
  place.replaceChildren(...children.flat(Infinity).filter(Boolean));
  for (const each of place.querySelectorAll("details")) {
    if (open.has(each.dataset.key)) each.open = true;
  }
  for (const each of place.querySelectorAll("input[data-key]")) each.value = typed.get(each.dataset.key) ?? "";
  if (!hadFocus) return;
  const same = [...place.querySelectorAll(focused.tagName)].find((each) => mark(each) === mark(focused));
  if (!same) place.tabIndex = -1; // what was focused is gone: its part is where one was
  (same ?? place).focus({ preventScroll: true });
  if (same?.type === "text") same.setSelectionRange(focused.selectionStart, focused.selectionEnd);
}

// What tells an element from the others of its kind, also when it is drawn anew.
const mark = (each) => each.dataset.path ?? each.ariaLabel ?? each.closest("[data-key]")?.dataset.key ?? each.textContent;

export function redraw(place) {
  shown.delete(place);
}

export function save(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = h("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

// Copy a text. Over plain http there is no clipboard; there the text is selected instead.
export async function copy(text, field) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    field.focus();
    field.select();
    return false;
  }
}

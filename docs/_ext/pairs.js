// The rule of pairs.py for what is asked. A single character is no word.
const runs = (text) => text.normalize("NFKC").toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];

splitQuery = (query) =>
  runs(query)
    .flatMap((run) => {
      const units = run.match(/[0-9a-z_]+|./gu);
      const pairs = units.slice(1).map((unit, at) => units[at] + unit);
      return [...units.filter((unit) => /^\w+$/.test(unit)), ...pairs];
    })
    .filter((word) => word.length > 1);

// What is marked and shown is what was asked, not its pairs.
const parse = Search._parseQuery;
Search._parseQuery = (query) => {
  const [asked, , excluded, , objects] = parse(query);
  localStorage.setItem("sphinx_highlight_terms", runs(query).join(" "));
  return [asked, new Set(splitQuery(query)), excluded, new Set(runs(query)), objects];
};

const summary = Search.makeSearchSummary;
Search.makeSearchSummary = (html, _pairs, anchor) =>
  summary(html, runs(new URLSearchParams(window.location.search).get("q")), anchor);

// A page may hold all pairs of a word and not the word. Where pages cannot be fetched (file:),
// it is given all the same.
const holds = async (page, query) => {
  try {
    const answer = await fetch(page + DOCUMENTATION_OPTIONS.FILE_SUFFIX);
    const text = Search.htmlToText(await answer.text()).normalize("NFKC").toLowerCase();
    return runs(query).every((run) => text.includes(run));
  } catch {
    return true;
  }
};

Search.query = async (query) => {
  const [asked, words, excluded, marks, objects] = Search._parseQuery(query);
  const results = Search._performSearch(asked, words, excluded, marks, objects);
  const isRight = await Promise.all(
    results.map(([page, , , , , , kind]) => kind !== "text" || holds(page, query)),
  );
  const right = results.filter((_, at) => isRight[at]);
  _displayNextItem(right, right.length, words, marks);
};

// Sphinx's Japanese leaves this empty.
Documentation.TRANSLATIONS["Search finished, found one page matching the search query."] = [
  "検索した語のある頁：${resultCount}件",
];

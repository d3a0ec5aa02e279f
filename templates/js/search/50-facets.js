// Facets with counts and sorting, from the column files of the index.
var siteFacets = (function () {
  "use strict";
  var FACETS = [["region", "地区"], ["department", "部门"], ["year", "年度"], ["kind", "类型"], ["grade", "等级"]];
  var SORTS = { amount: 0, rate: 1, score: 2 };
  var SHOWN = 12, MOST_CHUNKS = 8;

  function valueOf(columns, page, facet) {
    var share = columns[siteIndex.shareOf(page)];
    if (!share) return "";
    if (facet === "department") return share[0];
    if (facet === "region") return share[1].join("");
    var column = share[{ kind: 2, year: 3, grade: 4 }[facet]];
    return column[0][column[1].charCodeAt(siteIndex.localOf(page)) - 35] || "";
  }

  function count(columns, pages, facet) {
    var counts = new Map();
    pages.forEach(function (page) {
      var value = valueOf(columns, page, facet);
      if (value) counts.set(value, (counts.get(value) || 0) + 1);
    });
    return Array.from(counts).sort(function (a, b) { return b[1] - a[1] || (a[0] < b[0] ? -1 : 1); });
  }

  function passes(columns, page, chosen, except) {
    return FACETS.every(function (facet) {
      var name = facet[0];
      return name === except || !chosen[name] || valueOf(columns, page, name) === chosen[name];
    });
  }

  function filter(columns, pages, chosen, except) {
    return pages.filter(function (page) { return passes(columns, page, chosen, except); });
  }

  // Draws the facets as groups of buttons; `choose(name, value)` is called when one is pressed.
  function draw(box, columns, pages, chosen, choose) {
    var make = siteResults.element, groups = document.createDocumentFragment();
    FACETS.forEach(function (facet) {
      var counts = count(columns, filter(columns, pages, chosen, facet[0]), facet[0]);
      if (counts.length < 2 && !chosen[facet[0]]) return;
      var group = make("fieldset", "search-facet");
      group.append(make("legend", "", facet[1]));
      var shown = counts.filter(function (entry, i) { return i < SHOWN || entry[0] === chosen[facet[0]]; });
      shown.forEach(function (entry) { group.append(button(facet[0], entry[0], entry[1], chosen, choose)); });
      if (counts.length > shown.length) group.append(make("span", "search-label", "另有 " + (counts.length - shown.length) + " 项"));
      groups.append(group);
    });
    box.replaceChildren(groups);
  }

  function button(name, value, count, chosen, choose) {
    var made = siteResults.element("button", "search-choice", value + " ");
    var pressed = chosen[name] === value;
    made.type = "button";
    made.dataset.facet = name;
    made.dataset.value = value;
    made.setAttribute("aria-pressed", String(pressed));
    made.append(siteResults.element("span", "search-number", String(count)));
    made.addEventListener("click", function () { choose(name, pressed ? "" : value); });
    return made;
  }

  // Sorts candidates by a published number, the largest first; those without it come last in their old order.
  function sort(candidates, columns, by) {
    var at = SORTS[by];
    function number(candidate) {
      var share = columns[siteIndex.shareOf(candidate.page)];
      var text = share ? share[siteIndex.localOf(candidate.page)][at] : "";
      return text === "" ? -Infinity : Number(text);
    }
    var keyed = candidates.map(function (candidate, i) { return { candidate: candidate, number: number(candidate), i: i }; });
    keyed.sort(function (a, b) { return (b.number > a.number) - (b.number < a.number) || a.i - b.i; });
    return keyed.map(function (entry) { return entry.candidate; });
  }

  return { names: FACETS.map(function (facet) { return facet[0]; }), sorts: Object.keys(SORTS), draw: draw,
    filter: filter, sort: sort, mostChunks: MOST_CHUNKS };
})();

// Facets with counts, narrowing and sorting. What a page belongs to comes from results at hand when they are few,
// otherwise from the files of facets.
var siteFacets = (function () {
  "use strict";
  var FACETS = [["region", "地区"], ["department", "部门"], ["year", "年度"], ["kind", "类型"], ["grade", "等级"]];
  var SORTS = { amount: 0, rate: 1, score: 2 };
  var SHOWN = 12;

  function fromRows(rows) {
    return function (page, facet) {
      var row = rows.get(page);
      return !row ? "" : facet === "region" ? row.region.join("") : row[facet];
    };
  }

  // Returns a promise of (page, facet) → value.
  function fromFiles(pages) {
    return siteIndex.columns("d", pages).then(function (table) {
      return function (page, facet) {
        var row = table[siteIndex.shareOf(page)];
        if (!row) return "";
        if (facet === "department") return row[0];
        if (facet === "region") return row[1].join("");
        var values = row[3][row[4].charCodeAt(siteIndex.columnAt(page, row[4], row[2])) - 35];
        return values ? values[{ kind: 0, year: 1, grade: 2 }[facet]] : "";
      };
    });
  }

  function fits(value, wanted, facet) { return facet === "region" ? value.indexOf(wanted) === 0 : value === wanted; }

  function narrow(lookup, pages, chosen, except) {
    return pages.filter(function (page) {
      return FACETS.every(function (facet) {
        var name = facet[0];
        return name === except || !chosen[name] || fits(lookup(page, name), chosen[name], name);
      });
    });
  }

  function count(lookup, pages, facet) {
    var counts = new Map();
    pages.forEach(function (page) {
      var value = lookup(page, facet);
      if (value) counts.set(value, (counts.get(value) || 0) + 1);
    });
    return Array.from(counts).sort(function (a, b) { return b[1] - a[1] || (a[0] < b[0] ? -1 : 1); });
  }

  // Draws the facets as groups of buttons; `choose(name, value)` is called when one is pressed.
  function draw(box, lookup, pages, chosen, choose) {
    var make = siteResults.element, groups = document.createDocumentFragment();
    FACETS.forEach(function (facet) {
      var name = facet[0], counts = count(lookup, narrow(lookup, pages, chosen, name), name);
      if (chosen[name] && !counts.some(function (entry) { return entry[0] === chosen[name]; })) {
        counts.unshift([chosen[name], narrow(lookup, pages, chosen, "").length]);
      }
      if (counts.length < 2 && !chosen[name]) return;
      var group = make("fieldset", "search-facet");
      group.append(make("legend", "", facet[1]));
      var shown = counts.filter(function (entry, i) { return i < SHOWN || entry[0] === chosen[name]; });
      shown.forEach(function (entry) { group.append(button(name, entry[0], entry[1], chosen, choose)); });
      if (counts.length > shown.length) group.append(make("span", "search-label", "另有 " + (counts.length - shown.length) + " 项"));
      groups.append(group);
    });
    box.replaceChildren(groups);
  }

  function button(name, value, number, chosen, choose) {
    var made = siteResults.element("button", "search-choice", value + " "), pressed = chosen[name] === value;
    made.type = "button";
    made.dataset.facet = name;
    made.dataset.value = value;
    made.setAttribute("aria-pressed", String(pressed));
    made.append(siteResults.element("span", "search-number", String(number)));
    made.addEventListener("click", function () { choose(name, pressed ? "" : value); });
    return made;
  }

  // Sorts candidates by a published number, the largest first; those without it come last in their old order.
  function sort(candidates, columns, by) {
    var at = SORTS[by];
    function number(candidate) {
      var share = columns[siteIndex.shareOf(candidate.page)], row = share && share[siteIndex.localOf(candidate.page)];
      return row && row[at] !== "" ? Number(row[at]) : -Infinity;
    }
    var keyed = candidates.map(function (candidate, i) { return { candidate: candidate, number: number(candidate), i: i }; });
    keyed.sort(function (a, b) { return (b.number > a.number) - (b.number < a.number) || a.i - b.i; });
    return keyed.map(function (entry) { return entry.candidate; });
  }

  return {
    names: FACETS.map(function (facet) { return facet[0]; }), sorts: Object.keys(SORTS), draw: draw, narrow: narrow,
    fromRows: fromRows, fromFiles: fromFiles, sort: sort
  };
})();

// Facets with counts, narrowing and sorting. What a page belongs to comes from results at hand when they are few,
// otherwise from the column files; departments' names are a file of their own, fetched when there are not too many.
var siteFacets = (function () {
  "use strict";
  var FACETS = [["region", "地区"], ["department", "部门"], ["year", "年度"], ["kind", "类型"], ["grade", "等级"]];
  var SORTS = { amount: 0, rate: 1, score: 2 };
  var SHOWN = 12, MOST_CHUNKS = 8, MOST_SHARES = 60;

  function fromRows(rows) {
    return function (page, facet) {
      var row = rows.get(page);
      return !row ? "" : facet === "region" ? row.region.join("") : row[facet];
    };
  }

  // Returns a promise of (page, facet) → value; with `owners` departments and whole regions are known.
  function fromFiles(pages, owners) {
    var files = [siteIndex.columns("d", pages), owners ? siteIndex.columns("e", pages) : {}];
    return Promise.all(files).then(function (tables) {
      return function (page, facet) {
        var share = siteIndex.shareOf(page), owner = tables[1][share], columns = tables[0][share];
        if (facet === "department") return owner ? owner[0] : "";
        if (facet === "region") return owner ? owner[1].join("") : columns ? columns[0] : "";
        if (!columns) return "";
        var values = columns[1][columns[2].charCodeAt(siteIndex.localOf(page)) - 35];
        return values ? values[{ kind: 0, year: 1, grade: 2 }[facet]] : "";
      };
    });
  }

  function shareCount(pages) { return new Set(pages.map(siteIndex.shareOf)).size; }

  function isFew(pages) { return shareCount(pages) <= MOST_SHARES; }

  function isReachable(pages) { return siteIndex.chunkCount(pages) <= MOST_CHUNKS; }

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
      var share = columns[siteIndex.shareOf(candidate.page)];
      var text = share ? share[siteIndex.localOf(candidate.page)][at] : "";
      return text === "" ? -Infinity : Number(text);
    }
    var keyed = candidates.map(function (candidate, i) { return { candidate: candidate, number: number(candidate), i: i }; });
    keyed.sort(function (a, b) { return (b.number > a.number) - (b.number < a.number) || a.i - b.i; });
    return keyed.map(function (entry) { return entry.candidate; });
  }

  return {
    names: FACETS.map(function (facet) { return facet[0]; }), sorts: Object.keys(SORTS), draw: draw, narrow: narrow,
    fromRows: fromRows, fromFiles: fromFiles, isFew: isFew, isReachable: isReachable, sort: sort
  };
})();

// Exact search: the pages that hold every word of a query.
var siteExact = (function () {
  "use strict";
  var isRun = siteIndex.isRun;
  var RARE_FIRST = 2;

  var COMMON = 4, MOST_LONG = 4;

  // Returns the keys every passage with the word must have: pairs, and longer runs within numbers.
  function keysOf(word) {
    var chars = Array.from(word), keys = [], i = 0;
    while (i < chars.length - 1) {
      var run = i;
      while (run < chars.length && isRun(chars[run])) run++;
      if (run - i >= 3) {
        var size = run - i >= 6 ? 6 : Math.min(4, run - i);
        for (; i + size <= run; i++) keys.push(chars.slice(i, i + size).join(""));
        i = run - 1;
        if (run === chars.length) break;
      }
      keys.push(chars[i] + chars[i + 1]);
      i++;
    }
    return unique(keys);
  }

  function unique(keys) { return keys.filter(function (key, at) { return keys.indexOf(key) === at; }); }

  // Returns the longer keys of a word: {key, needed}: `needed` pairs must be common in a department to have the key.
  function longKeysOf(word) {
    var chars = Array.from(word), size = Math.min(4, chars.length), keys = [];
    for (var i = 0; size > 2 && i + size <= chars.length; i++) {
      var part = chars.slice(i, i + size), pairs = part.slice(1).map(function (char, k) { return part[k] + char; });
      var inText = pairs.every(function (pair) { return !Array.from(pair).every(isRun); });
      if (inText) keys.push({ key: part.join(""), needed: size === 3 ? pairs : [pairs[1]] });
    }
    return keys;
  }

  // Picks the keys to fetch first: those without a list of their own are the rarer; inner ones before the outermost.
  function firstKeys(keys) {
    var rare = keys.filter(function (key) { return !siteIndex.hasOwnFile(key); });
    var pool = rare.length > 1 ? rare : keys;
    return spread(pool.length > 3 ? pool.slice(1, -1) : pool, RARE_FIRST);
  }

  function spread(keys, count) {
    if (keys.length <= count) return keys;
    var picked = [];
    for (var i = 0; i < count; i++) picked.push(keys[Math.round(i * (keys.length - 1) / (count - 1))]);
    return picked;
  }

  function intersect(one, other) {
    var both = [], i = 0, j = 0;
    while (i < one.length && j < other.length) {
      if (one[i] === other[j]) { both.push(one[i]); i++; j++; }
      else if (one[i] < other[j]) i++;
      else j++;
    }
    return both;
  }

  function intersectAll(lists) {
    var known = lists.filter(Boolean).sort(function (a, b) { return a.length - b.length; });
    return known.length ? known.reduce(intersect) : [];
  }

  function countPages(places) {
    var count = 0, last = -1;
    places.forEach(function (place) {
      var page = siteIndex.pageOf(place);
      if (page !== last) { count++; last = page; }
    });
    return count;
  }

  // Returns {places, sure}: places that may hold the word, and whether they certainly do. Fetches no more lists than
  // it takes to leave `enough` pages, which are then compared with their text.
  function placesOf(word, enough) {
    var keys = keysOf(word), lists = new Map(), longer = spread(longKeysOf(word), MOST_LONG);
    var isFour = Array.from(word).length === 4 && longer.length === 1;
    var first = isFour ? longer[0].needed : firstKeys(keys);
    return Promise.all([fetchLists(first, lists), isFour ? fetchLists([word], lists) : null]).then(function () {
      var found = intersectAll(keys.map(function (key) { return lists.get(key); }));
      if (keys.length === 1) return { places: found, sure: true };
      if (isFour) return finish(refine(found, longer, lists));
      if (countPages(found) <= enough) return { places: found, sure: false };
      var next = longer.reduce(function (all, one) { return all.concat(one.key, one.needed); }, longer.length ? [] : keys);
      return fetchLists(unique(next), lists).then(function () {
        return finish(refine(intersectAll(keys.map(function (key) { return lists.get(key); })), longer, lists));
      });
    });

    function finish(refined) {
      var sure = !refined.open && longer.length > 0 && Array.from(word).length <= 4;
      if (sure || countPages(refined.places) <= enough) return { places: refined.places, sure: sure };
      return fetchLists(keys, lists).then(function () {
        return { places: intersectAll(keys.map(function (key) { return lists.get(key); }).concat([refined.places])), sure: false };
      });
    }
  }

  // Leaves out places that hold the pairs but not the word, in departments where longer keys say so. `open` counts
  // places of which they say nothing.
  function refine(found, longer, lists) {
    var open = 0;
    longer.forEach(function (one) {
      var counts = one.needed.map(function (pair) { return countShares(lists.get(pair) || []); });
      var held = lists.has(one.key) ? new Set(lists.get(one.key)) : null;
      found = found.filter(function (place) {
        var share = siteIndex.shareOf(siteIndex.pageOf(place));
        var known = held && counts.every(function (count) { return (count.get(share) || 0) >= COMMON; });
        if (!known) open++;
        return !known || held.has(place);
      });
    });
    return { places: found, open: open };
  }

  function countShares(places) {
    var counts = new Map();
    places.forEach(function (place) {
      var share = siteIndex.shareOf(siteIndex.pageOf(place));
      counts.set(share, (counts.get(share) || 0) + 1);
    });
    return counts;
  }

  // Adds the lists of `keys` that `lists` does not hold yet; a key whose file is missing is left out.
  function fetchLists(keys, lists) {
    return Promise.all(keys.map(function (key) {
      return lists.has(key) ? null : siteIndex.places("g", key).then(function (list) { if (list) lists.set(key, list); });
    }));
  }

  // Returns candidates, best first: {page, score, hits: [{word, places, sure}]}.
  function find(words, enough) {
    return Promise.all(words.map(function (word) { return placesOf(word, enough); })).then(function (found) {
      var pages = null;
      found.forEach(function (hit, index) {
        var mine = new Map();
        hit.places.forEach(function (place) {
          var page = siteIndex.pageOf(place);
          if (pages && !pages.has(page)) return;
          var entry = mine.get(page) || (pages ? pages.get(page).slice() : []);
          (entry[index] = entry[index] || []).push(place);
          mine.set(page, entry);
        });
        pages = mine;
      });
      return rank(words, found, pages || new Map());
    });
  }

  function rank(words, found, pages) {
    var list = [];
    pages.forEach(function (places, page) {
      var heads = 0, shared = 0, seen = {}, best = -1;
      places.forEach(function (own) {
        own.forEach(function (place) {
          var passage = siteIndex.passageOf(place);
          if (passage < 0) { heads++; return; }
          seen[passage] = (seen[passage] || 0) + 1;
          if (seen[passage] > shared) { shared = seen[passage]; best = passage; }
        });
      });
      list.push({
        page: page, passage: best, score: heads * 4 + (words.length > 1 ? shared / words.length : 0),
        hits: words.map(function (word, i) { return { word: word, places: places[i], sure: found[i].sure }; })
      });
    });
    list.sort(function (a, b) { return b.score - a.score || a.page - b.page; });
    return list;
  }

  // Returns whether the page holds the words in truth, with its row and the text of the passage to show.
  function verify(candidate) {
    return siteIndex.passageText(candidate.page, candidate.passage).then(function (found) {
      if (!found) return null;
      var shown = { row: found.row, text: found.text, held: true };
      var checks = candidate.hits.map(function (hit) { return hit.sure || holds(candidate, hit, found); });
      return Promise.all(checks).then(function (answers) {
        answers.forEach(function (answer) {
          if (!answer) shown.held = false;
          else if (answer.text) shown.text = answer.text;
        });
        return shown;
      });
    });
  }

  function holds(candidate, hit, found) {
    var passages = hit.places.map(siteIndex.passageOf);
    if (passages.indexOf(-1) >= 0 && foldedLines(found.row.title + "\n" + found.row.names).includes(hit.word)) return true;
    var rest = passages.filter(function (passage) { return passage >= 0; });
    rest.sort(function (a, b) { return (b === candidate.passage) - (a === candidate.passage) || a - b; });
    return firstHolding(candidate.page, rest, hit.word);
  }

  function firstHolding(page, passages, word) {
    if (!passages.length) return false;
    return siteIndex.passageText(page, passages[0]).then(function (found) {
      if (found && foldedLines(found.text).includes(word)) return found;
      return firstHolding(page, passages.slice(1), word);
    });
  }

  function foldedLines(text) {
    var lines = text.split("\n").map(siteFold.line);
    return lines.concat(joinedCodes(lines)).join("\n");
  }

  function joinedCodes(lines) {
    var codes = [];
    lines.forEach(function (line, at) {
      if (!/^[0-9]{3}$/.test(line)) return;
      var code = line;
      for (var i = at + 1; i < at + 3 && /^[0-9]{2}$/.test(lines[i] || ""); i++) code += lines[i];
      if (code.length > 3) codes.push(code);
    });
    return codes;
  }

  return { find: find, verify: verify, keysOf: keysOf, intersectAll: intersectAll, foldedLines: foldedLines };
})();

// Exact search: the pages that hold every word of a query.
var siteExact = (function () {
  "use strict";
  var TEXT_KEY = 4, RUN_KEY = 7, MOST_BETWEEN = 2, DOUBTS = 4, MOST_PARTS = 12, GROUPS = 1e6;

  function isRun(char) { return char.length === 1 && (char > " " && char <= "~" || char === "≥" || char === "≤"); }

  // Returns the part of a word of three or more characters, from one of them on, that one file of the index knows of.
  function clueAt(chars, from) {
    var to = from + 3, most = from + TEXT_KEY;
    if (chars.slice(from, to).every(isRun)) {
      most = from + RUN_KEY;
      while (to < Math.min(most, chars.length) && isRun(chars[to])) to++;
    } else to = Math.min(most, chars.length);
    return { from: from, to: to, home: chars.slice(from, from + 3).join(""), part: chars.slice(from, to).join("") };
  }

  // Returns one clue when it is the whole word, otherwise two: what it begins with and what it ends with; digits
  // alone, such as a year, say little. Those in `between` are for longer words, of which many pages have both ends.
  function cluesOf(word) {
    var chars = Array.from(word), first = clueAt(chars, 0), start = 0, last = chars.length - 3, between = [];
    if (first.to >= chars.length) return { ends: [first], between: [] };
    if (/^[0-9]{3,4}$/.test(first.part)) start = first.to - 2;
    while (last > start + 1 && clueAt(chars, last - 1).to === chars.length) last--;
    var gap = last - start, count = Math.min(MOST_BETWEEN, Math.ceil((gap - 2) / 2));
    for (var i = 1; i <= count; i++) between.push(clueAt(chars, start + Math.round(i * gap / (count + 1))));
    return { ends: [clueAt(chars, start), clueAt(chars, last)], between: between };
  }

  // Returns the places where a clue stands: those of all keys that begin with it; null when its file is missing.
  function read(clue) {
    return siteIndex.places(/^[a-z]+$/.test(clue.home) ? "l" : "g", clue.home, siteIndex.beginning(clue.part));
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

  // Returns {places, sure}: places that may hold the word, and whether they certainly do. All clues are asked for in one
  // go: a second journey for those between costs more than their bytes.
  function placesOf(word) {
    if (Array.from(word).length === 2) {
      return siteIndex.places("p", word, siteIndex.named(word)).then(function (list) { return { places: list || [], sure: true }; });
    }
    var found = cluesOf(word), clues = found.ends.concat(found.between);
    return Promise.all(clues.map(read)).then(function (lists) { return { places: intersectAll(lists), sure: clues.length < 2 }; });
  }

  // Returns the candidates, best first: {page, score, passage, hits() → [{word, places, sure}]}.
  function find(words) {
    return Promise.all(words.map(placesOf)).then(function (found) {
      var pages = found.map(function (one) { return pagesOf(one.places); }).sort(function (a, b) { return a.length - b.length; });
      var held = pages.length ? pages.reduce(intersect) : [], from = found.map(function () { return 0; });
      var sure = found.every(function (one) { return one.sure; });
      return bestFirst(held.map(function (page) { return candidate(page, words, found, sure, from); }));
    });
  }

  function pagesOf(places) {
    var pages = [];
    places.forEach(function (place) {
      var page = siteIndex.pageOf(place);
      if (page !== pages[pages.length - 1]) pages.push(page);
    });
    return pages;
  }

  function Candidate(page, words, found, sure) {
    this.page = page;
    this.sure = sure;
    this.score = siteIndex.isLater(page) ? -0.5 : 0;
    this.passage = -1;
    this.inHead = true;
    this.words = words;
    this.found = found;
  }

  Candidate.prototype.hits = function () {
    return this.found.map(function (one, i) {
      return { word: this.words[i], places: placesOn(one.places, this.page), sure: one.sure };
    }, this);
  };

  // Rates a page; `from` tells where the places of this page and later ones begin in each list, and is moved on.
  function candidate(page, words, found, sure, from) {
    var made = new Candidate(page, words, found, sure), first = page * siteIndex.span, end = first + siteIndex.span;
    var seen = found.length > 1 ? {} : null, shared = 0;
    for (var i = 0; i < found.length; i++) {
      var places = found[i].places, at = from[i];
      while (places[at] < first) at++;
      for (var start = at; at < places.length && places[at] < end; at++) {
        var passage = siteIndex.passageOf(places[at]);
        if (passage < 0) { made.score += 4; continue; }
        if (at === start) made.inHead = false;
        var count = seen ? (seen[passage] = (seen[passage] || 0) + 1) : 1;
        if (count > shared) { shared = count; made.passage = passage; }
      }
      from[i] = at;
    }
    if (seen) made.score += shared / found.length;
    return made;
  }

  function placesOn(places, page) {
    var low = 0, high = places.length, from = page * siteIndex.span, to = from + siteIndex.span;
    while (low < high) {
      var middle = low + high >> 1;
      if (places[middle] < from) low = middle + 1; else high = middle;
    }
    for (high = low; high < places.length && places[high] < to;) high++;
    return places.slice(low, high);
  }

  // Sorts by score; of equals those of the department with most of them come first, in the department's own order.
  function bestFirst(list) {
    var counts = new Map();
    list.forEach(function (one) {
      one.group = siteIndex.shareOf(one.page) * GROUPS + Math.round(one.score * 1000);
      counts.set(one.group, (counts.get(one.group) || 0) + 1);
    });
    list.forEach(function (one) { one.beside = counts.get(one.group); });
    return list.sort(function (a, b) { return b.score - a.score || b.beside - a.beside || a.page - b.page; });
  }

  // Returns whether the page holds the words in truth, with its row and the text of the passage to show: none when
  // all words are in its title and names.
  function verify(one) {
    return one.inHead ? siteIndex.card(one.page).then(function (row) {
      return row && (inHead(row, one) ? { row: row, held: true } : verifyText(one));
    }) : verifyText(one);
  }

  function inHead(row, one) {
    var head = foldedLines(row.title + "\n" + row.names);
    return one.hits().every(function (hit) { return head.includes(hit.word); });
  }

  function verifyText(one) {
    return siteIndex.passageText(one.page, one.passage).then(function (found) {
      if (!found) return null;
      var shown = { row: found.row, text: found.text, held: true };
      var checks = one.hits().map(function (hit) { return hit.sure || holds(one, hit, found); });
      return Promise.all(checks).then(function (answers) {
        answers.forEach(function (answer) {
          if (!answer) shown.held = false;
          else if (answer.text) shown.text = answer.text;
        });
        return shown;
      });
    });
  }

  function holds(one, hit, found) {
    var passages = hit.places.map(siteIndex.passageOf);
    if (passages.indexOf(-1) >= 0 && foldedLines(found.row.title + "\n" + found.row.names).includes(hit.word)) return true;
    var rest = passages.filter(function (passage) { return passage >= 0; });
    rest.sort(function (a, b) { return (b === one.passage) - (a === one.passage) || a - b; });
    return firstHolding(one.page, rest, hit.word);
  }

  function firstHolding(page, passages, word) {
    if (!passages.length) return false;
    return siteIndex.passageText(page, passages[0]).then(function (found) {
      if (found && foldedLines(found.text).includes(word)) return found;
      return firstHolding(page, passages.slice(1), word);
    });
  }

  // Hands out the candidates one after the other with what is to be shown of them; those without the words are left out.
  function reader(words, queue) {
    var made = { queue: queue, at: 0, dropped: 0, next: next }, narrowed = null, sorted = 0, sorting = null;
    return made;

    // Puts the closest titles of a department first: its cards are in one file, which is fetched anyway.
    function settle(at) {
      if (at < sorted) return sorting;
      var one = made.queue[at], name = siteIndex.cardFile(one.page), to = at + 1, whole = made.queue;
      function fits(other) { return other.inHead && other.score === one.score && siteIndex.cardFile(other.page) === name; }
      while (one.inHead && to < whole.length && fits(whole[to])) to++;
      sorted = to;
      return (sorting = to === at + 1 ? Promise.resolve() : Promise.all(whole.slice(at, to).map(function (other) {
        return siteIndex.card(other.page).then(function (row) { other.closeness = closeness(row, words); });
      })).then(function () {
        if (made.queue !== whole) return;
        var group = whole.slice(at, to).sort(function (a, b) { return b.closeness - a.closeness; });
        Array.prototype.splice.apply(whole, [at, to - at].concat(group));
      }));
    }

    // Returns {row, text, later} of the next page that holds the words; the text of one that certainly does, and is not
    // `near` the top, can come later. Null at the end, or where a file is missing.
    function next(near) {
      if (made.at >= made.queue.length) return Promise.resolve(null);
      var at = made.at++, one;
      return settle(at).then(function () {
        one = made.queue[at];
        var later = one.sure && !one.inHead && at >= near;
        return later ? siteIndex.card(one.page).then(function (row) { return row && { row: row, held: true, later: one }; }) : verify(one);
      }).then(function (shown) {
        if (!shown) return null;
        shown.page = one.page;
        if (shown.held) return shown;
        made.dropped++;
        if (made.dropped >= DOUBTS && !narrowed) narrowed = narrow();
        return Promise.resolve(narrowed).then(function () { return next(near); });
      });
    }

    // Where several candidates did not hold the words, every part is asked for before further text is.
    function narrow() {
      return Promise.all(words.map(function (word) { return Promise.all(everyPart(word).map(read)); })).then(function (found) {
        var sets = found.filter(function (lists) { return lists.length; }).map(function (lists) { return new Set(pagesOf(intersectAll(lists))); });
        var rest = made.queue.slice(made.at).filter(function (one) { return sets.every(function (set) { return set.has(one.page); }); });
        made.queue = made.queue.slice(0, made.at).concat(rest);
      });
    }
  }

  function everyPart(word) {
    var chars = Array.from(word), parts = [];
    for (var from = 0; chars.length > TEXT_KEY && from + 3 <= chars.length; from++) parts.push(clueAt(chars, from));
    return parts.slice(0, MOST_PARTS);
  }

  function closeness(row, words) {
    var title = row ? siteFold.line(row.title) : "";
    return title.includes(words[0]) ? words.join("").length / title.length : 0;
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

  return {
    find: find, bestFirst: bestFirst, read: read, verify: verify, reader: reader, cluesOf: cluesOf, placesOf: placesOf, intersectAll: intersectAll, foldedLines: foldedLines
  };
})();

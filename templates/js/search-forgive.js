// Forgiving search: readings (yingji, yjglj, 安检 for 安监), one wrong or missing character, synonyms. Loaded when needed.
window.siteForgiving = (function () {
  "use strict";
  var SHOWN = 10, TRIED = [4, 8, 8], ENOUGH = 4, MOST_TERMS = 4, MOST_PATTERN_KEYS = 7, SPREAD = 3, MOST_WAYS = 4;
  var readings = null, syllables = null;

  function loadReadings() {
    if (readings) return Promise.resolve();
    return siteIndex.load("sounds").then(function (lines) {
      if (!lines) return;
      syllables = lines[0].split(" ");
      readings = new Map();
      siteFold.common().forEach(function (index, char) { readings.set(char, [syllables[number(lines[1], index * 2)]]); });
      for (var i = 0; i < lines[2].length; i += 3) readings.get(lines[2][i]).push(syllables[number(lines[2], i + 1)]);
    });
  }

  function number(text, at) { return letter(text, at) * 90 + letter(text, at + 1); }
  function letter(text, at) { var code = text.charCodeAt(at); return code - 35 - (code > 92 ? 1 : 0); }
  function soundsOf(char) { return readings && readings.get(char) || []; }

  function unique(list) { return Array.from(new Set(list)); }

  function spread(list, count) {
    if (list.length <= count) return list;
    return Array.from({ length: count }, function (_, i) { return list[Math.round(i * (list.length - 1) / (count - 1))]; });
  }

  function listOf(key) { return siteIndex.places("f", key, siteIndex.named(key)).then(function (list) { return list || []; }); }

  // Returns places that have one of each group of keys.
  function placesOfAll(groups) {
    return Promise.all(groups.map(function (keys) { return Promise.all(keys.map(listOf)).then(siteIndex.union); }))
      .then(siteExact.intersectAll);
  }

  // Returns a function that finds `parts` in a row in a folded line and gives the characters that stand there.
  function rowTester(parts, same) {
    return function (line) {
      var chars = Array.from(line);
      for (var at = 0; at + parts.length <= chars.length; at++) {
        if (parts.every(function (part, i) { return same(chars[at + i], part); })) return chars.slice(at, at + parts.length).join("");
      }
      return "";
    };
  }

  // Ways to part letters into syllables; the last may be begun only.
  function spellings(letters) {
    var done = [], known = new Set(syllables);
    (function part(rest, taken) {
      if (done.length > 8) return;
      if (!rest) { done.push(taken); return; }
      for (var size = Math.min(6, rest.length); size > 0; size--) {
        if (known.has(rest.slice(0, size))) part(rest.slice(size), taken.concat(rest.slice(0, size)));
      }
    })(letters, []);
    return done.sort(function (a, b) { return a.length - b.length; }).slice(0, 2);
  }

  function byLetters(letters) {
    var jobs = [];
    spellings(letters).forEach(function (parts) {
      if (parts.length < 2) return;
      var keys = parts.slice(1).map(function (part, i) { return [parts[i] + "'" + part]; });
      jobs.push(job(keys, rowTester(parts, function (char, part) { return soundsOf(char).indexOf(part) >= 0; }), 50));
    });
    if (letters.length > 2 && !/[iuv]/.test(letters)) {
      var initials = Array.from(letters);
      var threes = initials.slice(2).map(function (one, i) { return ["=" + initials[i] + initials[i + 1] + one]; });
      jobs.push(job(threes, rowTester(initials, function (char, part) {
        return soundsOf(char).some(function (sound) { return sound[0] === part; });
      }), 2));
    }
    return Promise.all(jobs);
  }

  function job(keys, test, strength) {
    return placesOfAll(spread(keys, keys.length > SPREAD + 1 ? SPREAD : SPREAD - 1)).then(function (places) { return { places: places, test: test, strength: strength }; });
  }

  // Finds words that sound alike: what a wrong choice among characters of one reading gives.
  function bySound(word) {
    var chars = Array.from(word), sounds = chars.map(soundsOf);
    if (chars.length < 2 || !sounds.every(function (found) { return found.length; })) return Promise.resolve([]);
    var keys = sounds.slice(1).map(function (right, i) {
      var ways = [];
      sounds[i].forEach(function (left) { right.forEach(function (one) { ways.push(left + "'" + one); }); });
      return ways.slice(0, MOST_WAYS);
    });
    return job(keys, rowTester(sounds, function (char, wanted) {
      return soundsOf(char).some(function (sound) { return wanted.indexOf(sound) >= 0; });
    }), 60).then(function (found) { return [found]; });
  }

  // Patterns a slip may have come from: one character stands between `left` and `right`.
  function patternsOf(word) {
    var chars = Array.from(word), size = chars.length, found = [];
    function add(left, right) { found.push({ left: chars.slice(0, left), right: chars.slice(right), from: left, to: right }); }
    for (var i = 0; i < size; i++) add(i, i + 1);
    for (var k = 1; k < size; k++) add(k, k);
    return found;
  }

  // Returns what the exact search knows of a word's ends: {clue, places, found}. A pattern that leaves an end whole that
  // stands nowhere is none, and one that breaks such an end is the likelier.
  function endsOf(word) {
    return Promise.all(siteExact.cluesOf(word).ends.map(function (clue) {
      return siteExact.read(clue).then(function (list) { return { clue: clue, places: list || [], found: !list || list.length > 0 }; });
    }));
  }

  function likelihood(pattern, ends) {
    return ends.reduce(function (sum, end) {
      var gap = pattern.from === pattern.to;
      var broken = end.clue.to > pattern.from && (gap ? end.clue.from < pattern.from : end.clue.from < pattern.to);
      return sum + (end.found ? (broken ? -1 : 1) : (broken ? 1 : -99));
    }, 0);
  }

  // Places that have both ends of a word, and those that have one of them: where to look for the rest.
  function byBothEnds(word) { return byEnds(word, 2); }
  function byOneEnd(word) { return byEnds(word, 1); }

  function byEnds(word, count) {
    return endsOf(word).then(function (ends) {
      var known = ends.filter(function (end) { return end.found; });
      if (ends.length < 2 || known.length !== count) return [];
      return [nearly(word, siteExact.intersectAll(known.map(function (end) { return end.places; })), 20)];
    });
  }

  // The same by three characters at either end: what is left when nothing else helps.
  function byThrees(word) {
    var chars = Array.from(word);
    if (chars.length < 5) return Promise.resolve([]);
    return Promise.all([chars.slice(0, 3), chars.slice(-3)].map(function (part) {
      return siteExact.placesOf(part.join("")).then(function (found) { return nearly(word, found.places, 10); });
    }));
  }

  function nearly(word, places, strength) {
    var testers = patternsOf(word).map(slipTester);
    return { places: places, strength: strength, test: function (line) {
      var term = "";
      testers.some(function (test) { return (term = test(line)); });
      return term;
    } };
  }

  function bySlip(word) {
    if (Array.from(word).length < 3) return Promise.resolve([]);
    return endsOf(word).then(function (ends) {
      var keys = [], patterns = patternsOf(word).filter(function (pattern) {
        pattern.worth = likelihood(pattern, ends);
        return pattern.worth > -50;
      }).sort(function (a, b) { return b.worth - a.worth; }).filter(function (pattern) {
        var key = skipKey(pattern);
        if (!key || keys.indexOf(key) >= 0) return true;
        return keys.length < MOST_PATTERN_KEYS && keys.push(key);
      });
      return Promise.all(patterns.map(slipOf));
    });
  }

  function skipKey(pattern) {
    return pattern.left.length && pattern.right.length ? pattern.left[pattern.left.length - 1] + "*" + pattern.right[0] : "";
  }

  function slipOf(pattern) {
    var key = skipKey(pattern), longer = pattern.left.length < pattern.right.length ? pattern.right : pattern.left;
    var skip = key ? listOf(key) : null;
    return Promise.resolve(skip).then(function (list) {
      if (list && !list.length || longer.length < 3) return list || [];
      return siteExact.placesOf(longer.join("")).then(function (found) { return siteExact.intersectAll([list, found.places]); });
    }).then(function (places) { return { places: places, test: slipTester(pattern), strength: pattern.left.length + pattern.right.length }; });
  }

  function slipTester(pattern) {
    var parts = pattern.left.concat("", pattern.right);
    return rowTester(parts, function (char, part) { return part ? char === part : char !== "|"; });
  }

  // Returns candidates, those whose names fit the best first.
  function candidates(groups) {
    var list = [];
    groups.forEach(function (group) {
      var pages = new Map();
      group.places.forEach(function (place) {
        var page = siteIndex.pageOf(place);
        pages.set(page, (pages.get(page) || []).concat(siteIndex.passageOf(place)));
      });
      pages.forEach(function (passages, page) {
        list.push({ page: page, passages: passages, test: group.test, score: group.strength * 2 + (passages[0] < 0 ? 3 : 0) - (siteIndex.isLater(page) ? 1 : 0) });
      });
    });
    return siteExact.bestFirst(list);
  }

  function termIn(text, test) {
    var term = "";
    siteExact.foldedLines(text).split("\n").some(function (line) { return (term = test(line)); });
    return term;
  }

  // Returns {row, text, term, page} of a candidate that fits, null when it does not.
  function check(candidate) {
    var passages = candidate.passages.slice(0, 2);
    return next(0);
    function next(i) {
      if (i >= passages.length) return null;
      var read = passages[i] < 0 ? siteIndex.card(candidate.page).then(function (row) {
        return row && { row: row, searched: row.title + "\n" + row.names };
      }) : siteIndex.passageText(candidate.page, passages[i]).then(function (found) {
        return found && { row: found.row, text: found.text, searched: found.text };
      });
      return read.then(function (found) {
        var term = found && termIn(found.searched, candidate.test);
        return term ? { row: found.row, text: found.text, term: term, page: candidate.page, held: true } : next(i + 1);
      });
    }
  }

  // Returns pages that fit, the likeliest first. A few are tried first: where none of them fits, the others seldom do.
  function fitting(groups) {
    var list = candidates(groups), from = 0, found = [], pages = new Set();
    return next(0);
    function next(round) {
      if (round >= TRIED.length || from >= list.length || round && found.length >= ENOUGH) return found.slice(0, SHOWN);
      var some = list.slice(from, from += TRIED[round]);
      return Promise.all(some.map(check)).then(function (results) {
        results.forEach(function (one) { if (one && !pages.has(one.page)) { pages.add(one.page); found.push(one); } });
        return next(round + 1);
      });
    }
  }

  function bySynonym(word) {
    return Promise.all(siteSynonyms(word).map(function (term) {
      return siteExact.placesOf(term).then(function (found) {
        return { places: found.places, strength: term.length, test: function (line) { return line.includes(term) ? term : ""; } };
      });
    }));
  }

  // Returns {pages, reason} for a word that stands nowhere: where what may have been meant stands, by the first way that
  // finds any.
  function meant(word) {
    var isLatin = /^[a-z']+$/.test(word), ways = [byBothEnds, bySound, bySynonym, byOneEnd, bySlip, byThrees];
    if (isLatin) ways = [function () { return byLetters(word.replace(/'/g, "")); }];
    return loadReadings().then(function () { return next(0); });
    function next(at) {
      if (at >= ways.length) return { pages: [], reason: "" };
      return ways[at](word).then(fitting).then(function (pages) {
        return pages.length ? { pages: pages, reason: ways[at] === bySynonym ? "同义词：" : "" } : next(at + 1);
      });
    }
  }

  // Returns {terms, reason, words, results}: what may have been meant and pages that hold it; null for nothing.
  function find(given) {
    var joined = given.length > 1 && given.every(function (word) { return /^[a-z]+$/.test(word); });
    var words = joined ? [given.join("")] : given;
    if (words.length === 1) {
      return meant(words[0]).then(function (found) {
        var terms = unique(found.pages.map(function (one) { return one.term; })).slice(0, MOST_TERMS);
        return found.pages.length ? { terms: terms, reason: found.reason, words: terms, results: found.pages } : null;
      });
    }
    return Promise.all(words.map(function (word) {
      return siteExact.placesOf(word).then(function (found) { return found.places.length ? null : meant(word); });
    })).then(function (found) {
      var right = words.map(function (word, i) { return found[i] && found[i].pages.length ? found[i].pages[0].term : word; });
      if (right.join() === words.join()) return null;
      return siteExact.find(right).then(function (queue) {
        return Promise.all(queue.slice(0, SHOWN).map(siteExact.verify));
      }).then(function (shown) {
        var results = shown.filter(function (one) { return one && one.held; });
        return results.length ? { terms: [right.join(" ")], reason: "", words: right, results: results } : null;
      });
    });
  }

  return { find: find };
})();

// Forgiving search: readings (yingji, yjglj, 安检 for 安监), one wrong or missing character, synonyms. Loaded when needed.
window.siteForgiving = (function () {
  "use strict";
  var SHOWN = 10, TRIED = [3, 6, 12], MOST_TERMS = 4, MOST_PATTERN_KEYS = 7, SPREAD = 3, MOST_WAYS = 4;
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

  // Returns whether each clue of the exact search stands anywhere: a pattern that leaves one whole that stands nowhere is
  // none, and one that breaks such a clue is the likelier.
  function standing(word) {
    return Promise.all(siteExact.cluesOf(word).ends.map(function (clue) {
      return siteExact.read(clue).then(function (list) { return { clue: clue, found: !list || list.length > 0 }; });
    }));
  }

  function likelihood(pattern, facts) {
    return facts.reduce(function (sum, fact) {
      var broken = fact.clue.from < Math.max(pattern.to, pattern.from + 1) && fact.clue.to > pattern.from && !(pattern.from === pattern.to && fact.clue.from === pattern.from);
      return sum + (fact.found ? (broken ? -1 : 1) : (broken ? 1 : -99));
    }, 0);
  }

  function bySlip(word) {
    if (Array.from(word).length < 3) return Promise.resolve([]);
    return standing(word).then(function (facts) {
      var patterns = patternsOf(word).map(function (pattern) { pattern.worth = likelihood(pattern, facts); return pattern; });
      patterns = patterns.filter(function (pattern) { return pattern.worth > -50; }).sort(function (a, b) { return b.worth - a.worth; });
      var keys = [];
      patterns = patterns.filter(function (pattern) {
        var key = skipKey(pattern);
        if (key && keys.indexOf(key) < 0 && keys.length >= MOST_PATTERN_KEYS) return false;
        if (key && keys.indexOf(key) < 0) keys.push(key);
        return true;
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
        list.push({ page: page, passages: passages, test: group.test, score: group.strength * 2 + (passages[0] < 0 ? 3 : 0) });
      });
    });
    return siteExact.bestFirst(list);
  }

  function termIn(text, test) {
    var term = "";
    siteExact.foldedLines(text).split("\n").some(function (line) { return (term = test(line)); });
    return term;
  }

  // Returns the characters of a candidate that fit, "" when none do.
  function check(candidate) {
    var passages = candidate.passages.slice(0, 2);
    return next(0);
    function next(i) {
      if (i >= passages.length) return "";
      var read = passages[i] < 0 ? siteIndex.card(candidate.page).then(function (row) { return row && row.title + "\n" + row.names; }) :
        siteIndex.passageText(candidate.page, passages[i]).then(function (found) { return found && found.text; });
      return read.then(function (text) { return text && termIn(text, candidate.test) || next(i + 1); });
    }
  }

  // Returns what stands in the candidates' places, the likeliest first. A few are tried first: where none of them
  // fits, the others seldom do.
  function termsOf(groups) {
    var list = candidates(groups), from = 0;
    return next(0);
    function next(round) {
      if (round >= TRIED.length || from >= list.length) return [];
      var some = list.slice(from, from += TRIED[round]);
      return Promise.all(some.map(check)).then(function (terms) {
        var found = unique(terms.filter(Boolean));
        return found.length ? found.slice(0, MOST_TERMS) : next(round + 1);
      });
    }
  }

  function synonymsOf(word) {
    return Promise.all(siteSynonyms(word).map(function (term) {
      return siteExact.placesOf(term).then(function (found) { return found.places.length ? term : ""; });
    })).then(function (terms) {
      return terms.filter(Boolean).sort(function (a, b) { return b.length - a.length; });
    });
  }

  // Returns {terms, reason} for a word that stands nowhere: what may have been meant, by the first way that finds any.
  function meant(word) {
    var ways = [
      function () { return /^[a-z']+$/.test(word) ? byLetters(word.replace(/'/g, "")).then(termsOf) : bySound(word).then(termsOf); },
      function () { return synonymsOf(word); },
      function () { return bySlip(word).then(termsOf); }
    ];
    return loadReadings().then(function () { return next(0); });
    function next(way) {
      if (way >= ways.length) return { terms: [], reason: "" };
      return ways[way]().then(function (terms) {
        return terms.length ? { terms: terms, reason: way === 1 ? "同义词：" : "" } : next(way + 1);
      });
    }
  }

  // Returns {terms, reason, words, count, results}: what may have been meant and the pages that hold it; null for nothing.
  function find(given) {
    var joined = given.length > 1 && given.every(function (word) { return /^[a-z]+$/.test(word); });
    var words = joined ? [given.join("")] : given;
    return Promise.all(words.map(function (word) {
      return siteExact.placesOf(word).then(function (found) { return found.places.length && !joined ? null : meant(word); });
    })).then(function (found) {
      var wrong = found.findIndex(function (one) { return one && one.terms.length; });
      if (wrong < 0) return null;
      var right = words.map(function (word, i) { return found[i] && found[i].terms.length ? found[i].terms[0] : word; });
      var others = found[wrong].terms.map(function (term) { return right.slice(0, wrong).concat(term, right.slice(wrong + 1)).join(" "); });
      return siteExact.find(right).then(function (queue) {
        return Promise.all(queue.slice(0, SHOWN).map(siteExact.verify)).then(function (shown) {
          var results = shown.filter(function (one) { return one && one.held; });
          return results.length ? { terms: others, reason: found[wrong].reason, words: right, count: queue.length, results: results } : null;
        });
      });
    });
  }

  return { find: find };
})();

// Forgiving search: one wrong or missing character, readings (yingji, yjglj), synonyms. Loaded only when needed.
window.siteForgiving = (function () {
  "use strict";
  var MOST = 10, TRIED = 16, MOST_KEYS = 14;
  var SYNONYMS = [
    ["三公", "三公经费", "因公出国境费、公务用车购置及运行维护费、公务接待费"], ["农房保险", "政策性农房保险", "农村住房保险"],
    ["决算数", "全年执行数", "执行数"], ["调整预算数", "全年预算数"], ["年初预算数", "年初预算"], ["执行率", "预算执行率"],
    ["机关运行经费", "公用经费"], ["出国费", "因公出国境费", "因公出国"], ["车辆购置", "公务用车购置"],
    ["车辆运行", "公务用车运行维护费", "公车运行"], ["接待费", "公务接待费"], ["一般公共预算", "公共财政预算"],
    ["国资预算", "国有资本经营预算"], ["基金预算", "政府性基金预算"], ["人员经费", "工资福利支出"], ["采购", "政府采购"],
    ["财政拨款", "财政补助收入"], ["自评", "绩效自评", "自我评价"], ["偏差原因", "未完成原因"], ["科目", "功能分类"],
    ["安监", "安全监管", "安全生产监督管理"], ["应急局", "应急管理局"], ["财政局", "财政厅"], ["教育局", "教体局"]
  ];
  var readings = null, syllables = null;

  function loadReadings() {
    if (readings) return Promise.resolve(readings);
    return siteIndex.load("sounds").then(function (lines) {
      if (!lines) return new Map();
      syllables = lines[0].split(" ");
      readings = new Map();
      siteFold.common().forEach(function (index, char) { readings.set(char, [syllables[number(lines[1], index * 2)]]); });
      for (var i = 0; i < lines[2].length; i += 3) readings.get(lines[2][i]).push(syllables[number(lines[2], i + 1)]);
      return readings;
    });
  }

  function number(text, at) { return letter(text, at) * 90 + letter(text, at + 1); }
  function letter(text, at) { var code = text.charCodeAt(at); return code - 35 - (code > 92 ? 1 : 0); }

  function pagesOf(places) {
    var best = new Map();
    places.forEach(function (place) {
      var page = siteIndex.pageOf(place);
      if (!best.has(page)) best.set(page, []);
      best.get(page).push(place);
    });
    return best;
  }

  function fetchKeys(kind, keys) {
    return Promise.all(keys.map(function (key) { return siteIndex.places(kind, key); })).then(function (lists) {
      return new Map(keys.map(function (key, i) { return [key, lists[i] || []]; }));
    });
  }

  // Patterns a slip may have come from: {left, right, hole}: `hole` characters stand between left and right.
  function patternsOf(word) {
    var chars = Array.from(word), size = chars.length, found = [];
    function add(left, right, hole) { found.push({ left: chars.slice(0, left), right: chars.slice(right), hole: hole }); }
    for (var i = 1; i < size - 1; i++) add(i, i + 1, 1);
    if (size > 2) { add(0, 1, 1); add(size - 1, size, 1); }
    for (var k = 1; k < size; k++) add(k, k, 1);
    return found;
  }

  function keysOfPattern(pattern) {
    var slip = [], exact = [];
    if (pattern.left.length && pattern.right.length) slip.push(pattern.left[pattern.left.length - 1] + "*" + pattern.right[0]);
    [pattern.left, pattern.right].forEach(function (part) {
      if (part.length > 1) exact = exact.concat(siteExact.keysOf(part.join("")));
    });
    return { slip: slip, exact: exact };
  }

  // Returns candidates of one misspelled word: {page, place, matches(line) → the words as printed}.
  function slips(word) {
    var patterns = patternsOf(word).map(function (pattern) { return { pattern: pattern, keys: keysOfPattern(pattern) }; });
    var slipKeys = unique(patterns.reduce(function (all, one) { return all.concat(one.keys.slip); }, [])).slice(0, MOST_KEYS);
    return fetchKeys("f", slipKeys).then(function (slipLists) {
      var live = patterns.filter(function (one) {
        return one.keys.slip.every(function (key) { return (slipLists.get(key) || []).length; }) && (one.keys.exact.length || one.keys.slip.length);
      });
      var exactKeys = unique(live.reduce(function (all, one) { return all.concat(few(one.keys.exact)); }, []));
      return fetchKeys("g", exactKeys.slice(0, MOST_KEYS)).then(function (exactLists) {
        var found = [];
        live.forEach(function (one) {
          var lists = one.keys.slip.map(function (key) { return slipLists.get(key); });
          few(one.keys.exact).forEach(function (key) { if (exactLists.has(key)) lists.push(exactLists.get(key)); });
          var places = siteExact.intersectAll(lists);
          var strength = one.pattern.left.length + one.pattern.right.length;
          if (places.length) found.push({ places: places, test: tester(one.pattern), strength: strength });
        });
        return found;
      });
    });
  }

  function few(keys) {
    var rare = keys.filter(function (key) { return !siteIndex.hasOwnFile(key); });
    return (rare.length ? rare : keys).slice(0, 3);
  }

  function unique(list) { return Array.from(new Set(list)); }

  // Returns a function that finds the pattern in a folded line and gives the words that stand there.
  function tester(pattern) {
    var left = pattern.left.join(""), right = pattern.right.join("");
    return function (line) {
      var chars = Array.from(line), size = pattern.left.length + pattern.hole + pattern.right.length;
      for (var at = 0; at + size <= chars.length; at++) {
        var part = chars.slice(at, at + size);
        if (part.indexOf("|") < 0 && part.slice(0, pattern.left.length).join("") === left &&
            part.slice(pattern.left.length + pattern.hole).join("") === right) return part.join("");
      }
      return "";
    };
  }

  // Ways to part letters into syllables; the last may be begun only.
  function spellings(letters, known) {
    var done = [];
    (function part(rest, taken) {
      if (done.length > 8) return;
      if (!rest) { done.push(taken); return; }
      for (var size = Math.min(6, rest.length); size > 0; size--) {
        var head = rest.slice(0, size);
        if (known.has(head)) part(rest.slice(size), taken.concat(head));
      }
    })(letters, []);
    return done.sort(function (a, b) { return a.length - b.length; }).slice(0, 2);
  }

  function byReading(letters) {
    return loadReadings().then(function () {
      var known = new Set(syllables || []), jobs = [];
      spellings(letters, known).forEach(function (parts) {
        if (parts.length < 2) return;
        var keys = parts.slice(1).map(function (part, i) { return parts[i] + "'" + part; });
        jobs.push(job(keys, readingTester(parts, function (sound, part) { return sound === part; }), 50));
      });
      if (letters.length > 2 && !/[iuv]/.test(letters)) {
        var initials = Array.from(letters);
        var threes = initials.slice(2).map(function (one, i) { return "=" + initials[i] + initials[i + 1] + one; });
        jobs.push(job(threes, readingTester(initials, function (sound, part) { return sound[0] === part; }), 2));
      }
      return Promise.all(jobs);
    });
  }

  function job(keys, test, strength) {
    return fetchKeys("f", keys.slice(0, 4)).then(function (lists) {
      return { places: siteExact.intersectAll(Array.from(lists.values())), test: test, strength: strength };
    });
  }

  function readingTester(parts, same) {
    return function (line) {
      var chars = Array.from(line);
      for (var at = 0; at + parts.length <= chars.length; at++) {
        var fits = parts.every(function (part, i) {
          return (readings.get(chars[at + i]) || []).some(function (sound) { return same(sound, part); });
        });
        if (fits) return chars.slice(at, at + parts.length).join("");
      }
      return "";
    };
  }

  function bySynonym(word) {
    var others = [];
    SYNONYMS.forEach(function (group) {
      if (group.indexOf(word) >= 0) others = others.concat(group.filter(function (term) { return term !== word; }));
    });
    return Promise.all(unique(others).map(function (term) {
      return fetchKeys("g", few(siteExact.keysOf(term))).then(function (lists) {
        return { places: siteExact.intersectAll(Array.from(lists.values())), strength: 40 + term.length, reason: "同义词：" + term,
          test: function (line) { return line.includes(term) ? term : ""; } };
      });
    }));
  }

  function candidates(groups) {
    var list = [];
    groups.forEach(function (group) {
      pagesOf(group.places).forEach(function (places, page) {
        var head = siteIndex.passageOf(places[0]) < 0;
        list.push({ page: page, passages: places.map(siteIndex.passageOf), group: group, score: group.strength * 2 + (head ? 3 : 0) });
      });
    });
    return list.sort(function (a, b) { return b.score - a.score || a.page - b.page; });
  }

  function check(candidate) {
    var passages = candidate.passages.slice(0, 3);
    return next(0);
    function next(i) {
      if (i >= passages.length) return null;
      return siteIndex.passageText(candidate.page, passages[i]).then(function (found) {
        if (!found) return null;
        var text = passages[i] < 0 ? found.row.title + "\n" + found.row.names : found.text, term = "";
        siteExact.foldedLines(text).split("\n").some(function (line) { return (term = candidate.group.test(line)); });
        return term ? { row: found.row, text: found.text, term: term, page: candidate.page, reason: candidate.group.reason || "" } : next(i + 1);
      });
    }
  }

  function groupsOf(words) {
    var jobs = [];
    words.forEach(function (word) {
      if (/^[a-z']{2,}$/.test(word)) jobs.push(byReading(word.replace(/'/g, "")));
      else if (Array.from(word).length > 2) jobs.push(slips(word));
      jobs.push(bySynonym(word));
    });
    return Promise.all(jobs).then(function (found) { return [].concat.apply([], found); });
  }

  // Tries candidates in small groups until enough are found: each group is one round of small files.
  function find(query, view) {
    var words = view.words.length > 1 && view.words.every(function (word) { return /^[a-z]+$/.test(word); }) ?
      [view.words.join("")] : view.words;
    var exact = new Set(view.queue.slice(0, view.next).map(function (candidate) { return candidate.page; }));
    return groupsOf(words).then(function (groups) {
      var seen = new Set(exact), list = candidates(groups).filter(function (candidate) {
        var key = candidate.page;
        candidate.again = seen.has(key);
        return !exact.has(key);
      });
      return tryNext(list, 0, [], new Set());
    });
  }

  function tryNext(list, from, found, pages) {
    if (from >= list.length || found.length >= MOST || from >= TRIED * 4) return found.slice(0, MOST);
    return Promise.all(list.slice(from, from + TRIED).map(check)).then(function (results) {
      results.forEach(function (result) {
        if (result && !pages.has(result.page)) { pages.add(result.page); found.push(result); }
      });
      return tryNext(list, from + TRIED, found, pages);
    });
  }

  return { find: find, patternsOf: patternsOf };
})();

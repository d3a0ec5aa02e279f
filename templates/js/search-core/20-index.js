// Files of the index: loading them as scripts (which works from a disk too) and reading their lists of places.
var siteIndex = (function () {
  "use strict";
  var GAPS = 14, STEPS = 29, FAR_PAGE = 85, FAR_STEP = 86, LATER = 87, OWN_MARK = "@";
  var PAGE_SPAN = 131072, PLACE_SPAN = 16384, LATER_PAGES = 65536;
  var CARD_PAGES = 64, GROUP_PAGES = 6, GROUP_PASSAGES = 6, FURTHER_PASSAGES = 16, CHUNK_BITS = 9;
  var waiting = {}, root = null, missing = [], base = "index/";

  var known = window.siteSearch;  // suggest.js has files of its own coming
  window.siteSearch = function (name, payload) {
    entryOf(name).settle(payload);
    if (known) known(name, payload);
  };

  function entryOf(name) {
    if (!waiting[name]) {
      var entry = waiting[name] = {};
      entry.promise = new Promise(function (resolve) { entry.settle = resolve; });
    }
    return waiting[name];
  }

  function loadScript(address) {
    var script = document.createElement("script");
    script.src = address;
    document.head.appendChild(script);
    return new Promise(function (resolve, reject) {
      script.onload = resolve;
      script.onerror = function () { script.remove(); reject(new Error(script.src)); };
    });
  }

  // Returns the payload of a file; null when it cannot be had, which `missing` then tells. It is tried anew next time.
  function load(name) {
    if (waiting[name]) return waiting[name].promise;
    var entry = entryOf(name);
    loadScript(base + name + ".js").then(function () { entry.settle(null); }, function () {
      if (missing.indexOf(name) < 0) missing.push(name);
      delete waiting[name];
      entry.settle(null);
    });
    return entry.promise;
  }

  function start(folder) {
    base = folder;
    return load("root").then(function (found) { return (root = found); });
  }

  function hash(key) {
    var value = 0;
    for (var char of key) value = (Math.imul(value, 31) + char.codePointAt(0)) >>> 0;
    return Math.imul(value, 2654435761) >>> 0;
  }

  function fileOf(kind, home) { return kind + "/" + ((hash(home) >>> 20) * root.files[kind] >> 12).toString(16); }

  // Returns the rising places of the keys in the file of `home` that `pick(rows)` names; null when the file is missing.
  function places(kind, home, pick) {
    var name = fileOf(kind, home);
    return load(name).then(function (rows) {
      if (rows === null) return missing.indexOf(name) < 0 ? [] : null;
      return Promise.all(pick(rows).map(function (key) { return listOf(kind, rows, key); })).then(function (lists) {
        return lists.some(function (list) { return list === null; }) ? null : union(lists);
      });
    });
  }

  function listOf(kind, rows, key) {
    var start = rows.indexOf("\t" + key + " ");
    if (start < 0) return [];
    start += key.length + 2;
    var list = rows.slice(start, rows.indexOf("\t", start));
    if (list !== OWN_MARK) return decode(list);
    var own = kind + "-own/" + Array.from(key, function (char) { return char.codePointAt(0).toString(16); }).join("-");
    return load(own).then(function (text) { return text === null ? null : decode(text); });
  }

  // Ways to pick keys of a file: the one named, and those that begin with a word.
  function named(key) { return function () { return [key]; }; }

  function beginning(word) {
    return function (rows) {
      var keys = [], text = "\t" + word;
      for (var at = rows.indexOf(text); at >= 0; at = rows.indexOf(text, at + 1)) keys.push(rows.slice(at + 1, rows.indexOf(" ", at)));
      return keys;
    };
  }

  function union(lists) {
    if (lists.length < 2) return lists[0] || [];
    var all = [].concat.apply([], lists).sort(function (a, b) { return a - b; });
    return all.filter(function (place, at) { return place !== all[at - 1]; });
  }

  function letter(text, at) { var code = text.charCodeAt(at); return code - 35 - (code > 92 ? 1 : 0); }

  function decode(text) {
    var found = [], at = 0, width = root.width;
    while (at < text.length) {
      var share = 0, page = -1, passage = 0, farPage = 0, farStep = 0, place = 0;
      for (var i = 0; i < width; i++) share = share * 91 + letter(text, at++);
      for (; text.charCodeAt(at) !== 33; at++) {
        var value = letter(text, at);
        if (value < GAPS * 4) {
          page += 1 + farPage + (value >> 2);
          place = (share * PAGE_SPAN + page) * PLACE_SPAN;
          if (value & 1) found.push(place);
          if (value & 2) found.push(place + 1);
          farPage = passage = 0;
        } else if (value === FAR_PAGE) farPage += GAPS;
        else if (value === FAR_STEP) farStep += STEPS;
        else if (value === LATER) page = LATER_PAGES - 1;
        else {
          passage += 1 + farStep + value - GAPS * 4;
          found.push(place + 1 + passage);
          farStep = 0;
        }
      }
      at++;
    }
    return found;
  }

  function pageOf(place) { return Math.floor(place / PLACE_SPAN); }
  function shareOf(page) { return Math.floor(page / PAGE_SPAN); }
  function localOf(page) { return page % PAGE_SPAN; }
  function passageOf(place) { return place % PLACE_SPAN - 1; }
  function isLater(page) { return localOf(page) >= LATER_PAGES; }

  function textFile(page, passage) {
    var local = localOf(page), further = Math.floor((passage - GROUP_PASSAGES) / FURTHER_PASSAGES);
    return "t/" + shareOf(page) + "/" + (further < 0 ? Math.floor(local / GROUP_PAGES) : local + "." + further);
  }

  // The file that has a page's title and facts; a page that shows a source has them with its text only.
  function cardFile(page) {
    return isLater(page) ? textFile(page, 0) : "c/" + shareOf(page) + "/" + Math.floor(localOf(page) / CARD_PAGES);
  }

  function rowOf(cells, file) {
    var path = cells[1][0] === "+" ? file[0] + cells[1].slice(1) : cells[1];
    return {
      path: path, title: cells[2], names: cells[3], kind: cells[4], year: cells[5] ? String(cells[5]) : "",
      grade: cells[6], keyLabel: cells[7], keyValue: cells[8], department: file[1], region: file[2]
    };
  }

  function cellsOf(file, page) {
    var local = localOf(page);
    return file[file.length - 1].find(function (cells) { return cells[0] === local; });
  }

  // Returns what is shown of a page, null when its file is missing.
  function card(page) {
    return load(cardFile(page)).then(function (file) {
      var cells = file && cellsOf(file, page);
      return cells ? rowOf(cells, file) : null;
    });
  }

  // Returns {row, text} of one passage (-1: the page's first), null when the file is missing.
  function passageText(page, passage) {
    return load(textFile(page, Math.max(passage, 0))).then(function (file) {
      if (!file) return null;
      siteFold.addVariants(file[3], file[4]);
      var cells = cellsOf(file, page), at = cells ? cells.indexOf(Math.max(passage, 0), 9) : -1;
      return at < 0 ? null : { row: rowOf(cells, file), text: cells[at + 1] };
    });
  }

  function chunksOf(pages) {
    return Array.from(new Set(pages.map(function (page) { return (shareOf(page) >> CHUNK_BITS).toString(16); })));
  }

  // Returns the rows of a table of the site (d: facets, o: numbers) for the departments of some pages.
  function columns(kind, pages) {
    return Promise.all(chunksOf(pages).map(function (chunk) { return load(kind + "/" + chunk); })).then(function (files) {
      return Object.assign.apply(null, [{}].concat(files.filter(Boolean)));
    });
  }

  // Returns the place of a page in its department's row of facets.
  function columnAt(page, letters, sources) {
    return isLater(page) ? letters.length - sources + localOf(page) - LATER_PAGES : localOf(page);
  }

  return {
    start: start, load: load, loadScript: loadScript, places: places, named: named, beginning: beginning,
    union: union, pageOf: pageOf, shareOf: shareOf, localOf: localOf, passageOf: passageOf, isLater: isLater,
    textFile: textFile, cardFile: cardFile, card: card, passageText: passageText, columns: columns, columnAt: columnAt,
    span: PLACE_SPAN, missing: missing,
    root: function () { return root; }
  };
})();

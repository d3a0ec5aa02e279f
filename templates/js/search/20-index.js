// Files of the index: loading them as scripts (which works from a disk too) and reading their lists of places.
var siteIndex = (function () {
  "use strict";
  var GAPS = 15, STEPS = 29, PAGE_SPAN = 4096, PLACE_SPAN = 1024;
  var waiting = {}, root = null, missing = [], base = "index/";

  var known = window.siteSearch;  // suggest.js has files of its own coming
  window.siteSearch = function (name, payload) {
    if (waiting[name]) waiting[name].settle(payload);
    if (known) known(name, payload);
  };

  function loadScript(address) {
    return new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = address;
      script.onload = resolve;
      script.onerror = function () { script.remove(); reject(new Error(address)); };
      document.head.appendChild(script);
    });
  }

  // Returns the payload of a file; null when it cannot be had, which `missing` then tells. It is tried anew next time.
  function load(name) {
    if (waiting[name]) return waiting[name].promise;
    var entry = waiting[name] = {};
    entry.promise = new Promise(function (resolve) {
      entry.settle = resolve;
      loadScript(base + name + ".js").then(function () { resolve(null); }, function () {
        if (missing.indexOf(name) < 0) missing.push(name);
        delete waiting[name];
        resolve(null);
      });
    });
    return entry.promise;
  }

  function start(folder) {
    base = folder;
    return load("root").then(function (found) {
      if (!found) return null;
      root = found;
      root.marks = readMarks(root.own);
      return root;
    });
  }

  function hash(key) {
    var value = 0;
    for (var char of key) value = (Math.imul(value, 31) + char.codePointAt(0)) >>> 0;
    return Math.imul(value, 2654435761) >>> 0;
  }

  // A longer key is filed with its pair, so that one file has both.
  function homeHash(key) {
    var chars = Array.from(key), size = chars.length;
    if ((size === 3 || size === 4) && !chars.every(isRun)) return hash(chars[size - 3] + chars[size - 2]);
    return hash(key);
  }

  function isRun(char) { return char.length === 1 && (char > " " && char <= "~" || char === "≥" || char === "≤"); }

  function fileOf(kind, key) {
    return kind + "/" + ((kind === "g" ? homeHash(key) : hash(key)) >>> (32 - root.bits[kind])).toString(16);
  }

  function hasOwnFile(key) { return root.marks.has((homeHash(key) >>> 24) * 4096 + (hash(key) >>> 12) % 4096); }

  function readMarks(text) {
    var marks = new Set(), mark = 0, high = 0;
    for (var i = 0; i < text.length; i++) {
      var value = letter(text, i);
      if (value >= 60) { high = high * 31 + value - 60; continue; }
      mark += high * 60 + value;
      marks.add(mark);
      high = 0;
    }
    return marks;
  }

  // Returns the rising place numbers of a key, null when its file is missing.
  function places(kind, key) {
    if (kind === "g" && hasOwnFile(key)) {
      var name = Array.from(key, function (char) { return char.codePointAt(0).toString(16); }).join("-");
      return load("h/" + name).then(function (list) { return list === null ? null : decode(list); });
    }
    return load(fileOf(kind, key)).then(function (shard) {
      if (shard === null) return missing.indexOf(fileOf(kind, key)) < 0 ? [] : null;
      var start = shard.indexOf("\t" + key + " ");
      if (start < 0) return [];
      start += key.length + 2;
      return decode(shard.slice(start, shard.indexOf("\t", start)));
    });
  }

  function letter(text, at) { var code = text.charCodeAt(at); return code - 35 - (code > 92 ? 1 : 0); }

  function decode(text) {
    var found = [], at = 0, width = root.width;
    while (at < text.length) {
      var share = 0, page = -1, passage = 0, farPage = 0, farStep = 0, place = 0;
      for (var i = 0; i < width; i++) share = share * 91 + letter(text, at++);
      for (; text[at] !== "!"; at++) {
        var value = letter(text, at);
        if (value === 89) farPage += GAPS;
        else if (value === 90) farStep += STEPS;
        else if (value < GAPS * 4) {
          page += 1 + farPage + (value >> 2);
          place = (share * PAGE_SPAN + page) * PLACE_SPAN;
          if (value & 1) found.push(place);
          if (value & 2) found.push(place + 1);
          farPage = 0;
          passage = 0;
        } else {
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

  function textFile(page, passage) {
    var local = localOf(page);
    var name = passage > 0 ? local + "." + Math.ceil(passage / 3) : String(local >> 1);
    return "t/" + shareOf(page) + "/" + name;
  }

  function rowOf(cells, department, region) {
    return {
      path: cells[0], title: cells[1], names: cells[2], kind: cells[3], year: cells[4] ? String(cells[4]) : "",
      grade: cells[5], keyLabel: cells[6], keyValue: cells[7], department: department, region: region
    };
  }

  // Returns {row, text} of one passage (-1: the page's first), null when the file is missing.
  function passageText(page, passage) {
    return load(textFile(page, passage)).then(function (file) {
      if (!file) return null;
      siteFold.addVariants(file[2], file[3]);
      var local = localOf(page), wanted = Math.max(passage, 0);
      for (var i = 0; i < file[4].length; i++) {
        var cells = file[4][i];
        if (cells[0] === local && cells[1] === wanted) {
          return { row: rowOf(cells.slice(2), file[0], file[1]), text: cells[cells.length - 1] };
        }
      }
      return null;
    });
  }

  // Returns the rows of all pages of a department, by page number within it.
  function titles(share) {
    return load("n/" + share).then(function (file) {
      return file && file[2].map(function (cells) { return rowOf(cells, file[0], file[1]); });
    });
  }

  function columns(kind, pages) {
    var chunks = {};
    pages.forEach(function (page) { chunks[kind + "/" + (shareOf(page) >> 8).toString(16)] = true; });
    return Promise.all(Object.keys(chunks).map(load)).then(function (files) {
      return Object.assign.apply(null, [{}].concat(files.filter(Boolean)));
    });
  }

  function chunkCount(pages) {
    return new Set(pages.map(function (page) { return shareOf(page) >> 8; })).size;
  }

  return {
    start: start, load: load, loadScript: loadScript, places: places, hasOwnFile: hasOwnFile, isRun: isRun, pageOf: pageOf,
    shareOf: shareOf, localOf: localOf, passageOf: passageOf, passageText: passageText, titles: titles,
    columns: columns, chunkCount: chunkCount, fileOf: fileOf, missing: missing, root: function () { return root; }
  };
})();

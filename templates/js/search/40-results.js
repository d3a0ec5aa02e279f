// Drawing of results: links with the words marked, key numbers, snippets. Everything is set as text, never as markup.
var siteResults = (function () {
  "use strict";
  var BEFORE = 28, LENGTH = 110;

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  // Returns [start, end] offsets in `text` of each place a folded word stands.
  function ranges(text, words) {
    var folded = siteFold.mapped(text), joined = "", starts = [], found = [];
    folded.chars.forEach(function (char, i) {
      for (var k = 0; k < char.length; k++) starts.push(i);
      joined += char;
    });
    words.forEach(function (word) {
      for (var at = joined.indexOf(word); at >= 0; at = joined.indexOf(word, at + word.length)) {
        var last = folded.at[starts[at + word.length - 1]];
        found.push([folded.at[starts[at]], last + String.fromCodePoint(text.codePointAt(last)).length]);
      }
    });
    return found.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; });
  }

  function appendMarked(parent, text, from, to, spans) {
    var at = from;
    spans.forEach(function (span) {
      var start = Math.max(span[0], at), end = Math.min(span[1], to);
      if (start >= end) return;
      parent.append(text.slice(at, start));
      parent.append(element("mark", "", text.slice(start, end)));
      at = end;
    });
    parent.append(text.slice(at, to));
  }

  function marked(parent, text, words) { appendMarked(parent, text, 0, text.length, ranges(text, words)); }

  function snippet(text, words) {
    var lines = text.split("\n").filter(Boolean), best = 0, bestCount = -1;
    var counts = lines.map(function (line) {
      var folded = siteFold.line(line);
      return words.filter(function (word) { return folded.includes(word); }).length;
    });
    counts.forEach(function (count, i) { if (count > bestCount) { best = i; bestCount = count; } });
    var from = best, length = lines.length ? lines[best].length : 0;
    while (from > 0 && best - from < 3 && length < LENGTH / 2) length += lines[--from].length;
    var shown = lines.slice(from, best + 4).join(" · ");
    var target = ranges(lines[best] || "", words)[0];
    var offset = lines.slice(from, best).join(" · ").length + (from < best ? 3 : 0) + (target ? target[0] : 0);
    var start = offset > BEFORE + 20 ? offset - BEFORE : 0;
    var end = Math.min(shown.length, start + LENGTH);
    var box = element("p", "search-snippet");
    if (start) box.append("…");
    appendMarked(box, shown, start, end, ranges(shown, words));
    if (end < shown.length) box.append("…");
    return box;
  }

  // The department's name often begins with the last part of its region, which is then not said twice.
  function label(row) {
    var region = row.region.filter(function (part) { return !row.department.includes(part); });
    return [region.join(""), row.department === row.title ? "" : row.department, row.year && row.year + "年", row.kind,
      row.grade && "等级：" + row.grade].filter(Boolean).join(" · ");
  }

  // Fills a list item with one result; `text` is the passage to show, undefined when only the row is known.
  function fill(item, row, text, words, root) {
    var link = element("a", "search-title");
    link.href = root + row.path.split("/").map(encodeURIComponent).join("/");
    marked(link, row.title, words);
    item.replaceChildren(element("h3"));
    item.firstChild.append(link);
    if (row.keyLabel && row.keyValue) {
      var key = element("p", "search-key", row.keyLabel + " ");
      key.append(element("strong", "", row.keyValue));
      item.append(key);
    }
    if (text !== undefined) item.append(snippet(text, words));
    item.append(element("p", "search-label", label(row)));
  }

  // Returns a link to a search for other words.
  function queryLink(words) {
    var link = element("a", "", words);
    link.href = "?" + new URLSearchParams({ q: words });
    return link;
  }

  return { fill: fill, element: element, queryLink: queryLink };
})();

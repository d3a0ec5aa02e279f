// Begins the search that the address asks for, and fetches the rest of the page's script meanwhile. It runs as soon as it
// has come, whatever there is of the page by then: neither styles nor other scripts are waited for.
var siteStart = (function () {
  "use strict";
  var LONGEST = 200, own = document.querySelector("script[data-search-core]");
  if (!own) return null;
  var started = siteIndex.start(own.dataset.index), asked = new URLSearchParams(location.search).get("q") || "";

  // Returns {words, long, found}: the words of a query, those long enough to be looked for, and candidates. `words` is null
  // when the index is out of reach.
  function begin(query) {
    siteIndex.missing.length = 0;
    return prepare(Array.from(query).slice(0, LONGEST).join("")).then(function (words) {
      var long = words && words.filter(function (word) { return Array.from(word).length > 1; });
      if (!words || !long.length) return { words: words, long: long, found: [] };
      return siteExact.find(long).then(function (found) { return { words: words, long: long, found: found }; });
    });
  }

  function prepare(query) {
    return started.then(function (known) {
      if (!known) return null;
      if (!siteFold.needsVariants(query)) return siteFold.words(query);
      return siteIndex.load("variants").then(function (table) {
        if (table) siteFold.addVariants(table[0], table[1]);
        return siteFold.words(query);
      });
    });
  }

  var early = asked ? { query: asked, answer: begin(asked) } : null;
  siteIndex.loadScript(own.dataset.root + "assets/search.js").catch(function () {
    whenParsed(function () {
      document.querySelector("[data-search-status] [data-before]").textContent = "搜索用的脚本没有取到，请检查网络后重新打开本页。";
    });
  });

  function whenParsed(act) {
    if (document.readyState === "loading") document.addEventListener("readystatechange", act, { once: true });
    else act();
  }

  // Returns the answer begun already when it is to this query, once.
  function answer(query) {
    var known = early && early.query === query ? early.answer : begin(query);
    early = null;
    return known;
  }

  return { answer: answer, longest: LONGEST, whenParsed: whenParsed };
})();

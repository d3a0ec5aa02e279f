// The search page: reads the address, runs the search, draws results as their files arrive.
(function () {
  "use strict";
  var FIRST = 10, LISTED = 100, LISTED_FILES = 4, LONGEST = 200;
  var box = document.querySelector("[data-search-results]");
  if (!box) return;
  var form = document.querySelector("[data-search-form]"), input = form.querySelector("input[name=q]");
  var countBox = document.querySelector("[data-search-count]"), status = document.querySelector("[data-search-status]");
  var note = document.querySelector("[data-search-note]"), more = document.querySelector("[data-search-more]");
  var facetBox = document.querySelector("[data-search-facets]"), sortBox = form.querySelector("[data-search-sort]");
  var maybe = document.querySelector("[data-search-maybe]"), root = box.dataset.root;
  var run = 0, state = readAddress();

  function readAddress() {
    var given = new URLSearchParams(location.search), chosen = {};
    siteFacets.names.forEach(function (name) { chosen[name] = given.get(name) || ""; });
    var sort = given.get("sort");
    return { query: given.get("q") || "", chosen: chosen, sort: siteFacets.sorts.indexOf(sort) < 0 ? "" : sort };
  }

  function writeAddress() {
    var made = new URLSearchParams();
    if (state.query) made.set("q", state.query);
    siteFacets.names.forEach(function (name) { if (state.chosen[name]) made.set(name, state.chosen[name]); });
    if (state.sort) made.set("sort", state.sort);
    try { history.pushState(null, "", "?" + made); } catch { /* some browsers forbid it on a disk */ }
  }

  function busy(is) { box.setAttribute("aria-busy", String(is)); }

  function say(text, count) {
    countBox.textContent = count === undefined ? "" : String(count);
    status.querySelector("[data-before]").textContent = text[0] || "";
    status.querySelector("[data-after]").textContent = text[1] || "";
  }

  function noteMissing() {
    if (!siteIndex.missing.length) return;
    note.textContent = "有 " + siteIndex.missing.length + " 个索引文件没有取到，结果可能不全。请检查网络后再搜一次。";
    note.hidden = false;
  }

  function clear() {
    box.replaceChildren();
    maybe.replaceChildren();
    maybe.hidden = note.hidden = more.hidden = true;
    facetBox.replaceChildren();
  }

  function search() {
    var mine = ++run, query = state.query;
    input.value = query;
    clear();
    document.title = (query ? query.slice(0, 40) + " - " : "") + document.title.replace(/^.* - (?=搜索)/, "");
    busy(true);
    if (!query.trim()) return stop(["输入两个字以上的词、科目编码或金额，多个词用空格分开。"]);
    siteIndex.missing.length = 0;
    say(["正在搜索……"]);
    prepare(query).then(function (words) {
      if (mine !== run) return null;
      if (words === null) return stop(["索引没有取到，暂时不能搜索。请检查网络，或从站点地图找页面。"]);
      var long = words.filter(function (word) { return Array.from(word).length > 1; });
      if (!long.length) return stop([words.length ? "请至少输入两个字。" : "请输入文字或数字，不能只有标点。"], 0);
      if (long.length < words.length) noteText("只有一个字的词没有参加搜索。");
      if (query.length > LONGEST) noteText("搜索词太长，只用了前 " + LONGEST + " 个字。");
      return siteExact.find(long, FIRST).then(function (found) { if (mine === run) show(mine, long, found); });
    });
  }

  function stop(text, count) { say(text, count); busy(false); }

  function noteText(text) { note.textContent = text; note.hidden = false; }

  function prepare(query) {
    var cut = Array.from(query).slice(0, LONGEST).join("");
    return started.then(function (known) {
      if (!known) return null;
      if (!siteFold.needsVariants(cut)) return siteFold.words(cut);
      return siteIndex.load("variants").then(function (table) {
        if (table) siteFold.addVariants(table[0], table[1]);
        return siteFold.words(cut);
      });
    });
  }

  function isNarrowed() { return siteFacets.names.some(function (name) { return state.chosen[name]; }); }

  // Narrows and sorts the candidates, then draws them.
  function show(mine, words, found) {
    var pages = found.map(function (candidate) { return candidate.page; });
    var columns = isNarrowed() ? siteIndex.columns("d", pages) : Promise.resolve(null);
    var numbers = state.sort ? siteIndex.columns("o", pages) : Promise.resolve(null);
    Promise.all([columns, numbers]).then(function (tables) {
      if (mine !== run) return;
      var list = found;
      if (tables[0]) {
        var kept = new Set(siteFacets.filter(tables[0], pages, state.chosen));
        list = found.filter(function (candidate) { return kept.has(candidate.page); });
      }
      if (tables[1]) list = siteFacets.sort(list, tables[1], state.sort);
      draw(mine, words, list, pages);
    });
  }

  function draw(mine, words, list, allPages) {
    var view = { mine: mine, words: words, queue: list, shown: 0, dropped: 0, next: 0 };
    tell(view);
    fillFirst(view).then(function () {
      if (mine !== run) return;
      tell(view);
      noteMissing();
      drawFacets(mine, allPages);
      var current = function () { return mine === run; };
      return Promise.all([listMore(view, LISTED_FILES), siteForgive(view, state, maybe, root, current)]);
    }).then(function () { if (mine === run) busy(false); });
    more.onclick = function () {
      var last = box.lastElementChild;
      busy(true);
      listMore(view, 100).then(function () {
        busy(false);
        var next = last && last.nextElementSibling;
        if (next) next.querySelector("a").focus();
      });
    };
  }

  function tell(view) {
    var count = view.queue.length - view.dropped;
    var open = view.queue.slice(view.next).some(function (candidate) {
      return candidate.hits.some(function (hit) { return !hit.sure; });
    });
    say([open ? "找到约 " : "找到 ", " 个页面"], count);
    if (!count) say(["没有找到包含“" + state.query.slice(0, 60) + "”的页面。共 ", " 个结果。"], 0);
    view.count = count;
  }

  // Draws the first results with snippets; a candidate that does not hold the words makes way for the next one.
  function fillFirst(view) {
    var started = [];
    for (var i = 0; i < FIRST; i++) started.push(fillNext(view));
    return Promise.all(started);
  }

  function fillNext(view) {
    if (view.next >= view.queue.length || view.mine !== run) return null;
    var candidate = view.queue[view.next++], item = siteResults.element("li", "search-result");
    item.hidden = true;
    box.append(item);
    return siteExact.verify(candidate).then(function (shown) {
      if (view.mine !== run) return null;
      if (shown && shown.held) {
        siteResults.fill(item, shown.row, shown.text, view.words, root);
        item.hidden = false;
        view.shown++;
        return null;
      }
      item.remove();
      if (!shown) return null;
      view.dropped++;
      return fillNext(view);
    });
  }

  // Lists further results as links only, by the few small files that hold the titles of whole departments.
  function listMore(view, files) {
    var wanted = view.queue.slice(view.next, view.next + LISTED), shares = [];
    wanted.some(function (candidate) {
      var share = siteIndex.shareOf(candidate.page);
      if (shares.indexOf(share) < 0) { if (shares.length === files) return true; shares.push(share); }
      return false;
    });
    var ready = wanted.findIndex(function (candidate) { return shares.indexOf(siteIndex.shareOf(candidate.page)) < 0; });
    if (ready >= 0) wanted = wanted.slice(0, ready);
    return Promise.all(shares.map(siteIndex.titles)).then(function (found) {
      if (view.mine !== run) return;
      wanted.forEach(function (candidate) {
        var rows = found[shares.indexOf(siteIndex.shareOf(candidate.page))];
        var row = rows && rows[siteIndex.localOf(candidate.page)];
        if (!row) return;
        var item = siteResults.element("li", "search-result");
        siteResults.fill(item, row, undefined, view.words, root);
        box.append(item);
      });
      view.next += wanted.length;
      more.hidden = view.next >= view.queue.length;
      noteMissing();
    });
  }

  function drawFacets(mine, pages) {
    if (!pages.length) return;
    if (siteIndex.chunkCount(pages) <= siteFacets.mostChunks) { loadFacets(mine, pages); return; }
    var ask = siteResults.element("button", "", "按地区、部门、年度筛选");
    ask.type = "button";
    ask.addEventListener("click", function () { loadFacets(mine, pages); });
    facetBox.replaceChildren(ask);
  }

  function loadFacets(mine, pages) {
    siteIndex.columns("d", pages).then(function (columns) {
      if (mine !== run) return;
      siteFacets.draw(facetBox, columns, pages, state.chosen, function (name, value) {
        state.chosen[name] = value;
        writeAddress();
        search();
      });
    });
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    state.query = input.value;
    siteFacets.names.forEach(function (name) { state.chosen[name] = ""; });
    writeAddress();
    search();
  });
  if (sortBox) {
    sortBox.value = state.sort;
    sortBox.addEventListener("change", function () { state.sort = sortBox.value; writeAddress(); search(); });
  }
  window.addEventListener("popstate", function () { state = readAddress(); if (sortBox) sortBox.value = state.sort; search(); });
  var started = siteIndex.start(box.dataset.index);
  form.querySelectorAll("[data-needs-script]").forEach(function (part) { part.hidden = false; });
  search();
})();

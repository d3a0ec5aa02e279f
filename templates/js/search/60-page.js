// The search page: reads the address, runs the search, draws results as their files arrive.
siteStart.whenParsed(function () {
  "use strict";
  var FIRST = 10, NEAR = 5, CHECKED = 40, SMALL_SITE = 400, MORE = 30, FACETS_AT_ONCE = 2000;
  var box = document.querySelector("[data-search-results]");
  if (!box) return;
  var form = document.querySelector("[data-search-form]"), input = form.querySelector("input[name=q]");
  var countBox = document.querySelector("[data-search-count]"), status = document.querySelector("[data-search-status]");
  var note = document.querySelector("[data-search-note]"), more = document.querySelector("[data-search-more]");
  var facetBox = document.querySelector("[data-search-facets]"), sortBox = document.querySelector("[data-search-sort]");
  var orderBox = document.querySelector("[data-search-order]"), also = document.querySelector("[data-search-also]");
  var narrowBox = document.querySelector("[data-search-narrow]");
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
    maybe.hidden = note.hidden = more.hidden = also.hidden = orderBox.hidden = true;
    facetBox.replaceChildren();
    narrowBox.hidden = true;
  }

  function search() {
    var mine = ++run, query = state.query, empty = !query.trim();
    var answer = empty ? null : siteStart.answer(query);
    input.value = query;
    clear();
    document.title = (query ? query.slice(0, 40) + " - " : "") + document.title.replace(/^.* - (?=搜索)/, "");
    busy(true);
    if (empty) return stop(["输入两个字以上的词、科目编码或金额，多个词用空格分开。"]);
    say(["正在搜索……"]);
    answer.then(function (given) {
      if (mine !== run) return;
      if (given.words === null) { stop(["索引没有取到，暂时不能搜索。请检查网络，或从站点地图找页面。"]); return; }
      if (!given.long.length) { stop([given.words.length ? "请至少输入两个字。" : "请输入文字或数字，不能只有标点。"], 0); return; }
      if (given.long.length < given.words.length) noteText("只有一个字的词没有参加搜索。");
      if (query.length > siteStart.longest) noteText("搜索词太长，只用了前 " + siteStart.longest + " 个字。");
      show(mine, given.long, given.found);
    });
  }

  function stop(text, count) { say(text, count); busy(false); }

  function noteText(text) { note.textContent = text; note.hidden = false; }

  function isNarrowed() { return siteFacets.names.some(function (name) { return state.chosen[name]; }); }

  // Narrows and sorts the candidates, then draws them.
  function show(mine, words, found) {
    var pages = found.map(function (candidate) { return candidate.page; });
    var lookup = isNarrowed() ? siteFacets.fromFiles(pages) : Promise.resolve(null);
    var numbers = state.sort ? siteIndex.columns("o", pages) : Promise.resolve(null);
    Promise.all([lookup, numbers]).then(function (tables) {
      if (mine !== run) return;
      var list = found;
      if (tables[0]) {
        var kept = new Set(siteFacets.narrow(tables[0], pages, state.chosen, ""));
        list = found.filter(function (candidate) { return kept.has(candidate.page); });
      }
      if (tables[1]) list = siteFacets.sort(list, tables[1], state.sort);
      draw({ mine: mine, words: words, reader: siteExact.reader(words, list), rows: new Map(), lookup: tables[0] }, pages);
    });
  }

  function draw(view, pages) {
    tell(view);
    if (view.count) nameSynonyms(view.words);
    fillMany(view, FIRST).then(function () {
      if (view.mine !== run) return null;
      drawFacets(view, pages);
      var rest = restOf(view), few = siteIndex.root().pages <= SMALL_SITE && rest.length <= CHECKED;
      return Promise.all([
        few && !rest.every(isSure) ? fillMany(view, rest.length) : null,
        siteForgive(view, maybe, root, function () { return view.mine === run; })
      ]);
    }).then(function () { if (view.mine === run) { noteMissing(); busy(false); } });
    more.onclick = function () {
      var last = box.lastElementChild;
      busy(true);
      fillMany(view, MORE).then(function () {
        noteMissing();
        busy(false);
        var next = last && last.nextElementSibling;
        if (next) next.querySelector("a").focus();
      });
    };
  }

  // Offers words that mean the same but that are not found along with the word, as they do not hold it.
  function nameSynonyms(words) {
    var terms = [].concat.apply([], words.map(function (word) {
      return siteSynonyms(word).filter(function (term) { return !term.includes(word); });
    }));
    also.replaceChildren();
    terms.forEach(function (term, i) { also.append(i ? "、" : "意思相近的词：", siteResults.queryLink(term)); });
    also.hidden = !terms.length;
  }

  function isSure(candidate) { return candidate.sure; }
  function restOf(view) { return view.reader.queue.slice(view.reader.at); }

  // Says how many pages there are; "约" as long as some were not compared with their text, letter by letter.
  function tell(view) {
    var count = view.reader.queue.length - view.reader.dropped, open = !restOf(view).every(isSure);
    view.count = count;
    if (count) say([open ? "找到约 " : "找到 ", " 个页面"], count);
    else say(["没有找到包含“" + state.query.slice(0, 60) + "”的页面（", " 个）"], 0);
    orderBox.hidden = count < 2;
    more.hidden = !restOf(view).length;
  }

  // Draws `number` results as they come.
  function fillMany(view, number) {
    var started = [];
    for (var i = 0; i < number; i++) started.push(fillNext(view));
    return Promise.all(started).then(function () { if (view.mine === run) tell(view); });
  }

  function fillNext(view) {
    var item = siteResults.element("li", "search-result");
    item.hidden = true;
    box.append(item);
    return view.reader.next(window.IntersectionObserver ? NEAR : Infinity).then(function (shown) {
      if (view.mine !== run) return;
      if (!shown) { item.remove(); return; }
      siteResults.fill(item, shown.row, shown.text, view.words, root);
      item.hidden = false;
      view.rows.set(shown.page, shown.row);
      if (shown.later) whenSeen(item, function () { addSnippet(view, shown.later, item); });
    });
  }

  // The text of results further down is fetched when a reader comes near them.
  function addSnippet(view, candidate, item) {
    siteExact.verify(candidate).then(function (shown) {
      if (shown && view.mine === run) siteResults.fill(item, shown.row, shown.text, view.words, root);
    });
  }

  function whenSeen(item, act) {
    var watch = new IntersectionObserver(function (entries) {
      if (!entries.some(function (entry) { return entry.isIntersecting; })) return;
      watch.disconnect();
      act();
    }, { rootMargin: "100px" });
    watch.observe(item);
  }

  function drawFacets(view, pages) {
    if (pages.length < 2) return;
    if (view.lookup) { paintFacets(view, pages, view.lookup); return; }
    if (view.rows.size === pages.length) { paintFacets(view, pages, siteFacets.fromRows(view.rows)); return; }
    loadFacets(view, pages);
  }

  // Fetches what facets need: at once on a wide screen where it is little, otherwise when they are opened.
  function loadFacets(view, pages) {
    var wide = window.matchMedia("(min-width: 48rem)").matches && siteIndex.root().pages <= FACETS_AT_ONCE;
    narrowBox.open = narrowBox.open || wide;
    narrowBox.hidden = false;
    narrowBox.ontoggle = narrowBox.open ? null : function () { fetchFacets(view, pages); };
    if (narrowBox.open) fetchFacets(view, pages);
  }

  function fetchFacets(view, pages) {
    narrowBox.ontoggle = null;
    siteFacets.fromFiles(pages).then(function (lookup) {
      if (view.mine === run) paintFacets(view, pages, lookup);
    });
  }

  function openFacets() {
    if (narrowBox.hidden) narrowBox.open = isNarrowed() || window.matchMedia("(min-width: 48rem)").matches;
    narrowBox.hidden = !facetBox.firstChild;
  }

  function paintFacets(view, pages, lookup) {
    siteFacets.draw(facetBox, lookup, pages, state.chosen, function (name, value) {
      state.chosen[name] = value;
      writeAddress();
      search();
    });
    openFacets();
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    state.query = input.value;
    siteFacets.names.forEach(function (name) { state.chosen[name] = ""; });
    search();
    writeAddress();
  });
  if (sortBox) {
    sortBox.value = state.sort;
    sortBox.addEventListener("change", function () { state.sort = sortBox.value; writeAddress(); search(); });
  }
  window.addEventListener("popstate", function () { state = readAddress(); if (sortBox) sortBox.value = state.sort; search(); });
  search();
});

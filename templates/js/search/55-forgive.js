// "也许你要找的是": starts the forgiving search, which is loaded only when there are no exact results.
function siteForgive(view, box, root, isCurrent) {
  "use strict";
  var make = siteResults.element, wordy = view.words.some(function (word) { return /[a-z\u3400-\u9fff]/.test(word); });
  if (view.count) return null;
  if (!wordy) { advise(); return null; }
  var ready = window.siteForgiving ? Promise.resolve() : siteIndex.loadScript(root + "assets/search-forgive.js");
  return ready.then(function () { return window.siteForgiving.find(view.words); }).then(function (found) {
    if (isCurrent()) (found ? draw : advise)(found);
  }).catch(advise);

  function head(text) {
    var made = make("h2", "", text);
    made.id = "search-maybe-head";
    return made;
  }

  function draw(found) {
    var list = make("ol", "search-list"), terms = make("p", "search-terms");
    box.append(head("也许你要找的是"));
    found.terms.forEach(function (term, i) {
      terms.append(i ? "、" : found.reason, siteResults.queryLink(term));
    });
    found.results.forEach(function (entry) {
      var item = make("li", "search-result");
      siteResults.fill(item, entry.row, entry.text, entry.term ? [entry.term] : found.words, root);
      list.append(item);
    });
    box.append(terms, list);
    box.hidden = false;
  }

  // Says what else can be tried when nothing at all was found.
  function advise() {
    var tips = make("ul"), map = make("a", "", "站点地图");
    map.href = root + "map/index.html";
    if (view.words.length > 1) {
      var words = make("li", "", "只搜其中一个词：");
      view.words.forEach(function (word, i) { words.append(i ? "、" : "", siteResults.queryLink(word)); });
      tips.append(words);
    }
    tips.append(make("li", "", "少输入几个字，或只输入名称里记得最清楚的一段"), make("li", "", "用拼音或拼音首字母，例如 yingji、yjglj"), make("li", "", "从"));
    tips.lastChild.append(map, "按地区和部门查找");
    box.append(head("换个办法试试"), tips);
    box.hidden = false;
  }
}

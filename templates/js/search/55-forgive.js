// "也许你要找的是": starts the forgiving search, which is loaded only when there are no exact results.
function siteForgive(view, box, root, isCurrent) {
  "use strict";
  var wordy = view.words.some(function (word) { return /[a-z\u3400-\u9fff]/.test(word); });
  if (view.count || !wordy) return null;
  var ready = window.siteForgiving ? Promise.resolve() : siteIndex.loadScript(root + "assets/search-forgive.js");
  return ready.then(function () { return window.siteForgiving.find(view.words); }).then(function (found) {
    if (isCurrent() && found) draw(found);
  }).catch(function () { /* the exact results stand without it */ });

  function draw(found) {
    var make = siteResults.element, list = make("ol", "search-list"), terms = make("p", "search-terms");
    box.append(make("h2", "", "也许你要找的是"));
    found.terms.forEach(function (term, i) {
      terms.append(i ? "、" : found.reason, siteResults.queryLink(term));
      if (!i) terms.append("（" + found.count + " 个页面）");
    });
    found.results.forEach(function (entry) {
      var item = make("li", "search-result");
      siteResults.fill(item, entry.row, entry.text, found.words, root);
      list.append(item);
    });
    box.append(terms, list);
    box.hidden = false;
  }
}

// "也许你要找的是": starts the forgiving search, which is loaded only when exact results are few.
function siteForgive(view, state, box, root, isCurrent) {
  "use strict";
  var FEW = 1;
  var wordy = view.words.some(function (word) { return /[a-z\u3400-\u9fff]/.test(word); });
  if (view.count >= FEW || !wordy) return null;
  var ready = window.siteForgiving ? Promise.resolve() : siteIndex.loadScript(root + "assets/search-forgive.js");
  return ready.then(function () {
    return window.siteForgiving.find(state.query, view);
  }).then(function (found) {
    if (!isCurrent() || !found.length) return;
    var make = siteResults.element, list = make("ol", "search-list");
    box.append(make("h2", "", "也许你要找的是"));
    found.forEach(function (entry) {
      var item = make("li", "search-result");
      siteResults.fill(item, entry.row, entry.text, [entry.term], root);
      if (entry.reason) item.append(make("p", "search-label", entry.reason));
      list.append(item);
    });
    box.append(list);
    box.hidden = false;
  }).catch(function () { /* the exact results stand without it */ });
}

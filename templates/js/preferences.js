// Runs before the page is painted, so that a chosen theme or type size shows without a flash or a jump.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");
  ["theme", "type"].forEach(function (name) {
    try {
      var value = localStorage.getItem("site-" + name);
      if (value) root.setAttribute("data-" + name, value);
    } catch (error) {
      // Storage can be forbidden (private windows, file://): the defaults stay.
    }
  });
})();

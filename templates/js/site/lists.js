// Filtering of long lists of departments by name; without script they are plain lists under their regions.
(function () {
  "use strict";
  document.querySelectorAll("[data-list-tools]").forEach(function (tools) {
    var field = tools.querySelector("input");
    var count = tools.querySelector("[data-filter-count]");
    var lists = tools.parentElement.querySelectorAll("[data-filter-list]");
    function apply() {
      var wanted = field.value.trim().toLowerCase();
      var shown = 0;
      var all = 0;
      lists.forEach(function (list) {
        var here = 0;
        Array.prototype.forEach.call(list.children, function (item) {
          var fits = !wanted || item.textContent.toLowerCase().indexOf(wanted) >= 0;
          item.hidden = !fits;
          if (fits) here += 1;
          all += 1;
        });
        list.hidden = !here;
        var head = list.previousElementSibling;
        if (head && head.classList.contains("region")) head.hidden = !here;
        shown += here;
      });
      count.textContent = "显示 " + shown + " / " + all + " 个部门";
    }
    tools.addEventListener("input", apply);
    apply();
  });
})();

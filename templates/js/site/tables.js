// Sorting and filtering of project tables; without script they are plain tables.
(function () {
  "use strict";
  var collator = new Intl.Collator("zh-CN", { numeric: true });

  function cellValue(row, column, numeric) {
    var cell = row.cells[column];
    var text = cell.hasAttribute("data-value") ? cell.getAttribute("data-value") : cell.textContent.trim();
    if (text === "") return null;
    return numeric ? parseFloat(text) : text;
  }

  function sortBy(table, column, numeric, descending) {
    var rows = Array.prototype.slice.call(table.tBodies[0].rows);
    rows.sort(function (one, other) {
      var a = cellValue(one, column, numeric);
      var b = cellValue(other, column, numeric);
      // Blank is not zero: blanks stay at the end in both directions.
      if (a === null || b === null) return (a === null) - (b === null);
      var order = numeric ? a - b : collator.compare(a, b);
      return descending ? -order : order;
    });
    rows.forEach(function (row) { table.tBodies[0].appendChild(row); });
  }

  function makeSortable(table) {
    var heads = table.querySelectorAll("th[data-sort]");
    heads.forEach(function (head) {
      var numeric = head.getAttribute("data-sort") === "number";
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", function () {
        var before = head.getAttribute("aria-sort");
        var descending = before ? before === "ascending" : numeric;
        heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", descending ? "descending" : "ascending");
        sortBy(table, head.cellIndex, numeric, descending);
      });
    });
  }

  // On a phone the heads of the columns are hidden: the same choice as a list.
  function fillSortChoice(choice, table) {
    var heads = Array.prototype.slice.call(table.querySelectorAll("th[data-sort]"));
    var first = Array.prototype.slice.call(table.tBodies[0].rows);
    heads.forEach(function (head, place) {
      choice.add(new Option(head.textContent + (head.getAttribute("data-sort") === "number" ? "从高到低" : ""), place));
    });
    choice.addEventListener("change", function () {
      var head = choice.value === "" ? null : heads[choice.value];
      heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
      if (!head) {
        first.forEach(function (row) { table.tBodies[0].appendChild(row); });
        return;
      }
      var numeric = head.getAttribute("data-sort") === "number";
      head.setAttribute("aria-sort", numeric ? "descending" : "ascending");
      sortBy(table, head.cellIndex, numeric, numeric);
    });
  }

  // A phone has room for one figure beside the name: the reader chooses which; wide screens show all.
  function chooseColumn(tools, table) {
    var choice = tools.querySelector("[data-column-choice]");
    if (!choice) return;
    function show() {
      table.classList.add("chosen");
      Array.prototype.forEach.call(table.rows, function (row) {
        for (var place = 2; place < row.cells.length; place += 1) {
          row.cells[place].classList.toggle("off", place !== Number(choice.value));
        }
      });
    }
    choice.addEventListener("change", show);
    show();
  }

  // A long list on a phone starts short; what is filtered, sorted or printed is always the whole.
  var SHORT = 12;
  function shorten(table, tools) {
    if (!table.classList.contains("stack") || table.tBodies[0].rows.length <= SHORT + 3 || !matchMedia("screen and (max-width: 40rem)").matches) return;
    var more = document.createElement("button");
    more.type = "button";
    more.textContent = "显示全部 " + table.tBodies[0].rows.length + " " + (tools.getAttribute("data-noun") || "个项目");
    table.classList.add("short");
    table.closest(".scroll").after(more);
    function whole(event) {
      table.classList.remove("short");
      more.remove();
      if (event && event.type === "click") table.tBodies[0].rows[SHORT].querySelector("a").focus();
    }
    more.addEventListener("click", whole);
    tools.addEventListener("input", whole);
    addEventListener("beforeprint", whole);
  }

  function makeFilter(tools) {
    var table = tools.parentElement.querySelector("table[data-sortable]");
    var count = tools.querySelector("[data-filter-count]");
    var words = tools.querySelector("[data-filter-text]");
    var choices = tools.querySelectorAll("[data-filter]");
    var noun = tools.getAttribute("data-noun") || "个项目";
    function apply() {
      var rows = table.tBodies[0].rows;
      var wanted = words ? words.value.trim().toLowerCase() : "";
      var shown = 0;
      Array.prototype.forEach.call(rows, function (row) {
        var fits = !wanted || row.textContent.toLowerCase().indexOf(wanted) >= 0;
        choices.forEach(function (choice) {
          if (choice.value && row.getAttribute("data-" + choice.getAttribute("data-filter")) !== choice.value) fits = false;
        });
        row.hidden = !fits;
        if (fits) shown += 1;
      });
      if (count) count.textContent = "显示 " + shown + " / " + rows.length + " " + noun;
    }
    var order = tools.querySelector("[data-sort-choice]");
    if (order) fillSortChoice(order, table);
    chooseColumn(tools, table);
    tools.addEventListener("input", apply);
    apply();
    shorten(table, tools);
  }

  document.querySelectorAll("[data-table-tools]").forEach(makeFilter);
  document.querySelectorAll("table[data-sortable]").forEach(makeSortable);
})();

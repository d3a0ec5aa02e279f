// Suggestions under every search box: names of departments, reports and projects, by characters or by pinyin.
(function () {
  "use strict";
  var MOST = 8, PAUSE = 120, waiting = {}, files = 0, boxes = document.querySelectorAll("input[data-search-input]");
  if (!boxes.length) return;
  var known = window.siteSearch;
  window.siteSearch = function (name, payload) {
    if (waiting[name]) waiting[name].payload = payload;
    if (known) known(name, payload);
  };

  function load(root, name) {
    if (window.siteIndex) return window.siteIndex.load(name);  // the search page loads the index itself
    if (waiting[name]) return waiting[name].promise;
    var entry = waiting[name] = { payload: null };
    entry.promise = new Promise(function (resolve) {
      var script = document.createElement("script");
      script.src = root + "search/index/" + name + ".js";
      script.onload = function () { resolve(entry.payload); };
      script.onerror = function () { delete waiting[name]; resolve(null); };
      document.head.appendChild(script);
    });
    return entry.promise;
  }

  function hash(key) {
    var value = 0;
    for (var char of key) value = (Math.imul(value, 31) + char.codePointAt(0)) >>> 0;
    return Math.imul(value, 2654435761) >>> 0;
  }

  function plain(text) { return text.normalize("NFKC").toLowerCase().replace(/[\s"'“”‘’()《》「」]/g, ""); }

  function keysOf(text) {
    if (/^[a-z]+$/.test(text)) return text.length > 2 ? ["~" + text.slice(0, 3), "=" + text.slice(0, 2)] : ["=" + text];
    return [Array.from(text).slice(0, 2).join("")];
  }

  function fits(row, text) {
    if (plain(row[0]).indexOf(text) >= 0) return true;
    if (!/^[a-z]+$/.test(text)) return false;
    var sounds = row[1].split(" "), initials = sounds.map(function (sound) { return sound[0]; }).join("");
    return initials.indexOf(text) >= 0 || sounds.some(function (_, at) { return sounds.slice(at).join("").indexOf(text) === 0; });
  }

  function find(root, text) {
    var ready = files ? Promise.resolve() : load(root, "root").then(function (found) { files = found ? found.files.s : 0; });
    return ready.then(function () {
      if (!files) return [];
      return Promise.all(keysOf(text).map(function (key) {
        return load(root, "s/" + ((hash(key) >>> 20) * files >> 12).toString(16)).then(function (shard) {
          return shard && Object.prototype.hasOwnProperty.call(shard[0], key) ?
            shard[0][key].map(function (at) { return shard[1][at]; }) : [];
        });
      }));
    }).then(function (lists) {
      var seen = new Set();
      return [].concat.apply([], lists).filter(function (row) {
        if (seen.has(row[2]) || !fits(row, text)) return false;
        seen.add(row[2]);
        return true;
      }).slice(0, MOST);
    });
  }

  boxes.forEach(function (input, number) {
    var root = input.dataset.searchRoot || "", list = document.createElement("ul"), rows = [], at = -1, timer = 0;
    list.className = "suggestions";
    list.id = "suggestions-" + number;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "建议");
    list.hidden = true;
    input.parentNode.append(list);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");

    function show(found) {
      rows = found;
      at = -1;
      list.replaceChildren.apply(list, rows.map(option));
      list.hidden = !rows.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      input.removeAttribute("aria-activedescendant");
    }

    function option(row, index) {
      var item = document.createElement("li"), label = document.createElement("span");
      item.id = list.id + "-" + index;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.textContent = row[0];
      label.className = "search-label";
      label.textContent = row[3];
      item.append(label);
      item.addEventListener("mousedown", function (event) { event.preventDefault(); go(row); });
      return item;
    }

    function go(row) { location.href = root + row[2].split("/").map(encodeURIComponent).join("/"); }

    function move(step) {
      if (!rows.length) return;
      if (at >= 0) list.children[at].setAttribute("aria-selected", "false");
      at = at + step < -1 ? rows.length - 1 : (at + step >= rows.length ? -1 : at + step);
      if (at < 0) { input.removeAttribute("aria-activedescendant"); return; }
      list.children[at].setAttribute("aria-selected", "true");
      list.children[at].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", list.children[at].id);
    }

    input.addEventListener("input", function () {
      clearTimeout(timer);
      var text = plain(input.value);
      if (Array.from(text).length < 2 || text.length > 40) { show([]); return; }
      timer = setTimeout(function () {
        find(root, text).then(function (found) { if (plain(input.value) === text) show(found); });
      }, PAUSE);
    });
    input.addEventListener("keydown", function (event) {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (list.hidden) return;
        event.preventDefault();
        move(event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Enter" && at >= 0) {
        event.preventDefault();
        go(rows[at]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        show([]);
      }
    });
    input.addEventListener("blur", function () { show([]); });
    if (input.form) input.form.addEventListener("submit", function () { clearTimeout(timer); show([]); });
  });
})();

// The preview's overlay: findings beside the page. It is served by the preview only and is no part of the site.
(function () {
  "use strict";
  var KEY = "site-builder-preview-open";
  var STYLE =
    ":host{all:initial}" +
    ".box{position:fixed;right:12px;bottom:12px;z-index:2147483647;max-width:min(30rem,calc(100vw - 24px));" +
    "font:14px/1.6 'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;color:#1b1f24}" +
    "button{font:inherit;border:1px solid #15407f;border-radius:4px;background:#15407f;color:#fff;padding:6px 12px;cursor:pointer;float:right}" +
    "button:focus-visible,a:focus-visible{outline:3px solid #f5a623;outline-offset:2px}" +
    ".list{clear:both;background:#fff;border:1px solid #8a94a0;border-radius:4px;padding:8px 12px;max-height:60vh;overflow:auto;margin-bottom:8px}" +
    "ul{margin:0;padding-left:1.2em}li{margin:6px 0}.error{background:#fdecea;border:2px solid #b3261e;border-radius:4px;" +
    "padding:8px 12px;margin-bottom:8px;white-space:pre-wrap}.level{font-weight:bold}.place,.changed{color:#57606a;font-size:12px}a{color:#15407f}";

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function item(remark) {
    var row = element("li");
    row.append(element("span", "level", remark.severity_name + "　"));
    var link = element("a", "", remark.message);
    link.href = "/" + remark.href;
    row.append(link, element("div", "place", remark.source + "　" + remark.place));
    return row;
  }

  function panel(data) {
    var list = element("div", "list");
    if (data.changed) list.append(element("p", "changed", "已更新：" + data.changed));
    if (!data.remarks.length) list.append(element("p", "", "这一页没有核对结果。"));
    var rows = element("ul");
    data.remarks.slice(0, 200).forEach(function (remark) { rows.append(item(remark)); });
    list.append(rows);
    return list;
  }

  function label(remarks) {
    var counts = {};
    remarks.forEach(function (remark) { counts[remark.severity_name] = (counts[remark.severity_name] || 0) + 1; });
    var parts = ["错误", "提醒", "说明"].filter(function (name) { return counts[name]; });
    return "核对结果" + (parts.length ? "：" + parts.map(function (name) { return name + " " + counts[name]; }).join("，") : "：没有");
  }

  function show(data) {
    var host = element("aside");
    host.setAttribute("aria-label", "预览：核对结果");
    host.id = "site-builder-preview";
    var root = host.attachShadow({ mode: "open" });
    root.append(element("style", "", STYLE));
    var box = element("div", "box");
    if (data.error) {
      var error = element("div", "error", "没有更新预览，这是上一次的网站。\n" + data.error);
      error.setAttribute("role", "alert");
      box.append(error);
    }
    var list = panel(data);
    var button = element("button", "", label(data.remarks));
    button.type = "button";
    function set(open) {
      list.hidden = !open;
      button.setAttribute("aria-expanded", String(open));
      sessionStorage.setItem(KEY, open ? "1" : "");
    }
    button.addEventListener("click", function () { set(list.hidden); });
    set(sessionStorage.getItem(KEY) === "1");
    box.append(list, button);
    root.append(box);
    document.body.append(host);
  }

  var page = decodeURIComponent(location.pathname).slice(1);
  if (!page || page.endsWith("/")) page += "index.html";
  fetch("/__preview__/remarks?page=" + encodeURIComponent(page))
    .then(function (answer) { return answer.json(); })
    .then(show);
})();

// Makes drawn charts interactive in place. ECharts is loaded only when a reader asks for it: by the button under a
// chart, by resting the mouse on it, or by touching it. Without this script the drawings, tables and CSV stay.
(function () {
  "use strict";
  var base = document.currentScript.src;
  var HOVER_MS = 250;
  var waiting = {};
  var scripts = {};
  var live = [];

  // Option files call this; they are scripts because a page opened from a disk may not fetch JSON.
  window.siteBuilderChart = function (payload) {
    waiting[document.currentScript.src] = payload;
  };

  function loadScript(address) {
    if (!scripts[address]) {
      scripts[address] = new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        script.src = address;
        script.onload = resolve;
        script.onerror = function () {
          delete scripts[address];
          script.remove();
          reject(new Error(address));
        };
        document.head.appendChild(script);
      });
    }
    return scripts[address];
  }

  function loadChart(figure) {
    var option = new URL(figure.dataset.chart, document.baseURI).href.replace(/\.json$/, ".js");
    return Promise.all([loadScript(new URL("echarts.min.js", base).href), loadScript(option)]).then(function () {
      return waiting[option];
    });
  }

  function shownDrawing(figure) {
    return Array.prototype.find.call(figure.querySelectorAll("svg.chart-svg"), function (svg) {
      return svg.getClientRects().length > 0;
    });
  }

  function withPageColours(side, payload, ink) {
    var faint = ink.replace(/^rgb\((.*)\)$/, "rgba($1, 0.2)");
    var text = JSON.stringify(side.option);
    return JSON.parse(text.split(payload.ink).join(ink).split(payload.rule).join(faint));
  }

  // The texts of a data item: what is printed beside it, else its numbers.
  function itemText(params) {
    var data = params.data;
    if (data && data.label && data.label.formatter && !Array.isArray(params.value)) return data.label.formatter.replace(/\n/g, " ");
    if (params.dataType === "edge") return String(params.value);
    if (Array.isArray(params.value)) return "执行率 " + params.value[0] + "%，得分 " + params.value[1];
    return params.value === undefined || params.value === null ? "未公布" : String(params.value);
  }

  function describe(params) {
    if (!Array.isArray(params)) {
      if (params.dataType === "edge") return params.data.source + " → " + params.data.target + "\n" + itemText(params);
      if (params.seriesType === "sankey") return itemText(params);
      return params.name + "\n" + itemText(params);
    }
    return [params[0].name].concat(params.map(function (one) { return one.seriesName + "：" + itemText(one); })).join("\n");
  }

  function complete(option, ink, ground) {
    var bars = option.series[0].type === "bar";
    option.tooltip = {
      renderMode: "richText", // HTML tooltips set style attributes, which the policy forbids
      trigger: bars ? "axis" : "item",
      axisPointer: { type: "shadow" },
      confine: true,
      formatter: describe,
      backgroundColor: ground,
      borderColor: ink,
      borderWidth: 1,
      textStyle: { color: ink, fontSize: 13 },
    };
    option.series.forEach(function (series) { series.emphasis = { disabled: false }; });
    if (option.series[0].type === "scatter") {
      option.dataZoom = [
        { type: "inside", xAxisIndex: 0, filterMode: "none", zoomOnMouseWheel: "ctrl", moveOnMouseWheel: false },
        { type: "inside", yAxisIndex: 0, filterMode: "none", zoomOnMouseWheel: "ctrl", moveOnMouseWheel: false },
      ];
    }
    return option;
  }

  function groundOf(element) {
    for (var node = element; node; node = node.parentElement) {
      var colour = getComputedStyle(node).backgroundColor;
      if (colour && colour !== "transparent" && !/, 0\)$/.test(colour)) return colour;
    }
    return "#fff";
  }

  function show(figure, payload, svg) {
    var narrow = payload.narrow && svg.getAttribute("width") === String(payload.narrow.width);
    var side = narrow ? payload.narrow : payload.wide;
    var ink = getComputedStyle(svg).color;
    var shell = document.createElement("div");
    var frame = document.createElement("div");
    var box = svg.getBoundingClientRect();
    var entry = { figure: figure, svg: svg, shell: shell };
    shell.className = "chart-live";
    shell.tabIndex = 0;
    shell.setAttribute("role", "group");
    shell.setAttribute("aria-label", (svg.querySelector("title") || {}).textContent + "，交互图表，按左右方向键逐项查看，按 Esc 返回静态图");
    // Drawn at the drawing's own size and scaled like it: the same box, nothing on the page moves.
    shell.style.width = box.width + "px";
    shell.style.height = box.height + "px";
    shell.style.marginInline = "auto";
    frame.style.width = side.width + "px";
    frame.style.height = side.height + "px";
    frame.style.transformOrigin = "0 0";
    frame.style.transform = "scale(" + box.width / side.width + ")";
    shell.appendChild(frame);
    svg.replaceWith(shell);
    entry.chart = window.siteBuilderECharts.init(frame, null, { renderer: "svg", width: side.width, height: side.height });
    entry.chart.setOption(complete(withPageColours(side, payload, ink), ink, groundOf(shell)));
    if (side.option.series[0].type === "scatter") leaveScrolling(shell);
    addKeys(entry);
    live.push(entry);
    return entry;
  }

  // ECharts takes every turn of the wheel and every swipe over a chart that zooms, whatever its options say: the reader
  // could not get past it. Only what is meant for the chart reaches it: the wheel with Ctrl, two fingers.
  function leaveScrolling(shell) {
    shell.addEventListener("wheel", function (event) {
      if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
    }, true);
    shell.addEventListener("touchmove", function (event) {
      if (event.touches.length < 2) event.stopPropagation();
    }, true);
    var hint = document.createElement("p");
    hint.className = "chart-hint";
    hint.textContent = matchMedia("(pointer: coarse)").matches ? "双指缩放" : "按住 Ctrl 转动滚轮缩放，拖动平移";
    shell.appendChild(hint);
  }

  function addKeys(entry) {
    var place = -1;
    var said = document.createElement("p");
    said.setAttribute("role", "status");
    said.className = "visually-hidden";
    entry.shell.after(said);
    entry.said = said;
    entry.shell.addEventListener("keydown", function (event) {
      if (event.key === "Escape") return close(entry, true);
      if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return undefined;
      event.preventDefault();
      var series = entry.chart.getOption().series;
      var count = series[0].data.length;
      place = (place + (event.key === "ArrowRight" ? 1 : count - 1 + (place < 0 ? 1 : 0))) % count;
      entry.chart.dispatchAction({ type: "showTip", seriesIndex: 0, dataIndex: place });
      said.textContent = spoken(entry.chart.getOption(), place);
      return undefined;
    });
  }

  function spoken(option, place) {
    var axis = (option.yAxis || [])[0];
    var names = axis && axis.type === "category" ? axis.data : null;
    var parts = option.series.map(function (series) {
      var data = series.data[place];
      return (series.name && names ? series.name + "：" : "") + itemText({ data: data, value: data && data.value });
    });
    var first = option.series[0].data[place];
    return (names ? names[place] : (first && first.name) || "") + "，" + parts.join("，");
  }

  function close(entry, focus) {
    live.splice(live.indexOf(entry), 1);
    entry.chart.dispose();
    entry.said.remove();
    entry.shell.replaceWith(entry.svg);
    if (focus && entry.figure.chartButton) entry.figure.chartButton.focus();
    if (entry.figure.chartButton) entry.figure.chartButton.setAttribute("aria-pressed", "false");
  }

  function activate(figure, focus) {
    var svg = shownDrawing(figure);
    if (!svg || figure.chartLoading) return;
    figure.chartLoading = true;
    loadChart(figure).then(function (payload) {
      var entry = show(figure, payload, shownDrawing(figure) || svg);
      if (figure.chartButton) figure.chartButton.setAttribute("aria-pressed", "true");
      if (focus) entry.shell.focus();
    }).catch(function () {
      tell(figure, "交互图表没有载入，图和数据表仍可使用。");
    }).then(function () {
      figure.chartLoading = false;
    });
  }

  function tell(figure, words) {
    var line = figure.querySelector(".chart-message") || document.createElement("p");
    line.className = "chart-message quiet";
    line.setAttribute("role", "status");
    line.textContent = words;
    figure.appendChild(line);
  }

  function toggle(figure) {
    var entry = live.find(function (one) { return one.figure === figure; });
    if (entry) close(entry, false);
    else activate(figure, true);
  }

  function savePicture(figure) {
    var svg = figure.querySelector("svg.chart-svg") || live.find(function (one) { return one.figure === figure; }).svg;
    var file = new URL(figure.dataset.chart, document.baseURI).href.replace(/\.json$/, ".svg");
    draw(file).catch(function () {
      // Pictures of other files taint the canvas on file://; the drawing's own text does not.
      var copy = svg.cloneNode(true);
      copy.setAttribute("color", "#1b2733");
      return draw("data:image/svg+xml," + encodeURIComponent(new XMLSerializer().serializeToString(copy)));
    }).then(function (blob) {
      var link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = decodeURIComponent(file.split("/").pop()).replace(/\.svg$/, ".png");
      link.click();
      setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
    }).catch(function () {
      tell(figure, "这个浏览器不能在本页生成 PNG，请改为下载 SVG。");
    });
  }

  function draw(address) {
    return new Promise(function (resolve, reject) {
      var picture = new Image();
      picture.onload = function () {
        try {
          var canvas = document.createElement("canvas");
          canvas.width = picture.naturalWidth * 2;
          canvas.height = picture.naturalHeight * 2;
          var pen = canvas.getContext("2d");
          pen.fillStyle = "#fff";
          pen.fillRect(0, 0, canvas.width, canvas.height);
          pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
          canvas.toBlob(function (blob) { if (blob) resolve(blob); else reject(new Error("empty")); }, "image/png");
        } catch (error) {
          reject(error);
        }
      };
      picture.onerror = reject;
      picture.src = address;
    });
  }

  function button(list, words, name, action) {
    var item = document.createElement("li");
    var control = document.createElement("button");
    control.type = "button";
    control.textContent = words;
    control.className = name;
    control.addEventListener("click", action);
    item.appendChild(control);
    list.appendChild(item);
    return control;
  }

  function link(list, words, address) {
    var item = document.createElement("li");
    var anchor = document.createElement("a");
    anchor.textContent = words;
    anchor.href = address;
    anchor.download = "";
    item.appendChild(anchor);
    list.appendChild(item);
  }

  function prepare(figure) {
    var list = figure.querySelector(".chart-downloads") || figure.appendChild(document.createElement("ul"));
    figure.chartButton = button(list, "交互查看", "chart-live-button", function () { toggle(figure); });
    figure.chartButton.setAttribute("aria-pressed", "false");
    if (!list.querySelector('a[href$=".svg"]')) link(list, "SVG", figure.dataset.chart.replace(/\.json$/, ".svg"));
    button(list, "PNG", "chart-png", function () { savePicture(figure); });
    var resting;
    figure.querySelectorAll("svg.chart-svg").forEach(function (svg) {
      svg.addEventListener("pointerenter", function (event) {
        if (event.pointerType === "mouse") resting = setTimeout(function () { activate(figure, false); }, HOVER_MS);
      });
      svg.addEventListener("pointerleave", function () { clearTimeout(resting); });
      svg.addEventListener("click", function () { activate(figure, false); });
    });
  }

  function closeAll() {
    live.slice().forEach(function (entry) { close(entry, false); });
  }

  // Phones report a resize when their address bar hides: only a new width matters.
  var lastWidth = window.innerWidth;
  function refit() {
    if (window.innerWidth !== lastWidth) closeAll();
    lastWidth = window.innerWidth;
  }

  document.querySelectorAll("figure[data-chart]").forEach(prepare);
  window.addEventListener("resize", refit);
  window.addEventListener("beforeprint", closeAll);
  // Colours are fixed when a live chart starts: a change of theme goes back to the drawing, which follows it.
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", closeAll);
  new MutationObserver(closeAll).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "data-type"] });
})();

// The buttons for large type and dark colours; the choice is kept in the reader's browser only.
(function () {
  "use strict";
  var root = document.documentElement;

  function dark() {
    var chosen = root.getAttribute("data-theme");
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function large() {
    return root.getAttribute("data-type") === "large";
  }

  function keep(name, value) {
    root.setAttribute("data-" + name, value);
    try {
      localStorage.setItem("site-" + name, value);
    } catch (error) {
      // The choice then lasts for this page only.
    }
  }

  var switches = {
    type: { on: large, set: function (on) { keep("type", on ? "large" : "normal"); } },
    theme: { on: dark, set: function (on) { keep("theme", on ? "dark" : "light"); } }
  };
  document.querySelectorAll("[data-preference]").forEach(function (button) {
    var kind = switches[button.getAttribute("data-preference")];
    function show() { button.setAttribute("aria-pressed", String(kind.on())); }
    button.addEventListener("click", function () {
      kind.set(!kind.on());
      show();
    });
    show();
  });
})();

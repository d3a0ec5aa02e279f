// Brings the cited place into view: opens what hides it, scrolls it to the middle and marks it.
(function () {
  "use strict";
  function mark() {
    document.querySelectorAll(".marked").forEach(function (old) { old.classList.remove("marked"); });
    var id = decodeURIComponent(location.hash.slice(1));
    var place = id && document.getElementById(id);
    if (!place) return;
    var own = place.matches(".statement, .form") && place.querySelector("details");
    if (own) own.open = true;
    for (var up = place.parentElement; up; up = up.parentElement) {
      if (up.tagName === "DETAILS") up.open = true;
    }
    if (place.closest(".document, .findings")) {
      // A page of a PDF is long: its mark stands for it.
      if (place.matches(".page")) place = place.firstElementChild;
      place.classList.add("marked");
      place.scrollIntoView({ block: "center", inline: "center" });
    }
  }
  // Many tables make a page of fifty screens on a phone: they start folded there, each under its title.
  if (matchMedia("screen and (max-width: 40rem)").matches) {
    document.querySelectorAll("details[data-fold]").forEach(function (box) { box.open = false; });
  }
  addEventListener("hashchange", mark);
  mark();

  addEventListener("beforeprint", function () {
    document.querySelectorAll("details:not([open])").forEach(function (box) {
      if (box.closest(".beside")) return;
      box.open = true;
      box.setAttribute("data-opened-for-print", "");
    });
  });
  addEventListener("afterprint", function () {
    document.querySelectorAll("[data-opened-for-print]").forEach(function (box) {
      box.open = false;
      box.removeAttribute("data-opened-for-print");
    });
  });
})();

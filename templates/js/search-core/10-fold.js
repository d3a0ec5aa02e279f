// Folding of text and queries; the same rules as site_builder/search/folding.py (docs/search.md).
var siteFold = (function () {
  "use strict";
  var DROPPED = "\"'`“”‘’＂＇「」『』《》〈〉«»()[]{}【】〔〕〖〗〘〙\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0f\ufe0e";
  var DASHES = "-‐‑‒–—―−";
  var RADICALS = "⻔门⻋车⻓长⻅见⻉贝⻚页⻛风⻜飞⻢马⻥鱼⻦鸟⻩黄⻬齐⻮齿⻰龙⻳龟⻄西⻆角⻘青⻝食⻣骨⻤鬼⺀冫⺟母⺠民⻁虎⻧卤⻨麦⻫斉⻭歯⻯竜⻲亀⺌小⺮竹⺼肉⻊足⻌辶⻖阝⻗雨⻙韦";
  var COMMON_VARIANTS = "後后於于徵征摺折麽么";
  var SPACE = /\s/, OTHER = /[\p{P}\p{Z}\p{Sk}\p{Cc}]/u;
  var table = new Map(), variants = new Map(), radicals = new Map(), common = null;
  for (var i = 0; i < RADICALS.length; i += 2) radicals.set(RADICALS[i], RADICALS[i + 1]);
  for (var j = 0; j < COMMON_VARIANTS.length; j += 2) variants.set(COMMON_VARIANTS[j], COMMON_VARIANTS[j + 1]);

  function foldOne(char) {
    if (DROPPED.indexOf(char) >= 0) return "";
    if (DASHES.indexOf(char) >= 0) return "-";
    if (SPACE.test(char) || /[\x1c-\x1f\x85]/.test(char)) return " ";
    if (",./- %".indexOf(char) >= 0) return char;
    if ("|~…".indexOf(char) >= 0 || OTHER.test(char)) return "&@#*".indexOf(char) < 0 ? "|" : char;
    var lower = char.toLowerCase();
    lower = radicals.get(lower) || lower;
    return variants.get(lower) || lower;
  }

  function foldChar(char) {
    var known = table.get(char);
    if (known !== undefined) return known;
    known = "";
    if (char === "…") known = "|";
    else for (var part of char.normalize("NFKC")) known += foldOne(part);
    table.set(char, known);
    return known;
  }

  function isWord(char) { return char !== undefined && /^[0-9a-z]$/.test(char); }
  function isDigit(char) { return char !== undefined && char >= "0" && char <= "9"; }

  // Returns {chars, at}: folded characters and, for each, the offset of the source character in `line`.
  function foldMapped(line) {
    var chars = [], at = [], offset = 0;
    for (var char of line) {
      for (var part of foldChar(char)) { chars.push(part); at.push(offset); }
      offset += char.length;
    }
    return settle(settle(settle({ chars: chars, at: at }, comma), space), mark);
  }

  function comma(chars, i) {
    var plain = chars[i] === "," && isDigit(chars[i - 1]) && isDigit(chars[i + 1]) && isDigit(chars[i + 2]) &&
      isDigit(chars[i + 3]) && !isDigit(chars[i + 4]);
    return plain ? "" : chars[i];
  }

  function space(chars, i) {
    if (chars[i] !== " ") return chars[i];
    if (chars[i - 1] === " ") return "";
    var next = i + 1;
    while (chars[next] === " ") next++;
    return isWord(chars[i - 1]) && isWord(chars[next]) ? "|" : "";
  }

  function mark(chars, i, out) {
    var char = chars[i], before = chars[i - 1], after = chars[i + 1];
    if (char === "-") char = isDigit(after) || (isWord(before) && isWord(after)) ? "-" : "|";
    else if (char === ",") char = "|";
    else if (char === "." || char === "/") char = isWord(before) && isWord(after) ? char : "|";
    return char === "|" && (!out.length || out[out.length - 1] === "|") ? "" : char;
  }

  function settle(text, rule) {
    var chars = [], at = [];
    for (var i = 0; i < text.chars.length; i++) {
      var kept = rule(text.chars, i, chars);
      if (kept) { chars.push(kept); at.push(text.at[i]); }
    }
    return { chars: chars, at: at };
  }

  function foldLine(line) { return foldMapped(line).chars.join("").replace(/\|$/, ""); }

  function foldWords(query) {
    var words = [];
    query.split(/[\s\x1c-\x1f\x85]+/).forEach(function (piece) {
      foldLine(piece).split("|").forEach(function (word) {
        if (word && words.indexOf(word) < 0) words.push(word);
      });
    });
    return words;
  }

  function addVariants(keys, values) {
    if (!keys) return;
    var to = Array.from(values);
    Array.from(keys).forEach(function (key, i) { variants.set(key, to[i]); });
    table.clear();
  }

  // The ideographs of GB2312, in its order: the folding table holds none of them, so most queries need no table.
  function commonCharacters() {
    if (common) return common;
    common = new Map();
    var decoder = new TextDecoder("gb2312"), bytes = [];
    for (var high = 0xb0; high < 0xf8; high++) {
      for (var low = 0xa1; low < 0xff; low++) if (high !== 0xd7 || low < 0xfa) bytes.push(high, low);
    }
    Array.from(decoder.decode(new Uint8Array(bytes))).forEach(function (char, index) { common.set(char, index); });
    return common;
  }

  function needsVariants(query) {
    for (var char of query.normalize("NFKC")) {
      if (/\p{Script=Han}/u.test(char) && !commonCharacters().has(char)) return true;
    }
    return false;
  }

  return {
    line: foldLine, mapped: foldMapped, words: foldWords, addVariants: addVariants,
    needsVariants: needsVariants, common: commonCharacters
  };
})();

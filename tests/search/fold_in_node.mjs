// Reads {"lines": [...], "words": [...]} from standard input and prints both folded; run by test_search_folding.py.
import fs from "node:fs";
import vm from "node:vm";
const root = new URL("../../", import.meta.url);
const read = (path) => fs.readFileSync(new URL(path, root), "utf8");
vm.runInThisContext(read("templates/js/search-core/10-fold.js"));
const fold = globalThis.siteFold;
const [keys, values] = read("site_builder/search/data/variants.txt").split("\n");
const given = JSON.parse(fs.readFileSync(0, "utf8"));
const needs = given.words.map(fold.needsVariants);
fold.addVariants(keys, values);
const backed = given.lines.every((line) => {
  const mapped = fold.mapped(line);
  return mapped.at.every((offset, i) => offset < line.length && (i === 0 || mapped.at[i - 1] <= offset));
});
console.log(JSON.stringify({ lines: given.lines.map(fold.line), words: given.words.map(fold.words), backed, needs }));

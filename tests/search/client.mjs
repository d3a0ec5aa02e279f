// Runs the client's search code without a browser over a built folder: node client.mjs FOLDER < queries.json
// Prints for each query: {count, found, first, maybe, files} (paths, and the index files it asked for, with gzip bytes).
import fs from "node:fs";
import path from "node:path";
import vm from "node:vm";
import zlib from "node:zlib";

const folder = process.argv[2];
const here = new URL("../../templates/js/", import.meta.url);
const sizes = new Map();

function makeClient() {
  const asked = [];
  const context = { console, URLSearchParams, TextDecoder, setTimeout, Promise };
  context.window = context;
  context.document = {
    createElement: () => ({ remove() {} }),
    querySelector: () => null,
    head: {
      appendChild(script) {
        const name = script.src;
        const file = name.startsWith("assets/") ? new URL(path.basename(name), here).pathname : path.join(folder, "search", name);
        if (!fs.existsSync(file)) { asked.push([name, 0]); queueMicrotask(() => script.onerror()); return; }
        const text = fs.readFileSync(file);
        if (!sizes.has(name)) sizes.set(name, zlib.gzipSync(text).length);
        asked.push([name, sizes.get(name)]);
        queueMicrotask(() => { vm.runInContext(text.toString(), context); script.onload(); });
      },
    },
  };
  vm.createContext(context);
  for (const part of ["search-core/", "search/"]) {
    for (const name of fs.readdirSync(new URL(part, here)).sort()) {
      const page = name.startsWith("60") || name.startsWith("90");
      if (!page) vm.runInContext(fs.readFileSync(new URL(part + name, here), "utf8"), context, name);
    }
  }
  return { context, asked };
}

async function run(client, query, full, facets) {
  const { siteFold, siteIndex, siteExact, siteFacets } = client.context;
  client.asked.length = 0;
  await siteIndex.start("index/");
  if (siteFold.needsVariants(query)) siteFold.addVariants(...(await siteIndex.load("variants")));
  const words = siteFold.words(query).filter((word) => Array.from(word).length > 1);
  const NEAR = 5, FIRST = 10;
  const queue = words.length ? await siteExact.find(words) : [];
  const reader = siteExact.reader(words, queue), shown = [];
  const many = async (number) => shown.push(...(await Promise.all(Array.from({ length: number }, () => reader.next(NEAR)))));
  await many(FIRST);
  const rest = reader.queue.slice(reader.at);
  if (siteIndex.root().pages <= 400 && rest.length <= 40 && !rest.every((one) => one.sure)) await many(rest.length);
  const pages = queue.map((one) => one.page), first = shown.filter(Boolean).map((one) => one.row.path);
  if (facets && pages.length > FIRST) await siteFacets.fromFiles(pages);
  const view = { count: reader.queue.length - reader.dropped };
  let maybe = [];
  if (view.count < 1 && words.some((word) => /[a-z\u3400-\u9fff]/.test(word))) {
    if (!client.context.siteForgiving) await siteIndex.loadScript("assets/search-forgive.js");
    const answer = await client.context.siteForgiving.find(words);
    maybe = answer ? answer.results.map((one) => [one.row.path, one.term || answer.words.join(" ")]) : [];
  }
  const files = client.asked.slice();
  const found = [];
  if (full) {
    for (const page of pages) {
      found.push((await siteIndex.card(page)).path);
    }
  }
  return { count: view.count, open: !reader.queue.slice(reader.at).every((one) => one.sure), found, first, maybe, files };
}

const { queries, fresh, full, facets } = JSON.parse(fs.readFileSync(0, "utf8"));
let client = makeClient();
const results = [];
for (const query of queries) {
  if (fresh) client = makeClient();
  results.push(await run(client, query, full, facets));
}
console.log(JSON.stringify(results));

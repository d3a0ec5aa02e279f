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
  for (const name of fs.readdirSync(new URL("search/", here)).sort()) {
    if (!name.startsWith("60")) vm.runInContext(fs.readFileSync(new URL("search/" + name, here), "utf8"), context, name);
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
  const found_ = words.length ? await siteExact.find(words) : [];
  const queue = await siteExact.closestFirst(found_, words, FIRST);
  const first = [], view = { words, queue, next: 0, count: 0 };
  let dropped = 0;
  async function fill() {
    if (view.next >= queue.length) return;
    const at = view.next++, one = queue[at];
    const later = one.sure && !one.inHead && at >= NEAR;  // its text is fetched when a reader comes near it
    const shown = later ? { row: await siteIndex.card(one.page), held: true } : await siteExact.verify(one);
    if (shown && shown.held) first[at] = shown.row.path;
    else { dropped++; await fill(); }
  }
  await Promise.all(Array.from({ length: FIRST }, fill));
  const rest = queue.length - view.next;
  if (siteIndex.root().pages <= 400 && rest <= 40 && !queue.every((one) => one.sure)) await Promise.all(Array.from({ length: rest }, fill));
  const pages = queue.map((one) => one.page);
  if (facets && pages.length > FIRST) await siteFacets.fromFiles(pages);
  view.count = queue.length - dropped;
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
  return { count: view.count, open: !queue.slice(view.next).every((one) => one.sure), found, first: first.filter(Boolean), maybe, files };
}

const { queries, fresh, full, facets } = JSON.parse(fs.readFileSync(0, "utf8"));
let client = makeClient();
const results = [];
for (const query of queries) {
  if (fresh) client = makeClient();
  results.push(await run(client, query, full, facets));
}
console.log(JSON.stringify(results));

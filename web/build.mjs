// Bundles ECharts for browsers and for the server-side engine; run by scripts/build_assets.py.
import { build } from 'esbuild';
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = process.argv[2] ?? join(root, 'site_builder', '_assets');
// zrender asks for `process.env`; ECharts writes its version checks only in development.
const shared = {
  bundle: true,
  minify: true,
  format: 'iife',
  legalComments: 'none',
  charset: 'ascii',
  define: { 'process.env.NODE_ENV': '"production"' },
  logLevel: 'warning',
  absWorkingDir: root,
};

await mkdir(target, { recursive: true });
await build({
  ...shared,
  entryPoints: ['web/echarts-browser.js'],
  outfile: join(target, 'echarts.min.js'),
  target: 'es2018',
  banner: { js: '/* Apache ECharts, Apache License 2.0: see echarts-LICENSE.txt and echarts-NOTICE.txt */' },
});
await build({
  ...shared,
  entryPoints: ['web/echarts-ssr.js'],
  outfile: join(target, 'echarts-ssr.js'),
  target: 'es2020',
});
await copyFile(join(root, 'node_modules/echarts/LICENSE'), join(target, 'echarts-LICENSE.txt'));
await copyFile(join(root, 'node_modules/echarts/NOTICE'), join(target, 'echarts-NOTICE.txt'));

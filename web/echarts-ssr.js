// Server bundle: runs in an embedded engine without a page (site_builder/charts/engine.py).
import './engine-globals.js';
import './echarts-parts.js';
import { init } from 'echarts/core';

// Text in, text out: the engine needs no conversion of objects, and each chart is thrown away once drawn.
globalThis.siteBuilderDraw = (optionJson, width, height) => {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption(JSON.parse(optionJson));
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
};

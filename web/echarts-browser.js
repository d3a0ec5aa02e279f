// Browser bundle: loaded by templates/js/charts.js only when a reader interacts with a chart.
import './echarts-parts.js';
import { use, init } from 'echarts/core';
import { DataZoomInsideComponent, TooltipComponent } from 'echarts/components';

use([DataZoomInsideComponent, TooltipComponent]);
window.siteBuilderECharts = { init };

// The chart types and components that site_builder/charts uses; whatever is not listed here is not shipped.
import { use } from 'echarts/core';
import { BarChart, LineChart, ScatterChart, SankeyChart } from 'echarts/charts';
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
} from 'echarts/components';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';

use([
  BarChart, LineChart, ScatterChart, SankeyChart,
  AriaComponent, GridComponent, LegendComponent, MarkLineComponent,
  LabelLayout, SVGRenderer,
]);

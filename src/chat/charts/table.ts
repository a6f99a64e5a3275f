import { comparedCurves } from './compared-curves.js';
import { comparedLabels } from './compared-labels.js';
import { confusionMap } from './confusion-map.js';
import { errorCorrelations } from './error-correlations.js';
import { importanceBars } from './importance-bars.js';
import { labelBars } from './label-bars.js';
import { labelPairs } from './label-pairs.js';
import { labelShares } from './label-shares.js';
import { learningCurve } from './learning-curve.js';
import { leaveOneOut } from './leave-one-out.js';
import { lossPanels } from './loss-panels.js';
import { partsCurve } from './parts-curve.js';
import { scoreProgress } from './score-progress.js';
import { sweepChart } from './sweep-chart.js';

/** All charts by name: what the chart thread can draw. Their arguments are data, or `Texts`. */
export const table = {
  ...{ learningCurve, partsCurve, comparedCurves, comparedLabels, importanceBars, sweepChart },
  ...{ labelPairs, labelShares, labelBars, confusionMap, scoreProgress, lossPanels },
  ...{ leaveOneOut, errorCorrelations },
};

export type Charts = typeof table;
export type ChartName = keyof Charts;

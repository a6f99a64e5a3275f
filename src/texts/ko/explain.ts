import { lossOptions } from './explain/loss-options.js';
import { losses } from './explain/losses.js';
import { methods } from './explain/methods.js';
import { metrics } from './explain/metrics.js';
import { reading } from './explain/reading.js';
import { training } from './explain/training.js';

export const explain = {
  source: '출처: {{source}}',
  typed: '입력 예',
  values: '가능한 값',
  lossTitle: '모델이 낸 확률 p에 따른 레이블 하나의 손실',
  lossAlt: '{{losses}} 곡선을 담은 네 칸: 레이블이 있을 때와 없을 때, 확률 p에 따른 손실과 기울기. {{facts}}',
  fact: 'p가 0.5일 때 {{loss}} 손실: 레이블이 있으면 {{true}}, 없으면 {{absent}}.',
  try: '값을 바꿔 어떻게 달라지는지 보세요: `/explain {{example}}`',
  unknown:
    '“{{typed}}” 항목은 설명이 없습니다. 옵션, 손실, 지표를 입력하세요. 예: `what:asl`, `what:warmup`, `what:micro_f1`',
  mean: '“{{typed}}” 항목은 설명이 없습니다. 혹시 `{{guess}}`인가요? 옵션, 손실, 지표를 입력하세요. 예: `what:asl`, `what:warmup`, `what:micro_f1`',
  about: { ...losses, ...lossOptions, ...training, ...reading, ...metrics, ...methods },
} as const;

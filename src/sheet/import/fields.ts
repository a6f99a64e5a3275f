import { runSpecSchema } from '../../runs/spec.js';
import { labelName, type Task } from '../../task/task.js';
import { LANGUAGES } from '../../texts/language.js';
import { sheetColumns } from '../columns.js';

/** What a column of somebody's table can be: the key of a column of the sheet, or one that only others have. */
export type Field = {
  key: string;
  /** As headers are compared, the best first. */
  names: readonly string[];
};

/** Columns that other people's tables have, and the sheet has not. */
export const DATE_KEY = 'date';
export const RUN_NOTES_KEY = 'run_notes';

/**
 * What people call things, the most telling name first: where two columns would do, the one with the earlier name is
 * taken. Names of options and of the sheet's own columns come before these.
 */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  run: ['run number', 'run id', '실험 번호', '번호', 'no', '#', 'id', 'run'],
  state: ['status', '상태'],
  intent: [
    'why',
    'purpose',
    'goal',
    'hypothesis',
    '목적',
    '의도',
    '가설',
    '왜',
    '이유',
    '실험 목적',
    '실험 의도',
    '실험 내용',
    '내용',
    'description',
    '설명',
    'title',
    'name',
    'run name',
    '실험명',
    '제목',
    '이름',
  ],
  question: ['질문'],
  thread: ['link', 'url', '링크'],
  verdict: ['판정'],
  author: ['by', 'who', 'owner', 'user', 'member', '작성자', '실험자', '담당자', '담당', '팀원', '누가'],
  dev: [
    ...[
      'dev micro f1',
      'dev f1',
      'dev micro',
      'valid micro f1',
      'validation micro f1',
      'val micro f1',
      'valid f1',
    ],
    ...[
      'validation f1',
      'val f1',
      'eval f1',
      'eval micro f1',
      'micro f1',
      'f1 micro',
      'micro f1 score',
      'dev score',
    ],
    ...[
      'valid score',
      'val score',
      '검증 점수',
      'dev 점수',
      '검증 f1',
      'dev',
      'valid',
      'validation',
      'val',
      'cv',
      'f1',
      'f1 score',
      'score',
      '점수',
      '성능',
      '결과',
    ],
  ],
  dev_tuned: ['tuned f1', 'dev tuned', 'threshold f1', 'f1 tuned', '임계값 조정', '임계값 f1'],
  macro: ['macro f1', 'f1 macro', 'dev macro f1', 'dev macro', 'macro'],
  folds_mean: ['fold mean', 'cv mean', '폴드 평균', 'cv 평균'],
  folds_spread: ['fold std', 'cv std', 'folds std', '폴드 표준편차', 'cv 표준편차'],
  public: [
    ...[
      'public',
      'public f1',
      'lb',
      'public lb',
      'leaderboard',
      'lb score',
      'leaderboard score',
      'public score',
    ],
    ...[
      '리더보드',
      '리더보드 점수',
      '제출 점수',
      '공개 점수',
      '대회 점수',
      '퍼블릭',
      'test f1',
      'test score',
      'test micro f1',
      'test',
      '테스트 점수',
      '제출',
    ],
  ],
  best_epoch: ['best epoch', '최적 에폭', '베스트 에폭'],
  minutes: [
    'minutes',
    'min',
    'duration',
    'time',
    'runtime',
    'train time',
    'training time',
    '소요 시간',
    '학습 시간',
    '시간',
    '시간(분)',
  ],
  started: ['start', 'started at', 'start time', '시작', '시작 시간', '시작일'],
  finished: ['end', 'finished at', 'end time', '종료', '종료 시간', '종료일', '완료'],
  [DATE_KEY]: [
    'date',
    'day',
    'when',
    'created',
    'created at',
    'timestamp',
    '날짜',
    '일자',
    '일시',
    '실험일',
    '실험 날짜',
    '작성일',
  ],
  host: ['server', 'machine', 'gpu', '서버', '장비', '호스트'],
  engine: ['framework', '엔진', '프레임워크'],
  code: ['commit', 'git', 'code version', '코드', '커밋'],
  notes: [
    'note',
    'notes',
    'memo',
    'comment',
    'comments',
    'remark',
    'remarks',
    '메모',
    '비고',
    '참고',
    '특이사항',
    '코멘트',
    '의견',
  ],
  [RUN_NOTES_KEY]: ['run notes', '실험 메모'],
  'spec:model': [
    'model',
    'model name',
    'backbone',
    'pretrained',
    'plm',
    'encoder',
    '모델',
    '모델명',
    '사전학습 모델',
    '백본',
  ],
  'spec:data': ['dataset', 'data set', '데이터', '데이터셋'],
  'spec:loss': ['loss', 'loss function', 'loss fn', 'criterion', '손실', '손실 함수', '로스'],
  'spec:lr': ['lr', 'learning rate', 'learningrate', '학습률', '러닝레이트', '학습율'],
  'spec:epochs': [
    'epoch',
    'epochs',
    'num epochs',
    'max epochs',
    'ep',
    'train epochs',
    '에폭',
    '에포크',
    '에폭 수',
    '에폭수',
  ],
  'spec:batch': [
    'batch',
    'batch size',
    'bs',
    'bsz',
    'train batch size',
    '배치',
    '배치 크기',
    '배치 사이즈',
    '배치사이즈',
  ],
  'spec:accumulate': [
    'gradient accumulation',
    'grad accum',
    'accumulation',
    'accumulation steps',
    'accum',
    '누적',
  ],
  'spec:warmup': ['warmup ratio', 'warm up', 'warmup', '웜업'],
  'spec:schedule': ['scheduler', 'lr scheduler', 'schedule', '스케줄러'],
  'spec:decay': ['weight decay', 'wd', '가중치 감쇠'],
  'spec:grad_clip': ['max grad norm', 'gradient clipping', 'clip norm'],
  'spec:dropout': ['drop out', '드롭아웃'],
  'spec:maxlen': [
    'max length',
    'max len',
    'max seq length',
    'max seq len',
    'sequence length',
    '최대 길이',
    '길이',
  ],
  'spec:seed': ['random seed', '시드'],
  'spec:folds': ['fold', 'k fold', 'kfold', 'n folds', '폴드', '폴드 수'],
  'spec:seeds': ['n seeds', '시드 수'],
  'spec:patience': ['early stopping', 'early stop', '조기 종료'],
  'spec:gamma_neg': ['gamma neg', 'gamma-', 'γ-'],
  'spec:gamma_pos': ['gamma pos', 'gamma+', 'γ+'],
  'spec:clip': ['margin', 'prob margin'],
  'spec:label_smoothing': ['label smoothing', 'smoothing', '라벨 스무딩', '레이블 스무딩'],
};

/** A header as it is compared: letters and digits alone, and the signs that tell two parameters apart. */
export const plainHeader = (header: string): string =>
  header
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}#+]+/gu, '');

/** Everything that a column can be, for this task. */
export function tableFields(task: Task): Field[] {
  const own = sheetColumns(task.labels).map(({ key, headers }) => ({
    key,
    names: [
      ...LANGUAGES.map((language) => headers[language]),
      ...optionName(key),
      ...(ALIASES[key] ?? []),
      ...labelNames(key, task),
    ],
  }));
  const others = [DATE_KEY, RUN_NOTES_KEY].map((key) => ({ key, names: ALIASES[key] ?? [] }));
  return [...own, ...others].map(({ key, names }) => ({ key, names: [...new Set(names.map(nameOf))] }));
}

/** A trailing minus is all that tells some names from others. */
const nameOf = (name: string): string =>
  /-$/.test(name.trim()) ? `${plainHeader(name)}-` : plainHeader(name);

export const headerName = (header: string): string => nameOf(header.replaceAll('%', ''));

const optionName = (key: string): string[] => {
  const name = key.replace(/^spec:/, '');
  return name !== key && name in runSpecSchema.shape ? [name] : [];
};

/** `joy F1`, `F1 joy`, `joy`, and the same in the languages that have a name for it. */
function labelNames(key: string, task: Task): string[] {
  const label = key.startsWith('f1:') ? key.slice(3) : undefined;
  if (label === undefined) return [];
  const names = [label, ...LANGUAGES.map((language) => labelName(task, label, language))];
  return names.flatMap((name) => [`${name} f1`, `f1 ${name}`, name]);
}

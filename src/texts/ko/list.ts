export const list = {
  title: '최근 실험 ({{total}}개 중 {{shown}}개)',
  thread: '스레드',
} as const;

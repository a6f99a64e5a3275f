export const optionHelp = {
  title: '옵션 {{name}}',
  may: '쓸 수 있는 값',
  default: '기본값',
  type: '입력 예',
  from: '출처',
  all: '모든 모델',
  whole: '{{min}}부터 {{max}}까지의 정수',
  above: '{{min}}보다 크고 {{max}} 이하',
  number: '{{min}}부터 {{max}}까지',
  text: '{{max}}자까지의 텍스트',
} as const;

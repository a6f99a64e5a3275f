/** Types of a tensor's values, by the names that safetensors gives them. */
const BYTES = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  I64: 8,
  U64: 8,
  I32: 4,
  U32: 4,
  I16: 2,
  U16: 2,
  I8: 1,
  U8: 1,
  BOOL: 1,
} as const;

export type ElementType = keyof typeof BYTES;

export const isElementType = (name: string): name is ElementType => Object.hasOwn(BYTES, name);

export const bytesOf = (type: ElementType): number => BYTES[type];

export const isFloating = (type: ElementType): boolean => type.includes('F');

/** Number of values of a shape. A size of 0 counts before sizes whose product is no exact number any more. */
export const countOf = (shape: readonly number[]): number =>
  shape.includes(0) ? 0 : shape.reduce((product, size) => product * size, 1);

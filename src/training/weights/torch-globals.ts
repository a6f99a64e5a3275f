import type { ElementType } from './element-type.js';

/** Types of PyTorch by the names of its dtypes and of its storages; those that are missing here are refused. */
const DTYPES: Readonly<Record<string, ElementType>> = {
  float64: 'F64',
  float32: 'F32',
  float16: 'F16',
  bfloat16: 'BF16',
  int64: 'I64',
  uint64: 'U64',
  int32: 'I32',
  uint32: 'U32',
  int16: 'I16',
  uint16: 'U16',
  int8: 'I8',
  uint8: 'U8',
  bool: 'BOOL',
};
const STORAGES: Readonly<Record<string, ElementType>> = {
  Double: 'F64',
  Float: 'F32',
  Half: 'F16',
  BFloat16: 'BF16',
  Long: 'I64',
  Int: 'I32',
  Short: 'I16',
  Char: 'I8',
  Byte: 'U8',
  Bool: 'BOOL',
};

/** The element type of `torch.float32` and the like. */
export const TYPE_OF_DTYPE: ReadonlyMap<string, ElementType> = new Map(
  Object.entries(DTYPES).map(([name, type]) => [`torch.${name}`, type]),
);

/** The element type of `torch.FloatStorage` and the like; null for bytes without a type. */
export const TYPE_OF_STORAGE: ReadonlyMap<string, ElementType | null> = new Map([
  ['torch.storage.UntypedStorage', null],
  ...Object.entries(STORAGES).map(([name, type]) => [`torch.${name}Storage`, type] as const),
]);

export const ORDERED_DICT = 'collections.OrderedDict';
export const REBUILD = {
  old: 'torch._utils._rebuild_tensor',
  v2: 'torch._utils._rebuild_tensor_v2',
  v3: 'torch._utils._rebuild_tensor_v3',
  parameter: 'torch._utils._rebuild_parameter',
} as const;
export const SIZE = 'torch.Size';
export const DEVICE = 'torch.device';

/** All names that a file of weights may mention. */
export const ALLOWED: ReadonlySet<string> = new Set([
  ORDERED_DICT,
  ...Object.values(REBUILD),
  SIZE,
  DEVICE,
  ...TYPE_OF_DTYPE.keys(),
  ...TYPE_OF_STORAGE.keys(),
]);

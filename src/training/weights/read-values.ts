import type { BinaryFile } from './binary-file.js';
import { bytesOf, type ElementType } from './element-type.js';

/**
 * `count` values from a position of the file (bytes) as float32, rounded to nearest where the file is more exact.
 * The values are little-endian, as is every machine that Node runs on.
 * @throws UserError `checkpoint.file` where the file is cut short
 */
export async function readValues(
  file: BinaryFile,
  { type, position, count, what }: { type: ElementType; position: number; count: number; what: string },
): Promise<Float32Array> {
  const length = count * bytesOf(type);
  file.expect(position, length, what);
  const bytes = new Uint8Array(new ArrayBuffer(length));
  await file.readInto(bytes, position, what);
  switch (type) {
    case 'F32':
      return new Float32Array(bytes.buffer);
    case 'F64':
      return Float32Array.from(new Float64Array(bytes.buffer));
    case 'F16':
      return throughTable(new Uint16Array(bytes.buffer));
    case 'BF16':
      return upperHalves(new Uint16Array(bytes.buffer));
    case 'I64':
    case 'U64':
    case 'I32':
    case 'U32':
    case 'I16':
    case 'U16':
    case 'I8':
    case 'U8':
    case 'BOOL':
      throw new Error(`${what} holds ${type}, which is no floating type`);
  }
}

/** A bfloat16 is the upper half of a float32. */
function upperHalves(halves: Uint16Array): Float32Array {
  const values = new Uint32Array(halves.length);
  for (let at = 0; at < halves.length; at++) values[at] = (halves[at] ?? 0) << 16;
  return new Float32Array(values.buffer);
}

let float16: Float32Array | undefined;

/** A table of all 65,536 float16 is faster than arithmetic for each of 10^8 values. */
function throughTable(halves: Uint16Array): Float32Array {
  const table = (float16 ??= Float32Array.from({ length: 65536 }, (_, bits) => fromFloat16(bits)));
  const values = new Float32Array(halves.length);
  for (let at = 0; at < halves.length; at++) values[at] = table[halves[at] ?? 0] ?? NaN;
  return values;
}

/** IEEE 754 binary16: 1 bit of sign, 5 of exponent (bias 15), 10 of fraction. */
function fromFloat16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction ? NaN : sign * Infinity;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

import { PickleError } from './pickle-error.js';

/** The bytes of a pickle, read in order; no length in them is believed before it is compared with what is there. */
export class PickleBytes {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer, start: number) {
    this.#bytes = bytes;
    this.#at = start;
  }

  /** Index of the next byte. */
  get at(): number {
    return this.#at;
  }

  uint8(): number {
    return this.#bytes.readUInt8(this.#take(1));
  }

  uint16(): number {
    return this.#bytes.readUInt16LE(this.#take(2));
  }

  uint32(): number {
    return this.#bytes.readUInt32LE(this.#take(4));
  }

  int32(): number {
    return this.#bytes.readInt32LE(this.#take(4));
  }

  /** Infinity where it is no exact number any more: nothing here is that long. */
  uint64(): number {
    const value = this.#bytes.readBigUInt64LE(this.#take(8));
    return value > BigInt(Number.MAX_SAFE_INTEGER) ? Infinity : Number(value);
  }

  /** The one number in a pickle that is big-endian. */
  float64(): number {
    return this.#bytes.readDoubleBE(this.#take(8));
  }

  /** Two's complement of any length; a number wherever that is exact. */
  long(length: number): number | bigint {
    const begin = this.#take(length);
    const digits = Buffer.from(this.#bytes.subarray(begin, begin + length))
      .reverse()
      .toString('hex');
    const signed = BigInt.asIntN(8 * length, BigInt(`0x0${digits}`));
    return Number.isSafeInteger(Number(signed)) ? Number(signed) : signed;
  }

  text(length: number): string {
    const begin = this.#take(length);
    return this.#bytes.toString('utf8', begin, begin + length);
  }

  line(): string {
    const end = this.#bytes.indexOf(0x0a, this.#at);
    if (end < 0) throw new PickleError('a name in its pickle does not end');
    const text = this.text(end - this.#at);
    this.#take(1);
    return text;
  }

  #take(length: number): number {
    const begin = this.#at;
    if (length > this.#bytes.length - begin)
      throw new PickleError(
        `its pickle ends in the middle: at byte ${begin} it should go on for more than the ${this.#bytes.length - begin} bytes that are left`,
      );
    this.#at += length;
    return begin;
  }
}

import type { ElementType } from './element-type.js';

/** A storage of PyTorch: a run of values in the file that tensors look into. */
export class Storage {
  constructor(
    readonly key: string,
    /** null: bytes without a type, which the tensors themselves bring. */
    readonly type: ElementType | null,
    /** In values of its type; bytes where it has none. */
    readonly count: number,
    /** First value of this view of the storage (legacy files only). */
    readonly start: number,
  ) {}
}

/** A tensor as pickled: offset and strides count values. */
export class PickledTensor {
  constructor(
    readonly storage: Storage,
    readonly type: ElementType,
    readonly offset: number,
    readonly shape: readonly number[],
    readonly strides: readonly number[],
  ) {}
}

/** A name that was allowed: a function, a class or a type, never run itself. */
export class Global {
  constructor(readonly name: string) {}
}

export class Tuple {
  constructor(readonly items: readonly PickleValue[]) {}
}

export class List {
  readonly items: PickleValue[] = [];
}

export class Dict {
  readonly entries = new Map<string, PickleValue>();

  /** Other keys than texts name nothing in weights; their hashes could also be chosen to make a map slow. */
  set(key: PickleValue | undefined, value: PickleValue = null): void {
    if (typeof key === 'string') this.entries.set(key, value);
  }
}

/** Something that was allowed and is not looked at, such as a device. */
export class Unused {}

export type PickleValue =
  null | boolean | number | bigint | string | Storage | PickledTensor | Global | Tuple | List | Dict | Unused;

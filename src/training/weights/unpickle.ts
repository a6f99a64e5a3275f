import { PickleBytes } from './pickle-bytes.js';
import { PickleError, RefusedPickleError } from './pickle-error.js';
import { PickleMemo } from './pickle-memo.js';
import { OP, REFUSED } from './pickle-opcodes.js';
import { PickleStack } from './pickle-stack.js';
import { Dict, type Global, List, type PickleValue, Tuple } from './pickle-value.js';

/** What a pickle may ask for. Each throws RefusedPickleError for what it does not allow. */
export type PickleHost = {
  /** A name of Python's, such as `collections.OrderedDict`. */
  global(module: string, name: string): Global;
  /** A call of such a name. */
  call(callee: PickleValue, args: PickleValue): PickleValue;
  /** Something that lies outside of the pickle. */
  persistent(id: PickleValue): PickleValue;
};

/** Some 30 a tensor: room for a checkpoint of 30,000 tensors. Limits time and memory. */
const MAX_STEPS = 1_000_000;

/**
 * Reads one pickle: protocols 2 to 5 as far as `torch.save` uses them. It makes lists, dictionaries, numbers and
 * texts; everything else it leaves to the host. No code of the file is run, whatever it holds.
 * @returns the value and the index of the byte after the pickle
 * @throws PickleError where it is damaged, RefusedPickleError where it asks for something else
 * @see https://github.com/python/cpython/blob/main/Lib/pickletools.py
 */
export function unpickle(
  source: Buffer,
  start: number,
  host: PickleHost,
): { value: PickleValue; end: number } {
  const bytes = new PickleBytes(source, start);
  const stack = new PickleStack();
  const memo = new PickleMemo();
  for (let step = 0; step < MAX_STEPS; step++) {
    const opcode = bytes.uint8();
    if (opcode === OP.STOP) return { value: stack.pop(), end: bytes.at };
    if (!pushes(opcode, bytes, stack) && !collects(opcode, stack) && !remembers(opcode, bytes, stack, memo))
      asks(opcode, bytes, stack, host);
  }
  throw new PickleError('its pickle has more steps than any checkpoint');
}

/** Opcodes that bring a value along. Each group returns whether the opcode was one of its own. */
function pushes(opcode: number, bytes: PickleBytes, stack: PickleStack): boolean {
  switch (opcode) {
    case OP.PROTO:
      if (bytes.uint8() > 5) throw new PickleError('its pickle has a protocol after 5');
      return true;
    case OP.FRAME: // a hint for buffering
      bytes.uint64();
      return true;
    case OP.NONE:
      return push(stack, null);
    case OP.NEWTRUE:
      return push(stack, true);
    case OP.NEWFALSE:
      return push(stack, false);
    case OP.BININT:
      return push(stack, bytes.int32());
    case OP.BININT1:
      return push(stack, bytes.uint8());
    case OP.BININT2:
      return push(stack, bytes.uint16());
    case OP.LONG1:
      return push(stack, bytes.long(bytes.uint8()));
    case OP.BINFLOAT:
      return push(stack, bytes.float64());
    case OP.SHORT_BINSTRING: // a text of Python 2
    case OP.SHORT_BINUNICODE:
      return push(stack, bytes.text(bytes.uint8()));
    case OP.BINSTRING: // a text of Python 2
    case OP.BINUNICODE:
      return push(stack, bytes.text(bytes.uint32()));
    case OP.BINUNICODE8:
      return push(stack, bytes.text(bytes.uint64()));
    case OP.EMPTY_LIST:
      return push(stack, new List());
    case OP.EMPTY_DICT:
      return push(stack, new Dict());
    case OP.EMPTY_TUPLE:
      return push(stack, new Tuple([]));
    default:
      return false;
  }
}

function push(stack: PickleStack, value: PickleValue): true {
  stack.push(value);
  return true;
}

/** Opcodes that put values of the stack into one. */
function collects(opcode: number, stack: PickleStack): boolean {
  switch (opcode) {
    case OP.MARK:
      stack.mark();
      return true;
    case OP.POP:
      stack.pop();
      return true;
    case OP.POP_MARK:
      stack.popToMark();
      return true;
    case OP.TUPLE:
      return push(stack, new Tuple(stack.popToMark()));
    case OP.TUPLE1:
    case OP.TUPLE2:
    case OP.TUPLE3:
      return push(stack, new Tuple(stack.popMany(opcode - OP.TUPLE1 + 1)));
    case OP.APPEND:
      return append(stack, [stack.pop()]);
    case OP.APPENDS:
      return append(stack, stack.popToMark());
    case OP.SETITEM:
      return set(stack, stack.popMany(2));
    case OP.SETITEMS:
      return set(stack, stack.popToMark());
    default:
      return false;
  }
}

function append(stack: PickleStack, values: readonly PickleValue[]): true {
  const list = stack.top();
  if (!(list instanceof List)) throw new PickleError('its pickle appends to what is no list');
  for (const value of values) list.items.push(value);
  return true;
}

function set(stack: PickleStack, pairs: readonly PickleValue[]): true {
  const dict = stack.top();
  if (!(dict instanceof Dict) || pairs.length % 2 !== 0)
    throw new PickleError('its pickle sets items of what is no dictionary');
  for (let at = 0; at < pairs.length; at += 2) dict.set(pairs[at], pairs[at + 1]);
  return true;
}

/** Opcodes of the memo: values that occur more than once. */
function remembers(opcode: number, bytes: PickleBytes, stack: PickleStack, memo: PickleMemo): boolean {
  switch (opcode) {
    case OP.BINPUT:
      memo.put(bytes.uint8(), stack.top());
      return true;
    case OP.LONG_BINPUT:
      memo.put(bytes.uint32(), stack.top());
      return true;
    case OP.MEMOIZE:
      memo.add(stack.top());
      return true;
    case OP.BINGET:
      return push(stack, memo.get(bytes.uint8()));
    case OP.LONG_BINGET:
      return push(stack, memo.get(bytes.uint32()));
    default:
      return false;
  }
}

/** Opcodes that only the host may answer. */
function asks(opcode: number, bytes: PickleBytes, stack: PickleStack, host: PickleHost): void {
  switch (opcode) {
    case OP.GLOBAL:
      return stack.push(host.global(bytes.line(), bytes.line()));
    case OP.STACK_GLOBAL: {
      const [module, name] = stack.popMany(2);
      if (typeof module !== 'string' || typeof name !== 'string')
        throw new PickleError('its pickle names something without a text');
      return stack.push(host.global(module, name));
    }
    case OP.REDUCE: {
      const [callee = null, args = null] = stack.popMany(2);
      return stack.push(host.call(callee, args));
    }
    case OP.BINPERSID:
      return stack.push(host.persistent(stack.pop()));
    case OP.BUILD: // attributes of a dictionary (PyTorch's `_metadata`), which are of no use here
      stack.pop();
      if (!(stack.top() instanceof Dict)) throw new RefusedPickleError('a state for an object (BUILD)');
      return;
    case OP.INST:
      throw new RefusedPickleError(`${bytes.line()}.${bytes.line()} (INST)`);
    default:
      throw REFUSED.has(opcode)
        ? new RefusedPickleError(`an object of a class (${REFUSED.get(opcode)})`)
        : new PickleError(`byte ${bytes.at - 1} of its pickle, 0x${opcode.toString(16)}, is no known opcode`);
  }
}

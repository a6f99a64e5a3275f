import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openTorch } from '../../../src/training/weights/open-torch.js';
import { assertUserError } from './assert-user-error.js';
import { assertEqualsPyTorch, weightsFile } from './expected-weights.js';

/** Files in weights/refused: which error, and what it says. `!` stands for checkpoint.pickle. */
const REFUSED: Readonly<Record<string, RegExp | readonly ['!', RegExp]>> = {
  'os-system': ['!', /asks for posix\.system/],
  eval: ['!', /asks for __builtin__\.eval/],
  'nested-load': ['!', /asks for torch\.serialization\.load/],
  'stack-global': ['!', /asks for posix\.system/],
  dotted: ['!', /asks for torch\.serialization\.os\.system/],
  'nested-name': ['!', /asks for collections\.OrderedDict\.__init__/],
  'from-numpy': ['!', /asks for torch\._utils\._rebuild_device_tensor_from_numpy/],
  'storage-method': ['!', /asks for torch\.FloatStorage\.from_file/],
  inst: ['!', /asks for os\.system \(INST\)/],
  obj: ['!', /an object of a class \(OBJ\)/],
  newobj: ['!', /an object of a class \(NEWOBJ\)/],
  'newobj-ex': ['!', /an object of a class \(NEWOBJ_EX\)/],
  extension: ['!', /an object of a class \(EXT1\)/],
  build: ['!', /a state for an object \(BUILD\)/],
  'legacy-os-system': ['!', /asks for posix\.system/],
  'call-type': /calls torch\.FloatStorage/,
  'call-text': /calls what is no function/,
  float8:
    /holds values of the type torch\.float8_e4m3fn, which cannot be read\. Take a checkpoint in float32/,
  complex: /holds values of the type torch\.ComplexFloatStorage/,
  'bare-tensor': /holds no dictionary of tensors by name/,
  'training-state': /holds no dictionary of tensors by name/,
  'memo-bomb': /holds no dictionary of tensors by name/,
  copies: /holds no dictionary of tensors by name/,
  'long-text': /ends in the middle: at byte 8 .* the 2 bytes that are left/,
  'longer-text': /ends in the middle: at byte 12 .* the 2 bytes that are left/,
  deep: /nested too deeply/,
  'no-stop': /ends in the middle/,
  'no-memo': /a value that it did not store/,
  'unknown-opcode': /byte 2 of its pickle, 0xff, is no known opcode/,
  'huge-count': /its storage of 281474976710655 values has 16 bytes/,
  'huge-shape': /gives a tensor \[1099511627775\] a storage of 4 values/,
  'bigger-shape': /describes a tensor in no known way/,
  'negative-stride': /describes a tensor in no known way/,
  'negative-offset': /describes a tensor in no known way/,
  outside: /gives a tensor \[4\] a storage of 4 values/,
  'other-key': /has no record "archive\/data\/\.\.\/\.\.\/etc\/passwd"/,
  'big-endian': /another byte order/,
  'short-storage': /its storage of 4 values has 12 bytes/,
  'no-pickle': /none of `torch\.save`: it has no data\.pkl/,
  'legacy-short': /its storage of 6 values has 5 of them/,
  'legacy-missing': /its list of storages is not that of its tensors/,
  'legacy-view': /looks at a part of a storage that is not there/,
};

describe('files of torch.save', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'labmate-torch-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const write = async (bytes: Buffer | string): Promise<string> => {
    const file = join(folder, 'pytorch_model.bin');
    await writeFile(file, bytes);
    return file;
  };

  for (const name of [
    'kinds.bin',
    'kinds.protocol4.bin',
    'kinds.legacy.bin',
    'views.bin',
    'views.protocol4.bin',
    'views.legacy.bin',
    'zip64.bin',
    'old-views.bin',
  ])
    it(`holds in ${name} what PyTorch finds there`, async () => {
      const file = await openTorch(weightsFile(name));
      await assertEqualsPyTorch(file, name);
      await file.close();
    });

  it('knows tensors of integers, too, and their types', async () => {
    const file = await openTorch(weightsFile('kinds.bin'));
    const types = ['i64', 'i32', 'i16', 'i8', 'u8', 'u16', 'bool'].map(
      (name) => file.tensors.get(name)?.type,
    );
    assert.deepEqual(types, ['I64', 'I32', 'I16', 'I8', 'U8', 'U16', 'BOOL']);
    assert.deepEqual(file.tensors.get('i64')?.shape, [1, 4]);
    await file.close();
  });

  it('refuses each file that asks for more than tensors, or lies about them, and says so', async () => {
    const files = readdirSync(weightsFile('refused')).map((file) => basename(file, '.bin'));
    assert.deepEqual(files.sort(), Object.keys(REFUSED).sort());
    for (const [name, says] of Object.entries(REFUSED)) {
      const path = weightsFile(`refused/${name}.bin`);
      const [identifier, message] =
        says instanceof RegExp ? ['checkpoint.file', says] : ['checkpoint.pickle', says[1]];
      const error = await assertUserError(openTorch(path), identifier, message);
      assert.ok(error.message.startsWith(path), `names the file: ${error.message}`);
    }
  });

  it('refuses a tensor that is larger than its storage', async () => {
    const broadcast = openTorch(weightsFile('broadcast.bin'));
    await assertUserError(broadcast, 'checkpoint.file', /a tensor \[4\] a storage of 1 values/);
  });

  it('refuses compressed records and says which', async () => {
    const deflated = openTorch(weightsFile('deflated.bin'));
    await assertUserError(deflated, 'checkpoint.file', /holds "views\/.*" compressed or encrypted/);
  });

  it('says that a zip archive is cut short, wherever that is', async () => {
    const whole = await readFile(weightsFile('views.bin'));
    for (const length of [4, 100, whole.length - 1]) {
      const file = await write(whole.subarray(0, length));
      await assertUserError(openTorch(file), 'checkpoint.file', /is cut short: the directory/);
    }
  });

  it('says how many bytes a legacy file lacks', async () => {
    const whole = await readFile(weightsFile('kinds.legacy.bin'));
    const cut = await write(whole.subarray(0, whole.length - 5));
    await assertUserError(openTorch(cut), 'checkpoint.file', /is cut short: .* 5 of these bytes are missing/);
    const early = await write(whole.subarray(0, 300));
    await assertUserError(openTorch(early), 'checkpoint.file', /its pickle ends in the middle/);
  });

  it('says what a file is that is no checkpoint', async () => {
    const tar = Buffer.alloc(1024);
    tar.write('ustar', 257);
    for (const [bytes, says] of [
      ['', /is empty/],
      [
        'version https://git-lfs.github.com/spec/v1\noid sha256:00\n',
        /only a pointer of git-lfs.*`git lfs pull`/,
      ],
      ['\n<!DOCTYPE html><html></html>', /is a web page/],
      [tar, /a tar archive, as PyTorch before 0\.2 wrote them/],
      [Buffer.from([0x1f, 0x8b, 8, 0]), /is packed with gzip/],
      ['hello', /is no checkpoint of PyTorch, or is damaged/],
      [Buffer.from([0x80, 2, 0x7d, 0x2e]), /is no checkpoint of PyTorch, or is damaged/],
    ] as const)
      await assertUserError(openTorch(await write(bytes)), 'checkpoint.file', says);
  });

  it('refuses a folder in the place of a file', async () => {
    await assertUserError(openTorch(folder), 'checkpoint.file', /cannot be opened: it is no file/);
  });
});

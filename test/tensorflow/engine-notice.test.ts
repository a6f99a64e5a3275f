import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { engineNotice as noticeOf, whyNotFaster } from '../../src/tensorflow/engine-notice.js';
import { textsIn } from '../../src/texts/texts.js';

const engineNotice = (engine: Parameters<typeof noticeOf>[0]): string | null => {
  const notice = noticeOf(engine);
  return notice && textsIn('en').say(notice);
};

const NATIVE = { kernels: 'on', kind: 'native', tensorflow: '2.21.0', device: 'cpu', slow: false } as const;
const WASM = { kernels: null, kind: 'wasm', tensorflow: '4.22.0', device: 'cpu', slow: true } as const;
const ALONE = { driver: false, visible: undefined, recorded: null };

describe('whyNotFaster', () => {
  it('has nothing to say about the native engine on the best that the machine has', () => {
    assert.equal(whyNotFaster(NATIVE, ALONE), null);
    const gpu = { ...NATIVE, device: 'NVIDIA A100-SXM4-80GB' };
    assert.equal(whyNotFaster(gpu, { ...ALONE, driver: true, recorded: 'TensorFlow saw no GPU then' }), null);
  });

  it('sees that a GPU is not used, and says what to look at', () => {
    assert.match(whyNotFaster(NATIVE, { ...ALONE, driver: true }) ?? '', /sees no GPU; see that nvidia-smi/);
    const recorded = 'only 200 MB are free';
    assert.equal(whyNotFaster(NATIVE, { ...ALONE, driver: true, recorded }), recorded);
  });

  it('names the variable that hides the GPUs', () => {
    const why = (visible: string) => whyNotFaster(NATIVE, { ...ALONE, driver: true, visible });
    assert.match(why('') ?? '', /CUDA_VISIBLE_DEVICES is "", which hides the GPUs/);
    assert.match(why('-1') ?? '', /CUDA_VISIBLE_DEVICES is "-1"/);
    assert.match(why('0') ?? '', /sees no GPU/);
  });

  it('puts what failed now before what failed at set-up', () => {
    const recorded = 'no C++ compiler found';
    assert.equal(whyNotFaster(WASM, { ...ALONE, recorded }), recorded);
    assert.equal(whyNotFaster(WASM, { ...ALONE, recorded, failure: 'it does not load' }), 'it does not load');
  });
});

describe('engineNotice', () => {
  it('says one sentence where people would wait longer than they think', () => {
    assert.equal(engineNotice({ ...NATIVE, reason: null }), null);
    assert.match(
      engineNotice({ ...NATIVE, reason: null, kernels: 'no g++' }) ?? '',
      /^It trains without Labmate's own kernels, about a third slower: no g\+\+\.$/,
    );
    assert.match(
      engineNotice({ ...NATIVE, reason: 'TensorFlow sees no GPU' }) ?? '',
      /^It trains on the CPU, although an NVIDIA driver is there: TensorFlow sees no GPU\.$/,
    );
    assert.match(
      engineNotice({ ...WASM, reason: 'no C++ compiler found; install g++' }) ?? '',
      /engine is slow here \(wasm 4\.22\.0\), and the run takes several times longer.*: no C\+\+ compiler/,
    );
    assert.match(engineNotice({ ...WASM, reason: null }) ?? '', /doctor` says why\.$/);
  });
});

/**
 * The files that make up an engine, pinned by SHA-256. One Python tag for all machines: only the C library inside
 * is used, never Python itself. `megabytes` is the download's size, for the progress lines.
 *
 * To move to another TensorFlow, change the versions and hashes here together; pip's report names them:
 * `pip install --dry-run --no-deps --ignore-installed --report - --only-binary=:all: --python-version 3.11
 * --platform manylinux_2_27_x86_64 --target x tensorflow-cpu==…`.
 */
export const PYTHON = { version: '3.11', implementation: 'cp', abi: 'cp311' };

const TENSORFLOW = '2.21.0';

/** What TensorFlow's extra `and-cuda` names; the libraries find each other by pip's folder layout. */
const NVIDIA = [
  ['cublas', '12.9.3.13', 581, 'd7d51055f161b317c7105ddaae90e71eda059026074ffef93cf7cde2886bfe72'],
  ['cuda-cupti', '12.8.90', 10, 'ea0cb07ebda26bb9b29ba82cda34849e73c166c18162d3913575b0c9db9a6182'],
  ['cuda-nvcc', '12.9.86', 41, '5d6a0d32fdc7ea39917c20065614ae93add6f577d840233237ff08e9a38f58f0'],
  ['cuda-nvrtc', '12.9.86', 90, '210cf05005a447e29214e9ce50851e83fc5f4358df8b453155d5e1918094dcb4'],
  ['cuda-runtime', '12.9.79', 3, '25bba2dfb01d48a9b59ca474a1ac43c6ebf7011f1b0b8cc44f54eb6ac48a96c3'],
  ['cudnn', '9.28.0.42', 717, '9ff58b7f36dacd0a93e89f8f2957b52466889217963701daa15e577317cfa375'],
  ['cufft', '11.4.1.4', 201, 'c67884f2a7d276b4b80eb56a79322a95df592ae5e765cf1243693365ccab4e28'],
  ['curand', '10.3.10.19', 68, '49b274db4780d421bd2ccd362e1415c13887c53c214f0d4b761752b8f9f6aa1e'],
  ['cusolver', '11.7.5.82', 338, '15da72d1340d29b5b3cf3fd100e3cd53421dde36002eda6ed93811af63c40d88'],
  ['cusparse', '12.5.10.65', 366, '73060ce019ac064a057267c585bf1fd5a353734151f87472ff02b2c5c9984e78'],
  ['nccl', '2.32.3', 352, 'bb94b2348e4861d5e8aa00b36c3d12d9bdf9c6369b82cbb723de0b582280a21c'],
  ['nvjitlink', '12.9.86', 40, 'e3f1171dbdc83c5932a45f0f4c99180a70de9bd2718c1ab77d14104f6d7147f9'],
].map(([part, version, megabytes, sha256]) => ({
  name: `nvidia-${part}-cu12`,
  version,
  megabytes,
  sha256,
}));

const tensorflow = (name, megabytes, sha256) => ({ name, version: TENSORFLOW, megabytes, sha256 });

/** Each library set: `key` names its cache folder, `diskMegabytes` is what download and unpacked files need. */
export const LIBRARIES = {
  'cpu-x64': {
    key: `tensorflow-${TENSORFLOW}-cpu-x64`,
    machine: 'x86_64',
    diskMegabytes: 1300,
    wheels: [
      tensorflow('tensorflow-cpu', 274, '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c'),
    ],
  },
  // There is no tensorflow-cpu for Arm; there the full package is the CPU one.
  'cpu-arm64': {
    key: `tensorflow-${TENSORFLOW}-cpu-arm64`,
    machine: 'aarch64',
    diskMegabytes: 1500,
    wheels: [
      tensorflow('tensorflow', 282, '4b24aca16d527a3cf1c37f720c04c484c3d20f4d0fdfa98632ac8b9f3be6eb5c'),
    ],
  },
  'cuda-x64': {
    key: `tensorflow-${TENSORFLOW}-cuda-x64`,
    cuda: true,
    machine: 'x86_64',
    diskMegabytes: 12_000,
    wheels: [
      tensorflow('tensorflow', 572, '9056fbc9ba04235810b71ae6cbd958a196e8804fb53bbcffbf3e23b56155f124'),
      ...NVIDIA,
    ],
  },
};

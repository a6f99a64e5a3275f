/** What a worker needs of the environment. Of tokens and keys only the hub's is in it: the worker fetches checkpoints. */
const PASSED_ON =
  /^(PATH|HOME|LANG|LC_.*|TZ|TMPDIR|LD_LIBRARY_PATH|CUDA_.*|NVIDIA_.*|TF_.*|OMP_.*|LABMATE_ENGINE|LABMATE_KERNELS|LABMATE_CACHE|XDG_CACHE_HOME|HF_TOKEN|HF_ENDPOINT|HF_HOME|HF_HUB_CACHE|HUGGINGFACE_HUB_CACHE|NODE_EXTRA_CA_CERTS|NODE_USE_ENV_PROXY|SSL_CERT_FILE|SSL_CERT_DIR|HTTPS?_PROXY|NO_PROXY|https?_proxy|no_proxy)$/;

/** The environment of a process that trains or predicts. */
export function workerEnvironment(env: NodeJS.ProcessEnv = process.env): Record<string, string | undefined> {
  const passedOn = Object.entries(env).filter(([name]) => PASSED_ON.test(name));
  return { TF_CPP_MIN_LOG_LEVEL: '2', ...Object.fromEntries(passedOn) };
}

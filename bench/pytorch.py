"""The PyTorch half of `npm run bench -- engine`: what a team would write with torch and transformers, step by step.

Started by src/bench/measure-config.ts with a folder that holds a Hugging Face checkpoint (config.json,
model.safetensors) and batches.json. One JSON object a line comes on stdin and one goes back on stdout
(src/bench/protocol.ts). Ends when stdin ends.
"""

import json
import math
import os
import resource
import signal
import sys
import time

os.environ.setdefault("HF_HUB_OFFLINE", "1")
# Ctrl+C reaches the whole group; the parent decides, and stdin ends with it.
signal.signal(signal.SIGINT, signal.SIG_IGN)
# Libraries print what they like; stdout carries replies alone.
replies, sys.stdout = sys.stdout, sys.stderr


def reply(message):
    replies.write(json.dumps(message) + "\n")
    replies.flush()


try:
    import torch
    import transformers
    from transformers import AutoModelForSequenceClassification
except ImportError as error:
    reply(
        {
            "error": f"PyTorch cannot be measured: {error}. Install both libraries for the Python that BENCH_PYTHON "
            f"names ({sys.executable} -m pip install torch transformers), or unset BENCH_PYTHON."
        }
    )
    sys.exit(1)

transformers.logging.set_verbosity_error()
transformers.logging.disable_progress_bar()


def parameter_groups(model, decay):
    """As in transformers' Trainer: no weight decay on biases and LayerNorm weights."""
    plain = [p for name, p in model.named_parameters() if name.endswith(".bias") or "LayerNorm" in name]
    kept = {id(p) for p in plain}
    decayed = [p for p in model.parameters() if id(p) not in kept]
    return [{"params": decayed, "weight_decay": decay}, {"params": plain, "weight_decay": 0.0}]


class Measured:
    def __init__(self, request):
        self.device = request["device"]
        self.trains = request["config"]["kind"] == "train"
        model, loaded = AutoModelForSequenceClassification.from_pretrained(
            request["folder"], output_loading_info=True
        )
        if loaded["missing_keys"] or loaded["unexpected_keys"]:
            raise ValueError(f"the weights do not fit transformers' model: {loaded}")
        self.model = model.to(self.device).train(self.trains)
        with open(os.path.join(request["folder"], "batches.json"), encoding="utf-8") as file:
            self.batches = [self.tensors(batch) for batch in json.load(file)]
        begin = time.perf_counter()
        self.loss = torch.nn.BCEWithLogitsLoss()
        if self.trains:
            # `fused` is the fastest of torch's three and what transformers' Trainer takes.
            self.optimizer = torch.optim.AdamW(
                parameter_groups(model, request["decay"]), lr=request["rate"], fused=os.environ.get("PYTHON_FUSED", "1") == "1"
            )
        self.clip = request["clip"]
        self.open_ms = 1000 * (time.perf_counter() - begin)
        self.done = 0

    def tensors(self, batch):
        inputs = {
            "input_ids": torch.tensor(batch["ids"], device=self.device),
            "token_type_ids": torch.tensor(batch["types"], device=self.device),
            "attention_mask": torch.tensor(batch["mask"], device=self.device),
        }
        return inputs, torch.tensor(batch["targets"], dtype=torch.float32, device=self.device)

    def train_step(self, inputs, targets):
        self.optimizer.zero_grad()
        loss = self.loss(self.model(**inputs).logits, targets)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.clip)
        self.optimizer.step()
        return [loss.item()]

    def predict(self, inputs):
        with torch.no_grad():
            return self.model(**inputs).logits.flatten().tolist()

    def go(self, steps):
        times, values = [], []
        for _ in range(steps):
            inputs, targets = self.batches[self.done % len(self.batches)]
            self.done += 1
            begin = time.perf_counter()
            values += self.train_step(inputs, targets) if self.trains else self.predict(inputs)
            if self.device == "cuda":
                torch.cuda.synchronize()
            times.append(1000 * (time.perf_counter() - begin))
        return {"ms": times, "values": [value if math.isfinite(value) else None for value in values]}


def peak_mb():
    """Largest resident set of this process so far, as the kernel counts it."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) / 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


measured = None
try:
    for line in sys.stdin:
        request = json.loads(line)
        if request["op"] == "open":
            measured = Measured(request)
            threads = torch.get_num_threads()
            reply(
                {
                    "says": f"torch {torch.__version__}, transformers {transformers.__version__}, {threads} threads",
                    "device": measured.device,
                    "open_ms": measured.open_ms,
                }
            )
        elif request["op"] == "go":
            reply(measured.go(request["steps"]))
        else:
            reply({"peak_mb": peak_mb()})
except Exception as error:
    reply({"error": f"PyTorch stopped: {type(error).__name__}: {error}"})
    raise

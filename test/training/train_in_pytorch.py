"""Trains a checkpoint with PyTorch as a run did, and prints each step's loss, rate and gradient norm as JSON.

    python train_in_pytorch.py CHECKPOINT SPEC

SPEC: spec.json of a run with shuffle, bucket and dropout off. Losses: bce and asl as published, their mean over all entries.
"""

import json
import math
import sys

import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer, get_linear_schedule_with_warmup

folder, spec_file = sys.argv[1:3]
run = json.load(open(spec_file, encoding="utf8"))
spec, labels = run["spec"], run["task"]["labels"]
undropped = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
model = AutoModelForSequenceClassification.from_pretrained(folder, **undropped).train()
tokenizer = AutoTokenizer.from_pretrained(folder)
lines = [json.loads(line) for line in open(run["data"]["train"], encoding="utf8")]

plain = [p for n, p in model.named_parameters() if n.endswith("bias") or "LayerNorm" in n]
decayed = [p for n, p in model.named_parameters() if not (n.endswith("bias") or "LayerNorm" in n)]
optimizer = torch.optim.AdamW(
    [{"params": decayed, "weight_decay": spec["decay"]}, {"params": plain, "weight_decay": 0.0}], lr=spec["lr"]
)
steps = spec["epochs"] * math.ceil(len(lines) / spec["batch"])
schedule = get_linear_schedule_with_warmup(optimizer, math.ceil(spec["warmup"] * steps), steps)


def entries(x, y):
    if spec["loss"] == "bce":
        return torch.nn.functional.binary_cross_entropy_with_logits(x, y, reduction="none")
    p = torch.sigmoid(x)
    q = (1 - p + spec["clip"]).clamp(max=1)
    log = y * torch.log(p.clamp(min=1e-8)) + (1 - y) * torch.log(q.clamp(min=1e-8))
    with torch.no_grad():
        focus = torch.pow(1 - p * y - q * (1 - y), spec["gamma_pos"] * y + spec["gamma_neg"] * (1 - y))
    return -log * focus


told = []
for _ in range(spec["epochs"]):
    for begin in range(0, len(lines), spec["batch"]):
        batch = lines[begin : begin + spec["batch"]]
        # One by one: in a batched call an absent pair would be an empty one.
        encoded = [
            tokenizer(
                line["input"]["form"],
                *[target["form"] for target in [line["input"]["target"]] if target and target["form"]],
                truncation="longest_first",
                max_length=spec["maxlen"],
            )
            for line in batch
        ]
        inputs = tokenizer.pad(encoded, return_tensors="pt")
        if model.config.type_vocab_size == 1:  # RoBERTa knows no types; BERT's tokenizer gives them all the same
            inputs.pop("token_type_ids")
        y = torch.tensor([[float(line["output"][label] == "True") for label in labels] for line in batch])
        loss = entries(model(**inputs).logits, y).mean()
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(model.parameters(), spec["grad_clip"])
        told.append({"loss": loss.item(), "lr": schedule.get_last_lr()[0], "gradNorm": norm.item()})
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
print(json.dumps(told))

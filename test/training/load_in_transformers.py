"""Loads a run's checkpoint with transformers, and holds its logits and tokens against Labmate's.

    python load_in_transformers.py CHECKPOINT LINES SCORES

LINES: {"text": ..., "pair": ... or null} a line, as the model is given them; SCORES: {"ids": [...], "logits": [...]} a line.
Prints one JSON value.
"""

import json
import sys

import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

folder, lines, scores = sys.argv[1:4]
model, loading = AutoModelForSequenceClassification.from_pretrained(folder, output_loading_info=True)
tokenizer = AutoTokenizer.from_pretrained(folder)
model.eval()
difference = 0.0
tokens = 0
with torch.no_grad():
    for line, score in zip(open(lines, encoding="utf8"), open(scores, encoding="utf8"), strict=True):
        text, score = json.loads(line), json.loads(score)
        pair = [text["pair"]] if text["pair"] else []
        inputs = tokenizer(text["text"], *pair, truncation="longest_first", max_length=32, return_tensors="pt")
        tokens += inputs["input_ids"][0].tolist() != score["ids"]
        logits = model(**inputs).logits[0]
        difference = max(difference, (logits - torch.tensor(score["logits"])).abs().max().item())
print(
    json.dumps(
        {
            "class": type(model).__name__,
            "problem_type": model.config.problem_type,
            "id2label": model.config.id2label,
            "dtype": str(model.dtype),
            "missing": sorted(loading["missing_keys"]),
            "unexpected": sorted(loading["unexpected_keys"]),
            "difference": difference,
            "other_tokens": tokens,
        }
    )
)

"""Writes more-losses.json: losses that losses.json does not have, in float64 with torch. Not run by the tests.

    python make-more-losses.py > more-losses.json
"""

import json

import torch
import torch.nn.functional as F

torch.manual_seed(5)
torch.set_default_dtype(torch.float64)


def focal(x, y, gamma, alpha):
    """Lin et al. 2017, equation 5, as torchvision's sigmoid_focal_loss mixes targets between 0 and 1."""
    p = torch.sigmoid(x)
    p_t = p * y + (1 - p) * (1 - y)
    loss = F.binary_cross_entropy_with_logits(x, y, reduction="none") * (1 - p_t) ** gamma
    return loss if alpha < 0 else (alpha * y + (1 - alpha) * (1 - y)) * loss


def weighted(x, y, weights):
    return F.binary_cross_entropy_with_logits(x, y, pos_weight=torch.tensor(weights), reduction="none")


def smooth(y, s):
    return y * (1 - s) + s / 2


WEIGHTS = [1, 2.5, 0.5, 7, 1, 12, 3, 0.25]
CASES = [
    ("focal", {"gamma": 2, "alpha": 0.25}, lambda x, y: focal(x, y, 2, 0.25)),
    ("focal", {"gamma": 2, "alpha": -1}, lambda x, y: focal(x, y, 2, -1)),
    ("focal", {"gamma": 0.5, "alpha": 0.7}, lambda x, y: focal(x, y, 0.5, 0.7)),
    ("focal", {"gamma": 0, "alpha": 0.5}, lambda x, y: focal(x, y, 0, 0.5)),
    ("bce", {"pos_weight": ",".join(map(str, WEIGHTS))}, lambda x, y: weighted(x, y, WEIGHTS)),
    ("bce", {"pos_weight": "3"}, lambda x, y: weighted(x, y, [3.0] * 8)),
    ("bce", {"label_smoothing": 0.1}, lambda x, y: weighted(x, smooth(y, 0.1), [1.0] * 8)),
    ("bce", {"label_smoothing": 0.2, "pos_weight": "3"}, lambda x, y: weighted(x, smooth(y, 0.2), [3.0] * 8)),
    ("focal", {"gamma": 2, "alpha": 0.25, "label_smoothing": 0.1}, lambda x, y: focal(x, smooth(y, 0.1), 2, 0.25)),
]

matrices = []
for name, scale in [("random, std 2", 2), ("random, std 8", 8)]:
    logits = torch.round(torch.randn(6, 8) * scale, decimals=4)
    targets = (torch.rand(6, 8) < 0.3).double()
    cases = []
    for loss, params, entries in CASES:
        x = logits.clone().requires_grad_()
        value = entries(x, targets).sum()
        value.backward()
        cases.append({"loss": loss, "params": params, "value_sum": value.item(), "grad_sum": x.grad.tolist()})
    matrices.append({"name": name, "logits": logits.tolist(), "targets": targets.tolist(), "cases": cases})
print(json.dumps({"matrices": matrices}))

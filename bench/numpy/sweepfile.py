"""Reads the grid of a sweep file: values, lists, linspace, geomspace and range. Formulas and conditions are refused, not guessed."""

import itertools
from dataclasses import dataclass

import numpy as np
import yaml

DEFAULTS = {"scale": 1.0, "decay_rate": 0.0}
SUPPORTED = {"dx", "dy", "n", "noise_std", "true_rank", "spectrum", "scale", "decay_rate"}


@dataclass(frozen=True)
class Sweep:
    name: str
    seed: int
    trials: int
    ranks: list
    swept: list  # names of the parameters with more than one value
    cells: list  # one dict of parameters per cell, the last parameter of the file varying fastest


def load(path):
    with open(path, encoding="utf-8") as file:
        text = yaml.safe_load(file)
    grid = text["grid"]
    if not isinstance(grid, dict) or not SUPPORTED.issuperset(grid):
        raise SystemExit(f"{path}: this benchmark reads one grid of {sorted(SUPPORTED)} only")
    axes = {name: _axis(path, name, value) for name, value in grid.items()}
    cells = [DEFAULTS | dict(zip(axes, point)) for point in itertools.product(*axes.values())]
    swept = [name for name, values in axes.items() if len(values) > 1]
    return Sweep(text["name"], text.get("seed", 0), text.get("trials", 100), text["lora_ranks"], swept, cells)


def _axis(path, name, value):
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        if isinstance(value, str) and name != "spectrum":
            raise SystemExit(f"{path}: {name}: formulas are not read by this benchmark")
        return [value]
    (kind, given), = value.items()
    if kind == "range":
        return list(range(given["from"], given["to"] + 1, given["step"]))
    spaced = {"linspace": np.linspace, "geomspace": np.geomspace}[kind]
    return spaced(given["from"], given["to"], given["count"]).tolist()

#!/usr/bin/env python3
"""Runs sweep files with NumPy and a process pool: the direct way, explicit data and a decomposition per trial and rank.

Prints one line per sweep, and with --json a document: seconds of the pool's work, trials, and mean and standard error
of every outcome in every cell.
"""

import blas  # noqa: F401  must come before numpy: it pins BLAS to one thread

import argparse
import json
import math
import multiprocessing
import os
import time

import numpy as np

import model
import sweepfile


def run_chunk(task):
    sweep_seed, index, cell, ranks, first, count, share = task
    rows = [model.risks(cell, ranks, np.random.default_rng([sweep_seed, index, trial]), share) for trial in range(first, first + count)]
    return index, rows


def chunks(sweep, trials, share):
    size = max(1, math.ceil(trials / 10))
    for index, cell in enumerate(sweep.cells):
        for first in range(0, trials, size):
            yield sweep.seed, index, cell, sweep.ranks, first, min(size, trials - first), share


def run_sweep(path, fraction, share, processes):
    sweep = sweepfile.load(path)
    trials = max(1, math.ceil(sweep.trials * fraction))
    rows = [[] for _ in sweep.cells]
    with multiprocessing.Pool(processes) as pool:
        start = time.perf_counter()
        for index, some in pool.imap_unordered(run_chunk, chunks(sweep, trials, share)):
            rows[index].extend(some)
        seconds = time.perf_counter() - start
    return {
        "sweep": sweep.name,
        "trials_per_cell": trials,
        "trials_per_cell_complete": sweep.trials,
        "trials": trials * len(sweep.cells),
        "seconds": seconds,
        "cells": [summary(sweep, cell, np.asarray(some)) for cell, some in zip(sweep.cells, rows)],
    }


def summary(sweep, cell, risks):
    count = len(risks)
    spread = risks.std(axis=0, ddof=1) / math.sqrt(count) if count > 1 else np.full(risks.shape[1], np.nan)
    ranks = [None, *sweep.ranks]
    return {
        "swept": {name: cell[name] for name in sweep.swept},
        "outcomes": [
            {"rank": rank, "mean": mean, "sem": None if math.isnan(sem) else sem}
            for rank, mean, sem in zip(ranks, risks.mean(axis=0).tolist(), spread.tolist())
        ],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sweeps", nargs="+", help="sweep files")
    parser.add_argument("--fraction", type=float, default=1.0, help="share of each cell's trials to run, for an estimate [1]")
    parser.add_argument("--share", action="store_true", help="decompose once per trial and share it between the ranks")
    parser.add_argument("--processes", type=int, default=os.cpu_count(), help="size of the pool [every processor]")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    options = parser.parse_args()
    results = []
    for path in options.sweeps:
        result = run_sweep(path, options.fraction, options.share, options.processes)
        results.append(result)
        if not options.json:
            print_line(result, options.processes)
    if options.json:
        print(json.dumps({"software": blas.software(), "processes": options.processes, "sweeps": results}))
    else:
        print(blas.software())


def print_line(result, processes):
    each = 1e3 * result["seconds"] * processes / result["trials"]
    print(f"{result['sweep']}: {result['seconds']:.2f} s wall, {result['trials']} trials, {each:.3f} ms of one process a trial; mean risk over the cells: "
          + ", ".join(f"{name} {value:.6g}" for name, value in means(result)))


def means(result):
    for column, outcome in enumerate(result["cells"][0]["outcomes"]):
        name = "full" if outcome["rank"] is None else f"lora {outcome['rank']}"
        yield name, sum(cell["outcomes"][column]["mean"] for cell in result["cells"]) / len(result["cells"])


if __name__ == "__main__":
    main()

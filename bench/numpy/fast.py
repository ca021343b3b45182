#!/usr/bin/env python3
"""LoraCluster's fast algorithm on LAPACK: sampled sufficient statistics, one decomposition a trial, every rank from it.

Prints milliseconds per trial, one thread, for dx = dy = d, n = 10 d, a Gaussian shift of rank max(1, d/10), noise 1.
Three decompositions compete; the fastest that does the job is the one to compare with:

  eigh     dsyevd of T T^T: the fastest here for every rank, but squaring T costs half of the digits
  svd      dgesdd of T itself, as LoraCluster decomposes it: the same digits
  subset   dsyevr of T T^T for the leading 16 vectors only: for the ranks 1, 2, 4, 8, 16

Everything that NumPy can do on a stack of trials is done so; the triangular solve is BLAS's dtrsm, in place.
"""

import blas  # must come before numpy: it pins BLAS to one thread

import argparse
import json
import math
import time

import numpy as np
from scipy.linalg import eigh
from scipy.linalg.blas import dtrsm

NOISE_STD = 1.0
FEW = 16


class Statistics:
    """Draws (G, T, N, D) for stacks of an even number of trials. docs/theory.md, "Sampling the sufficient statistics", n >= dx."""

    def __init__(self, d, stack, rng):
        self.d, self.n, self.k, self.stack, self.rng = d, 10 * d, max(1, d // 10), stack, rng
        # Two triangles fit into one square of normals: trials 2i and 2i + 1 share it, and no normal is drawn in vain.
        self.squares = np.empty((stack // 2, d, d))
        self.noise = np.empty((stack, d, d))

    def draw(self):
        d, k = self.d, self.k
        self.rng.standard_normal(out=self.squares)
        self.rng.standard_normal(out=self.noise)
        diagonal = np.sqrt(self.rng.chisquare(self.n - np.arange(d), (self.stack, d)))
        core = self.draw_core()
        fit = NOISE_STD * self.noise
        fit[:, :k, :k] += core @ self.top_corner(diagonal)
        for pair, square in enumerate(self.squares):
            for half in (0, 1):
                np.einsum("ii->i", square)[:] = diagonal[2 * pair + half]
                # N^T = sigma L^-T G^T. LAPACK reads columns, so it sees `square` transposed: L^T in the upper triangle, or L in the lower.
                dtrsm(NOISE_STD, square.T, self.noise[2 * pair + half].T, lower=half, trans_a=half, overwrite_b=1)
        return fit, self.noise, core

    def top_corner(self, diagonal):
        """The first k rows of every L: nothing stands right of column k."""
        k = self.k
        corner = np.empty((self.stack, k, k))
        corner[0::2] = np.tril(self.squares[:, :k, :k], -1)
        corner[1::2] = np.tril(self.squares[:, :k, :k].transpose(0, 2, 1), -1)
        np.einsum("bii->bi", corner)[:] = diagonal[:, :k]
        return corner

    def draw_core(self):
        """R_U R_V^T / sqrt(k), the R factors of Gaussian d x k matrices."""
        k = self.k
        factors = np.triu(self.rng.standard_normal((2, self.stack, k, k)), 1)
        np.einsum("sbii->sbi", factors)[:] = np.sqrt(self.rng.chisquare(self.d - np.arange(k), (2, self.stack, k)))
        return factors[0] @ factors[1].transpose(0, 2, 1) / math.sqrt(k)


def by_eigh(fit):
    return np.linalg.eigh(fit @ fit.transpose(0, 2, 1))[1].transpose(0, 2, 1)[:, ::-1]


def by_svd(fit):
    return np.linalg.svd(fit)[0].transpose(0, 2, 1)


def by_subset(fit):
    d = fit.shape[1]
    gram = fit @ fit.transpose(0, 2, 1)
    return np.stack([eigh(g, driver="evr", subset_by_index=(d - FEW, d - 1), check_finite=False, overwrite_a=True)[1].T[::-1] for g in gram])


def risks(left, error, core):
    """Full fine-tuning and every rank that there are vectors for; `left` holds u_i^T as rows, the leading one first."""
    k = core.shape[1]
    # Products want the rows as LAPACK left them; a reversed view would fall back to loops without BLAS.
    backwards = left.strides[1] < 0
    rows = left[:, ::-1] if backwards else left
    caught = squared_rows(rows @ error), squared_rows(rows[:, :, :k] @ core)
    variance, bias = (x[:, ::-1] if backwards else x for x in caught)
    curve = np.cumsum(variance, axis=1) + (np.sum(core**2, axis=(1, 2))[:, None] - np.cumsum(bias, axis=1))
    return np.concatenate([np.sum(error**2, axis=(1, 2))[:, None], curve], axis=1)


def squared_rows(a):
    return np.einsum("bij,bij->bi", a, a)


def measure(d, decompose, seconds):
    """Least milliseconds per trial over stacks of trials, and how many standard errors the mean risk of full fine-tuning is off."""
    stack = 2 * max(1, min(32, 60_000 // (d * d)))
    statistics = Statistics(d, stack, np.random.Generator(np.random.SFC64(d)))
    best, full = math.inf, []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(full) < 3:
        start = time.perf_counter()
        fit, error, core = statistics.draw()
        result = risks(decompose(fit), error, core)
        best = min(best, time.perf_counter() - start)
        full.append(result[:, 0])
    full = np.concatenate(full)
    expected = NOISE_STD**2 * d * d / (10 * d - d - 1)
    return 1e3 * best / stack, (full.mean() - expected) / (full.std(ddof=1) / math.sqrt(len(full)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="20,40,100,200,400,1000", help="values of d [%(default)s]")
    parser.add_argument("--seconds", type=float, default=2.0, help="time for each size and decomposition, at least three stacks [%(default)s]")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    options = parser.parse_args()
    blas.keep_memory()
    methods = {"eigh": by_eigh, "svd": by_svd, "subset": by_subset}
    rows = []
    for d in map(int, options.sizes.split(",")):
        for name, decompose in methods.items():
            milliseconds, deviation = measure(d, decompose, options.seconds)
            if abs(deviation) > 6:
                raise SystemExit(f"d = {d}, {name}: the mean risk is {deviation:.1f} standard errors off; this BLAS computes wrong results")
            rows.append({"d": d, "method": name, "ms": milliseconds})
            if not options.json:
                print(f"d = {d:4}  {name:6}  {milliseconds:10.4f} ms a trial", flush=True)
    print(json.dumps({"software": blas.software(), "rows": rows}) if options.json else blas.software())


if __name__ == "__main__":
    main()

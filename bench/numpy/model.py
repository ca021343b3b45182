"""The linear model and its two estimators as the paper (arXiv:2605.19018) writes them, on explicit data. Decompositions by NumPy (LAPACK)."""

import numpy as np


def draw(cell, rng):
    """One draw of (A0, Delta, X, Y): dy x dx, dy x dx, dx x n, dy x n."""
    dx, dy, n = cell["dx"], cell["dy"], cell["n"]
    pretrained = rng.standard_normal((dy, dx))
    shift = draw_shift(cell, rng)
    inputs = rng.standard_normal((dx, n))
    noise = cell["noise_std"] * rng.standard_normal((dy, n))
    return pretrained, shift, inputs, (pretrained + shift) @ inputs + noise


def draw_shift(cell, rng):
    k, scale, rate = cell["true_rank"], cell["scale"], cell["decay_rate"]
    left = rng.standard_normal((cell["dy"], k))
    right = rng.standard_normal((cell["dx"], k))
    if cell["spectrum"] == "gaussian":
        return scale / np.sqrt(k) * left @ right.T
    i = np.arange(k)
    values = {"constant": np.ones(k), "exponential": np.exp(-rate * i), "power": (i + 1.0) ** -rate}[cell["spectrum"]]
    return (np.linalg.qr(left)[0] * (scale * values)) @ np.linalg.qr(right)[0].T


def full_fine_tuning(pretrained, inputs, labels):
    return pretrained + (labels - pretrained @ inputs) @ np.linalg.pinv(inputs)


def lora(pretrained, inputs, labels, rank):
    """The minimiser of the squared loss over rank-r updates: every decomposition anew for every rank, as a function of the data is written."""
    return lora_from(pretrained, *decompose(pretrained, inputs, labels), rank)


def decompose(pretrained, inputs, labels):
    """(S^1/2)^+ and the SVD of T = (Y - A0 X) X^+ S^1/2, S = X X^T / n."""
    root, inverse_root = roots(inputs @ inputs.T / inputs.shape[1])
    update = (labels - pretrained @ inputs) @ np.linalg.pinv(inputs)
    return inverse_root, np.linalg.svd(update @ root, full_matrices=False)


def lora_from(pretrained, inverse_root, svd, rank):
    left, values, right = svd
    return pretrained + (left[:, :rank] * values[:rank]) @ right[:rank] @ inverse_root


def roots(covariance):
    """The symmetric square root and its pseudo-inverse."""
    values, vectors = np.linalg.eigh(covariance)
    kept = values > len(values) * np.finfo(float).eps * values[-1]  # n < dx: the others are rounding errors of zero
    root = np.sqrt(np.where(kept, values, 0))
    inverse = np.divide(1, root, out=np.zeros_like(root), where=kept)
    return (vectors * root) @ vectors.T, (vectors * inverse) @ vectors.T


def risks(cell, ranks, rng, share):
    """Excess risks of full fine-tuning and of LoRA at each rank for one trial (inputs of unit covariance)."""
    pretrained, shift, inputs, labels = draw(cell, rng)
    target = pretrained + shift
    estimates = [full_fine_tuning(pretrained, inputs, labels)]
    if share:
        shared = decompose(pretrained, inputs, labels)
        estimates += [lora_from(pretrained, *shared, rank) for rank in ranks]
    else:
        estimates += [lora(pretrained, inputs, labels, rank) for rank in ranks]
    return [np.sum((estimate - target) ** 2) for estimate in estimates]

#!/usr/bin/env python3
"""Pins BLAS to one thread, and says which kernels run. Import it before numpy. Run alone, it checks that everything needed is installed."""

import ctypes
import json
import os
import platform

os.environ.update(dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"))


def keep_memory():
    """Keeps glibc from giving LAPACK's workspace back to the system after every call: at d = 400 the page faults cost more than the work."""
    options = {-1: 1 << 30, -3: 32 << 20}  # M_TRIM_THRESHOLD, M_MMAP_THRESHOLD (at its highest)
    for option, value in options.items():
        ctypes.CDLL(None).mallopt(option, value)


def software():
    """Versions of everything that takes part, with the processor that the BLAS library believes to see."""
    import numpy
    import scipy
    import scipy.linalg  # noqa: F401  it may load a BLAS of its own
    import threadpoolctl
    import yaml  # noqa: F401  paper.py reads sweep files with it

    libraries = [
        f"{pool['internal_api']} {pool['version']}, {pool.get('architecture', 'unknown')} kernels, {pool['num_threads']} thread"
        for pool in threadpoolctl.threadpool_info()
        if pool["user_api"] == "blas"
    ]
    if not libraries:
        raise SystemExit("NumPy runs on the reference BLAS, which nobody should compare with: apt-get install libopenblas0")
    return {"python": platform.python_version(), "numpy": numpy.__version__, "scipy": scipy.__version__, "blas": "; ".join(sorted(set(libraries)))}


if __name__ == "__main__":
    print(json.dumps(software()))

namespace LoraCluster.Cli.Commands;

/// <summary>What <c>--help</c> shows below the options.</summary>
internal static class Examples
{
    public static IReadOnlyList<(string Command, string Meaning)> Of(string command) => command switch
    {
        "run" =>
        [
            ("lora-cluster run sweeps/noise.yaml --out out/noise", "the paper's noise sweep, on all cores; again after an interruption: the rest of it"),
            ("lora-cluster run my.yaml --out out/my --dry-run", "what it would cost"),
            ("lora-cluster run my.yaml --out out/my --workers 1 --json", "one solver thread, a summary for a machine; the same bytes"),
            ("lora-cluster run wider.yaml --out out/my --extend", "more values on an axis: computes only what is new"),
        ],
        "plan" =>
        [
            ("lora-cluster plan sweeps/large.yaml", "cells, trials, parts, CPU time and size"),
            ("lora-cluster plan my.yaml --json", "the same for a machine"),
        ],
        "verify" =>
        [
            ("lora-cluster verify out/noise", "every byte against the dataset's own records"),
            ("lora-cluster verify out/noise --recompute 5", "and five cells against a fresh computation"),
        ],
        "replay" =>
        [
            ("lora-cluster replay out/noise --cell 3 --trial 17", "one trial again: its risks at every rank of the sweep"),
            ("lora-cluster replay out/noise --cell 3", "all trials of a cell, compared with the stored rows"),
        ],
        "figures" =>
        [
            ("lora-cluster figures out/noise --out figures", "risk against noise, as figures/noise.png and figures/noise.svg"),
            ("lora-cluster figures out/demo --out figures --x noise_std --where \"n=100\"", "another axis, at one value of the rest"),
        ],
        "init" =>
        [
            ("lora-cluster init my.yaml", "an annotated example to start from"),
            ("lora-cluster init - | less", "the same, only to read"),
        ],
        _ =>
        [
            ("lora-cluster init my.yaml", "an annotated sweep file to start from"),
            ("lora-cluster run my.yaml --out out/my", "runs it; again after an interruption: the rest of it"),
            ("lora-cluster verify out/my", "checks what is there, byte by byte"),
            ("duckdb -c \"SELECT noise_std, rank, mean FROM 'out/my/risks/*.parquet'\"", "any tool reads it, even while it runs"),
        ],
    };
}

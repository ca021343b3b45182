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
        "tune" =>
        [
            ("lora-cluster tune --model mlp --task swapped --out out/tuned", "full fine-tuning of the embedded MLP; 'spectrum' then tells the rank of what it changed"),
            ("lora-cluster tune --model transformer --task mirrored --rank 4 --label-noise 0.3 --out out/adapter", "LoRA, a third of the labels wrong, as an adapter in PEFT's format"),
            ("lora-cluster tune --model Qwen2.5-0.5B --task boolq --rank 16 --out out/boolq", "your own checkpoint and data, from LORACLUSTER_MODELS and LORACLUSTER_TASKS"),
        ],
        "evaluate" =>
        [
            ("lora-cluster evaluate --model mlp --task swapped", "the error of the pre-trained network"),
            ("lora-cluster evaluate --model transformer --task mirrored --adapter out/adapter", "and with an adapter"),
        ],
        "training" =>
        [
            ("lora-cluster training --mend", "make libtorch load where the system's libstdc++ is older than GCC 13's"),
            ("lora-cluster training", "whether 'experiment: finetune' can run here, and what is missing"),
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
            ("lora-cluster figures out/samples --out figures --x dx/n --band sd", "against a ratio, with a line where both are equal; bands of one standard deviation"),
            ("lora-cluster figures out/noise --out figures --x rank --name by-rank", "risk relative to full fine-tuning against LoRA rank, the best rank marked"),
            ("lora-cluster figures out/demo --out figures --x n --by noise_std", "and a map of the best estimator over both"),
        ],
        "reproduce" =>
        [
            ("lora-cluster reproduce --out out/paper", "the paper's four experiments and figures, in out/paper/figures"),
            ("lora-cluster reproduce --out out/paper-sd --band sd", "with bands as in the paper"),
            ("lora-cluster reproduce --out out/exact --trials 10000", "a hundred times as many trials"),
        ],
        "report" =>
        [
            ("lora-cluster report out/noise", "one page, out/noise.html: figures, tables, definition, provenance; opens without a network"),
            ("lora-cluster report out/noise --out noise-report.html", "elsewhere"),
        ],
        "query" =>
        [
            ("lora-cluster query out/noise --ready best-rank", "the best rank of each cell and what it saves"),
            ("lora-cluster query out/noise \"SELECT noise_std, rank, mean, sem FROM risks ORDER BY 1, 2\"", "any SELECT over risks, trials and cells"),
            ("lora-cluster query out/noise --ready winners --format json", "for a machine"),
            ("lora-cluster query out/noise \"FROM risks WHERE win_share > 0.5\" --format parquet --out wins.parquet", "into a file"),
        ],
        "compact" =>
        [
            ("lora-cluster compact out/large --out out/large-compact", "up to a million rows to a file"),
            ("lora-cluster verify out/large-compact", "it is a dataset: verify, figures, query and report work on it"),
        ],
        "theory" =>
        [
            ("lora-cluster theory --dx 100 --dy 100 --n 1000 --noise-std 10 --shift-rank 10", "the paper's noise sweep at σ = 10, without a sweep"),
            ("lora-cluster theory --dx 100 --dy 100 --n 102 --noise-std 1 --shift-rank 10", "where the theory does not hold: simulated medians, with intervals"),
        ],
        "boundary" =>
        [
            ("lora-cluster boundary --x n=110..10000 --y noise-std=0.01..10 --dx 100 --dy 100 --shift-rank 100 --spectrum power --decay-rate 0.5", "who wins, at which samples and noise"),
            ("lora-cluster boundary --x true_rank=1..60 --y noise-std=0.1..100 --dx 60 --dy 60 --n 300 --spectrum constant --check 50 --csv > map.csv", "another pair, for a plotting program, and 50 points simulated"),
        ],
        "advise" =>
        [
            ("lora-cluster advise --dx 100 --dy 100 --n 1000 --noise-std 10 --shift-rank 10", "which rank, by how much, and what other noise or samples would change"),
            ("lora-cluster advise --dx 512 --dy 512 --n 4000 --noise-std 3 --shift-rank 512 --spectrum power --decay-rate 0.8 --margin 2", "a full-rank shift that decays"),
            ("lora-cluster advise --from-spectrum out/spectrum --n 4000 --noise-std 0.01", "a rank for every weight of a network, an extrapolation"),
            ("lora-cluster advise --residuals values.csv --dx 512 --dy 512 --n 4000 --noise-std 0.4", "from data: the singular values of the fitted residual"),
        ],
        "spectrum" =>
        [
            ("lora-cluster spectrum --base Qwen2.5-0.5B --tuned my-tuned --out out/spectrum", "every singular value of every weight's change, as Parquet and figures"),
            ("lora-cluster spectrum --base Qwen2.5-7B --tuned my-tuned --top 64", "a large model: the 64 largest, and what they leave out"),
            ("lora-cluster spectrum --base Qwen2.5-0.5B --adapter my-lora --modules q,v --intruders", "of a LoRA adapter in PEFT's format"),
        ],
        "init" =>
        [
            ("lora-cluster init my.yaml", "an annotated example to start from"),
            ("lora-cluster init - | less", "the same, only to read"),
        ],
        "node" =>
        [
            ("lora-cluster node --data data --http 127.0.0.1:19080", "a cluster of one, to be grown later"),
            ("lora-cluster node --roles worker --seeds 10.0.0.1:25520,10.0.0.2:25520 --bind 10.0.0.9:25520 --tls-ca ca.pem --tls-certificate me.p12 --tls-password-file me.password", "a worker that joins one over mutual TLS"),
            ("lora-cluster node --config my.hocon --show-config", "what would be in force, and where each setting was said"),
        ],
        "certs" =>
        [
            ("lora-cluster certs --out certs --name node-1,10.0.0.1 --name node-2,10.0.0.2", "an authority and two nodes' certificates"),
            ("lora-cluster certs --out certs --name node-3", "another node later, by the same authority"),
        ],
        "submit" =>
        [
            ("lora-cluster submit sweeps/large.yaml", "gives it to the cluster of the node on this machine"),
            ("lora-cluster submit my.yaml --wait --node http://node-1:19080 --token-file token", "to another's, and waits for its end"),
            ("lora-cluster submit urgent.yaml --priority 10", "before those with a lower priority"),
        ],
        "status" =>
        [
            ("lora-cluster status noise", "one line on where the sweep 'noise' stands"),
            ("lora-cluster status noise --json", "the same for a machine"),
        ],
        "watch" =>
        [
            ("lora-cluster watch noise", "its progress, to its end"),
            ("lora-cluster watch noise --json", "a line of JSON whenever something changes"),
        ],
        "cancel" =>
        [
            ("lora-cluster cancel noise", "stops it; what is committed stays, and 'submit' goes on from there"),
        ],
        "list" =>
        [
            ("lora-cluster list --node https://node-1:19080 --ca ca.pem --token-file token", "over TLS, with an authority and a token of one's own"),
            ("LORACLUSTER_NODE=http://node-1:19080 lora-cluster list", "the node from the environment"),
        ],
        "nodes" =>
        [
            ("lora-cluster nodes --node http://node-1:19080", "who is in the cluster, with which roles, and who coordinates"),
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

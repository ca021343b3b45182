#!/usr/bin/env python3
"""Makes the tiny language models of this folder and, by NumPy alone, what they must compute. Run: python3 make.py (needs NumPy and the regex module)

Two models with random weights in Hugging Face's format, one like Qwen2 (tied, biases in attention, bfloat16, in shards), one like Llama (untied, no biases, float32); an adapter in PEFT's format for
the first, rank-stabilised; a byte-level tokenizer whose merges were learnt from a few sentences. The forward pass below is written from the papers, in float64, and shares nothing with the C# one.
"""
import json, os, struct
import numpy as np
import regex

HERE = os.path.dirname(os.path.abspath(__file__))
PATTERN = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
CORPUS = "Question: is the answer yes or no? Answer: yes. Question: which one is it, A or B? Answer: B. The map is low rank and the noise is high; the rank of the update is small."
TEXTS = ["Answer: yes", "Question: is it 42?\nAnswer:", "  two  spaces\n\n\tand a tab", "Grüße, 世界! don't", "low-rank<|endoftext|>noise"]


def stored(array, dtype):
    if dtype == "BF16":
        bits = array.astype(np.float32).view(np.uint32)
        return ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype("<u2")
    return array.astype("<f4")


def read(array, dtype):
    raw = stored(array, dtype)
    return (raw.astype(np.uint32) << 16).view(np.float32).astype(float) if dtype == "BF16" else raw.astype(float)


def write(path, tensors, dtype):
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for name, array in tensors.items():
        raw = stored(array, dtype).tobytes()
        header[name] = {"dtype": dtype, "shape": list(array.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def dump(path, value):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False, indent=1)


# The tokenizer: bytes as printable characters, then merges in the order in which they were learnt.
def alphabet():
    kept = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters, extra = {b: chr(b) for b in kept}, 0
    for b in range(256):
        if b not in letters:
            letters[b] = chr(256 + extra)
            extra += 1
    return letters


LETTERS = alphabet()


def words(text):
    return [[LETTERS[b] for b in word.encode()] for word in regex.findall(PATTERN, text)]


def join(word, pair):
    out, i = [], 0
    while i < len(word):
        if word[i:i + 2] == list(pair):
            out.append(word[i] + word[i + 1])
            i += 2
        else:
            out.append(word[i])
            i += 1
    return out


def learn(count):
    merges, known = [], words(CORPUS)
    for _ in range(count):
        pairs = {}
        for word in known:
            for pair in zip(word, word[1:]):
                pairs[pair] = pairs.get(pair, 0) + 1
        best = max(sorted(pairs), key=lambda pair: pairs[pair])
        merges.append(best)
        known = [join(word, best) for word in known]
    return merges


def encode(text, vocabulary, merges, special):
    ranks, tokens = {pair: i for i, pair in enumerate(merges)}, []
    for piece in regex.split("(" + regex.escape(special) + ")", text):
        if piece == special:
            tokens.append(vocabulary[special])
            continue
        for word in words(piece):
            while len(word) > 1:
                best = min(zip(word, word[1:]), key=lambda pair: ranks.get(pair, len(merges)))
                if best not in ranks:
                    break
                word = join(word, best)
            tokens += [vocabulary[part] for part in word]
    return tokens


# The forward pass.
def norm(x, weight, epsilon):
    return x / np.sqrt((x * x).mean(-1, keepdims=True) + epsilon) * weight


def rotate(x, base):  # heads x tokens x width
    width = x.shape[-1]
    angles = np.arange(x.shape[1])[:, None] * base ** (-np.arange(0, width, 2) / width)[None, :]
    first, second = x[..., :width // 2], x[..., width // 2:]
    return np.concatenate([first * np.cos(angles) - second * np.sin(angles), second * np.cos(angles) + first * np.sin(angles)], -1)


def forward(w, config, tokens, updates=None):
    heads, keys, width = config["num_attention_heads"], config["num_key_value_heads"], config["head_dim"]
    x = w["model.embed_tokens.weight"][tokens]

    def linear(name, x):
        weight = w[name + ".weight"] + ((updates or {}).get(name, 0))
        return x @ weight.T + w.get(name + ".bias", 0)

    def split(x, count):
        return x.reshape(len(tokens), count, width).transpose(1, 0, 2)

    for layer in range(config["num_hidden_layers"]):
        name = f"model.layers.{layer}."
        h = norm(x, w[name + "input_layernorm.weight"], config["rms_norm_eps"])
        q, k, v = (split(linear(name + f"self_attn.{map}_proj", h), count) for map, count in (("q", heads), ("k", keys), ("v", keys)))
        q, k = rotate(q, config["rope_theta"]), rotate(k, config["rope_theta"])
        k, v = (np.repeat(t, heads // keys, axis=0) for t in (k, v))
        scores = q @ k.transpose(0, 2, 1) / np.sqrt(width)
        scores = np.where(np.tril(np.ones(scores.shape[1:])) > 0, scores, -np.inf)
        weights = np.exp(scores - scores.max(-1, keepdims=True))
        weights /= weights.sum(-1, keepdims=True)
        x = x + linear(name + "self_attn.o_proj", (weights @ v).transpose(1, 0, 2).reshape(len(tokens), -1))
        h = norm(x, w[name + "post_attention_layernorm.weight"], config["rms_norm_eps"])
        gate = linear(name + "mlp.gate_proj", h)
        x = x + linear(name + "mlp.down_proj", gate / (1 + np.exp(-gate)) * linear(name + "mlp.up_proj", h))
    x = norm(x, w["model.norm.weight"], config["rms_norm_eps"])
    return x @ w["model.embed_tokens.weight" if config["tie_word_embeddings"] else "lm_head.weight"].T


def weights(rng, config, vocabulary, biases):
    d, inner, q = config["hidden_size"], config["intermediate_size"], config["num_attention_heads"] * config["head_dim"]
    k = config["num_key_value_heads"] * config["head_dim"]
    w = {"model.embed_tokens.weight": rng.normal(size=(vocabulary, d))}
    for layer in range(config["num_hidden_layers"]):
        name = f"model.layers.{layer}."
        for map, rows, columns in (("self_attn.q", q, d), ("self_attn.k", k, d), ("self_attn.v", k, d), ("self_attn.o", d, q), ("mlp.gate", inner, d), ("mlp.up", inner, d), ("mlp.down", d, inner)):
            w[f"{name}{map}_proj.weight"] = rng.normal(size=(rows, columns)) / np.sqrt(columns)
            if biases and map in ("self_attn.q", "self_attn.k", "self_attn.v"):
                w[f"{name}{map}_proj.bias"] = 0.3 * rng.normal(size=rows)
        for which in ("input", "post_attention"):
            w[f"{name}{which}_layernorm.weight"] = 1 + 0.1 * rng.normal(size=d)
    w["model.norm.weight"] = 1 + 0.1 * rng.normal(size=d)
    if not config["tie_word_embeddings"]:
        w["lm_head.weight"] = rng.normal(size=(vocabulary, d)) / np.sqrt(d)
    return w


def main():
    rng = np.random.default_rng(11)
    merges, special = learn(60), "<|endoftext|>"
    vocabulary = {token: i for i, token in enumerate([*LETTERS.values(), *(a + b for a, b in merges)])}
    end = len(vocabulary)
    tokenizer = {
        "added_tokens": [{"id": end, "content": special, "special": True}],
        "normalizer": {"type": "NFC"},
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
            {"type": "Split", "pattern": {"Regex": PATTERN}, "behavior": "Isolated", "invert": False},
            {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": False, "use_regex": False}]},
        "model": {"type": "BPE", "vocab": vocabulary, "merges": [f"{a} {b}" for a, b in merges]},
    }
    vocabulary = vocabulary | {special: end}
    qwen = {"model_type": "qwen2", "hidden_size": 16, "intermediate_size": 24, "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 4, "rms_norm_eps": 1e-6,
            "rope_theta": 1000000.0, "tie_word_embeddings": True, "vocab_size": len(vocabulary), "hidden_act": "silu", "eos_token_id": end, "use_sliding_window": False}
    llama = qwen | {"model_type": "llama", "hidden_size": 12, "num_attention_heads": 2, "num_key_value_heads": 1, "head_dim": 6, "rms_norm_eps": 1e-5, "rope_theta": 10000.0, "tie_word_embeddings": False}
    golden = {"texts": [{"text": text, "tokens": encode(text, vocabulary, merges, special)} for text in TEXTS], "models": {}}
    tokens = encode("Question: which rank?\nAnswer:", vocabulary, merges, special)
    for name, config, dtype in (("qwen", qwen, "BF16"), ("llama", llama, "F32")):
        w = weights(rng, config, len(vocabulary), biases=name == "qwen")
        names = sorted(w)
        if name == "qwen":
            shards = {"model-00001-of-00002.safetensors": names[::2], "model-00002-of-00002.safetensors": names[1::2]}
            for shard, of in shards.items():
                write(f"{HERE}/{name}/{shard}", {one: w[one] for one in of}, dtype)
            dump(f"{HERE}/{name}/model.safetensors.index.json", {"metadata": {}, "weight_map": {one: shard for shard, of in shards.items() for one in of}})
        else:
            write(f"{HERE}/{name}/model.safetensors", w, dtype)
        dump(f"{HERE}/{name}/config.json", config)
        dump(f"{HERE}/{name}/tokenizer.json", tokenizer)
        w = {one: read(array, dtype) for one, array in w.items()}
        golden["models"][name] = {"tokens": tokens, "logits": np.round(forward(w, config, tokens), 6).tolist()}
        if name == "qwen":
            adapter, updates, rank, alpha = {}, {}, 3, 6
            for layer in range(2):
                for map in ("self_attn.q_proj", "mlp.down_proj"):
                    one = f"model.layers.{layer}.{map}"
                    rows, columns = w[one + ".weight"].shape
                    a, b = rng.normal(size=(rank, columns)), rng.normal(size=(rows, rank))
                    adapter[f"base_model.model.{one}.lora_A.weight"], adapter[f"base_model.model.{one}.lora_B.weight"] = a, b
                    updates[one] = alpha / np.sqrt(rank) * read(b, "F32") @ read(a, "F32")
            write(f"{HERE}/adapter/adapter_model.safetensors", adapter, "F32")
            dump(f"{HERE}/adapter/adapter_config.json", {"peft_type": "LORA", "r": rank, "lora_alpha": alpha, "use_rslora": True, "bias": "none", "target_modules": ["q_proj", "down_proj"]})
            golden["models"]["qwen with adapter"] = {"tokens": tokens, "logits": np.round(forward(w, config, tokens, updates), 6).tolist()}
    with open(f"{HERE}/golden.json", "w", encoding="utf-8") as file:
        json.dump(golden, file, ensure_ascii=False)


main()

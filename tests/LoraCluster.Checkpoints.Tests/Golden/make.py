#!/usr/bin/env python3
"""Makes the models of this folder and, by NumPy alone, what 'spectrum' must find in them. Run: python3 make.py

A model of two layers in the names of the Qwen2 family, before and after a change, in one file and in shards, in float32, float16 and bfloat16; an adapter in PEFT's format. The safetensors format is
written here from its description (eight bytes of length, JSON, numbers), not by the library.
"""
import json, os, struct
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
SHAPES = {"self_attn.q_proj": (24, 16), "self_attn.k_proj": (8, 16), "mlp.down_proj": (16, 40)}


def stored(array, dtype):
    if dtype == "BF16":
        bits = array.astype(np.float32).view(np.uint32)
        return ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype("<u2")
    return array.astype({"F32": "<f4", "F16": "<f2", "F64": "<f8"}[dtype])


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


def main():
    rng = np.random.default_rng(7)
    base, tuned = {"model.embed_tokens.weight": rng.normal(size=(32, 16))}, {}
    tuned["model.embed_tokens.weight"] = base["model.embed_tokens.weight"]
    for layer in range(2):
        base[f"model.layers.{layer}.input_layernorm.weight"] = tuned[f"model.layers.{layer}.input_layernorm.weight"] = np.ones(16)
        for module, (rows, columns) in SHAPES.items():
            name = f"model.layers.{layer}.{module}.weight"
            base[name] = rng.normal(size=(rows, columns))
            u, v = rng.normal(size=(rows, 3)), rng.normal(size=(3, columns))
            tuned[name] = base[name] + u @ np.diag([1, 0.3, 0.1]) @ v * 0.1 + 1e-3 * rng.normal(size=(rows, columns))
    write(f"{HERE}/base/model.safetensors", base, "F32")
    names = sorted(tuned)
    shards = {"model-00001-of-00002.safetensors": names[::2], "model-00002-of-00002.safetensors": names[1::2]}
    for shard, of in shards.items():
        write(f"{HERE}/tuned/{shard}", {name: tuned[name] for name in of}, "F32")
    with open(f"{HERE}/tuned/model.safetensors.index.json", "w") as file:
        json.dump({"metadata": {}, "weight_map": {name: shard for shard, of in shards.items() for name in of}}, file, indent=1)
    write(f"{HERE}/half/model.safetensors", tuned, "F16")
    write(f"{HERE}/brain/model.safetensors", tuned, "BF16")

    adapter, updates = {}, {}
    for layer in range(2):
        a, b = rng.normal(size=(4, 16)), rng.normal(size=(24, 4))
        prefix = f"base_model.model.model.layers.{layer}.self_attn.q_proj"
        adapter[prefix + ".lora_A.weight"], adapter[prefix + ".lora_B.weight"] = a, b
        updates[f"model.layers.{layer}.self_attn.q_proj.weight"] = 8 / np.sqrt(4) * read(b, "F32") @ read(a, "F32")
    write(f"{HERE}/adapter/adapter_model.safetensors", adapter, "F32")
    with open(f"{HERE}/adapter/adapter_config.json", "w") as file:
        json.dump({"peft_type": "LORA", "r": 4, "lora_alpha": 8, "use_rslora": True, "bias": "none", "target_modules": ["q_proj"]}, file, indent=1)

    golden = {"tuned": {}, "half": {}, "brain": {}, "adapter": {}, "both": {}, "norms": {}, "intruders": {}}
    for name in (n for n in names if "_proj" in n):
        before = read(base[name], "F32")
        golden["norms"][name] = float(np.linalg.norm(before))
        for kind, dtype in (("tuned", "F32"), ("half", "F16"), ("brain", "BF16")):
            golden[kind][name] = np.linalg.svd(read(tuned[name], dtype) - before, compute_uv=False).tolist()
        update = updates.get(name, np.zeros_like(before))
        golden["both"][name] = np.linalg.svd(read(tuned[name], "F32") + update - before, compute_uv=False).tolist()
        if name in updates:
            golden["adapter"][name] = np.linalg.svd(update, compute_uv=False).tolist()
            known = np.linalg.svd(before, full_matrices=False)[0]
            leading = np.linalg.svd(before + update, full_matrices=False)[0][:, :10]
            golden["intruders"][name] = int((np.abs(known.T @ leading).max(axis=0) < 0.6).sum())
    with open(f"{HERE}/golden.json", "w") as file:
        json.dump(golden, file, indent=1)


if __name__ == "__main__":
    main()

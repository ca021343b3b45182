using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace LoraCluster.Cluster.Node;

/// <summary>The texts of definitions that this process has, by their SHA-256. Thread-safe.</summary>
public sealed class Texts
{
    private readonly ConcurrentDictionary<string, byte[]> _texts = new();

    /// <summary>Takes a text in; its hash.</summary>
    public string Add(byte[] text)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(text));
        _texts[hash] = text;
        return hash;
    }

    /// <summary>Forgets a text that nobody will ask for.</summary>
    public void Remove(string hash) => _texts.TryRemove(hash, out _);

    /// <summary>The text of a hash; null where it is not here.</summary>
    public byte[]? Find(string hash) => _texts.GetValueOrDefault(hash);
}

using System.Security.Cryptography;

namespace LoraCluster.Results.Storage;

/// <summary>SHA-256 as lower-case hexadecimal text, the form in which datasets store it.</summary>
public static class Sha256
{
    /// <summary>The digest of bytes in memory: 64 characters.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The digest of what is left of a stream, read once.</summary>
    public static string Of(Stream stream) => Convert.ToHexStringLower(SHA256.HashData(stream));
}

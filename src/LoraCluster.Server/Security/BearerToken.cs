using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace LoraCluster.Server.Security;

/// <summary>The token that clients show. Hashed, so that a comparison takes as long whatever is shown, and however long it is.</summary>
internal sealed class BearerToken(string token)
{
    private const string Scheme = "Bearer ";

    private readonly byte[] _expected = Hash(token);

    /// <summary>Whether an Authorization header shows it.</summary>
    public bool IsIn(StringValues authorization) =>
        authorization is [{ } value] && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(Hash(value[Scheme.Length..].Trim()), _expected);

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LoraCluster.Cluster.Node;

/// <summary>A node's certificate, and the private authority by which it judges its peers. Nobody else is trusted: not the system's store, and no peer without a certificate.</summary>
public sealed class TlsIdentity
{
    private readonly X509Certificate2 _authority;

    private TlsIdentity(X509Certificate2 certificate, X509Certificate2 authority) => (Certificate, _authority) = (certificate, authority);

    /// <summary>The certificate with its private key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>
    /// Loads a PKCS#12 file (its password from another file, or none) and the authority's certificate (PEM). Throws <see cref="CertificateException"/> for what is missing,
    /// cannot be opened, has no key, is not valid at <paramref name="now"/>, or was not issued by the authority.
    /// </summary>
    public static TlsIdentity Load(string certificatePath, string? passwordPath, string authorityPath, DateTimeOffset now)
    {
        string? password = passwordPath is null ? null : Read(passwordPath, "password file", File.ReadAllText).TrimEnd('\r', '\n');
        var certificate = Read(certificatePath, "certificate", path => X509CertificateLoader.LoadPkcs12FromFile(path, password));
        var authority = Read(authorityPath, "authority", X509Certificate2.CreateFromPem, File.ReadAllText);
        if (!certificate.HasPrivateKey)
        {
            throw new CertificateException($"{certificatePath}: holds no private key");
        }

        if (now < certificate.NotBefore || now > certificate.NotAfter)
        {
            throw new CertificateException(FormattableString.Invariant(
                $"{certificatePath}: is valid from {certificate.NotBefore.ToUniversalTime():yyyy-MM-dd} to {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd} only"));
        }

        var identity = new TlsIdentity(certificate, authority);
        return identity.ObjectionTo(certificate) is { } objection
            ? throw new CertificateException($"{certificatePath}: was not issued by the authority in {authorityPath}, or not for nodes: {objection}")
            : identity;
    }

    /// <summary>Why a certificate is none of this cluster's; null where it is.</summary>
    public string? ObjectionTo(X509Certificate2? certificate)
    {
        if (certificate is null)
        {
            return "no certificate";
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1"));
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.2"));
        return chain.Build(certificate) ? null : string.Join(", ", chain.ChainStatus.Select(s => s.StatusInformation.Trim()).Distinct());
    }

    private static X509Certificate2 Read(string path, string what, Func<ReadOnlySpan<char>, X509Certificate2> parse, Func<string, string> read) =>
        Read(path, what, p => parse(read(p)));

    private static T Read<T>(string path, string what, Func<string, T> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            string hint = trouble is CryptographicException ? "is damaged, or the password is wrong" : trouble.Message;
            throw new CertificateException($"{path}: the {what} cannot be read: {hint}", trouble);
        }
    }
}

using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LoraCluster.Cluster.Node;

/// <summary>A private certificate authority for one cluster: ECDSA on P-256, an authority's certificate and one for each node.</summary>
public sealed class CertificateAuthority : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private readonly X509Certificate2 _certificate;

    private CertificateAuthority(X509Certificate2 certificate) => _certificate = certificate;

    /// <summary>The authority's certificate, PEM, without its key: what every node gets.</summary>
    public string CertificatePem => _certificate.ExportCertificatePem();

    /// <summary>The authority's key, PEM: what nobody but the operator gets.</summary>
    public string KeyPem => _certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem();

    /// <summary>When it ends, and with it every certificate that it issues.</summary>
    public DateTimeOffset End => _certificate.NotAfter;

    /// <summary>Makes an authority, valid from a day before <paramref name="now"/>, since clocks differ.</summary>
    public static CertificateAuthority Create(DateTimeOffset now, TimeSpan validity)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=lora-cluster authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return new CertificateAuthority(request.CreateSelfSigned(now.AddDays(-1), now + validity));
    }

    /// <summary>Takes an authority up again; throws <see cref="CryptographicException"/> for what is none.</summary>
    public static CertificateAuthority Load(string certificatePem, string keyPem) => new(X509Certificate2.CreateFromPem(certificatePem, keyPem));

    /// <summary>Issues a node's certificate for these names (DNS names or addresses), as PKCS#12 under the password.</summary>
    public byte[] Issue(IReadOnlyList<string> names, string password, DateTimeOffset now, TimeSpan validity)
    {
        ArgumentOutOfRangeException.ThrowIfZero(names.Count, nameof(names));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication), new Oid(ClientAuthentication)], critical: false));
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (string name in names)
        {
            if (IPAddress.TryParse(name, out var address))
            {
                alternatives.AddIpAddress(address);
            }
            else
            {
                alternatives.AddDnsName(name);
            }
        }

        request.CertificateExtensions.Add(alternatives.Build());
        var end = now + validity < _certificate.NotAfter ? now + validity : _certificate.NotAfter;
        using var certificate = request.Create(_certificate, now.AddDays(-1) > _certificate.NotBefore ? now.AddDays(-1) : _certificate.NotBefore, end, RandomNumberGenerator.GetBytes(16));
        using var whole = certificate.CopyWithPrivateKey(key);
        return whole.Export(X509ContentType.Pkcs12, password);
    }

    /// <inheritdoc/>
    public void Dispose() => _certificate.Dispose();
}

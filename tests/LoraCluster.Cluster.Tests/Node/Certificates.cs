using LoraCluster.Cluster.Node;

namespace LoraCluster.Cluster.Tests.Node;

/// <summary>An authority and what it issues, in files.</summary>
internal sealed class Certificates : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly DirectoryInfo _place = Directory.CreateTempSubdirectory("lora-cluster-");
    private readonly CertificateAuthority _authority = CertificateAuthority.Create(Now, TimeSpan.FromDays(10));

    private int _issued;

    public Certificates()
    {
        File.WriteAllText(AuthorityPath, _authority.CertificatePem);
        File.WriteAllText(PasswordPath, "secret\n");
    }

    public string AuthorityPath => Path.Combine(_place.FullName, "ca.pem");

    public string PasswordPath => Path.Combine(_place.FullName, "password");

    public string Issue(string name = "127.0.0.1", double days = 5, double begin = 0)
    {
        string path = Path.Combine(_place.FullName, $"{_issued++}.p12");
        File.WriteAllBytes(path, _authority.Issue([name], "secret", Now.AddDays(begin), TimeSpan.FromDays(days)));
        return path;
    }

    public TlsIdentity Identity() => TlsIdentity.Load(Issue(), PasswordPath, AuthorityPath, Now);

    public void Dispose()
    {
        _authority.Dispose();
        _place.Delete(true);
    }
}

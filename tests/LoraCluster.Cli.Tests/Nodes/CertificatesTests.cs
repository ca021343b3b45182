using System.Security.Cryptography.X509Certificates;
using LoraCluster.Cluster.Node;

namespace LoraCluster.Cli.Tests.Nodes;

/// <summary>The files that <c>certs</c> makes.</summary>
public sealed class CertificatesTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task An_authority_and_a_certificate_for_each_node_are_made_and_secrets_are_the_owners_alone()
    {
        Assert.Equal(0, (await Make("--name", "node-1,10.0.0.1", "--name", "node-2", "--days", "30")).Code);

        var identity = TlsIdentity.Load(At("node-1.p12"), At("node-1.password"), At("ca.pem"), TimeProvider.System.GetUtcNow());
        var names = identity.Certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();
        Assert.Equal(["node-1"], names.EnumerateDnsNames());
        Assert.Equal(["10.0.0.1"], names.EnumerateIPAddresses().Select(address => address.ToString()));
        Assert.InRange(identity.Certificate.NotAfter - identity.Certificate.NotBefore, TimeSpan.FromDays(30.9), TimeSpan.FromDays(31.1));
        Assert.NotEqual(await File.ReadAllTextAsync(At("node-1.password")), await File.ReadAllTextAsync(At("node-2.password")));
        const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.All(["ca-key.pem", "node-1.p12", "node-1.password", "node-2.p12", "node-2.password"], name => Assert.Equal(OwnerAlone, ModeOf(name)));
        Assert.Equal(OwnerAlone | UnixFileMode.GroupRead | UnixFileMode.OtherRead, ModeOf("ca.pem"));
    }

    [Fact]
    public async Task A_second_run_uses_the_authority_that_is_there()
    {
        await Make("--name", "node-1");
        string authority = await File.ReadAllTextAsync(At("ca.pem"));
        string key = await File.ReadAllTextAsync(At("ca-key.pem"));

        Assert.Equal(0, (await Make("--name", "node-2")).Code);

        Assert.Equal((authority, key), (await File.ReadAllTextAsync(At("ca.pem")), await File.ReadAllTextAsync(At("ca-key.pem"))));
        var first = TlsIdentity.Load(At("node-1.p12"), At("node-1.password"), At("ca.pem"), TimeProvider.System.GetUtcNow());
        var second = TlsIdentity.Load(At("node-2.p12"), At("node-2.password"), At("ca.pem"), TimeProvider.System.GetUtcNow());
        Assert.Null(first.ObjectionTo(second.Certificate));
    }

    [Fact]
    public async Task Two_nodes_whose_files_would_have_one_name_are_refused_before_anything_is_written()
    {
        var (code, _, error) = await Make("--name", "node-1,10.0.0.1", "--name", "Node-1,10.0.0.2");

        Assert.Equal(64, code);
        Assert.Contains("'node-1' comes first in 2 lists", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(At("")));
    }

    [Fact]
    public async Task Half_an_authority_is_left_alone()
    {
        await Make("--name", "node-1");
        File.Delete(At("ca.pem"));
        var before = _place.Everything();

        Assert.Equal(66, (await Make("--name", "node-2")).Code);

        Assert.Equal(before, _place.Everything());
    }

    [Fact]
    public async Task An_authority_that_has_ended_issues_nothing()
    {
        using var old = CertificateAuthority.Create(TimeProvider.System.GetUtcNow().AddDays(-3), TimeSpan.FromDays(2));
        Directory.CreateDirectory(At(""));
        _place.Write("certs/ca.pem", old.CertificatePem);
        _place.Write("certs/ca-key.pem", old.KeyPem);
        var before = _place.Everything();

        (int code, _, string error) = await Make("--name", "node-1");

        Assert.Equal(73, code);
        Assert.Contains("ended on", error, StringComparison.Ordinal);
        Assert.Equal(before, _place.Everything());
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("../a")]
    [InlineData(",")]
    [InlineData("a,b c")]
    public async Task A_name_that_is_no_host_is_refused_and_nothing_is_made(string name)
    {
        Assert.Equal(64, (await Make("--name", "good", "--name", name)).Code);
        Assert.Empty(_place.Everything());
    }

    private string At(string name) => _place.Path("certs/" + name);

    private UnixFileMode ModeOf(string name) => OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(At(name));

    private Task<(int Code, string Out, string Error)> Make(params string[] args) => Workplace.RunAsync(["certs", "--out", At(""), .. args]);
}

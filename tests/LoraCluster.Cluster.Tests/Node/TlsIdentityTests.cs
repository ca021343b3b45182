using LoraCluster.Cluster.Node;
using Xunit;

namespace LoraCluster.Cluster.Tests.Node;

public sealed class TlsIdentityTests : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly Certificates _ours = new();
    private readonly Certificates _theirs = new();

    public void Dispose()
    {
        _ours.Dispose();
        _theirs.Dispose();
    }

    [Fact]
    public void A_certificate_of_the_authority_is_accepted_and_one_of_another_is_not()
    {
        var identity = _ours.Identity();

        Assert.Null(identity.ObjectionTo(_ours.Identity().Certificate));
        Assert.NotNull(identity.ObjectionTo(_theirs.Identity().Certificate));
        Assert.NotNull(identity.ObjectionTo(null));
    }

    [Fact]
    public void What_cannot_be_used_is_refused_with_the_file_and_the_reason()
    {
        Assert.Contains("no-such.p12", Refusal("no-such.p12", _ours.PasswordPath, _ours.AuthorityPath), StringComparison.Ordinal);
        Assert.Contains("password is wrong", Refusal(_ours.Issue(), null, _ours.AuthorityPath), StringComparison.Ordinal);
        Assert.Contains("no-such-password", Refusal(_ours.Issue(), "no-such-password", _ours.AuthorityPath), StringComparison.Ordinal);
        Assert.Contains("authority", Refusal(_ours.Issue(), _ours.PasswordPath, _ours.PasswordPath), StringComparison.Ordinal);
        Assert.Contains("not issued by the authority", Refusal(_theirs.Issue(), _theirs.PasswordPath, _ours.AuthorityPath), StringComparison.Ordinal);
        Assert.Contains("is valid from", Refusal(_ours.Issue(days: 1), _ours.PasswordPath, _ours.AuthorityPath, Now.AddDays(3)), StringComparison.Ordinal);
    }

    private static string Refusal(string certificate, string? password, string authority, DateTimeOffset? now = null) =>
        Assert.Throws<CertificateException>(() => TlsIdentity.Load(certificate, password, authority, now ?? Now)).Message;
}

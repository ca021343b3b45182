using LoraCluster.Results.Storage;
using Xunit;

namespace LoraCluster.Results.Tests.Storage;

public sealed class StorageExceptionTests
{
    [Theory]
    [InlineData(28, StorageFault.DiskFull, "ENOSPC")]
    [InlineData(122, StorageFault.DiskFull, "EDQUOT")]
    [InlineData(24, StorageFault.TooManyFiles, "EMFILE")]
    [InlineData(23, StorageFault.TooManyFiles, "ENFILE")]
    [InlineData(5, StorageFault.Io, "EIO")]
    [InlineData(30, StorageFault.ReadOnly, "EROFS")]
    public void An_error_number_decides_the_fault_and_is_named(int number, StorageFault fault, string name)
    {
        var error = StorageException.From(new IOException("no luck", number), "write", "/out/risks/part-000000.parquet");

        Assert.Equal(fault, error.Fault);
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.Contains("/out/risks/part-000000.parquet", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_permission_error_takes_its_number_from_its_cause()
    {
        var error = StorageException.From(new UnauthorizedAccessException("no", new IOException("denied", 13)), "create", "/out");

        Assert.Equal(StorageFault.NotAllowed, error.Fault);
        Assert.Contains("EACCES", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Exceptions_that_NET_has_renumbered_get_their_error_number_back()
    {
        Assert.Contains("ENOENT", StorageException.From(new DirectoryNotFoundException("none"), "read", "/out").Message, StringComparison.Ordinal);
        Assert.Contains("ENOENT", StorageException.From(new FileNotFoundException("none"), "read", "/out").Message, StringComparison.Ordinal);
        Assert.Contains("ENAMETOOLONG", StorageException.From(new PathTooLongException("long"), "create", "/out").Message, StringComparison.Ordinal);
    }
}

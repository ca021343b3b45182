using LoraCluster.Results.Storage;
using LoraCluster.Results.Tests.Toys;
using Xunit;

namespace LoraCluster.Results.Tests.Storage;

public sealed class LocalFilesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly LocalFiles _files = LocalFiles.Instance;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Rename_refuses_to_replace_a_file_or_a_directory()
    {
        File.WriteAllText(_directory.In("a"), "a");
        File.WriteAllText(_directory.In("b"), "b");
        Directory.CreateDirectory(_directory.In("d"));

        Assert.False(_files.TryRename(_directory.In("a"), _directory.In("b")));
        Assert.False(_files.TryRename(_directory.In("a"), _directory.In("d")));
        Assert.Equal("b", File.ReadAllText(_directory.In("b")));
        Assert.True(_files.TryRename(_directory.In("a"), _directory.In("c")));
        Assert.Equal("a", File.ReadAllText(_directory.In("c")));
    }

    [Fact]
    public void Rename_of_nothing_says_that_there_is_no_such_file() =>
        Assert.Throws<FileNotFoundException>(() => _files.TryRename(_directory.In("none"), _directory.In("b")));

    [Fact]
    public void A_name_that_is_taken_cannot_be_created()
    {
        File.WriteAllText(_directory.In("a"), "a");

        Assert.Throws<FileExistsException>(() => _files.CreateNew(_directory.In("a")));
    }

    [Fact]
    public void Fsync_of_a_directory_that_is_gone_fails_with_its_error_number()
    {
        var error = Assert.Throws<IOException>(() => _files.SyncDirectory(_directory.In("gone")));

        Assert.Equal(2, Errno.Of(error));
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        using (var file = _files.CreateNew(_directory.In("a")))
        {
            file.Write("one "u8);
            file.Write("two"u8);
            file.Sync();
        }

        _files.SyncFile(_directory.In("a"));
        _files.SyncDirectory(_directory.Path);
        Assert.Equal("one two"u8.ToArray(), _files.ReadIfThere(_directory.In("a")));
        Assert.Equal([new FileEntry("a", false, 7)], _files.List(_directory.Path));
    }
}

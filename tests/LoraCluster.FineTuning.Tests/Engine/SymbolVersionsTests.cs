using System.Buffers.Binary;
using System.Text;
using LoraCluster.FineTuning.Engine;

namespace LoraCluster.FineTuning.Tests.Engine;

/// <summary>A library of 64 bits with one need of a version, built byte by byte after the ELF specification and the LSB's chapter on symbol versioning.</summary>
public sealed class SymbolVersionsTests : IDisposable
{
    private const int NeedAt = 0x100;
    private const int FlagsAt = NeedAt + 16 + 16 + 4;

    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("lora-elf-").FullName, "libX.so");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Fact]
    public void Only_the_flags_of_that_version_change_and_only_in_the_copy()
    {
        byte[] library = Library("GLIBCXX_3.4.32");
        File.WriteAllBytes(_path, library);
        Assert.False(SymbolVersions.IsMended(_path));
        Assert.True(SymbolVersions.Relax(_path));
        Assert.True(SymbolVersions.IsMended(_path));
        Assert.Equal(library, File.ReadAllBytes(_path));
        byte[] mended = File.ReadAllBytes(SymbolVersions.MendedPath(_path));
        Assert.Equal([FlagsAt], Enumerable.Range(0, library.Length).Where(i => library[i] != mended[i]));
        Assert.Equal(2, mended[FlagsAt]);
    }

    [Fact]
    public void A_copy_of_another_release_does_not_count()
    {
        File.WriteAllBytes(_path, Library("GLIBCXX_3.4.32"));
        SymbolVersions.Relax(_path);
        File.WriteAllBytes(_path, [.. Library("GLIBCXX_3.4.32"), 0]);
        Assert.False(SymbolVersions.IsMended(_path));
    }

    [Theory]
    [InlineData("GLIBCXX_3.4.30")]
    [InlineData("")]
    public void What_has_no_such_need_is_left_alone(string version)
    {
        File.WriteAllBytes(_path, version.Length > 0 ? Library(version) : [1, 2, 3]);
        Assert.False(SymbolVersions.Relax(_path));
        Assert.False(SymbolVersions.NeedsNewerLibrary(_path));
        Assert.False(File.Exists(SymbolVersions.MendedPath(_path)));
    }

    [Fact]
    public void A_damaged_library_is_no_crash()
    {
        byte[] library = Library("GLIBCXX_3.4.32");
        for (int i = 0; i < library.Length; i++)
        {
            byte[] damaged = [.. library];
            damaged[i] ^= 0xFF;
            File.WriteAllBytes(_path, damaged);
            SymbolVersions.Relax(_path);
            File.WriteAllBytes(_path, library[..i]);
            SymbolVersions.Relax(_path);
        }
    }

    // Two versions of one file: the first of another name.
    private static byte[] Library(string version)
    {
        byte[] file = new byte[0x300];
        "\u007fELF\u0002\u0001"u8.CopyTo(file);
        void Word(int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), value);
        void Half(int at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at), value);
        void Long(int at, long value) => BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(at), value);
        const int Sections = 0x200, Strings = 0x180;
        Long(0x28, Sections);
        Half(0x3A, 64);
        Half(0x3C, 3);

        // Section 1: needs, one of them; section 2: their names.
        Word(Sections + 64 + 4, 0x6ffffffe);
        Long(Sections + 64 + 0x18, NeedAt);
        Word(Sections + 64 + 0x28, 2);
        Word(Sections + 64 + 0x2C, 1);
        Long(Sections + 128 + 0x18, Strings);
        Half(NeedAt, 1);
        Half(NeedAt + 2, 2);
        Word(NeedAt + 8, 16);
        Word(NeedAt + 16 + 8, 1);
        Word(NeedAt + 16 + 12, 16);
        Word(NeedAt + 32 + 8, 16);
        Encoding.ASCII.GetBytes("GLIBCXX_3.4").CopyTo(file, Strings + 1);
        Encoding.ASCII.GetBytes(version).CopyTo(file, Strings + 16);
        return file;
    }
}

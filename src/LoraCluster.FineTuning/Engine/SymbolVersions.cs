using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace LoraCluster.FineTuning.Engine;

/// <summary>
/// The versions of libstdc++ that a native library asks for. LibTorchSharp 0.107 asks for GLIBCXX_3.4.32 (GCC 13) on account of one symbol that none of its relocations uses; where the system's
/// libstdc++ is older the loader refuses it for that alone. Marked as weak (VER_FLG_WEAK, ELF symbol versioning), the same need is no reason to refuse it. The package's file stays as it is; a copy beside
/// it differs by two bytes, and is what the program then loads.
/// </summary>
public static class SymbolVersions
{
    /// <summary>The version that older systems lack.</summary>
    public const string Lacking = "GLIBCXX_3.4.32";

    private const int VersionNeedSection = 0x6ffffffe;
    private const ushort Weak = 2;

    /// <summary>True where a library asks for <see cref="Lacking"/> without allowing for its absence, and this system's libstdc++ does not have it.</summary>
    public static bool NeedsNewerLibrary(string path) => Find(File.ReadAllBytes(path)) is { IsWeak: false } && !SystemHas();

    /// <summary>The copy of a library whose need is marked as weak.</summary>
    public static string MendedPath(string path) => Path.ChangeExtension(path, ".mended.so");

    /// <summary>True where the copy is there and is that of this very library.</summary>
    public static bool IsMended(string path) => File.Exists(MendedPath(path)) && Mended(path) is { } wanted && File.ReadAllBytes(MendedPath(path)).AsSpan().SequenceEqual(wanted);

    /// <summary>Writes the copy. False where the library has no such need; throws <see cref="IOException"/> and <see cref="UnauthorizedAccessException"/>.</summary>
    public static bool Relax(string path)
    {
        if (Mended(path) is not { } bytes)
        {
            return false;
        }

        string made = MendedPath(path) + ".tmp";
        File.WriteAllBytes(made, bytes);
        File.Move(made, MendedPath(path), overwrite: true);
        return true;
    }

    private static byte[]? Mended(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        if (Find(bytes) is not { IsWeak: false } need)
        {
            return null;
        }

        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(need.FlagsAt), Weak);
        return bytes;
    }

    private static bool SystemHas() =>
        !OperatingSystem.IsLinux() || (NativeLibrary.TryLoad("libstdc++.so.6", out _) && Loaded() is { } path && File.ReadAllBytes(path).AsSpan().IndexOf(Encoding.ASCII.GetBytes(Lacking + "\0")) >= 0);

    private static string? Loaded() => File.ReadLines("/proc/self/maps").Where(line => line.Contains("/libstdc++.so", StringComparison.Ordinal)).Select(line => line[line.IndexOf('/', StringComparison.Ordinal)..]).FirstOrDefault();

    // ELF64, little endian: sections of type SHT_GNU_verneed hold chains of Verneed, each with a chain of Vernaux (hash, flags, other, name, next).
    private static Need? Find(ReadOnlySpan<byte> file)
    {
        if (file.Length < 64 || !file[..6].SequenceEqual("\u007fELF\u0002\u0001"u8))
        {
            return null;
        }

        try
        {
            return FindIn(file);
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or IndexOutOfRangeException or OverflowException)
        {
            return null;
        }
    }

    private static Need? FindIn(ReadOnlySpan<byte> file)
    {
        long sections = BinaryPrimitives.ReadInt64LittleEndian(file[0x28..]);
        int size = BinaryPrimitives.ReadUInt16LittleEndian(file[0x3A..]), count = BinaryPrimitives.ReadUInt16LittleEndian(file[0x3C..]);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> section = file.Slice(checked((int)(sections + ((long)i * size))), size);
            if (BinaryPrimitives.ReadUInt32LittleEndian(section[4..]) != VersionNeedSection)
            {
                continue;
            }

            int names = NamesAt(file, sections, size, (int)BinaryPrimitives.ReadUInt32LittleEndian(section[0x28..]));
            int at = Offset(section), needs = (int)BinaryPrimitives.ReadUInt32LittleEndian(section[0x2C..]);
            for (int need = 0; need < needs; need++)
            {
                int versions = BinaryPrimitives.ReadUInt16LittleEndian(file[(at + 2)..]);
                int version = at + (int)BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 8)..]);
                for (int v = 0; v < versions; v++)
                {
                    int name = names + (int)BinaryPrimitives.ReadUInt32LittleEndian(file[(version + 8)..]);
                    if (file[name..].StartsWith(Encoding.ASCII.GetBytes(Lacking + "\0")))
                    {
                        return new Need(version + 4, (BinaryPrimitives.ReadUInt16LittleEndian(file[(version + 4)..]) & Weak) != 0);
                    }

                    version += (int)BinaryPrimitives.ReadUInt32LittleEndian(file[(version + 12)..]);
                }

                at += (int)BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 12)..]);
            }
        }

        return null;
    }

    private static int NamesAt(ReadOnlySpan<byte> file, long sections, int size, int link) => Offset(file.Slice(checked((int)(sections + ((long)link * size))), size));

    private static int Offset(ReadOnlySpan<byte> section) => checked((int)BinaryPrimitives.ReadInt64LittleEndian(section[0x18..]));

    private readonly record struct Need(int FlagsAt, bool IsWeak);
}

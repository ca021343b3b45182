using System.Text;

namespace LoraCluster.Sweeps.Definition.Text;

/// <summary>Turns the bytes of a sweep file into text.</summary>
internal static class SpecText
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The text without its byte order mark, or null with an error noted: too long, not UTF-8, or holding a NUL.</summary>
    public static string? Decode(ReadOnlySpan<byte> content, SpecErrors errors)
    {
        if (content.Length > SweepFile.MaxBytes)
        {
            errors.Add(
                SpecPosition.Start,
                "file",
                "the sweep file is too large",
                FormattableString.Invariant($"{content.Length} bytes"),
                FormattableString.Invariant($"at most {SweepFile.MaxBytes} bytes"),
                "write long axes as linspace, geomspace or range");
            return null;
        }

        if (content.IndexOf((byte)0) is >= 0 and int nul)
        {
            errors.Add(
                PositionOf(content[..nul]),
                "file",
                FormattableString.Invariant($"a NUL at byte {nul}"),
                "",
                "text in UTF-8",
                "save the file as UTF-8");
            return null;
        }

        int start = content.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        if (FirstInvalid(content) is { } offset)
        {
            errors.Add(
                PositionOf(content[start..Math.Max(start, offset)]),
                "file",
                FormattableString.Invariant($"invalid UTF-8 at byte {offset}"),
                FormattableString.Invariant($"0x{content[offset]:X2}"),
                "text in UTF-8",
                "save the file as UTF-8");
            return null;
        }

        return Strict.GetString(content[start..]);
    }

    private static int? FirstInvalid(ReadOnlySpan<byte> content)
    {
        int at = 0;
        while (at < content.Length)
        {
            if (Rune.DecodeFromUtf8(content[at..], out _, out int length) != System.Buffers.OperationStatus.Done)
            {
                return at;
            }

            at += length;
        }

        return null;
    }

    private static SpecPosition PositionOf(ReadOnlySpan<byte> before)
    {
        int lastBreak = before.LastIndexOf((byte)'\n');
        string line = Encoding.UTF8.GetString(before[(lastBreak + 1)..]);
        return new SpecPosition(before.Count((byte)'\n') + 1, line.Length + 1);
    }
}

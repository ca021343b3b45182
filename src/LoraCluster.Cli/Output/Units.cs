using System.Globalization;

namespace LoraCluster.Cli.Output;

/// <summary>Numbers as people read them; invariant culture.</summary>
internal static class Units
{
    public static string Count(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary><c>1 cell</c>, <c>1,234 cells</c>.</summary>
    public static string Of(long count, string thing) => $"{Count(count)} {thing}{(count == 1 ? string.Empty : "s")}";

    public static string Duration(double seconds) => seconds switch
    {
        < 1 => Text(seconds * 1000, "0.#") + " ms",
        < 120 => Text(seconds, "0.0") + " s",
        < 7200 => Text(seconds / 60, "0.0") + " min",
        < 172_800 => Text(seconds / 3600, "0.0") + " h",
        _ => Text(seconds / 86_400, "#,0.0") + " days",
    };

    /// <summary>Three digits at most: <c>41 s</c>, <c>2.3 h</c>.</summary>
    public static string RoundDuration(double seconds, string beforeUnit) => seconds switch
    {
        < 120 => Text(Math.Max(1, seconds), "0") + beforeUnit + "s",
        < 7200 => Text(seconds / 60, "0") + beforeUnit + "min",
        < 172_800 => Text(seconds / 3600, "0.0") + beforeUnit + "h",
        _ => Text(seconds / 86_400, "#,0") + beforeUnit + "d",
    };

    /// <summary>Three digits at most: <c>279</c>, <c>1.92k</c>, <c>104k</c>, <c>1.04M</c>.</summary>
    public static string Short(double value)
    {
        string[] suffixes = [string.Empty, "k", "M", "G", "T"];
        int suffix = 0;
        for (; value >= 999.5 && suffix < suffixes.Length - 1; suffix++)
        {
            value /= 1000;
        }

        return Text(value, suffix == 0 || value >= 99.95 ? "0" : value >= 9.995 ? "0.0" : "0.00") + suffixes[suffix];
    }

    public static string Bytes(double bytes)
    {
        string[] units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];
        int unit = 0;
        for (; bytes >= 1000 && unit < units.Length - 1; unit++)
        {
            bytes /= 1000;
        }

        return Text(bytes, unit == 0 ? "0" : "0.0") + " " + units[unit];
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}

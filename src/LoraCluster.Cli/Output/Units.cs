using System.Globalization;

namespace LoraCluster.Cli.Output;

/// <summary>Numbers as people read them; invariant culture.</summary>
internal static class Units
{
    public static string Count(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Duration(double seconds) => seconds switch
    {
        < 1 => Text(seconds * 1000, "0.#") + " ms",
        < 120 => Text(seconds, "0.0") + " s",
        < 7200 => Text(seconds / 60, "0.0") + " min",
        < 172_800 => Text(seconds / 3600, "0.0") + " h",
        _ => Text(seconds / 86_400, "#,0.0") + " days",
    };

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

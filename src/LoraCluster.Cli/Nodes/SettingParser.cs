using System.Globalization;
using System.Net;

namespace LoraCluster.Cli.Nodes;

/// <summary>Reads the values of settings. Everything throws <see cref="FormatException"/> whose message says what was expected.</summary>
internal static class SettingParser
{
    public static IReadOnlyList<string> List(string value) => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>HOST:PORT, an IPv6 address in brackets.</summary>
    public static DnsEndPoint EndPoint(string value, int portMin)
    {
        if (value.Contains("://", StringComparison.Ordinal))
        {
            throw new FormatException("HOST:PORT alone; the protocol follows from whether TLS is on");
        }

        int colon = value.LastIndexOf(':');
        string host = colon < 0 ? string.Empty : value[..colon];
        bool isAddress = host.StartsWith('[') && host.EndsWith(']') && Uri.CheckHostName(host[1..^1]) == UriHostNameType.IPv6;
        bool isHost = isAddress || Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4;
        return isHost && int.TryParse(value[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port >= portMin && port <= 65535
            ? new DnsEndPoint(isAddress ? host[1..^1] : host, port)
            : throw new FormatException($"HOST:PORT with a port from {portMin} to 65535, for instance 127.0.0.1:25520");
    }

    public static int Whole(string value, int min, int max) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= min && number <= max
            ? number
            : throw new FormatException($"a whole number from {min} to {max}");

    public static double Number(string value, double min, double max) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number >= min && number <= max
            ? number
            : throw new FormatException(FormattableString.Invariant($"a number of at least {min}"));

    public static TimeSpan Seconds(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && seconds is >= 0.001 and <= 1e7
            ? TimeSpan.FromSeconds(seconds)
            : throw new FormatException("seconds above 0");

    public static T Word<T>(string value, params (string Word, T Meaning)[] words)
    {
        foreach (var (word, meaning) in words)
        {
            if (word == value)
            {
                return meaning;
            }
        }

        throw new FormatException(string.Join(" or ", words.Select(w => w.Word)));
    }

    public static Uri WebAddress(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : throw new FormatException("an http or https URL");
}

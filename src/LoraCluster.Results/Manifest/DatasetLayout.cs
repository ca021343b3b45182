using System.Globalization;

namespace LoraCluster.Results.Manifest;

/// <summary>Where things stand in a dataset. Names come from numbers only.</summary>
/// <param name="root">The dataset's directory.</param>
public sealed class DatasetLayout(string root)
{
    /// <summary>The version of names and formats, in every file.</summary>
    public const int FormatVersion = 2;

    /// <summary>Directory of the statistics.</summary>
    public const string RisksName = "risks";

    /// <summary>Directory of single trials.</summary>
    public const string TrialsName = "trials";

    /// <summary>Directory of the commit records.</summary>
    public const string CommitsName = "_commits";

    /// <summary>File that says which sweep this is.</summary>
    public const string HeaderName = "_sweep.json";

    /// <summary>File that closes a finished dataset.</summary>
    public const string ManifestName = "_manifest.json";

    /// <summary>Directory of files found wrong.</summary>
    public const string QuarantineName = "_quarantine";

    /// <summary>File of timings, written by others and never compared.</summary>
    public const string TelemetryName = "_telemetry.jsonl";

    /// <summary>Directory of the dataset that is being extended in place.</summary>
    public const string PreviousName = "_previous";

    /// <summary>The dataset's directory.</summary>
    public string Root { get; } = root;

    /// <summary>Path of <c>_sweep.json</c>.</summary>
    public string Header => In(HeaderName);

    /// <summary>Path of <c>_manifest.json</c>.</summary>
    public string Manifest => In(ManifestName);

    /// <summary>Path of <c>_commits/</c>.</summary>
    public string Commits => In(CommitsName);

    /// <summary>Path of <c>_quarantine/</c>.</summary>
    public string Quarantine => In(QuarantineName);

    /// <summary>Path of <c>_previous/</c>.</summary>
    public string Previous => In(PreviousName);

    /// <summary>The dataset's name of a part's statistics: <c>risks/part-000000.parquet</c>.</summary>
    public static string RisksOf(int part) => $"{RisksName}/{PartName(part)}.parquet";

    /// <summary>The dataset's name of a part's trials: <c>trials/part-000000.parquet</c>.</summary>
    public static string TrialsOf(int part) => $"{TrialsName}/{PartName(part)}.parquet";

    /// <summary>The dataset's name of a part's commit record: <c>_commits/part-000000.json</c>.</summary>
    public static string RecordOf(int part) => $"{CommitsName}/{PartName(part)}.json";

    /// <summary>Files of timings that the nodes of a cluster write, each its own: <c>_telemetry-10.0.0.1-9110.jsonl</c>.</summary>
    public static string TelemetryOf(string node) => $"_telemetry-{string.Concat(node.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' ? c : '-'))}.jsonl";

    /// <summary>True for the names of files of timings.</summary>
    public static bool IsTelemetry(string name) =>
        name == TelemetryName || (name.StartsWith("_telemetry-", StringComparison.Ordinal) && name.EndsWith(".jsonl", StringComparison.Ordinal));

    /// <summary>The number in the name of a part's file with this extension (<c>.parquet</c>, <c>.json</c>); null for any other name.</summary>
    public static int? PartNumber(string fileName, string extension)
    {
        const string Prefix = "part-";
        if (!fileName.StartsWith(Prefix, StringComparison.Ordinal) || !fileName.EndsWith(extension, StringComparison.Ordinal))
        {
            return null;
        }

        string digits = fileName[Prefix.Length..^extension.Length];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int part) && PartName(part) == Prefix + digits
            ? part
            : null;
    }

    /// <summary>The path of a file given by its name in the dataset.</summary>
    public string In(string name) => Path.Combine(Root, name);

    private static string PartName(int part) => "part-" + part.ToString("D6", CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text.RegularExpressions;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Cli.Reproducing;

/// <summary>One of the paper's experiments, as its sweep file in <c>sweeps/</c> says.</summary>
/// <param name="Name">The file's and the sweep's name.</param>
/// <param name="X">The axis of its figure; null for the one that is swept.</param>
/// <param name="IsEveryRank">Whether it is run at every rank, which costs a linear experiment hardly more.</param>
internal sealed partial record PaperSweep(string Name, string? X, bool IsEveryRank = true)
{
    /// <summary>The four linear ones.</summary>
    public static IReadOnlyList<PaperSweep> Linear { get; } = [new("noise", null), new("samples", "dx/n"), new("true-rank", null), new("decay", null)];

    /// <summary>The practical ones, with the networks and data that one machine has.</summary>
    public static IReadOnlyList<PaperSweep> Practical { get; } = [new("finetune-label-noise", "label_noise", false), new("finetune-samples", "sample_fraction", false)];

    /// <summary>The ranks that the paper's figure shows.</summary>
    public IReadOnlyList<int> Ranks => [.. RankLine().Match(Shipped).Groups["ranks"].Value.Split(',').Select(rank => int.Parse(rank, CultureInfo.InvariantCulture))];

    private string Shipped
    {
        get
        {
            using var stream = typeof(PaperSweep).Assembly.GetManifestResourceStream($"sweeps/{Name}.yaml")!;
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }

    /// <summary>The sweep file with the ranks that are wanted and so many trials.</summary>
    public string Text(int trials)
    {
        string everyRank = IsEveryRank ? RankLine().Replace(Shipped, "lora_ranks: all") : Shipped;
        return TrialLine().Replace(everyRank, string.Create(CultureInfo.InvariantCulture, $"trials: {trials}"));
    }

    /// <summary>The sweep that a text says.</summary>
    public static SweepDefinition Read(byte[] text, string path) => SweepFile.Parse(text, path, Running.SweepLoader.Experiments).Definition!;

    [GeneratedRegex(@"^lora_ranks: \[(?<ranks>.*)\]$", RegexOptions.Multiline)]
    private static partial Regex RankLine();

    [GeneratedRegex("^trials: .*$", RegexOptions.Multiline)]
    private static partial Regex TrialLine();
}

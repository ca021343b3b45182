using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LoraCluster.Chaos.Runs;

/// <summary>A sweep to disturb, and the manifest it ends with when nothing disturbs it.</summary>
internal sealed class Work
{
    public const string Name = "chaos";
    public const int Cells = 5 * 16;

    private Work(string sweepPath, string dataset)
    {
        SweepPath = sweepPath;
        Manifest = File.ReadAllBytes(Path.Combine(dataset, "_manifest.json"));
        Files = Directory.EnumerateFiles(dataset, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(dataset, f)).ToHashSet(StringComparer.Ordinal);
    }

    public string SweepPath { get; }

    public byte[] Manifest { get; }

    /// <summary>The undisturbed dataset's files, relative to it.</summary>
    public IReadOnlySet<string> Files { get; }

    /// <summary>The sweep's text: blocks of some 40 ms on the reference machine, in at least eight parts; more trials, more blocks.</summary>
    public static string TextOf(int trials) => string.Create(CultureInfo.InvariantCulture, $$"""
        name: {{Name}}
        seed: 11
        trials: {{trials}}
        lora_ranks: [1, 2, 4, 8]
        grid: {dx: 32, dy: 24, n: [64, 96, 128, 160, 192], true_rank: 4, spectrum: gaussian, noise_std: {geomspace: {from: 0.1, to: 10, count: 16} } }
        """) + "\n";

    /// <summary>Makes the sweep, and computes what it ends with, once for this sweep and this program; kept in the temporary folder.</summary>
    public static Work Prepare(int trials)
    {
        byte[] text = Encoding.UTF8.GetBytes(TextOf(trials));
        string place = Path.Combine(Path.GetTempPath(), "lora-cluster-chaos-" + Convert.ToHexStringLower(SHA256.HashData([.. text, .. ProgramMark()]))[..16]);
        Directory.CreateDirectory(place);
        string sweep = Path.Combine(place, "sweep.yaml");
        File.WriteAllBytes(sweep, text);
        string dataset = Path.Combine(place, Name);
        if (!File.Exists(Path.Combine(dataset, "_manifest.json")))
        {
            using var run = System.Diagnostics.Process.Start("dotnet", [CliProgram.Path, "run", sweep, "--out", dataset, "--quiet"]);
            run.WaitForExit();
            if (run.ExitCode != 0)
            {
                throw new ChaosException($"the undisturbed run ended with {run.ExitCode}");
            }
        }

        return new Work(sweep, dataset);
    }

    // Another build may write other bytes.
    private static byte[] ProgramMark() => [.. Directory.GetFiles(AppContext.BaseDirectory, "LoraCluster.*.dll").Order(StringComparer.Ordinal).SelectMany(f => SHA256.HashData(File.ReadAllBytes(f)))];
}

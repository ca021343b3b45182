using LoraCluster.Cli.Tests;

namespace LoraCluster.Durability.Tests.Support;

/// <summary>A sweep of eight parts, each with three files, and what an undisturbed run makes of it.</summary>
internal sealed class Reference
{
    // Some 100 ms of work a part: long enough that a kill between two commits finds work under way.
    private const string Sweep = """
        name: disturbed
        seed: 5
        trials: 1000
        keep_trials: true
        lora_ranks: [1, 2, 4]
        grid: {dx: 40, dy: 40, n: [20, 50, 100], true_rank: 3, spectrum: gaussian, noise_std: {geomspace: {from: 0.1, to: 10, count: 5}}}
        """;

    private readonly SortedDictionary<string, byte[]> _files;

    private Reference(string sweepFile, SortedDictionary<string, byte[]> files) => (SweepFile, _files) = (sweepFile, files);

    /// <summary>Parts of the sweep.</summary>
    public const int Parts = 8;

    public string SweepFile { get; }

    public static async Task<Reference> MakeAsync(Workplace place)
    {
        string file = place.Write("disturbed.yaml", Sweep);
        string output = place.Path("undisturbed");
        Assert.Equal(0, (await Workplace.RunAsync("run", file, "--out", output, "--quiet", "--workers", "1")).Code);
        return new Reference(file, FilesOf(output));
    }

    /// <summary>How to start the program on the sweep, alone or under another program.</summary>
    public System.Diagnostics.ProcessStartInfo Run(string output, params string[] under) =>
        Workplace.Command(["run", SweepFile, "--out", output, "--quiet"], under);

    /// <summary>Fails unless what a disturbed run left behind is without damage: unfinished at worst.</summary>
    public static async Task HasNoDamage(string output, string after)
    {
        bool isBegun = File.Exists(Path.Combine(output, "_sweep.json"));
        (int code, string findings, string error) = Directory.Exists(output) ? await Workplace.RunAsync("verify", output) : (75, string.Empty, string.Empty);
        Assert.True(code is 0 or 75 || (code == 66 && !isBegun), $"{after}: verify says {code}: {findings}{error}");
        Assert.False(Directory.Exists(Path.Combine(output, "_quarantine")), after);
    }

    /// <summary>Fails unless running the sweep again ends with the files of the undisturbed run, byte for byte, and no other file.</summary>
    public async Task Resumes(string output, string after)
    {
        (int code, _, string error) = await Workplace.RunAsync("run", SweepFile, "--out", output, "--quiet");
        Assert.True(code == 0, $"{after}: resuming ends with {code}: {error}");
        IsWhole(output, after);
    }

    /// <summary>Fails unless the dataset has the files of the undisturbed run, byte for byte, and no other file.</summary>
    public void IsWhole(string output, string after)
    {
        var found = FilesOf(output);
        Assert.True(_files.Keys.SequenceEqual(found.Keys), $"{after}: {string.Join(' ', found.Keys.Except(_files.Keys))} too many, {string.Join(' ', _files.Keys.Except(found.Keys))} missing");
        Assert.All(_files, file => Assert.True(file.Value.AsSpan().SequenceEqual(found[file.Key]), $"{after}: {file.Key} has other bytes"));
    }

    private static SortedDictionary<string, byte[]> FilesOf(string output) => new(
        Directory.GetFiles(output, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .Select(path => Path.GetRelativePath(output, path)).Where(name => name != "_telemetry.jsonl")
            .ToDictionary(name => name, name => File.ReadAllBytes(Path.Combine(output, name))),
        StringComparer.Ordinal);
}

using System.Diagnostics;
using System.Text;

namespace LoraCluster.Cli.Tests;

/// <summary>Nothing that is refused may cost more to refuse than the start of a process.</summary>
public sealed class QuickRefusalTests : IDisposable
{
    private const long MegabytesMost = 200;
    private const long LargeFile = 1L << 30;

    // Alone on two cores each takes about 0.2 s, within 60 MB; the margin is for machines that do other things besides.
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(5);

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("1e12 cells", "too many cells")]
    [InlineData("a file of 1 GiB", "the sweep file is too large; got more than 1048576 bytes; expected at most 1048576 bytes; write long axes as linspace, geomspace or range")]
    [InlineData("a file of 1 MiB and a byte", "the sweep file is too large")]
    [InlineData("a file of 1 MiB of list", "too many values")]
    [InlineData("an alias bomb", "aliases are not allowed")]
    [InlineData("100,000 brackets", "nested too deeply")]
    [InlineData("a cell of 100 GiB and more", "needs too much memory")]
    public async Task A_refusal_is_quick_and_small_for(string what, string mention)
    {
        string file = _place.Path("s.yaml");
        Prepare(what, file);
        TimeSpan best = TimeSpan.MaxValue;
        for (int attempt = 0; attempt < 3 && best > TimeSpan.FromSeconds(1); attempt++)
        {
            long start = Stopwatch.GetTimestamp();
            (string error, long peak) = await Run(file);
            best = TimeSpan.FromTicks(Math.Min(best.Ticks, Stopwatch.GetElapsedTime(start).Ticks));
            Assert.Contains(mention, error, StringComparison.Ordinal);
            Assert.InRange(peak, 1, MegabytesMost * 1_000_000);
        }

        Assert.InRange(best, TimeSpan.Zero, Most);
        Assert.Equal([file], Directory.EnumerateFileSystemEntries(_place.Root));
    }

    private async Task<(string Error, long PeakBytes)> Run(string file)
    {
        using Process process = Workplace.Start("run", file, "--out", _place.Path("out"));
        Task<string> error = process.StandardError.ReadToEndAsync();
        long peak = 0;
        while (!process.HasExited)
        {
            process.Refresh();
            peak = Math.Max(peak, PeakOf(process));
            await Task.Delay(2);
        }

        await process.WaitForExitAsync();
        Assert.Equal(65, process.ExitCode);
        return (await error, peak);
    }

    // The kernel's own high-water mark, so that only what happens after the last look is missed.
    private static long PeakOf(Process process)
    {
        try
        {
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }

    private static void Prepare(string what, string file)
    {
        if (what == "a file of 1 GiB")
        {
            using FileStream sparse = File.Create(file);
            sparse.SetLength(LargeFile);
            return;
        }

        const string Million = "{linspace: {from: 0.1, to: 1, count: 1000000}}";
        File.WriteAllText(file, what switch
        {
            "1e12 cells" => $"name: x\ngrid: {{dx: 6, dy: 5, n: 8, true_rank: 3, spectrum: gaussian, noise_std: {Million}, scale: {Million}}}\n",
            "a file of 1 MiB and a byte" => new string('#', (1 << 20) + 1),
            "a file of 1 MiB of list" => "name: x\ngrid: {n: [" + string.Concat(Enumerable.Repeat("1, ", (1 << 20) / 3 - 20)) + "1]}\n",
            "100,000 brackets" => new string('[', 100_000),
            "a cell of 100 GiB and more" => "name: x\nlora_ranks: [1]\ngrid: {dx: 16384, dy: 16384, n: 16384, true_rank: 3, spectrum: gaussian, noise_std: 1}\n",
            _ => AliasBomb(),
        });
    }

    private static string AliasBomb()
    {
        var text = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 200; i++)
        {
            text.Append(FormattableString.Invariant($"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n"));
        }

        return text.ToString();
    }
}

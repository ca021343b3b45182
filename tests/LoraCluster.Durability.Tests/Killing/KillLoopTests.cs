using System.Diagnostics;
using LoraCluster.Cli.Tests;
using LoraCluster.Durability.Tests.Support;
using Xunit.Abstractions;

namespace LoraCluster.Durability.Tests.Killing;

/// <summary>A run that is killed at random moments and started again, over and over (<c>LORACLUSTER_KILLS</c> times; the moments follow from a fixed seed and the machine's pace).</summary>
public sealed class KillLoopTests(ITestOutputHelper log) : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_run_that_is_killed_again_and_again_ends_with_the_bytes_of_an_undisturbed_one()
    {
        var reference = await Reference.MakeAsync(_place);
        var dice = new Random(19018);
        int kills = LongRun.Of("LORACLUSTER_KILLS", 50);
        int killed = 0, amidCommits = 0, datasets = 0;
        while (killed < kills)
        {
            string output = _place.Path($"{++datasets}");
            while (killed < kills && Records(output) < Reference.Parts)
            {
                using Process process = Process.Start(reference.Run(output))!;
                if (!await Killed(process, output, dice))
                {
                    Assert.Equal(0, process.ExitCode);
                    break;
                }

                killed++;
                amidCommits += Records(output) is > 0 and < Reference.Parts ? 1 : 0;
                await Reference.HasNoDamage(output, $"kill {killed}");
            }

            await reference.Resumes(output, $"after kill {killed}");
            Directory.Delete(output, recursive: true);
        }

        log.WriteLine($"{killed} kills, {amidCommits} of them with some parts committed and some not; {datasets} datasets, all equal");
        Assert.True(amidCommits * 4 > killed, $"only {amidCommits} of {killed} kills came while parts were being committed");
    }

    // A moment: some milliseconds after so many more parts have been committed, or after the start. False where the run was over before.
    private static async Task<bool> Killed(Process process, string output, Random dice)
    {
        int before = Records(output);
        int records = dice.Next(before, Reference.Parts + 1);
        Task streams = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        while (Records(output) < records && !process.HasExited)
        {
            await Task.Delay(1);
        }

        await Task.Delay(dice.Next(records > before ? 60 : 800));
        process.Kill();
        await process.WaitForExitAsync();
        await streams;
        return process.ExitCode == 128 + 9;
    }

    private static int Records(string output) =>
        Directory.Exists(Path.Combine(output, "_commits")) ? Directory.GetFiles(Path.Combine(output, "_commits"), "part-*.json").Length : 0;
}

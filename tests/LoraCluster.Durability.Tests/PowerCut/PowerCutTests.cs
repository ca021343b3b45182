using System.Diagnostics;
using LoraCluster.Cli.Tests;
using LoraCluster.Durability.Tests.Support;
using LoraCluster.Results.Manifest;
using LoraCluster.Results.Storage;
using Xunit.Abstractions;

namespace LoraCluster.Durability.Tests.PowerCut;

/// <summary>Power cuts under a run (<c>LORACLUSTER_CUTS</c> of them), at moments that follow from a fixed seed and the machine's pace.</summary>
public sealed class PowerCutTests(ITestOutputHelper log) : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [FactNeeding(Need.PowerCuts)]
    public async Task Every_part_that_was_acknowledged_before_a_power_cut_is_there_and_whole_after_it()
    {
        var reference = await Reference.MakeAsync(_place);
        using var disk = new Ext4Disk(_place.Path("image"), _place.Path("disk"));
        string output = Path.Combine(disk.Mount, "out");
        var dice = new Random(19018);
        int cuts = LongRun.Of("LORACLUSTER_CUTS", 5);
        int acknowledgedInAll = 0, cutAmidCommits = 0;
        for (int cut = 1; cut <= cuts; cut++)
        {
            (bool claimsSuccess, IReadOnlyList<int> acknowledged) = await CutUnder(reference, disk, output, dice);
            acknowledgedInAll += acknowledged.Count;
            cutAmidCommits += acknowledged.Count is > 0 and < Reference.Parts ? 1 : 0;

            disk.Restart();
            Assert.All(acknowledged, part => IsWhole(output, part));
            await Reference.HasNoDamage(output, $"cut {cut}");
            if (claimsSuccess)
            {
                reference.IsWhole(output, $"cut {cut}, which came after the end");
            }

            await reference.Resumes(output, $"cut {cut}");
            Directory.Delete(output, recursive: true);
        }

        log.WriteLine($"{cuts} cuts, {cutAmidCommits} of them with some parts acknowledged and some not; {acknowledgedInAll} of {acknowledgedInAll} acknowledged parts whole");
        Assert.True(cutAmidCommits * 3 > cuts, $"only {cutAmidCommits} of {cuts} cuts came while parts were being committed");
    }

    /// <summary>Cuts the power some milliseconds after so many parts have their record: whether the run called itself finished, and the parts that were acknowledged by then.</summary>
    private async Task<(bool ClaimsSuccess, IReadOnlyList<int> Acknowledged)> CutUnder(Reference reference, Ext4Disk disk, string output, Random dice)
    {
        string trace = _place.Path("trace");
        string commits = Path.Combine(output, "_commits");
        int records = dice.Next(1, Reference.Parts);
        using Process process = Process.Start(reference.Run(output, [.. SystemCall.Options, trace]))!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task told = process.StandardOutput.ReadToEndAsync();
        await Workplace.Until(() => Directory.Exists(commits) && Directory.GetFiles(commits, "part-*.json").Length >= records, process);
        await Task.Delay(dice.Next(15));
        disk.CutPower();
        await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token);
        await told;
        Assert.True(process.ExitCode is 0 or 74 or 75, $"ended with {process.ExitCode}: {await error}");
        return (process.ExitCode == 0, Acknowledged(SystemCall.ParseLog(trace), commits));
    }

    // A part is acknowledged once the directory of its record has been flushed, which the aggregator waits for before it answers. The log is on another disk; after the cut every flush fails.
    private static List<int> Acknowledged(IReadOnlyList<SystemCall> calls, string commits)
    {
        var acknowledged = new List<int>();
        var renamed = new Dictionary<int, List<int>>();
        foreach (var call in calls.Where(c => c.Result == 0))
        {
            if (call.Name == "renameat2" && Path.GetDirectoryName(call.Paths[1]) == commits)
            {
                renamed.TryAdd(call.Thread, []);
                renamed[call.Thread].Add(DatasetLayout.PartNumber(Path.GetFileName(call.Paths[1]), ".json")!.Value);
            }
            else if (call.Name == "fsync" && call.Path == commits && renamed.Remove(call.Thread, out var parts))
            {
                acknowledged.AddRange(parts);
            }
        }

        return acknowledged;
    }

    private static void IsWhole(string output, int part)
    {
        var layout = new DatasetLayout(output);
        var record = CommitRecord.Load(LocalFiles.Instance, layout, part);
        Assert.True(record is not null, $"part {part} was acknowledged, and its record is gone");
        Assert.All(record.Files, file => Assert.Null(file.FaultOf(LocalFiles.Instance, layout)));
    }
}

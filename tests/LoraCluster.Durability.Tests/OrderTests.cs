using LoraCluster.Cli.Tests;
using LoraCluster.Durability.Tests.Support;

namespace LoraCluster.Durability.Tests;

/// <summary>The order of a run's system calls, as strace sees them.</summary>
public sealed class OrderTests : IDisposable
{
    private readonly Workplace _place = new();

    private string Output => _place.Path("out");

    public void Dispose() => _place.Dispose();

    [FactNeeding(Need.FailingSystemCalls)]
    public async Task Every_file_is_written_flushed_renamed_and_its_directory_flushed_and_a_record_only_after_its_files_and_success_is_told_last()
    {
        var reference = await Reference.MakeAsync(_place);
        string trace = _place.Path("trace");
        Assert.Equal(0, (await Workplace.ProcessAsync(reference.Run(Output, [.. SystemCall.Options, trace]))).Code);
        reference.IsWhole(Output, "a run under strace");
        var calls = SystemCall.ParseLog(trace);

        var published = calls.Where(c => c is { Name: "renameat2", Result: 0 } && !Path.GetFileName(c.Paths[1]).StartsWith('.')).ToList();
        var durable = published.ToDictionary(rename => rename.Paths[1], rename => DurableAt(rename, calls));
        string[] files = [.. Directory.GetFiles(Output, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith("_telemetry.jsonl", StringComparison.Ordinal))];
        Assert.Equal(files.Order(), durable.Keys.Order());
        for (int part = 0; part < Reference.Parts; part++)
        {
            string record = $"{Output}/_commits/part-{part:D6}.json";
            Assert.True(CreatedAt(record, calls) > durable[$"{Output}/risks/part-{part:D6}.parquet"], $"{record} was begun before the part's risks were durable");
            Assert.True(CreatedAt(record, calls) > durable[$"{Output}/trials/part-{part:D6}.parquet"], $"{record} was begun before the part's trials were durable");
            Assert.True(CreatedAt($"{Output}/_manifest.json", calls) > durable[record], $"the manifest was begun before {record} was durable");
        }

        int told = Index(calls, c => c.Name == "write" && c.Arguments.Contains("\"disturbed: c", StringComparison.Ordinal));
        Assert.True(told > durable[$"{Output}/_manifest.json"], "success was told before the manifest was durable");
        Assert.DoesNotContain(calls, c => c.Creates && c.Path.StartsWith(Output + "/", StringComparison.Ordinal) && c.Result >= 0
            && !Path.GetFileName(c.Path).StartsWith('.') && !c.Path.EndsWith("_telemetry.jsonl", StringComparison.Ordinal));
    }

    // Checks the steps of one file, all of one thread, and returns when the last came back.
    private static int DurableAt(SystemCall rename, IReadOnlyList<SystemCall> calls)
    {
        string temporary = rename.Path;
        string directory = Path.GetDirectoryName(temporary)!;
        var steps = calls.Where(c => c.Thread == rename.Thread && c.Result >= 0).SkipWhile(c => !(c.Creates && c.Path == temporary))
            .Where(c => c.Paths.Count > 0 && (c.Path == temporary || c.Path == directory) && !c.Arguments.Contains("O_DIRECTORY", StringComparison.Ordinal)).Take(7).ToList();
        string[] names = [.. steps.Select(c => c.Name + (c.Path == directory ? " directory" : string.Empty)).Distinct()];
        string[] expected = ["openat", "pwrite64", "fsync", "renameat2", "openat directory", "fsync directory"];
        Assert.Equal(expected, names.Take(expected.Length));
        return Index(calls, c => c == steps.First(s => s.Name == "fsync" && s.Path == directory));
    }

    private static int CreatedAt(string file, IReadOnlyList<SystemCall> calls)
    {
        var rename = calls.Single(c => c is { Name: "renameat2", Result: 0 } && c.Paths[1] == file);
        return Index(calls, c => c.Creates && c.Path == rename.Path);
    }

    private static int Index(IReadOnlyList<SystemCall> calls, Func<SystemCall, bool> which) => calls.Index().First(c => which(c.Item)).Index;
}

using System.Diagnostics;
using System.Globalization;
using LoraCluster.Cli.Tests;
using LoraCluster.Durability.Tests.Support;
using Xunit.Abstractions;

namespace LoraCluster.Durability.Tests.Killing;

/// <summary>A run that is killed exactly before a step of a commit, by strace: in CI of the header, one part and the manifest, in a long run (<c>LORACLUSTER_KILLS</c>) of every file.</summary>
public sealed class CommitStepTests(ITestOutputHelper log) : IDisposable
{
    // Stands for the process's number, which temporary names carry and which nobody knows before it runs.
    private const string ProcessNumber = "@PROCESS@";

    private static readonly string[] InCi = ["/_sweep.json", "/risks/part-000003.parquet", "/trials/part-000003.parquet", "/_commits/part-000003.json", "/_manifest.json"];

    private readonly Workplace _place = new();

    private string Output => _place.Path("out");

    public void Dispose() => _place.Dispose();

    [FactNeeding(Need.FailingSystemCalls)]
    public async Task A_run_that_is_killed_before_any_step_of_a_commit_resumes_to_the_bytes_of_an_undisturbed_one()
    {
        var reference = await Reference.MakeAsync(_place);
        var steps = await StepsOfACleanRun(reference);
        Assert.Equal(5 * (LongRun.Of("LORACLUSTER_KILLS", 0) > 0 ? 2 + (3 * Reference.Parts) : InCi.Length), steps.Count);
        foreach (var step in steps)
        {
            (int code, _, string error) = await Workplace.ProcessAsync(KilledBefore(step, reference));
            Assert.True(code == 128 + 9, $"{step} did not kill: {code} {error}");
            await Reference.HasNoDamage(Output, $"killed before {step}");
            await reference.Resumes(Output, $"killed before {step}");
            Directory.Delete(Output, recursive: true);
        }

        log.WriteLine($"{steps.Count} steps, all resumed to equal datasets");
    }

    // One worker, so that files come in the same order and their temporary names can be foretold. Without --seccomp-bpf, with which strace 6.1 sends no signal.
    private ProcessStartInfo KilledBefore(Step step, Reference reference)
    {
        const string Script = "exec strace -D -f -qq -o /dev/null -P \"${1//" + ProcessNumber + "/$$}\" -e \"trace=$2\" -e \"inject=$2:signal=SIGKILL:when=$3\" \"${@:4}\"";
        var command = reference.Run(Output, "bash", "-c", Script, "-", step.Path, step.Call, step.Occurrence.ToString(CultureInfo.InvariantCulture));
        command.ArgumentList.Add("--workers");
        command.ArgumentList.Add("1");
        return command;
    }

    private async Task<List<Step>> StepsOfACleanRun(Reference reference)
    {
        string trace = _place.Path("trace");
        var command = reference.Run(Output, [.. SystemCall.Options, trace]);
        command.ArgumentList.Add("--workers");
        command.ArgumentList.Add("1");
        Assert.Equal(0, (await Workplace.ProcessAsync(command)).Code);
        Directory.Delete(Output, recursive: true);
        var calls = SystemCall.ParseLog(trace);
        string process = calls[0].Thread.ToString(CultureInfo.InvariantCulture);
        return [.. calls.Where(c => c.Name == "renameat2" && IsChosen(c.Paths[1])).SelectMany(rename => StepsOf(rename, calls, process))];
    }

    private bool IsChosen(string file) => LongRun.Of("LORACLUSTER_KILLS", 0) > 0
        ? !Path.GetFileName(file).StartsWith('.')
        : InCi.Any(name => file == Output + name);

    private static IEnumerable<Step> StepsOf(SystemCall rename, IReadOnlyList<SystemCall> calls, string process)
    {
        string temporary = rename.Path.Replace("." + process + "-", $".{ProcessNumber}-", StringComparison.Ordinal);
        string directory = Path.GetDirectoryName(rename.Path)!;
        int earlierSyncs = calls.TakeWhile(c => c != rename).Count(c => c.Name == "fsync" && c.Path == directory && c.Thread == rename.Thread);
        return
        [
            new("openat", temporary, 1), new("pwrite64", temporary, 1), new("fsync", temporary, 1), new("renameat2", temporary, 1),
            new("fsync", directory, earlierSyncs + 1),
        ];
    }

    /// <summary>A call, the path it is about, and which of a thread's calls of that name on that path it is.</summary>
    private sealed record Step(string Call, string Path, int Occurrence);
}

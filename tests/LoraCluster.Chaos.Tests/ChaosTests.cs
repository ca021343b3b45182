using LoraCluster.Chaos.Hosts;
using LoraCluster.Chaos.Nemeses;
using LoraCluster.Chaos.Runs;
using Xunit.Abstractions;

namespace LoraCluster.Chaos.Tests;

/// <summary>Whole clusters of real processes, broken. <c>chaos soak</c> does so for longer.</summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    // A few seconds of work: enough for a fault to meet it, few enough for a test run.
    private const int ShortWork = 30_000;

    // Work that outlasts the time that a successor needs.
    private const int LongWork = 60_000;

    // A quiet machine needs less than half of it; one that builds other things meanwhile needs more than its tests should fail for.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(240);

    // A run whose faults did not bite proves nothing, and is run again; one with a deviation is not.
    private const int AttemptsMax = 2;

    // From a coordinator's loss to its successor's first word, where nothing else is broken (docs/reliability.md, promise 5).
    private const double FailoverSecondsMax = 30;

    [TheoryInNamespaces]
    [InlineData("kill-worker io-error memory-limit", LongWork)]
    [InlineData("kill-coordinator", ShortWork)]
    [InlineData("kill-all", ShortWork)]
    [InlineData("pause-coordinator", LongWork)]
    [InlineData("isolate", LongWork)]
    [InlineData("ring", LongWork)]
    [InlineData("loss other-version", ShortWork)]
    [InlineData("disk-full late-node", LongWork)]
    [InlineData("read-only-takeover", LongWork)]
    [InlineData("delete", ShortWork)]
    [InlineData("delay terminate clock-jump", LongWork)]
    public async Task A_fault_changes_no_byte(string nemeses, int trials)
    {
        var verdict = await PassedAsync(Schedule.Script([.. nemeses.Split(' ').Select(NemesisTable.Find)], hasTls: nemeses == "kill-coordinator", trials));
        Assert.All(nemeses == "kill-coordinator" ? verdict.FailoverSeconds : [], seconds => Assert.InRange(seconds, 0, FailoverSecondsMax));
    }

    [TheoryInNamespaces]
    [InlineData(1)]
    [InlineData(2)]
    public Task Faults_at_random_change_no_byte(int seed) => PassedAsync(Schedule.Random(seed, TimeSpan.FromSeconds(30), LongWork));

    [FactInNamespaces]
    public async Task Nodes_at_full_load_are_not_taken_for_dead() => Assert.Equal(0, await Calm.UnreachableAsync(TimeSpan.FromSeconds(20), ShortWork));

    private async Task<Verdict> PassedAsync(Schedule schedule)
    {
        for (int attempt = 1; ; attempt++)
        {
            var verdict = await new ChaosRun(schedule, Patience).RunAsync(output.WriteLine);
            output.WriteLine(Report.Text(verdict));
            Assert.True(verdict.Deviations.Count == 0, Report.Text(verdict));
            if (verdict.IsValid)
            {
                Directory.Delete(verdict.Logs, recursive: true);
                return verdict;
            }

            Assert.True(attempt < AttemptsMax, Report.Text(verdict));
        }
    }

    private sealed class FactInNamespacesAttribute : FactAttribute
    {
        public FactInNamespacesAttribute() => Skip = TheoryInNamespacesAttribute.Reason;
    }

    private sealed class TheoryInNamespacesAttribute : TheoryAttribute
    {
        private static readonly Lazy<string?> Lack = new(() => Network.Lack()
            ?? (Shell.Try("strace", "-V").Code != 0 ? "needs strace" : GuestNemeses.ClockLibrary is null ? "needs libfaketime" : null));

        public TheoryInNamespacesAttribute() => Skip = Lack.Value;

        public static string? Reason => Lack.Value;
    }
}

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

    [TheoryInNamespaces]
    [InlineData("kill-worker", ShortWork)]
    [InlineData("kill-coordinator", ShortWork)]
    [InlineData("kill-all", ShortWork)]
    [InlineData("pause-coordinator", LongWork)]
    [InlineData("isolate", LongWork)]
    [InlineData("loss", ShortWork)]
    [InlineData("disk-full", ShortWork)]
    [InlineData("read-only-takeover", LongWork)]
    [InlineData("delete", ShortWork)]
    [InlineData("other-version", ShortWork)]
    public Task A_fault_changes_no_byte(string nemesis, int trials) => IsPassed(Schedule.Script(NemesisTable.Find(nemesis), hasTls: nemesis == "kill-coordinator", trials));

    [TheoryInNamespaces]
    [InlineData(1)]
    [InlineData(2)]
    public Task Faults_at_random_change_no_byte(int seed) => IsPassed(Schedule.Random(seed, TimeSpan.FromSeconds(30), LongWork));

    private async Task IsPassed(Schedule schedule)
    {
        var verdict = await new ChaosRun(schedule, Patience).RunAsync(output.WriteLine);
        Assert.True(verdict.IsPassed, Report.Text(verdict));
        Directory.Delete(verdict.Logs, recursive: true);
    }

    private sealed class TheoryInNamespacesAttribute : TheoryAttribute
    {
        private static readonly Lazy<string?> Lack = new(Network.Lack);

        public TheoryInNamespacesAttribute() => Skip = Lack.Value;
    }
}

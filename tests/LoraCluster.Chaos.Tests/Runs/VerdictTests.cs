using LoraCluster.Chaos.Runs;

namespace LoraCluster.Chaos.Tests.Runs;

public sealed class VerdictTests
{
    private static readonly Verdict Good = new()
    {
        Name = "random 3",
        Faults = ["kill 1", "pause 2"],
        Bit = ["kill 1"],
        Deviations = [],
        FailoverSeconds = [17.5],
        Seconds = 90,
        SecondsAfterHealing = 12,
        TrialsPerSecond = 1000,
        Logs = "/logs",
    };

    [Fact]
    public void A_run_in_which_nothing_bit_is_not_passed()
    {
        Assert.True(Good.IsPassed);
        Assert.False((Good with { Bit = [] }).IsPassed);
        Assert.Contains("INVALID", Report.Text(Good with { Bit = [] }), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_every_fault_must_bite_one_that_did_not_makes_a_run_invalid()
    {
        Assert.False((Good with { MustAllBite = true }).IsPassed);
        Assert.True((Good with { MustAllBite = true, Bit = Good.Faults }).IsPassed);
        Assert.Contains("INVALID", Report.Text(Good with { MustAllBite = true }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_deviation_fails_a_run_and_is_told_with_the_place_of_its_logs()
    {
        string text = Report.Text(Good with { Deviations = ["verify ended with 74"] });
        Assert.Contains("FAILED", text, StringComparison.Ordinal);
        Assert.Contains("deviation: verify ended with 74", text, StringComparison.Ordinal);
        Assert.Contains("did not bite: pause 2", text, StringComparison.Ordinal);
        Assert.Contains("/logs", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_sums_up_runs() => Assert.Contains(
        "| 2 | 1 | 4 | 1 | 1 | 17.5 / 30.0 | 12 |",
        Report.Table([Good, Good with { Bit = [], Deviations = ["x"], FailoverSeconds = [30], SecondsAfterHealing = 3 }]),
        StringComparison.Ordinal);

    [Fact]
    public void Leftovers_are_temporary_files_and_what_an_undisturbed_dataset_does_not_have()
    {
        string place = Directory.CreateTempSubdirectory("lora-cluster-").FullName;
        string[] files =
        [
            "_jobs/1.json",
            "chaos/_quarantine/part-000001.parquet",
            "chaos/notes.txt",
            "chaos/risks/.part-000001.parquet.12-3.tmp",
            "chaos/risks/part-000001.parquet",
            "chaos/risks/part-000002.parquet",
        ];
        foreach (string file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(place, file))!);
            File.WriteAllText(Path.Combine(place, file), string.Empty);
        }

        Assert.Equal(
            ["chaos/risks/.part-000001.parquet.12-3.tmp", "chaos/risks/part-000002.parquet"],
            Leftovers.In(place, Path.Combine(place, "chaos"), new HashSet<string>(["risks/part-000001.parquet"])));
        Directory.Delete(place, recursive: true);
    }
}

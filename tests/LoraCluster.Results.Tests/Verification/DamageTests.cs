using LoraCluster.Results.Manifest;
using LoraCluster.Results.Parts;
using LoraCluster.Results.Tests.Toys;
using LoraCluster.Results.Verification;
using Xunit;

namespace LoraCluster.Results.Tests.Verification;

public sealed class DamageTests
{
    private const string Root = "/data/out";
    private static readonly ToySweep Sweep = new();
    private static readonly IReadOnlyDictionary<string, byte[]> Undamaged = Written();

    [Fact]
    public void A_whole_dataset_has_nothing_to_report_but_ok()
    {
        var findings = DatasetVerifier.Verify(Root, Whole());

        Assert.All(findings, finding => Assert.Equal(FindingKind.Ok, finding.Kind));
        Assert.Equal(2 + (3 * Sweep.PartCount), findings.Count);
    }

    [Fact]
    public void Every_one_of_1500_flips_and_truncations_is_found_and_repaired()
    {
        var whole = Undamaged;
        string[] names = [.. whole.Keys.Order(StringComparer.Ordinal)];
        for (ulong i = 0; i < 1500; i++)
        {
            ulong draw = Hash(i);
            string name = names[(int)(draw % (ulong)names.Length)];
            var disk = Whole();
            disk.Overwrite(name, Damage(whole[name], Hash(draw)));

            Assert.Contains(DatasetVerifier.Verify(Root, disk), finding => finding.IsDamage && $"{Root}/{finding.Name}" == name);
            AssertRepaired(disk, name, whole);
        }
    }

    [Fact]
    public void Every_lost_file_is_found_and_written_again()
    {
        var whole = Undamaged;
        foreach (string name in whole.Keys)
        {
            var disk = Whole();
            disk.DeleteFile(name);

            Assert.Contains(DatasetVerifier.Verify(Root, disk), finding => finding.IsDamage && $"{Root}/{finding.Name}" == name);
            ToyRun.Complete(Sweep, Root, disk);
            Assert.Equal(whole, disk.Everything());
        }
    }

    [Fact]
    public void A_zero_length_part_is_quarantined_under_a_number_of_its_own_each_time()
    {
        var disk = Whole();
        string name = $"{Root}/risks/part-000001.parquet";
        foreach (byte[] damage in new byte[][] { [], [1] })
        {
            disk.Overwrite(name, damage);
            var report = ResumeScan.Run(ToyRun.Open(Sweep, Root, disk), Sweep.PartCount);
            Assert.Equal([0, 2], report.Committed.Order());
            Assert.Equal("risks/part-000001.parquet", Assert.Single(report.Quarantined).Name);
            ToyRun.Complete(Sweep, Root, disk);
        }

        Assert.Equal([], disk.Everything()[$"{Root}/_quarantine/000001-risks-part-000001.parquet"]);
        Assert.Equal([1], disk.Everything()[$"{Root}/_quarantine/000002-risks-part-000001.parquet"]);
    }

    [Fact]
    public void Parts_and_record_of_another_sweep_under_the_right_names_are_quarantined()
    {
        var disk = Whole();
        var other = new SimulatedDisk();
        ToyRun.Complete(Sweep with { Seed = 43 }, Root, other);
        string[] names = ["risks/part-000001.parquet", "trials/part-000001.parquet", "_commits/part-000001.json"];
        foreach (string name in names)
        {
            disk.Overwrite($"{Root}/{name}", other.Everything()[$"{Root}/{name}"]);
        }

        Assert.Equal(names.Order(StringComparer.Ordinal), Damaged(disk).Order(StringComparer.Ordinal));
        var report = ResumeScan.Run(ToyRun.Open(Sweep, Root, disk), Sweep.PartCount);

        Assert.Equal([0, 2], report.Committed.Order());
        Assert.Equal(names.Order(StringComparer.Ordinal), report.Quarantined.Select(file => file.Name));
        AssertRepaired(disk, $"{Root}/risks/part-000001.parquet", Undamaged);
    }

    [Fact]
    public void A_part_beyond_the_plan_is_found_and_moved_away_because_queries_would_read_it()
    {
        var disk = Whole();
        using (var file = disk.CreateNew($"{Root}/risks/part-000003.parquet"))
        {
            file.Write(Undamaged[$"{Root}/risks/part-000002.parquet"]);
        }

        Assert.Contains("risks/part-000003.parquet", Damaged(disk));
        var report = ResumeScan.Run(ToyRun.Open(Sweep, Root, disk), Sweep.PartCount);

        Assert.Equal("risks/part-000003.parquet", Assert.Single(report.Quarantined).Name);
        Assert.Equal(Sweep.PartCount, report.Committed.Count);
    }

    [Fact]
    public void A_running_dataset_is_incomplete_and_not_corrupt()
    {
        var disk = new SimulatedDisk();
        new PartStore(ToyRun.Open(Sweep, Root, disk)).Commit(ToyRows.Of(Sweep, 0));

        var findings = DatasetVerifier.Verify(Root, disk);

        Assert.Equal("_manifest.json", Assert.Single(findings, finding => finding.Kind == FindingKind.Incomplete).Name);
        Assert.Equal(4, findings.Count(finding => finding.Kind == FindingKind.Ok));
        Assert.Equal(5, findings.Count);
    }

    [Fact]
    public void Foreign_files_are_named_without_being_called_damage()
    {
        var disk = Whole();
        disk.CreateNew($"{Root}/risks/notes.txt").Dispose();
        disk.CreateNew($"{Root}/_telemetry.jsonl").Dispose();

        var found = Assert.Single(DatasetVerifier.Verify(Root, disk), finding => finding.Kind != FindingKind.Ok);

        Assert.Equal("risks/notes.txt", found.Name);
        Assert.False(found.IsDamage);
    }

    [Fact]
    public void Verifying_what_is_not_there_says_so() =>
        Assert.Throws<DirectoryNotFoundException>(() => DatasetVerifier.Verify(Root, new SimulatedDisk()));

    private static void AssertRepaired(SimulatedDisk disk, string name, IReadOnlyDictionary<string, byte[]> whole)
    {
        if (name.EndsWith("/_sweep.json", StringComparison.Ordinal))
        {
            var refusal = Assert.Throws<OutputRefusedException>(() => ToyRun.Complete(Sweep, Root, disk));
            Assert.Equal(OutputRefusal.CorruptHeader, refusal.Reason);
            return;
        }

        ToyRun.Complete(Sweep, Root, disk);
        Assert.Equal(whole, disk.Everything().Where(pair => !pair.Key.Contains("/_quarantine/", StringComparison.Ordinal)).ToDictionary());
        Assert.Contains(disk.Everything().Keys, path => path.Contains("/_quarantine/", StringComparison.Ordinal));
    }

    private static string[] Damaged(SimulatedDisk disk) =>
        [.. DatasetVerifier.Verify(Root, disk).Where(finding => finding.IsDamage && finding.Kind != FindingKind.Missing).Select(finding => finding.Name)];

    private static byte[] Damage(byte[] whole, ulong draw)
    {
        int at = (int)(draw / 2 % (ulong)whole.Length);
        if (draw % 2 == 0)
        {
            return whole[..at];
        }

        byte[] flipped = [.. whole];
        flipped[at] ^= (byte)(1 << (int)(draw >> 60 & 7));
        return flipped;
    }

    private static SimulatedDisk Whole() => SimulatedDisk.Holding(Undamaged);

    private static IReadOnlyDictionary<string, byte[]> Written()
    {
        var disk = new SimulatedDisk();
        ToyRun.Complete(Sweep, Root, disk);
        return disk.Everything();
    }

    private static ulong Hash(ulong value)
    {
        value = (value + 0x9E3779B97F4A7C15UL) * 0xBF58476D1CE4E5B9UL;
        return (value ^ (value >> 27)) * 0x94D049BB133111EBUL >> 3;
    }
}

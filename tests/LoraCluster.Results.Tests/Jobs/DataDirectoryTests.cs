using LoraCluster.Results.Jobs;
using LoraCluster.Results.Tests.Toys;
using LoraCluster.Sweeps.Jobs;
using Xunit;

namespace LoraCluster.Results.Tests.Jobs;

public sealed class DataDirectoryTests
{
    private const string Root = "/data";

    private static readonly byte[] Text = "{\"name\": \"a\"}"u8.ToArray();
    private static readonly string Hash = Results.Storage.Sha256.Of(Text);
    private static readonly Job Queued = new("a", Hash, 3, 1);
    private static readonly Job Ended = Queued with { State = JobState.Completed, ExitCode = 0, PartsTotal = 2, PartsCommitted = 2, Rows = 10, ManifestSha256 = new string('e', 64) };

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void A_job_that_was_kept_survives_a_power_cut_at_any_step(bool beforeStep, bool forgetUnsynced)
    {
        var undisturbed = new SimulatedDisk();
        KeepAll(undisturbed, _ => { });
        for (int cut = 0; cut < undisturbed.Steps; cut++)
        {
            var disk = new SimulatedDisk();
            CutAt(disk, cut, beforeStep);
            var kept = new List<Job?> { null };
            Assert.Throws<PowerCutException>(() => KeepAll(disk, kept.Add));

            disk.Restart(forgetUnsynced);
            var directory = DataDirectory.Open(Root, disk);
            var damaged = new List<string>();
            Job? found = directory.Jobs(damaged.Add).SingleOrDefault();

            Assert.Empty(damaged);
            // What was told to be kept, or what was just being kept.
            Assert.Contains(found, (Job?[])[kept[^1], Next(kept[^1])]);
            Assert.True(found is null || directory.Text(found.DefinitionHash)!.AsSpan().SequenceEqual(Text));
        }
    }

    [Fact]
    public void A_directory_keeps_its_name_and_has_another_than_any_other()
    {
        var (disk, other) = (new SimulatedDisk(), new SimulatedDisk());
        string name = DataDirectory.Open(Root, disk).Identity;
        Assert.Equal(name, DataDirectory.Open(Root, disk).Identity);
        Assert.NotEqual(name, DataDirectory.Open(Root, other).Identity);
    }

    [Fact]
    public void Damaged_jobs_and_texts_are_told_and_not_believed()
    {
        var disk = new SimulatedDisk();
        KeepAll(disk, _ => { });
        var directory = DataDirectory.Open(Root, disk);
        foreach (string path in disk.Everything().Keys.Where(p => p.StartsWith(Root + "/_jobs", StringComparison.Ordinal)).ToList())
        {
            byte[] bytes = [.. disk.Everything()[path]];
            bytes[bytes.Length / 2] ^= 4;
            disk.Overwrite(path, bytes);
        }

        var damaged = new List<string>();
        Assert.Empty(directory.Jobs(damaged.Add));
        Assert.Equal([Root + "/_jobs/a.json"], damaged);
        Assert.Null(directory.Text(Hash));
        // Kept again it is whole again.
        directory.KeepText(Hash, Text);
        directory.Keep(Queued);
        Assert.Equal([Queued], directory.Jobs());
        Assert.Equal(Text, directory.Text(Hash));
    }

    [Fact]
    public void Nothing_outside_the_directory_is_touched_whatever_a_job_is_called()
    {
        var directory = DataDirectory.Open(Root, new SimulatedDisk());
        Assert.Throws<ArgumentException>(() => directory.DatasetOf("../elsewhere"));
        Assert.Throws<ArgumentException>(() => directory.Keep(new Job("/elsewhere", new string('0', 64), 0, 1)));
    }

    [Fact]
    public void A_job_under_anothers_name_is_damage()
    {
        var disk = new SimulatedDisk();
        KeepAll(disk, _ => { });
        disk.Replace(Root + "/_jobs/a.json", Root + "/_jobs/b.json");
        var damaged = new List<string>();
        Assert.Empty(DataDirectory.Open(Root, disk).Jobs(damaged.Add));
        Assert.Equal([Root + "/_jobs/b.json"], damaged);
    }

    private static void KeepAll(SimulatedDisk disk, Action<Job?> kept)
    {
        var directory = DataDirectory.Open(Root, disk);
        directory.KeepText(Hash, Text);
        foreach (var job in (Job[])[Queued, Ended])
        {
            directory.Keep(job);
            kept(job);
        }
    }

    private static Job? Next(Job? job) => job is null ? Queued : Ended;

    private static void CutAt(SimulatedDisk disk, int step, bool before)
    {
        void Cut(int number, string operation)
        {
            if (number == step)
            {
                throw new PowerCutException();
            }
        }

        if (before)
        {
            disk.Before = Cut;
        }
        else
        {
            disk.After = Cut;
        }
    }
}

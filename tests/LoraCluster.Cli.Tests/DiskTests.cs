using System.Diagnostics;

namespace LoraCluster.Cli.Tests;

/// <summary>Disks that are full, fail or refuse, under a running sweep.</summary>
public sealed class DiskTests : IDisposable
{
    private readonly Workplace _place = new();
    private readonly string _disk;
    private readonly string _sweep;

    public DiskTests()
    {
        _disk = Directory.CreateDirectory(_place.Path("disk")).FullName;
        _sweep = _place.Write("s.yaml", Workplace.SmallSweep + "\nkeep_trials: true");
    }

    private string Output => Path.Combine(_disk, "out");

    public void Dispose()
    {
        Needs.Succeeds("umount", "-l", _disk);
        _place.Dispose();
    }

    [TheoryNeeding(Need.SmallDisk)]
    [InlineData("size=96k", "size=8m")]
    [InlineData("nr_inodes=20", "nr_inodes=2000")]
    public async Task A_disk_without_space_or_inodes_stops_the_run_and_the_same_command_resumes(string little, string enough)
    {
        Mount(little);
        (int code, _, string error) = await Run("--quiet", "--disk-wait", "1");
        Assert.Equal(75, code);
        Assert.Matches(@"small: \d+ of \d+ parts committed; .*ENOSPC", error);
        Assert.EndsWith($"resume with: lora-cluster run {_sweep} --out {Output}\n", error, StringComparison.Ordinal);
        Assert.Empty(Temporaries());
        Remount(enough);
        Assert.Equal(0, (await Run("--quiet")).Code);
        await IsWhole();
    }

    [TheoryNeeding(Need.SmallDisk)]
    [InlineData("size=96k", "size=8m")]
    [InlineData("nr_inodes=20", "nr_inodes=2000")]
    public async Task A_run_waits_for_space_or_inodes_and_goes_on_by_itself(string little, string enough)
    {
        Mount(little);
        using Process process = Workplace.Start("run", _sweep, "--out", Output, "--quiet");
        string? line = await process.StandardError.ReadLineAsync();
        Assert.Matches("^paused, trying again: .*ENOSPC", line);
        Remount(enough);
        Assert.Equal("going on: the disk takes data again", await process.StandardError.ReadLineAsync());
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        await IsWhole();
    }

    [TheoryNeeding(Need.SmallDisk)]
    [InlineData("out")]
    [InlineData("")]
    public async Task A_read_only_file_system_is_refused_before_anything_is_computed(string below)
    {
        Mount("ro");
        (int code, _, string error) = await Workplace.ProcessAsync("run", _sweep, "--out", Path.Combine(_disk, below));
        Assert.Equal(73, code);
        Assert.Contains("EROFS", error, StringComparison.Ordinal);
    }

    [FactNeeding(Need.FailingSystemCalls)]
    public async Task A_flush_that_fails_once_costs_a_part_that_is_written_again()
    {
        Assert.Equal(0, (await RunWith("fsync:error=EIO:when=20", "--quiet")).Code);
        await IsWhole();
    }

    [FactNeeding(Need.FailingSystemCalls)]
    public async Task A_device_that_keeps_failing_ends_the_run_after_the_third_time_and_the_same_command_resumes()
    {
        (int code, _, string error) = await RunWith("fsync:error=EIO:when=20+", "--quiet");
        Assert.Equal(74, code);
        Assert.Matches(@"small: \d+ of \d+ parts committed; .*EIO: ", error);
        Assert.Empty(Temporaries());
        Assert.Equal(0, (await Run("--quiet")).Code);
        await IsWhole();
    }

    [FactNeeding(Need.FailingSystemCalls)]
    public async Task A_quota_that_is_used_up_is_waited_for()
    {
        (int code, _, string error) = await RunWith("pwrite64:error=EDQUOT:when=10..20", "--quiet");
        Assert.Equal(0, code);
        Assert.Matches("^paused, trying again: .*EDQUOT.*\ngoing on: ", error);
        await IsWhole();
    }

    [FactNeeding(Need.FailingSystemCalls)]
    public async Task A_quota_that_stays_used_up_stops_the_run_resumable()
    {
        (int code, _, string error) = await RunWith("pwrite64:error=EDQUOT:when=10+", "--quiet", "--disk-wait", "1");
        Assert.Equal(75, code);
        Assert.Contains("EDQUOT", error, StringComparison.Ordinal);
        Assert.Empty(Temporaries());
        Assert.Equal(0, (await Run("--quiet")).Code);
        await IsWhole();
    }

    [Theory]
    [InlineData("run")]
    [InlineData("verify")]
    public async Task Too_few_open_files_allowed_are_named_before_they_run_out(string command)
    {
        string[] args = command == "run" ? ["run", _sweep, "--out", Output] : ["verify", Output];
        (int code, _, string error) = await Workplace.ProcessAsync(Workplace.Command(args, "bash", "-c", "ulimit -n 100; exec \"$0\" \"$@\""));
        Assert.Equal(74, code);
        Assert.Contains("EMFILE", error, StringComparison.Ordinal);
        Assert.Contains("ulimit -n", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Output));
    }

    [Fact]
    public async Task The_fewest_open_files_that_are_accepted_are_enough()
    {
        var command = Workplace.Command(
            ["run", _sweep, "--out", Output, "--quiet", "--workers", "64"], "bash", "-c", $"ulimit -n {Running.OpenFileLimit.Least}; exec \"$0\" \"$@\"");
        Assert.Equal(0, (await Workplace.ProcessAsync(command)).Code);
        await IsWhole();
    }

    [Fact]
    public async Task Results_that_standard_output_cannot_take_are_an_error()
    {
        (int code, _, string error) = await Workplace.ProcessAsync(Workplace.Command(["plan", _sweep], "bash", "-c", "exec \"$0\" \"$@\" > /dev/full"));
        Assert.Equal((74, "lora-cluster: standard output: No space left on device\n"), (code, error));
    }

    private Task<(int Code, string Out, string Error)> Run(params string[] more) => Workplace.ProcessAsync(["run", _sweep, "--out", Output, .. more]);

    // Counts calls thread by thread: after the first few all of a kind come from the thread that commits.
    private Task<(int Code, string Out, string Error)> RunWith(string fault, params string[] more) => Workplace.ProcessAsync(Workplace.Command(
        ["run", _sweep, "--out", Output, .. more],
        "strace", "-f", "-qq", "-o", "/dev/null", "--seccomp-bpf", "-e", "trace=" + fault.Split(':')[0], "-e", "inject=" + fault));

    private void Mount(string options) => Assert.True(Needs.Succeeds("mount", "-t", "tmpfs", "-o", options, "tmpfs", _disk));

    private void Remount(string options) => Assert.True(Needs.Succeeds("mount", "-o", "remount," + options, _disk));

    private string[] Temporaries() => Directory.GetFiles(Output, "*.tmp", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None });

    private async Task IsWhole()
    {
        Assert.Empty(Temporaries());
        Assert.False(Directory.Exists(Path.Combine(Output, "_quarantine")));
        await Workplace.RunAsync("run", _sweep, "--out", _place.Path("alone"), "--quiet");
        Assert.Equal(File.ReadAllBytes(_place.Path("alone/_manifest.json")), File.ReadAllBytes(Path.Combine(Output, "_manifest.json")));
    }
}

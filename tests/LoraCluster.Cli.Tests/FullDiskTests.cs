using System.Diagnostics;
using Xunit.Abstractions;

namespace LoraCluster.Cli.Tests;

public sealed class FullDiskTests(ITestOutputHelper log) : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_disk_that_stays_full_stops_the_run_resumable()
    {
        string disk = Directory.CreateDirectory(_place.Path("disk")).FullName;
        if (!Succeeds("mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", disk))
        {
            log.WriteLine("not tested: mounting a small tmpfs needs root");
            return;
        }

        try
        {
            string sweep = _place.Write("s.yaml", Workplace.SmallSweep + "\nkeep_trials: true");
            string output = System.IO.Path.Combine(disk, "out");
            (int code, _, string error) = await Workplace.RunAsync("run", sweep, "--out", output, "--quiet", "--disk-wait", "1");
            Assert.Equal(75, code);
            Assert.Contains("parts committed", error, StringComparison.Ordinal);
            Assert.Contains("ENOSPC", error, StringComparison.Ordinal);
            Assert.True(Succeeds("mount", "-o", "remount,size=8m", disk));
            Assert.Equal(0, (await Workplace.RunAsync("run", sweep, "--out", output, "--quiet")).Code);
            await Workplace.RunAsync("run", sweep, "--out", _place.Path("alone"), "--quiet");
            Assert.Equal(
                File.ReadAllBytes(System.IO.Path.Combine(_place.Path("alone"), "_manifest.json")),
                File.ReadAllBytes(System.IO.Path.Combine(output, "_manifest.json")));
        }
        finally
        {
            Succeeds("umount", disk);
        }
    }

    private static bool Succeeds(string program, params string[] args)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

using LoraCluster.Cli.Nodes;
using LoraCluster.Server.Tests.Toys;

namespace LoraCluster.Cli.Tests.Deployment;

/// <summary>deploy/systemd/lora-cluster-node.service.</summary>
public sealed class SystemdTests : IDisposable
{
    private static readonly string Unit = File.ReadAllText(Repository.Path("deploy/systemd/lora-cluster-node.service"));

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [FactNeeding(Need.Systemd)]
    public async Task Systemd_takes_the_unit()
    {
        // It also asks whether the program is there.
        string unit = _place.Write("lora-cluster-node.service", Unit.Replace("ExecStart=/opt/lora-cluster/lora-cluster", "ExecStart=/bin/true", StringComparison.Ordinal));
        var (code, output, error) = await Workplace.ProcessAsync(new System.Diagnostics.ProcessStartInfo("systemd-analyze", ["verify", unit]) { RedirectStandardError = true, RedirectStandardOutput = true });
        Assert.True(code == 0, output + error);
        Assert.DoesNotContain("lora-cluster-node.service", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_exit_codes_that_it_knows_are_those_of_a_node()
    {
        Assert.Contains($"\nSuccessExitStatus={ExitCodes.Downed}\n", Unit, StringComparison.Ordinal);
        Assert.Contains($"\nRestartPreventExitStatus={ExitCodes.Usage} {ExitCodes.NoInput} {ExitCodes.VersionMismatch} {ExitCodes.Permission}\n", Unit, StringComparison.Ordinal);
        Assert.Contains("\nRestart=always\n", Unit, StringComparison.Ordinal);
    }

    [Fact]
    public void The_variables_that_it_sets_are_ones_that_the_program_reads()
    {
        string line = Assert.Single(Unit.Split('\n'), l => l.StartsWith("Environment=", StringComparison.Ordinal));
        string[] ours = [.. line["Environment=".Length..].Split(' ').Select(p => p.Split('=')[0]).Where(n => n.StartsWith(NodeSettingTable.Prefix, StringComparison.Ordinal))];
        Assert.Equal(2, ours.Length);
        Assert.Subset(NodeSettingTable.OtherVariables.ToHashSet(), ours.ToHashSet());
    }
}

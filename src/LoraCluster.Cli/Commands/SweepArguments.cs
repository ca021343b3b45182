using System.CommandLine;
using LoraCluster.Cli.Running;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Cli.Commands;

/// <summary>The sweep file argument and the limits that go with it, shared by the commands that read one.</summary>
internal sealed class SweepArguments
{
    private readonly Argument<string> _file = new("SWEEP") { Description = "The sweep file (YAML)." };

    private readonly Option<long> _maxCells = RangeOption.Of(
        "--max-cells", "Refuse sweeps with more cells than this.", SweepLimits.Default.MaxCells, 1, long.MaxValue, "a whole number above 0");

    private readonly Option<double> _maxCellBytes = RangeOption.Of(
        "--max-cell-bytes",
        "Refuse cells that need more memory than this, in bytes per worker.",
        SweepLimits.Default.MaxCellBytes,
        1,
        double.MaxValue,
        "a number of bytes, 1 or more");

    public void AddTo(Command command)
    {
        command.Arguments.Add(_file);
        command.Options.Add(_maxCells);
        command.Options.Add(_maxCellBytes);
    }

    /// <summary>Reads the sweep named on the command line; throws <see cref="CommandException"/>.</summary>
    public SweepDefinition Read(ParseResult parsed) => SweepLoader.FromFile(
        parsed.GetRequiredValue(_file),
        new SweepLimits { MaxCells = parsed.GetValue(_maxCells), MaxCellBytes = parsed.GetValue(_maxCellBytes) });
}

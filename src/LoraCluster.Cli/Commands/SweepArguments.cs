using System.CommandLine;
using LoraCluster.Cli.Running;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Cli.Commands;

/// <summary>The sweep file argument and the limits that go with it, shared by the commands that read one.</summary>
internal sealed class SweepArguments
{
    private readonly Argument<string> _file = new("SWEEP") { Description = "The sweep file (YAML)." };

    private readonly Option<long> _maxCells = Positive<long>("--max-cells", "Refuse sweeps with more cells than this.", SweepLimits.Default.MaxCells);

    private readonly Option<double> _maxCellBytes =
        Positive<double>("--max-cell-bytes", "Refuse cells that need more memory than this, in bytes per worker.", SweepLimits.Default.MaxCellBytes);

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

    public static Option<T> Positive<T>(string name, string description, T standard)
        where T : struct, IComparable<T>
    {
        var option = new Option<T>(name) { Description = description, DefaultValueFactory = _ => standard };
        option.Validators.Add(result =>
        {
            if (result.Errors.Any() || result.GetValueOrDefault<T>().CompareTo(default) <= 0)
            {
                result.AddError($"option {name}: got '{string.Join(' ', result.Tokens)}'; expected a number above 0");
            }
        });
        return option;
    }
}

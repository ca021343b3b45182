using System.CommandLine;
using LoraCluster.Cli.Output;
using LoraCluster.Cli.Running;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Cli.Commands;

/// <summary>The sweep file argument and the limits that go with it, shared by the commands that read one.</summary>
internal sealed class SweepArguments
{
    private readonly Argument<string> _file = PathArgument.Of("SWEEP", "The sweep file (YAML); 'lora-cluster init' writes an example.");

    private readonly Option<long> _maxCells = RangeOption.Of(
        "--max-cells", "N", "Refuse a sweep with more cells than this.", SweepLimits.Default.MaxCells, 1, long.MaxValue, "a whole number above 0");

    private readonly Option<double> _maxCellBytes = RangeOption.Of(
        "--max-cell-bytes",
        "BYTES",
        "Refuse a sweep with a cell that needs more memory than this per worker; 4e9 is 4 GB.",
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

    /// <summary>The sweep file as the user named it.</summary>
    public string PathOf(ParseResult parsed) => parsed.GetRequiredValue(_file);

    /// <summary>The limits that stand on the command line, to be repeated there.</summary>
    public string LimitsOf(ParseResult parsed) => AsGiven(parsed, _maxCells) + AsGiven(parsed, _maxCellBytes);

    /// <summary>An option as the user gave it, with a leading space; empty where it was not given.</summary>
    public static string AsGiven(ParseResult parsed, Option option) =>
        parsed.GetResult(option) is { Implicit: false, Tokens: [var token, ..] } ? $" {option.Name} {ShellWord.Of(token.Value)}" : string.Empty;

    /// <summary>Reads the sweep named on the command line; throws <see cref="CommandException"/>.</summary>
    public SweepDefinition Read(ParseResult parsed) => SweepLoader.FromFile(
        PathOf(parsed),
        new SweepLimits { MaxCells = parsed.GetValue(_maxCells), MaxCellBytes = parsed.GetValue(_maxCellBytes) });
}

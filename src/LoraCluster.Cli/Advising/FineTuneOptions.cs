using System.CommandLine;
using LoraCluster.FineTuning;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Cli.Advising;

/// <summary>One fine-tuning by options: the parameters of a sweep file, with the same names, defaults and rules.</summary>
internal sealed class FineTuneOptions
{
    private readonly IReadOnlyList<(ParameterSpec Parameter, Option<string?> Option)> _options;

    /// <param name="isTold">Which parameters are options; the others have their defaults.</param>
    public FineTuneOptions(Func<ParameterSpec, bool> isTold) => _options =
    [
        .. FineTuneParameters.All.Where(isTold).Select(parameter => (parameter, new Option<string?>("--" + parameter.Name.Replace('_', '-'))
        {
            Description = parameter.Default is { } known ? $"{parameter.Description} [default: {known}]" : parameter.Description,
            HelpName = parameter.Kind switch { ParameterKind.Integer => "N", ParameterKind.Real => "X", _ => string.Join('|', parameter.Choices) + (parameter.IsOpen ? "|NAME" : string.Empty) },
        })),
    ];

    // What the chosen method does not look at.
    private static bool IsIdle(string parameter, bool isLora) => isLora ? parameter == "learning_rate" : parameter.StartsWith("lora_", StringComparison.Ordinal);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var (_, option) in _options)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The setting; throws <see cref="CommandException"/> (64) with all that is wrong with it.</summary>
    public FineTuneSetting Read(ParseResult parsed, int? rank)
    {
        var problems = new List<string>();
        var values = new List<ParameterValue>();
        foreach (ParameterSpec parameter in FineTuneParameters.All)
        {
            Option<string?>? option = _options.FirstOrDefault(one => one.Parameter == parameter).Option;
            string? text = option is null ? null : parsed.GetValue(option);
            if ((text is null ? parameter.Default : ParameterText.Read(parameter, text)) is { } value && parameter.Accepts(value))
            {
                values.Add(value);
            }
            else
            {
                problems.Add($"option --{parameter.Name.Replace('_', '-')}: {(text is null ? "missing" : $"got '{text}'")}; expected {parameter.Expectation}");
            }
        }

        problems.AddRange(_options.Where(one => parsed.GetValue(one.Option) is not null && IsIdle(one.Parameter.Name, rank is not null)).Select(one =>
            $"option {one.Option.Name}: has no effect {(rank is null ? "without" : "with")} --rank"));
        if (problems.Count == 0)
        {
            var cell = new Cell(0, values);
            var request = rank is { } r ? new OutcomeRequest(RankSelection.Of([r])) : new OutcomeRequest(RankSelection.All, [FineTuneExperiment.Full]);
            problems.AddRange(new FineTuneExperiment().Check(cell, request).Select(p => $"{string.Join(", ", p.Fields)}: {p.Problem}; got {p.Got}; expected {p.Expected}"));
            if (problems.Count == 0)
            {
                return FineTuneParameters.SettingOf(cell);
            }
        }

        throw new CommandException(ExitCodes.Usage, string.Join('\n', problems));
    }
}

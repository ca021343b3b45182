using System.CommandLine;
using System.Globalization;
using LoraCluster.Linear;
using LoraCluster.Numerics.Problems;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Cli.Advising;

/// <summary>One problem of the linear model by options: the parameters of a sweep file, with the same names, defaults and rules.</summary>
internal sealed class ProblemOptions
{
    private readonly List<(ParameterSpec Parameter, Option<string?> Option)> _options = [];

    public ProblemOptions()
    {
        foreach (ParameterSpec parameter in LinearParameters.All)
        {
            string[] aliases = parameter.Name == "true_rank" ? ["--shift-rank"] : [];
            _options.Add((parameter, new Option<string?>("--" + parameter.Name.Replace('_', '-'), aliases)
            {
                Description = parameter.Default is { } known ? $"{parameter.Description} [default: {known}]" : parameter.Name == "spectrum" ? parameter.Description + " [default: gaussian]" : parameter.Description,
                HelpName = parameter.Kind switch { ParameterKind.Integer => "N", ParameterKind.Real => "X", ParameterKind.Flag => "true|false", _ => string.Join('|', parameter.Choices) },
            }));
        }
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command) => _options.ForEach(option => command.Options.Add(option.Option));

    /// <summary>The problem; throws <see cref="CommandException"/> (64) with all that is wrong with it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="given">Values of parameters that are not to be had by their options.</param>
    public LinearProblem Read(ParseResult parsed, params IReadOnlyList<(string Name, ParameterValue Value)> given)
    {
        var problems = new List<string>();
        var values = new List<ParameterValue>();
        foreach (var (parameter, option) in _options)
        {
            if (given.FirstOrDefault(pair => pair.Name == parameter.Name) is { Name: not null } set)
            {
                if (parsed.GetValue(option) is not null)
                {
                    problems.Add($"{option.Name}: is not asked for here");
                }

                values.Add(set.Value);
                continue;
            }

            // A shift of which nothing else is said is the paper's.
            string? text = parsed.GetValue(option) ?? (parameter.Name == "spectrum" ? "gaussian" : null);
            var value = text is null ? parameter.Default : ValueOf(parameter, text);
            if (value is { } known && parameter.Accepts(known))
            {
                values.Add(known);
            }
            else
            {
                problems.Add($"{option.Name}: {(text is null ? "missing" : $"got '{text}'")}; expected {parameter.Expectation}");
            }
        }

        if (problems.Count == 0)
        {
            var cell = new Cell(0, values);
            problems.AddRange(new LinearExperiment().Check(cell, RankSelection.All).Select(p => $"{string.Join(", ", p.Fields)}: {p.Problem}; got {p.Got}; expected {p.Expected}"));
            if (problems.Count == 0)
            {
                return LinearParameters.ProblemOf(cell);
            }
        }

        throw new CommandException(ExitCodes.Usage, string.Join('\n', problems));
    }

    private static ParameterValue? ValueOf(ParameterSpec parameter, string text) => parameter.Kind switch
    {
        ParameterKind.Integer => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) ? ParameterValue.Of(whole) : null,
        ParameterKind.Real => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double real) && double.IsFinite(real) ? ParameterValue.Of(real) : null,
        ParameterKind.Flag => bool.TryParse(text, out bool flag) ? ParameterValue.Of(flag) : null,
        _ => ParameterValue.Of(text),
    };
}

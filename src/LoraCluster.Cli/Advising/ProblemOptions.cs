using System.CommandLine;
using LoraCluster.Linear;
using LoraCluster.Numerics.Problems;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Cli.Advising;

/// <summary>One problem of the linear model by options: the parameters of a sweep file, with the same names, defaults and rules.</summary>
internal sealed class ProblemOptions
{
    private readonly List<(ParameterSpec Parameter, Option<string?> Option)> _options = [];

    private double[]? _given;

    public ProblemOptions()
    {
        foreach (ParameterSpec parameter in LinearParameters.All)
        {
            string[] aliases = parameter.Name == "true_rank" ? ["--shift-rank"] : [];
            _options.Add((parameter, new Option<string?>("--" + parameter.Name.Replace('_', '-'), aliases)
            {
                Description = parameter.Default is { } known ? $"{parameter.Description} [default: {known}]" : parameter.Name == "spectrum" ? parameter.Description + " Or a file of its singular values. [default: gaussian]" : parameter.Description,
                HelpName = parameter.Kind switch { ParameterKind.Integer => "N", ParameterKind.Real => "X", ParameterKind.Flag => "true|false", _ => string.Join('|', parameter.Choices) + (parameter.Name == "spectrum" ? "|FILE" : string.Empty) },
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
        double[]? spectrum = null;
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
            if (Given(parameter, text) is { } numbers)
            {
                // Any shape without a rate stands for it, as far as the rules go.
                (spectrum, text) = (numbers, "constant");
            }

            var value = text is null ? RankOfFile(parsed, parameter) ?? parameter.Default : ParameterText.Read(parameter, text);
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
            problems.AddRange(new LinearExperiment().Check(cell, OutcomeRequest.Default).Select(p => $"{string.Join(", ", p.Fields)}: {p.Problem}; got {p.Got}; expected {p.Expected}"));
            if (problems.Count == 0)
            {
                LinearProblem problem = LinearParameters.ProblemOf(cell);
                return spectrum is null ? problem : WithSpectrum(problem, spectrum);
            }
        }

        throw new CommandException(ExitCodes.Usage, string.Join('\n', problems));
    }

    // The file says how many singular values there are.
    private ParameterValue? RankOfFile(ParseResult parsed, ParameterSpec parameter) =>
        parameter.Name == "true_rank" && _options.First(option => option.Parameter.Name == "spectrum") is var shape && Given(shape.Parameter, parsed.GetValue(shape.Option)) is { } numbers
            ? ParameterValue.Of((long)numbers.Length)
            : null;

    private static LinearProblem WithSpectrum(LinearProblem problem, double[] values)
    {
        double[] sorted = [.. values.OrderDescending()];
        return problem.TrueRank == sorted.Length && sorted[^1] > 0
            ? problem with { Shift = ShiftKind.Given, SingularValues = sorted }
            : throw new CommandException(ExitCodes.Usage, $"--spectrum: {sorted.Length} singular values; expected as many as --true-rank says, {problem.TrueRank}, each above 0");
    }

    /// <summary>What is given beside some parameters, in a line.</summary>
    public string Fixed(ParseResult parsed, params IReadOnlyList<ParameterSpec> apart) => string.Join(", ", _options
        .Where(option => !apart.Contains(option.Parameter) && parsed.GetValue(option.Option) is not null)
        .Select(option => $"{option.Parameter.Name} = {parsed.GetValue(option.Option)}"));

    // A file with singular values instead of a shape.
    private double[]? Given(ParameterSpec parameter, string? text)
    {
        if (parameter.Name != "spectrum" || text is null || parameter.Choices.Contains(text))
        {
            return null;
        }

        // Once for a command: a map asks for every one of its points.
        return _given ??= File.Exists(text) || text.Contains('.', StringComparison.Ordinal) ? NumberFile.Read(text) : null;
    }
}

using System.Globalization;
using LoraCluster.Linear;
using LoraCluster.Numerics;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Cli.Advising;

/// <summary>One axis of a map.</summary>
/// <param name="Parameter">What varies along it.</param>
/// <param name="Values">Its values, ascending, at least two.</param>
internal sealed record BoundaryAxis(ParameterSpec Parameter, IReadOnlyList<ParameterValue> Values)
{
    /// <summary>The name and a value, as <see cref="ProblemOptions.Read"/> takes it.</summary>
    public (string Name, ParameterValue Value) At(int place) => (Parameter.Name, Values[place]);

    /// <summary>A value as a number.</summary>
    public double Number(int place) => NumberOf(Values[place]);

    /// <summary>
    /// Reads NAME=FROM..TO (<paramref name="points"/> values in equal ratios, equal steps where FROM is 0; integers without repeats) or NAME=A,B,C. Throws
    /// <see cref="CommandException"/> (64).
    /// </summary>
    public static BoundaryAxis Parse(string option, string text, int points)
    {
        string[] halves = text.Split('=', 2);
        var parameter = LinearParameters.All.FirstOrDefault(p => p.Name == halves[0].Replace('-', '_') && p.Kind is ParameterKind.Integer or ParameterKind.Real)
            ?? throw Wrong(option, text, $"NAME=FROM..TO or NAME=A,B,…, NAME one of {string.Join(", ", LinearParameters.All.Where(p => p.Kind is ParameterKind.Integer or ParameterKind.Real).Select(p => p.Name))}");
        string range = halves.Length > 1 ? halves[1] : string.Empty;
        double[]? numbers = range.Contains("..", StringComparison.Ordinal) ? Spread(range.Split("..", 2), points) : Listed(range.Split(','));
        var values = numbers?.Select(number => ValueOf(parameter, number)).Distinct().OrderBy(NumberOf).ToList();
        return values is { Count: > 1 } && values.All(parameter.Accepts) ? new BoundaryAxis(parameter, values) : throw Wrong(option, text, $"at least two values, each {parameter.Expectation}");
    }

    private static double NumberOf(ParameterValue value) => value.Kind == ParameterKind.Integer ? value.Integer : value.Real;

    private static ParameterValue ValueOf(ParameterSpec parameter, double number) =>
        parameter.Kind == ParameterKind.Integer ? ParameterValue.Of((long)Math.Round(Math.Clamp(number, -1e15, 1e15))) : ParameterValue.Of(number);

    private static double[]? Spread(string[] ends, int points) => Listed(ends) is not [var from, var to] || from >= to ? null
        : [.. Enumerable.Range(0, points).Select(i => i / (points - 1.0)).Select(share => from > 0 ? from * PortableMath.Exp(share * PortableMath.Log(to / from)) : from + (share * (to - from)))];

    private static double[]? Listed(string[] texts)
    {
        var numbers = texts.Select(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : double.NaN).ToArray();
        return numbers.Any(double.IsNaN) ? null : numbers;
    }

    private static CommandException Wrong(string option, string text, string expected) => new(ExitCodes.Usage, $"{option}: got '{text}'; expected {expected}");
}

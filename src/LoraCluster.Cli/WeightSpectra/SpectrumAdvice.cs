using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using LoraCluster.Cli.Advising;
using LoraCluster.Cli.Output;
using LoraCluster.Numerics.Problems;
using LoraCluster.Reports.Queries;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Cli.WeightSpectra;

/// <summary>
/// A rank for every weight of a network: the linear model's theory, with the spectrum of the weight's change for the task shift. An extrapolation: each weight is taken for a linear map by itself, with
/// isotropic inputs and the label noise that the user names.
/// </summary>
/// <param name="Weights">The advice, in the order of the files.</param>
internal sealed record SpectrumAdvice(IReadOnlyList<WeightAdvice> Weights)
{
    private const string Label =
        "an extrapolation: the linear model's theory with isotropic inputs, applied to each weight's change by itself; nothing here knows how the weights work together";

    // What is smaller, of the largest, is rounding.
    private const double SmallestValue = 1e-10;

    /// <summary>Advises on what <c>spectrum --out</c> left. Throws <see cref="CommandException"/> (66) where it left nothing there.</summary>
    /// <param name="directory">Its directory.</param>
    /// <param name="problemOf">The problem of a weight with so many inputs and outputs, but for its shift.</param>
    /// <param name="margin">How much worse than the best rank is as good.</param>
    // Not inlined: only when it runs may DuckDB be loaded.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static SpectrumAdvice Of(string directory, Func<int, int, LinearProblem> problemOf, double margin)
    {
        string modules = SpectrumFiles.ModulesIn(directory), values = SpectrumFiles.ValuesIn(directory);
        if (!File.Exists(modules) || !File.Exists(values))
        {
            throw new CommandException(ExitCodes.NoInput, $"{directory}: holds no modules/ and spectrum/, as 'lora-cluster spectrum --out' leaves them");
        }

        try
        {
            var rows = ParquetTable.Ask(
                $"""
                SELECT m.tensor, m.layer, m.module, m.rows, m.columns, m.norm, m.residual, list(s.singular_value ORDER BY s.index)
                FROM read_parquet({ParquetTable.Text(modules)}) m JOIN read_parquet({ParquetTable.Text(values)}) s USING (tensor)
                GROUP BY ALL ORDER BY m.layer, m.tensor
                """).Rows;

            // Problems are read first, so that what is wrong is said once, from this thread.
            var weights = rows.Select(row => (Row: row, Problem: problemOf((int)row[4]!, (int)row[3]!))).ToList();
            return weights.Count > 0
                ? new SpectrumAdvice([.. weights.AsParallel().AsOrdered().Select(weight => Of(weight.Row, weight.Problem, margin))])
                : throw new CommandException(ExitCodes.NoInput, $"{directory}: holds no weights");
        }
        catch (QueryRefusedException e)
        {
            throw new CommandException(ExitCodes.NoInput, $"{directory}: {e.Message}");
        }
    }

    /// <summary>Prints it: a line per kind of module, or every weight as JSON.</summary>
    public void Write(Streams streams, bool json)
    {
        if (json)
        {
            streams.Out.WriteLine(JsonSerializer.Serialize(new
            {
                note = Label,
                weights = Weights.Select(weight => new { tensor = weight.Tensor, layer = weight.Layer, module = weight.Module, rank = weight.Rank, smallest_rank = weight.SmallestRank, ratio = weight.Ratio, known = weight.Known }),
            }));
            return;
        }

        TextTable.Write(
            streams.Out,
            ["MODULE", "WEIGHTS", "RANK", "SMALLEST AS GOOD", "OF FULL FINE-TUNING'S RISK"],
            [.. Weights.GroupBy(weight => weight.Module).Select(group => (IReadOnlyList<string>)
            [
                Quote.Clip(group.Key),
                group.Count().ToString(CultureInfo.InvariantCulture),
                Text(group.Select(weight => (double?)weight.Rank)),
                Text(group.Select(weight => (double?)weight.SmallestRank)),
                Text(group.Select(weight => weight.Ratio)),
            ])]);
        streams.Error.WriteLine("medians over layers, quartiles in brackets; " + Label);
        double known = Weights.Min(weight => weight.Known);
        if (known < 0.999)
        {
            streams.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"only the largest singular values are known ({100 * known:G3} % of the squared norm at least): the rest of the shift is taken for nothing"));
        }
    }

    private static WeightAdvice Of(IReadOnlyList<object?> row, LinearProblem unshifted, double margin)
    {
        (string tensor, int layer, string module) = ((string)row[0]!, (int)row[1]!, (string)row[2]!);
        (double norm, double residual) = ((double)row[5]!, (double)row[6]!);
        double[] all = [.. ((IEnumerable<double>)row[7]!)];
        double[] values = [.. all.Where(value => value > SmallestValue * all[0])];
        double known = norm > 0 ? 1 - (residual / norm * (residual / norm)) : 1;
        if (values.Length == 0)
        {
            return new WeightAdvice(tensor, layer, module, null, null, null, known);
        }

        LinearProblem problem = unshifted with { TrueRank = values.Length, Shift = ShiftKind.Given, SingularValues = values };
        return ExpectedRisks.ByTheory(problem) is { } risks && new Advice(risks, margin) is var advice
            ? new WeightAdvice(tensor, layer, module, risks.Best.Rank, advice.SmallestRank, advice.Ratio, known)
            : new WeightAdvice(tensor, layer, module, null, null, null, known);
    }

    private static string Text(IEnumerable<double?> values) => Quartiles.Of(values)?.ToString() ?? "outside the theory";
}

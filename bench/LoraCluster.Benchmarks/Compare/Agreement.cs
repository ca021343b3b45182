using LoraCluster.Results.Reading;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Benchmarks.Compare;

/// <summary>
/// Whether two programs that share no random number estimate the same means: z = (a − b)/√(sem_a² + sem_b²) over cells and outcomes. If they do, its
/// root mean square is near 1, a little above where risks have heavy tails.
/// </summary>
internal sealed record Agreement(int Means, double RootMeanSquare, double Largest)
{
    /// <summary>Trials per cell below which a standard error is too uncertain to judge by.</summary>
    public const int TrialsMin = 20;

    /// <summary>
    /// Compares a dataset's cells with NumPy's; null where NumPy ran too few trials. Throws <see cref="CompareException"/> where the two ran different cells.
    /// </summary>
    public static Agreement? Of(IReadOnlyList<CellRows> ours, IReadOnlyList<ParameterSpec> parameters, NumPySweep numPy)
    {
        if (numPy.TrialsPerCell < TrialsMin)
        {
            return null;
        }

        if (ours.Count != numPy.Cells.Count)
        {
            throw new CompareException($"{numPy.Sweep}: {ours.Count} cells here, {numPy.Cells.Count} in NumPy");
        }

        double[] z = [.. ours.Zip(numPy.Cells).SelectMany(pair => Deviations(pair.First, parameters, pair.Second))];
        return new Agreement(z.Length, Math.Sqrt(z.Average(value => value * value)), z.Max(Math.Abs));
    }

    /// <summary>The cells of a dataset.</summary>
    public static IReadOnlyList<CellRows> Read(string dataset, IReadOnlyList<ParameterSpec> parameters) =>
        [.. new RiskReader(parameters).ReadDataset(dataset)];

    private static IEnumerable<double> Deviations(CellRows ours, IReadOnlyList<ParameterSpec> parameters, NumPyCell theirs)
    {
        foreach (var (name, value) in theirs.Swept)
        {
            double here = ours.Cell.Values[Position(parameters, name)].Number;
            if (Math.Abs(here - value) > 1e-9 * Math.Abs(value))
            {
                throw new CompareException($"cell {ours.Cell.Index}: {name} is {here} here, {value} in NumPy");
            }
        }

        foreach (RiskRow row in ours.Rows)
        {
            NumPyOutcome other = theirs.Outcomes.Single(outcome => outcome.Rank == row.Outcome.Rank);
            if (row is { Mean: { } mean, Sem: { } sem } && other.Sem is { } otherSem)
            {
                yield return (mean - other.Mean) / Math.Sqrt((sem * sem) + (otherSem * otherSem));
            }
        }
    }

    private static int Position(IReadOnlyList<ParameterSpec> parameters, string name) =>
        parameters.Select((parameter, i) => (parameter.Name, i)).Single(p => p.Name == name).i;
}

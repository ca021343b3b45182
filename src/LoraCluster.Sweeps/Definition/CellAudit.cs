using System.Globalization;
using System.Numerics;
using LoraCluster.Sweeps.Definition.Text;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Sweeps.Definition;

/// <summary>
/// Applies the rules that concern size and whole cells. Every cell is looked at where the sweep has at most <see cref="MostExact"/> positions; of a larger one the corners
/// and a fixed, evenly spread sample: what it missed, <see cref="ParameterGrid.CellAt(long)"/> refuses.
/// </summary>
internal sealed class CellAudit(IExperiment experiment, OutcomeRequest request, InvalidCells invalidCells, SweepLimits limits, SpecErrors errors)
{
    /// <summary>Most positions of a sweep that are all looked at.</summary>
    public const long MostExact = 100_000;

    private const long MostSampled = 10_000;
    private const long MostCorners = 1024;

    /// <summary>The grid, or null with errors noted.</summary>
    public ParameterGrid? Build(IReadOnlyList<GridSource> sources, SpecPosition? ranksAt)
    {
        var total = sources.Aggregate(BigInteger.Zero, (sum, source) => sum + source.Count);
        if (total > limits.MaxCells)
        {
            errors.Add(
                sources[0].At,
                "grid",
                "too many cells",
                Product(sources, total),
                FormattableString.Invariant($"at most {limits.MaxCells} cells"),
                "use fewer values, or raise the limit with --max-cells");
            return null;
        }

        var grid = new ParameterGrid(experiment, request, invalidCells, [.. sources.Select(s => s.Section!)]);
        int before = errors.Count;
        bool exact = grid.PositionCount <= MostExact;
        long budget = exact ? MostExact : Math.Clamp(MostExact / sources.Count, 16, MostSampled);
        long start = 0;
        foreach (var source in sources)
        {
            Look(grid, source, start, budget, ranksAt);
            start += source.Section!.Count;
        }

        return errors.Count > before ? null : grid;
    }

    private static string Product(IReadOnlyList<GridSource> sources, BigInteger total)
    {
        var products = sources.Select(s => string.Join(" x ", s.Factors.Select(f => FormattableString.Invariant($"{f.Name} {f.Size}"))));
        return FormattableString.Invariant($"{total} cells ({string.Join(" + ", products.Take(4).Select(p => p.Length == 0 ? "1" : p))})");
    }

    private void Look(ParameterGrid grid, GridSource source, long start, long budget, SpecPosition? ranksAt)
    {
        var section = source.Section!;
        var findings = new CellFindings();
        bool all = section.Count <= budget;
        foreach (long position in all ? SpreadSample.Of(section.Count, budget) : SpreadSample.Of(section.Count, budget).Concat(Corners(section)).Distinct())
        {
            findings.Looked++;
            Look(section, position, start, findings);
        }

        foreach (var problem in invalidCells == InvalidCells.Error ? findings.Problems : [])
        {
            Report(source, problem.Problem, problem.Cell, problem.Count, all ? section.Count : findings.Looked, all, ranksAt);
        }

        RefuseHungry(source, findings);
        bool empty = findings.Kept == 0 && (all || grid.CountOf(section) is { Count: 0, IsEstimate: false });
        if (empty && (invalidCells == InvalidCells.Skip || !findings.Problems.Any()))
        {
            errors.Add(
                source.Places.TryGetValue("where", out var where) ? where : source.At,
                source.Field,
                "every cell is left out",
                FormattableString.Invariant($"0 of {section.Count} cells"),
                "at least one cell",
                "loosen where, or change the values");
        }
    }

    private void Look(GridSection section, long position, long start, CellFindings findings)
    {
        var values = new ParameterValue[experiment.Parameters.Count];
        var state = section.Evaluate(position, values, out var failed);
        var cell = new Cell(start + position, values);
        if (state == CellState.Underivable)
        {
            findings.Add(failed!.Problem(values), cell);
        }

        if (state != CellState.Defined)
        {
            return;
        }

        var problems = experiment.Check(cell, request);
        foreach (var problem in problems)
        {
            findings.Add(problem, cell);
        }

        if (problems.Count == 0)
        {
            findings.Kept++;
            findings.Weigh(cell, experiment.WorkspaceBytes(cell, request));
        }
    }

    private static IEnumerable<long> Corners(GridSection section)
    {
        long[][] extremes = [.. section.Axes.Select(a => a.Extremes.ToArray())];
        long corners = extremes.Aggregate(1L, (product, e) => Math.Min(product * e.Length, long.MaxValue / 8192));
        foreach (long corner in SpreadSample.Of(corners, MostCorners).Append(corners - 1))
        {
            long rest = corner;
            long[] indices = new long[extremes.Length];
            for (int i = extremes.Length - 1; i >= 0; i--)
            {
                (rest, long pick) = Math.DivRem(rest, extremes[i].Length);
                indices[i] = extremes[i][pick];
            }

            yield return section.PositionAt(indices);
        }
    }

    private void Report(GridSource source, CellProblem problem, Cell cell, long count, long outOf, bool all, SpecPosition? ranksAt)
    {
        var at = problem.Fields
            .Select(field => field == "lora_ranks" ? ranksAt : source.Places.TryGetValue(field, out var place) ? place : (SpecPosition?)null)
            .FirstOrDefault(place => place is not null);
        string many = FormattableString.Invariant($"{count} of {outOf} cells{(all ? "" : " looked at")}, first in cell {cell.Index} ({cell.Describe(experiment.Parameters)})");
        const string Skip = "leave such cells out with invalid_cells: skip";
        string hint = problem.Hint.Contains("invalid_cells", StringComparison.Ordinal) ? problem.Hint
            : problem.Hint.Length > 0 ? $"{problem.Hint}, or {Skip}" : Skip;
        errors.Add(at ?? source.At, string.Join(", ", problem.Fields), $"{problem.Problem} in {many}", problem.Got, problem.Expected, hint);
    }

    private void RefuseHungry(GridSource source, CellFindings findings)
    {
        if (findings.Largest is { } largest && !(largest.Bytes <= limits.MaxCellBytes))
        {
            errors.Add(
                source.At,
                source.Field,
                FormattableString.Invariant($"cell {largest.Cell.Index} ({largest.Cell.Describe(experiment.Parameters)}) needs too much memory"),
                $"{Bytes(largest.Bytes)} by {experiment.WorkspaceFormula}",
                "at most " + Bytes(limits.MaxCellBytes),
                "use smaller values, or raise the limit with --max-cell-bytes");
        }
    }

    private static string Bytes(double bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{bytes:0.####E+0} bytes ({bytes / (1024.0 * 1024 * 1024):0.###} GiB)");
}

using LoraCluster.Numerics.Problems;

namespace LoraCluster.Cli.Advising;

/// <summary>Who wins where: rows from the first value of y, columns from the first of x.</summary>
internal sealed class BoundaryMap(IReadOnlyList<IReadOnlyList<BoundaryPoint>> rows)
{
    /// <summary>The points.</summary>
    public IReadOnlyList<IReadOnlyList<BoundaryPoint>> Rows => rows;

    /// <summary>Computes a map of problems, row by row, on all cores.</summary>
    public static BoundaryMap Of(IReadOnlyList<LinearProblem[]> problems, int trials)
    {
        var points = problems.SelectMany(row => row).AsParallel().AsOrdered().Select(problem => BoundaryPoint.Of(problem, trials)).ToList();
        return new BoundaryMap([.. points.Chunk(problems[0].Length)]);
    }

    /// <summary>Points beside one at which the other side wins, spread evenly over the boundary; at most <paramref name="count"/>.</summary>
    public IReadOnlyList<BoundaryPoint> Beside(int count)
    {
        var found = new List<BoundaryPoint>();
        for (int y = 0; y < rows.Count; y++)
        {
            for (int x = 0; x < rows[y].Count; x++)
            {
                var here = rows[y][x];
                bool turns = (x > 0 && rows[y][x - 1].IsLora != here.IsLora) || (y > 0 && rows[y - 1][x].IsLora != here.IsLora);
                if (turns && here.Ratio is not null && !here.IsSimulated)
                {
                    found.Add(here);
                }
            }
        }

        return found.Count <= count ? found : [.. Enumerable.Range(0, count).Select(i => found[(int)((long)i * found.Count / count)])];
    }
}

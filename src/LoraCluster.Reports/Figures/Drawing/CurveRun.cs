using LoraCluster.Reports.Figures.Model;

namespace LoraCluster.Reports.Figures.Drawing;

/// <summary>Consecutive points of one kind: means with bands, means without, or medians. A band and a line style hold for a run.</summary>
/// <param name="Points">The points; at least one.</param>
internal sealed record CurveRun(IReadOnlyList<FigurePoint> Points)
{
    /// <summary>True for medians.</summary>
    public bool IsMedian => Points[0].IsMedian;

    /// <summary>True where the points have bands.</summary>
    public bool HasBand => Points[0].Low is not null;

    /// <summary>Cuts a curve into runs; where nothing lies between values (categories), into single points.</summary>
    public static IEnumerable<CurveRun> Of(FigureCurve curve, bool isContinuous)
    {
        var run = new List<FigurePoint>();
        foreach (FigurePoint point in curve.Points)
        {
            if (run.Count > 0 && (!isContinuous || Kind(point) != Kind(run[^1])))
            {
                yield return new CurveRun([.. run]);
                run.Clear();
            }

            run.Add(point);
        }

        yield return new CurveRun(run);
    }

    private static (bool IsMedian, bool HasBand) Kind(FigurePoint point) => (point.IsMedian, point.Low is not null);
}

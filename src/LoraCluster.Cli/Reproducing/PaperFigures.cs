using System.Globalization;
using LoraCluster.Cli.Advising;
using LoraCluster.Cli.Output;
using LoraCluster.Linear;
using LoraCluster.Numerics.Problems;
using LoraCluster.Reports.Figures;
using LoraCluster.Reports.Figures.Model;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Cli.Reproducing;

/// <summary>The figures of the paper's linear experiments, and those that it has not.</summary>
internal static class PaperFigures
{
    private const int MapPoints = 40;
    private const int ProfilesMax = 6;

    // What is smaller, of the largest, nobody sees; drawn, it would squeeze what matters.
    private const double SmallestValue = 1e-6;

    /// <summary>Draws a sweep's figures into a directory; returns the paths.</summary>
    /// <param name="sweep">Which of the four.</param>
    /// <param name="definition">It as it was run.</param>
    /// <param name="dataset">Its dataset.</param>
    /// <param name="directory">Where to draw.</param>
    /// <param name="band">What the bands of the paper's figure are.</param>
    public static IEnumerable<string> Of(PaperSweep sweep, SweepDefinition definition, string dataset, string directory, BandKind band)
    {
        var figures = new DatasetFigure(dataset, definition);
        var asPaper = new FigureRequest(sweep.X, []) { Ranks = sweep.Ranks, Band = band };
        (string Suffix, FigureRequest Request)[] drawn =
        [
            (string.Empty, asPaper),
            ("-rank", new FigureRequest(FigureRequest.RankAxis, [])),
            ("-win-share", asPaper with { Y = "win_share", Band = BandKind.Confidence }),
            ("-regret", asPaper with { Y = "regret", Band = BandKind.Confidence }),
        ];
        return drawn.SelectMany(one => FigureOutput.Write(figures.Curves(one.Request), directory, sweep.Name + one.Suffix));
    }

    /// <summary>Draws the singular values of the task shift at a few of the decay sweep's rates.</summary>
    public static IEnumerable<string> Profiles(SweepDefinition decay, string directory)
    {
        Cell[] cells = [.. Enumerable.Range(0, (int)decay.Grid.PositionCount).Select(position => decay.Grid.CellAt(position)!.Value)];
        Cell[] shown = [.. Enumerable.Range(0, ProfilesMax).Select(i => cells[i * (cells.Length - 1) / (ProfilesMax - 1)])];
        var curves = shown.Select(cell =>
        {
            LinearProblem problem = LinearParameters.ProblemOf(cell);
            return (string.Create(CultureInfo.InvariantCulture, $"decay_rate = {problem.DecayRate:G4}"), LinePoint.OfDescending(Spectra.ShiftSingularValues(problem), SmallestValue));
        });
        Figure figure = LineFigure.Of(
            "decay: the task shift's singular values", "spectrum = exponential, scale = 5, true_rank = 40", "index i", "singular value of the task shift", [.. curves], areMedians: false, hasBaseline: false, isGrid: true);
        return FigureOutput.Write(figure, directory, "decay-profiles");
    }

    /// <summary>Draws where LoRA beats full fine-tuning over samples and noise, by theory, around the noise sweep's problem with a task shift that decays.</summary>
    public static IReadOnlyList<string> Boundary(string directory)
    {
        BoundaryAxis x = BoundaryAxis.Parse("--x", "n=120..20000", MapPoints), y = BoundaryAxis.Parse("--y", "noise_std=0.01..10", MapPoints);
        LinearProblem Problem(int column, int row) => new()
        {
            Dx = 100,
            Dy = 100,
            N = (int)x.Number(column),
            NoiseStd = y.Number(row),
            TrueRank = 100,
            Shift = ShiftKind.Power,
            DecayRate = 1,
            Scale = 10,
        };
        var map = BoundaryMap.Of([.. Enumerable.Range(0, y.Values.Count).Select(row => Enumerable.Range(0, x.Values.Count).Select(column => Problem(column, row)).ToArray())], trials: 200);
        return BoundaryFigure.Write(map, x, y, "dx = 100, dy = 100, true_rank = 100, spectrum = power, decay_rate = 1, scale = 10; by theory", directory);
    }
}

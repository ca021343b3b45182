using LoraCluster.Reports.Figures;
using LoraCluster.Reports.Figures.Building;
using LoraCluster.Reports.Figures.Model;
using LoraCluster.Reports.Figures.Planning;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Reports.Tests.Toys;

/// <summary>Cells and rows made by hand.</summary>
internal static class Toy
{
    public static readonly Outcome Full = new("full", null);

    public static SweepDefinition Definition { get; } = new()
    {
        Name = "toy",
        Experiment = new ToyExperiment(),
        Seed = 0,
        Seeding = Seeding.Independent,
        Trials = 1500,
        Request = OutcomeRequest.Default,
        KeepTrials = false,
        Grid = new Levels(),
        CanonicalJson = "{\"name\":\"toy\"}",
    };

    public static Cell Cell(long size = 1, double level = 1, string shape = "round", bool mirrored = false, long index = 0) =>
        new(index, [ParameterValue.Of(size), ParameterValue.Of(level), ParameterValue.Of(shape), ParameterValue.Of(mirrored)]);

    /// <summary>The cell at a position of the toy sweep's grid: the level counts from 1.</summary>
    public static Cell CellAt(long position) => Cell(level: position + 1, index: position);

    public static CellTable Table(params IEnumerable<Cell> cells) => new(Definition.Experiment.Parameters, cells);

    public static FigureRequest Request(string? x = null, params string[] where) => new(x, [.. where.Select(AxisFilter.Parse)]);

    public static RiskRow Row(Outcome outcome, double? mean, double? sem = 0.1, double? median = null, int failed = 0) => new()
    {
        Outcome = outcome,
        Trials = Definition.Trials,
        Failed = failed,
        Mean = mean,
        Sem = mean is null ? null : sem,
        Q05 = median / 2,
        Q50 = median,
        Q95 = median * 3,
        TheoryStatus = "none",
        Status = "ok",
    };

    /// <summary>A cell of full fine-tuning at 10 and of rank r at r, for each rank given.</summary>
    public static CellRows Rows(Cell cell, params IEnumerable<int> ranks) =>
        new(cell, [Row(Full, 10), .. ranks.Select(rank => Row(new Outcome("lora", rank), rank))], null);

    public static Figure Figure(IReadOnlyList<CellRows> cells, FigureRequest? request = null) =>
        new FigureBuilder(Definition, FigurePlan.Of(Table(cells.Select(c => c.Cell)), request ?? FigureRequest.Everything)).Build(cells);

    private sealed class Levels : IParameterGrid
    {
        public long PositionCount => 0;

        public IReadOnlySet<string> SweptParameters { get; } = new HashSet<string>();

        public Cell? CellAt(long position) => Toy.CellAt(position);

        public long? PositionOf(IReadOnlyList<ParameterValue> values) => null;
    }
}

using System.Globalization;
using System.Text.Json;
using LoraCluster.Cli.Running;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Grid;
using LoraCluster.Sweeps.Planning;

namespace LoraCluster.Cli.Output;

/// <summary>What <c>plan</c> and <c>run --dry-run</c> print.</summary>
internal static class PlanReport
{
    public static void Write(TextWriter output, SweepDefinition definition, bool json)
    {
        CellCount cells = definition.Grid is ParameterGrid grid ? grid.CellCount() : new CellCount(definition.Grid.PositionCount, false);
        MachineSpeed speed = SpeedFile.For(definition.Experiment.Name).Load();
        SweepEstimate estimate = SweepEstimate.Of(definition, cells.Count, speed);
        string machine = speed.Factors.Count > 0 ? "this machine, by its earlier runs" : "the reference machine";
        double cellBytes = LargestCellBytes(definition);
        long leftOut = definition.Grid.PositionCount - cells.Count;
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(new
            {
                sweep = definition.Name,
                definition_hash = definition.Hash,
                cells = estimate.Cells,
                positions_left_out = leftOut,
                cells_estimated = cells.IsEstimate,
                trials = estimate.Trials,
                rows = estimate.Rows,
                parts = estimate.Parts,
                cpu_seconds = estimate.CpuSeconds,
                dataset_bytes = estimate.DatasetBytes,
                cell_bytes = cellBytes,
            }));
            return;
        }

        string about = cells.IsEstimate ? "about " : string.Empty, most = definition.Precision is null ? string.Empty : "at most ";
        output.WriteLine($"sweep      {definition.Name}");
        output.WriteLine($"cells      {about}{Units.Count(estimate.Cells)}"
            + (leftOut > 0 ? $"  ({Units.Count(leftOut)} of {Units.Count(definition.Grid.PositionCount)} grid positions are left out)" : string.Empty));
        output.WriteLine($"trials     {most}{about}{Units.Count(estimate.Trials)}  ({PerCell(definition)})");
        output.WriteLine($"rows       {about}{Units.Count(estimate.Rows)}");
        output.WriteLine($"parts      {Units.Count(estimate.Parts)}");
        output.WriteLine($"CPU time   {(definition.Precision is null ? "about" : "at most about")} {Units.Duration(estimate.CpuSeconds)} on one core of {machine}");
        output.WriteLine($"dataset    about {Units.Bytes(estimate.DatasetBytes)}");
        output.WriteLine($"memory     {Units.Bytes(cellBytes)} per worker for the largest cell seen: {definition.Experiment.WorkspaceFormula}");
    }

    private static string PerCell(SweepDefinition definition) => definition.Precision is { } rule
        ? string.Create(CultureInfo.InvariantCulture, $"{Units.Count(rule.MinTrials)} … {Units.Count(rule.MaxTrials)} per cell, until the relative standard error is {rule.RelativeSem} at most")
        : $"{Units.Count(definition.Trials)} per cell";

    // The corners of the grid and a thousand points between them: exact for grids that small, a good guess for larger ones.
    private static double LargestCellBytes(SweepDefinition definition)
    {
        const long Most = 1000;
        long count = definition.Grid.PositionCount;
        double largest = 0;
        for (long i = 0; i <= Math.Min(Most, count - 1); i++)
        {
            long position = count <= Most ? i : (long)((Int128)i * (count - 1) / Most);
            largest = definition.Grid.CellAt(position) is { } cell ? Math.Max(largest, definition.Experiment.WorkspaceBytes(cell, definition.Request)) : largest;
        }

        return largest;
    }
}

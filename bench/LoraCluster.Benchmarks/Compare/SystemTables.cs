using System.Globalization;
using LoraCluster.Benchmarks.Aggregation;
using LoraCluster.Benchmarks.Coordinator;
using LoraCluster.Benchmarks.Scaling;

namespace LoraCluster.Benchmarks.Compare;

/// <summary>What surrounds the solver, as Markdown: cores, coordinator, aggregator.</summary>
internal static class SystemTables
{
    public static string Of(Comparison c) =>
        $"A grid of dimensions from 10 to 400, both regimes:\n\n{Scaling(c.Scaling)}\n"
        + $"Blocks without work through the coordinator:\n\n{Coordinator(c.Coordinator)}\n"
        + $"From solved blocks to durable Parquet, six rows a cell, one thread:\n\n{Aggregation(c.Aggregation)}";

    private static MarkdownTable Scaling(IReadOnlyList<ScalingRow> rows)
    {
        var table = new MarkdownTable(
            ["workers", "s", "speed-up", "blocks, ms (5 %, median, 95 %)", "time in blocks of 50–200 ms", "prediction off by (median)", "busy", "idle in the last 5 %"]);
        foreach (ScalingRow row in rows)
        {
            table.Add(
            [
                $"{row.Workers}", Number(row.Seconds), Number(rows[0].Seconds / row.Seconds),
                string.Create(CultureInfo.InvariantCulture, $"{row.BlockMsLow:F0}, {row.BlockMsMedian:F0}, {row.BlockMsHigh:F0}"),
                Percent(row.ShareInTarget), Percent(row.PredictionError), Percent(row.BusyShare), Percent(row.TailIdleShare),
            ]);
        }

        return table;
    }

    private static MarkdownTable Coordinator(IReadOnlyList<CoordinatorRow> rows)
    {
        var table = new MarkdownTable(["workers", "number", "cells", "blocks/s", "messages/s", "MB resident at most"]);
        foreach (CoordinatorRow row in rows)
        {
            table.Add([row.Workers, $"{row.WorkerCount}", Number(row.Cells), Number(row.BlocksPerSecond), Number(row.MessagesPerSecond), Number(row.ResidentMbMax)]);
        }

        return table;
    }

    private static MarkdownTable Aggregation(IReadOnlyList<AggregationRow> rows)
    {
        var table = new MarkdownTable(["trials a cell", "rows", "rows/s", "rows/s of processor time", "bytes allocated a row", "MB resident early", "MB at most"]);
        foreach (AggregationRow row in rows)
        {
            table.Add(
            [
                $"{row.TrialsPerCell}", Number(row.Rows), Number(row.RowsPerSecond), Number(row.RowsPerCpuSecond), Number(row.BytesAllocatedPerRow),
                Number(row.ResidentMbEarly), Number(row.ResidentMbMost),
            ]);
        }

        return table;
    }

    private static string Number(double value) => MarkdownTable.Number(value);

    private static string Percent(double share) => share.ToString("P1", CultureInfo.InvariantCulture);
}

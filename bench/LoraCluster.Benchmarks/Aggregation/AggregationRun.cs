using System.Diagnostics;
using LoraCluster.Benchmarks.Kernels;
using LoraCluster.Results.Manifest;
using LoraCluster.Results.Parts;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Benchmarks.Aggregation;

/// <summary>Part after part from solved blocks to the disk, as an aggregator does it: merged, summarised, encoded, hashed, synced, recorded.</summary>
internal sealed class AggregationRun : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lora-bench-");
    private readonly SweepDefinition _definition;
    private readonly PartRange _part;
    private readonly IReadOnlyList<BlockResult> _blocks;
    private readonly PartStore _store;
    private readonly Process _process = Process.GetCurrentProcess();
    private int _next;

    /// <summary>Solves the blocks of one part; they are merged again and again, each time as another part.</summary>
    public AggregationRun(int trials)
    {
        _definition = SmallCells.Sweep(PartPlan.PartsMin * (int)(PartPlan.RowsPerPart / SmallCells.RowsPerCell), trials);
        _part = new PartPlan(_definition).Part(0);
        _blocks = SmallCells.Solve(_definition, _part);
        _store = new PartStore(DatasetDirectory.Open(Path.Combine(_folder.FullName, "out"), _definition, "benchmark"));
    }

    /// <summary>Writes at least so many rows, after three parts that warm up.</summary>
    public AggregationRow Run(long rowsWanted)
    {
        for (int i = 0; i < 3; i++)
        {
            Aggregate();
        }

        long rows = 0, allocated = GC.GetTotalAllocatedBytes(true);
        double early = 0, most = 0, cpu = CpuSeconds();
        long start = Stopwatch.GetTimestamp();
        while (rows < rowsWanted)
        {
            rows += Aggregate();
            double resident = ResidentMb();
            most = Math.Max(most, resident);
            early = early == 0 && rows >= rowsWanted / 10 ? resident : early;
        }

        return new AggregationRow(
            rows,
            _definition.Trials,
            Stopwatch.GetElapsedTime(start).TotalSeconds,
            CpuSeconds() - cpu,
            (GC.GetTotalAllocatedBytes(true) - allocated) / (double)rows,
            early,
            most);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private int Aggregate()
    {
        using var merge = new PartMerge(_definition, _part);
        foreach (var block in _blocks)
        {
            merge.Add(block);
        }

        var rows = merge.ToRows();
        _store.Commit(rows with { Part = _part with { Number = _next } });
        RemoveFiles(_next++);
        return rows.RowCount;
    }

    // Twenty million rows would be gigabytes.
    private void RemoveFiles(int part) => File.Delete(Path.Combine(_folder.FullName, "out", DatasetLayout.RisksOf(part)));

    private double CpuSeconds()
    {
        _process.Refresh();
        return _process.TotalProcessorTime.TotalSeconds;
    }

    private double ResidentMb()
    {
        _process.Refresh();
        return _process.WorkingSet64 / 1e6;
    }
}

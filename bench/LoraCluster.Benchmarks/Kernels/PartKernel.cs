using LoraCluster.Results.Manifest;
using LoraCluster.Results.Parts;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Benchmarks.Kernels;

/// <summary>From rows to a committed part on the disk of the temporary folder: Parquet, checksum, fsync and record included.</summary>
internal sealed class PartKernel : Kernel
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lora-bench-");
    private readonly PartStore _store;
    private readonly PartRows _rows;
    private int _next;

    /// <summary>Solves and merges some cells once; every run commits them as the next part.</summary>
    public PartKernel()
        : base("part commit", "row")
    {
        using var merge = new MergeKernel();
        _store = new PartStore(DatasetDirectory.Open(Path.Combine(_folder.FullName, "out"), merge.Definition, "benchmark"));
        _rows = merge.Rows;
    }

    public override long Units => MergeKernel.RowsPerPart;

    public override void Run()
    {
        _store.Commit(_rows with { Part = _rows.Part with { Number = _next } });
        _next++;
    }

    public override void Dispose() => _folder.Delete(recursive: true);
}

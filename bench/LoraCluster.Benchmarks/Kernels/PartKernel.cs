using LoraCluster.Results.Manifest;
using LoraCluster.Results.Parts;
using LoraCluster.Sweeps.Planning;

namespace LoraCluster.Benchmarks.Kernels;

/// <summary>From rows to a committed part on the disk of the temporary folder: Parquet, checksum, fsync and record included.</summary>
internal sealed class PartKernel : Kernel
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lora-bench-");
    private readonly PartStore _store;
    private readonly MergeKernel _merge = new();
    private int _next;

    /// <summary>Solves and merges some cells once; every run commits them as the next part.</summary>
    public PartKernel()
        : base("part commit", "row")
    {
        _store = new PartStore(DatasetDirectory.Open(Path.Combine(_folder.FullName, "out"), _merge.Definition, "benchmark"));
    }

    public override long Units => MergeKernel.RowsPerPart;

    public override void Run()
    {
        _store.Commit(_merge.Rows with { Part = new PartRange(_next, 0, 1) });
        _next++;
    }

    public override void Dispose()
    {
        _merge.Dispose();
        _folder.Delete(recursive: true);
    }
}

using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Benchmarks.Kernels;

/// <summary>From the losses of solved blocks to a part's rows.</summary>
internal sealed class MergeKernel : Kernel
{
    /// <summary>Rows of the part.</summary>
    public const int RowsPerPart = CellsPerPart * SmallCells.RowsPerCell;

    private const int CellsPerPart = 16_384;
    private readonly SweepDefinition _definition = SmallCells.Sweep(CellsPerPart * PartPlan.PartsMin);
    private readonly PartRange _part;
    private readonly IReadOnlyList<BlockResult> _blocks;
    private PartMerge? _merge;

    /// <summary>Solves a part's blocks once.</summary>
    public MergeKernel()
        : base($"merge, {SmallCells.Trials} trials a cell", "row")
    {
        _part = new PartPlan(_definition).Part(0);
        _blocks = SmallCells.Solve(_definition, _part);
        Run();
    }

    /// <summary>The part's rows, from the last run and until the next.</summary>
    public PartRows Rows => _merge!.ToRows();

    /// <summary>The sweep that the part belongs to.</summary>
    public SweepDefinition Definition => _definition;

    public override long Units => RowsPerPart;

    public override void Run()
    {
        _merge?.Dispose();
        _merge = new PartMerge(_definition, _part);
        foreach (BlockResult block in _blocks)
        {
            _merge.Add(block);
        }
    }

    public override void Dispose() => _merge?.Dispose();
}

using LoraCluster.Results.Manifest;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Results.Parts;

/// <summary>
/// Turns parts of a sweep into the bytes of their files. Its memory grows to what the largest part needs and is used again, so that parts cost hardly any
/// allocation. Not thread-safe.
/// </summary>
internal sealed class PartEncoder
{
    private readonly CellTable _cells;
    private readonly PartFileWriter _risks;
    private readonly PartFileWriter? _trials;

    public PartEncoder(SweepDefinition definition)
    {
        var parameters = definition.Experiment.Parameters;
        var scratch = new PageScratch();
        _cells = new CellTable(definition);
        _risks = new PartFileWriter(new RiskPart(_cells, parameters), scratch);
        _trials = definition.KeepTrials ? new PartFileWriter(new TrialPart(_cells, parameters), scratch) : null;
    }

    /// <summary>
    /// The files of a part, statistics first; their bytes are valid until the next call. Throws <see cref="ArgumentException"/> for a cell without losses in a
    /// sweep that keeps trials, and for a position that holds no cell.
    /// </summary>
    public IReadOnlyList<(PartFile File, ReadOnlyMemory<byte> Bytes)> Encode(PartRows rows, PartStamp stamp)
    {
        int part = rows.Part.Number;
        _cells.Load(rows);
        return _trials is null
            ? [Describe(DatasetLayout.RisksOf(part), _risks.Write(rows, stamp))]
            : [Describe(DatasetLayout.RisksOf(part), _risks.Write(rows, stamp)), Describe(DatasetLayout.TrialsOf(part), _trials.Write(rows, stamp))];
    }

    private static (PartFile File, ReadOnlyMemory<byte> Bytes) Describe(string name, (int Rows, ReadOnlyMemory<byte> Bytes) content) =>
        (PartFile.Of(name, content.Rows, content.Bytes.Span), content.Bytes);
}

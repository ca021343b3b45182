using LoraCluster.Results.Manifest;
using LoraCluster.Results.Storage;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Results.Reading;

/// <summary>
/// An earlier dataset, as a sweep that extends it sees it. Only parts whose sha256 verify are trusted, and only cells whose random stream is the same.
/// Thread-safe.
/// </summary>
public sealed class PriorDataset : IPriorResults
{
    private const int PartsInMemory = 4;

    private readonly SweepDefinition _earlier;
    private readonly SweepDefinition _extended;
    private readonly Func<long, int> _partOf;
    private readonly PriorParts _parts;
    private readonly bool _sameStreams;

    private PriorDataset(SweepDefinition earlier, SweepDefinition extended, Func<long, int> partOf, Func<int, PriorPart> load)
    {
        _earlier = earlier;
        _extended = extended;
        _partOf = partOf;
        _parts = new PriorParts(load, PartsInMemory);
        _sameStreams = earlier.Seed == extended.Seed && earlier.Experiment.Name == extended.Experiment.Name && earlier.Find == extended.Find;
    }

    /// <summary>
    /// Opens the dataset of <paramref name="earlier"/> in a directory. Throws <see cref="OutputRefusedException"/> where it holds another sweep, is
    /// damaged, or comes from another release or arithmetic: its rows would then not be those of a fresh run.
    /// </summary>
    /// <param name="path">The directory; during an extension in place, the one that <see cref="DatasetExtension.Prior"/> names.</param>
    /// <param name="earlier">The sweep that it holds.</param>
    /// <param name="extended">The sweep to be computed.</param>
    /// <param name="release">The release that runs.</param>
    /// <param name="partOf">The part of a position of <paramref name="earlier"/>.</param>
    /// <param name="files">The file system; the machine's own where null.</param>
    public static PriorDataset Open(
        string path, SweepDefinition earlier, SweepDefinition extended, string release, Func<long, int> partOf, IDurableFiles? files = null)
    {
        files ??= LocalFiles.Instance;
        var layout = new DatasetLayout(path);
        if (HeaderCheck.Existing(files, layout, SweepHeader.Of(earlier, release), new DatasetOptions()) is null)
        {
            throw new OutputRefusedException(OutputRefusal.CorruptHeader, $"{path}: holds no dataset that could be extended");
        }

        var parameters = earlier.Experiment.Parameters;
        string hash = earlier.Hash;
        return new PriorDataset(earlier, extended, partOf, part => PriorPart.Load(files, layout, hash, part, parameters));
    }

    /// <inheritdoc/>
    public PriorCell? Find(Cell cell)
    {
        if (!_sameStreams || Locate(cell) is not { } known)
        {
            return null;
        }

        var wanted = _extended.OutcomesOf(cell);
        return OutcomeSelection.Of(known.Rows, wanted) is not { } places ? null
            : _earlier.Precision is not null || _extended.Precision is not null ? (HasSameStops(known, wanted) ? Finished(cell, known, places) : null)
            : _earlier.Trials == _extended.Trials ? Finished(cell, known, places)
            : _earlier.Trials < _extended.Trials && known.Losses is not null ? new PriorCell(null, _earlier.Trials, OutcomeSelection.Losses(known, places))
            : null;
    }

    // When a cell stops depends on all that is measured of it.
    private bool HasSameStops(CellRows known, IReadOnlyList<Outcome> wanted) => _earlier.Precision == _extended.Precision && known.Rows.Count == wanted.Count;

    private PriorCell? Finished(Cell cell, CellRows known, int[] places)
    {
        if (_extended.KeepTrials && known.Losses is null)
        {
            return null;
        }

        RiskRow[] rows = Array.ConvertAll(places, place => known.Rows[place]);
        double[]? losses = _extended.KeepTrials ? OutcomeSelection.Losses(known, places) : null;
        return new PriorCell(new CellRows(cell, rows, losses), _extended.Trials, losses);
    }

    private CellRows? Locate(Cell cell) =>
        _earlier.Grid.PositionOf(cell.Values) is { } position
        && _earlier.Grid.CellAt(position) is { } earlier
        && _earlier.DataHashOf(earlier) == _extended.DataHashOf(cell)
            ? _parts.Get(_partOf(position)).Find(position)
            : null;
}

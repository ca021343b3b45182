using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Sweeps.Grid;

/// <summary>
/// The concatenated grids of a sweep file as index arithmetic. Within a grid the axis named last varies fastest. Nothing is stored per
/// cell, and all members may be called from many threads.
/// </summary>
public sealed class ParameterGrid : IParameterGrid
{
    private readonly IExperiment _experiment;
    private readonly OutcomeRequest _request;
    private readonly GridSection[] _sections;
    private readonly long[] _starts;
    private readonly bool _mustCheck;

    internal ParameterGrid(IExperiment experiment, OutcomeRequest request, InvalidCells invalidCells, IReadOnlyList<GridSection> sections)
    {
        _experiment = experiment;
        _request = request;
        InvalidCells = invalidCells;
        _sections = [.. sections];
        _starts = new long[_sections.Length];
        for (int i = 0; i < _sections.Length; i++)
        {
            _starts[i] = PositionCount;
            PositionCount = checked(PositionCount + _sections[i].Count);
        }

        _mustCheck = invalidCells == InvalidCells.Skip || PositionCount > CellAudit.MostExact;
        SweptParameters = Swept();
    }

    /// <inheritdoc/>
    public long PositionCount { get; }

    /// <inheritdoc/>
    /// <remarks>A derived parameter counts as swept where it depends on one that is.</remarks>
    public IReadOnlySet<string> SweptParameters { get; }

    /// <summary>What becomes of cells that break a rule.</summary>
    public InvalidCells InvalidCells { get; }

    internal IReadOnlyList<GridSection> Sections => _sections;

    /// <summary>The cell at a position; null where a <c>where</c> or <c>invalid_cells: skip</c> leaves it out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The position is not in the grid.</exception>
    /// <exception cref="InvalidCellException">
    /// Under <c>invalid_cells: error</c>: a derived parameter has no allowed value, or the cell breaks a rule of the experiment. Only grids too large for
    /// reading the file to have looked at every cell can hold such cells.
    /// </exception>
    public Cell? CellAt(long position) => CellAt(position, new ParameterValue[_experiment.Parameters.Count]);

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The position is not in the grid.</exception>
    /// <exception cref="InvalidCellException">As of <see cref="CellAt(long)"/>.</exception>
    public Cell? CellAt(long position, ParameterValue[] room)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, PositionCount);
        int number = SectionAt(position);
        var state = _sections[number].Evaluate(position - _starts[number], room, out var failed);
        if (state != CellState.Defined)
        {
            return state == CellState.Underivable && InvalidCells == InvalidCells.Error
                ? throw Invalid(position, failed!.Problem(room))
                : null;
        }

        var cell = new Cell(position, room);
        if (!_mustCheck || _experiment.Check(cell, _request) is not [var problem, ..])
        {
            return cell;
        }

        return InvalidCells == InvalidCells.Error ? throw Invalid(position, problem) : null;
    }

    /// <inheritdoc/>
    public long? PositionOf(IReadOnlyList<ParameterValue> values)
    {
        if (values.Count != _experiment.Parameters.Count)
        {
            return null;
        }

        for (int i = 0; i < _sections.Length; i++)
        {
            if (_sections[i].PositionOf(values) is { } within && IsCellWith(_starts[i] + within, i, values))
            {
                return _starts[i] + within;
            }
        }

        return null;
    }

    /// <summary>
    /// The cells left after <c>where</c> and <c>invalid_cells: skip</c>: exact where the axes that decide have few combinations (a million for
    /// conditions, a hundred thousand where the experiment's rules leave cells out), else estimated from a fixed sample. Takes up to about a second.
    /// </summary>
    public CellCount CellCount()
    {
        long count = 0;
        bool estimate = false;
        foreach (var section in _sections)
        {
            var part = CountOf(section);
            count += part.Count;
            estimate |= part.IsEstimate;
        }

        return new CellCount(count, estimate);
    }

    internal CellCount CountOf(GridSection section)
    {
        bool skips = InvalidCells == InvalidCells.Skip;
        if (!skips && section.Conditions.Count == 0)
        {
            return new CellCount(section.Count, false);
        }

        return CellCounter.Count(section, skips, position => IsKept(section, position));
    }

    private static InvalidCellException Invalid(long position, CellProblem problem) => new(
        FormattableString.Invariant($"cell {position}: {string.Join(", ", problem.Fields)}: {problem.Problem}; got {problem.Got}; expected {problem.Expected}; {problem.Hint}"));

    private bool IsKept(GridSection section, long position)
    {
        var values = new ParameterValue[_experiment.Parameters.Count];
        var state = section.Evaluate(position, values, out _);
        return InvalidCells == InvalidCells.Error
            ? state != CellState.Filtered
            : state == CellState.Defined && _experiment.Check(new Cell(position, values), _request).Count == 0;
    }

    private bool IsCellWith(long position, int section, IReadOnlyList<ParameterValue> values)
    {
        var found = new ParameterValue[values.Count];
        return _sections[section].Evaluate(position - _starts[section], found, out _) == CellState.Defined
            && found.SequenceEqual(values)
            && CellAt(position) is not null;
    }

    private int SectionAt(long position)
    {
        if (_sections.Length == 1)
        {
            return 0;
        }

        int found = Array.BinarySearch(_starts, position);
        return found >= 0 ? found : ~found - 1;
    }

    private HashSet<string> Swept()
    {
        var swept = new HashSet<string>(StringComparer.Ordinal);
        var first = new Dictionary<int, ParameterValue>();
        foreach (var section in _sections)
        {
            var varying = section.Varying();
            var values = new ParameterValue[_experiment.Parameters.Count];
            section.Evaluate(0, values, out _);
            for (int i = 0; i < values.Length; i++)
            {
                bool same = first.TryAdd(i, values[i]) || first[i] == values[i];
                if (varying.Contains(i) || !same)
                {
                    swept.Add(_experiment.Parameters[i].Name);
                }
            }
        }

        return swept;
    }
}

using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Results.Tests.Toys;

/// <summary>A product of four short axes, with an optional filter.</summary>
public sealed class ToyGrid(
    IReadOnlyList<long> sizes, IReadOnlyList<double> levels, IReadOnlyList<string> shapes, Func<long, bool>? where = null) : IParameterGrid
{
    private static readonly bool[] Flags = [false, true];

    public long PositionCount => (long)sizes.Count * levels.Count * shapes.Count * Flags.Length;

    public IReadOnlySet<string> SweptParameters { get; } = new HashSet<string> { "size", "level" };

    public Cell? CellAt(long position)
    {
        if (where is not null && !where(position))
        {
            return null;
        }

        long rest = position;
        bool flag = Flags[rest % 2];
        rest /= 2;
        string shape = shapes[(int)(rest % shapes.Count)];
        rest /= shapes.Count;
        double level = levels[(int)(rest % levels.Count)];
        rest /= levels.Count;
        return new Cell(
            position,
            [ParameterValue.Of(sizes[(int)rest]), ParameterValue.Of(level), ParameterValue.Of(shape), ParameterValue.Of(flag)]);
    }

    public long? PositionOf(IReadOnlyList<ParameterValue> values)
    {
        for (long position = 0; position < PositionCount; position++)
        {
            if (CellAt(position) is { } cell && cell.Values.SequenceEqual(values))
            {
                return position;
            }
        }

        return null;
    }
}

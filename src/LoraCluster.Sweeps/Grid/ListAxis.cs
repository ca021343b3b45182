using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Sweeps.Grid;

/// <summary>Values as they were listed.</summary>
internal sealed record ListAxis : Axis
{
    private readonly ParameterValue[] _values;
    private readonly Dictionary<ParameterValue, long> _indices = [];

    /// <summary>Keeps a list; throws <see cref="ArgumentException"/> for a repeat.</summary>
    public ListAxis(int parameter, IReadOnlyList<ParameterValue> values)
        : base(parameter, values.Count)
    {
        _values = [.. values];
        for (int i = 0; i < _values.Length; i++)
        {
            _indices.Add(_values[i], i);
        }
    }

    public override ParameterValue ValueAt(long index) => _values[index];

    public override long? IndexOf(ParameterValue value) => _indices.TryGetValue(value, out long index) ? index : null;

    public override IReadOnlyList<long> Extremes => _values[0].Kind is ParameterKind.Choice or ParameterKind.Flag
        ? [.. Enumerable.Range(0, _values.Length).Select(i => (long)i)]
        : [.. new[] { Smallest(1), Smallest(-1) }.Distinct()];

    private long Smallest(int sign) => Enumerable.Range(0, _values.Length).MinBy(i => sign * _values[i].Number);
}

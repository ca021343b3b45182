using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LoraCluster.Sweeps.Running;

/// <summary><see cref="StableSum"/> in each of eight lanes: the same operations, so the same bits.</summary>
internal struct LaneSum
{
    private Vector512<double> _sum;
    private Vector512<double> _compensation;

    public readonly Vector512<double> Value => _sum + _compensation;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Vector512<double> value)
    {
        var total = _sum + value;
        var sumIsLarger = Vector512.GreaterThanOrEqual(Vector512.Abs(_sum), Vector512.Abs(value));
        _compensation += Vector512.ConditionalSelect(sumIsLarger, _sum - total + value, value - total + _sum);
        _sum = total;
    }
}

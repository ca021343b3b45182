namespace LoraCluster.Sweeps.Running;

/// <summary>Neumaier's compensated sum: one pass in the order given, scalar operations only, so its bits do not depend on vector width.</summary>
internal struct StableSum
{
    private double _sum;
    private double _compensation;

    public readonly double Value => _sum + _compensation;

    public void Add(double value)
    {
        double total = _sum + value;
        _compensation += Math.Abs(_sum) >= Math.Abs(value) ? _sum - total + value : value - total + _sum;
        _sum = total;
    }
}

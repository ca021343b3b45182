namespace LoraCluster.Sweeps.Planning;

/// <summary>Neighbouring small cells on their way into one block. Left-out positions between them ride along.</summary>
internal sealed class CellGroup
{
    private long _first = -1;
    private long _last;
    private long _losses;
    private double _seconds;

    public bool IsEmpty => _first < 0;

    public bool HasRoomFor(CellLoad load, long position) =>
        _losses + load.Losses <= BlockPlan.LossesPerBlock
        && _seconds + load.Seconds <= 1.5 * BlockPlan.SecondsPerBlock
        && _seconds < BlockPlan.SecondsPerBlock
        && position - _first < int.MaxValue;

    public void Add(CellLoad load, long position)
    {
        _first = IsEmpty ? position : _first;
        _last = position;
        _losses += load.Losses;
        _seconds += load.Seconds;
    }

    public Block Take(int part, int number, int trials)
    {
        var block = new Block(part, number, _first, (int)(_last - _first + 1), 0, trials);
        (_first, _last, _losses, _seconds) = (-1, 0, 0, 0);
        return block;
    }
}

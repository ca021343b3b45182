namespace LoraCluster.Results.Reading;

/// <summary>The last few parts loaded. Cells are asked for nearly in order, so few are enough; thread-safe.</summary>
internal sealed class PriorParts(Func<int, PriorPart> load, int capacity)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<(int Number, Lazy<PriorPart> Part)> _recent = [];

    /// <summary>A part; loaded once, however many threads ask.</summary>
    public PriorPart Get(int number) => Entry(number).Value;

    private Lazy<PriorPart> Entry(int number)
    {
        lock (_gate)
        {
            var node = _recent.First;
            while (node is not null && node.Value.Number != number)
            {
                node = node.Next;
            }

            if (node is null)
            {
                node = new((number, new Lazy<PriorPart>(() => load(number))));
            }
            else
            {
                _recent.Remove(node);
            }

            _recent.AddFirst(node);
            if (_recent.Count > capacity)
            {
                _recent.RemoveLast();
            }

            return node.Value.Part;
        }
    }
}

namespace LoraCluster.Reports.Figures.Planning;

/// <summary>Cells grouped by the values of some parameters.</summary>
internal sealed class Partition
{
    private readonly int[] _groups;

    private Partition(int[] groups, int count)
    {
        _groups = groups;
        Count = count;
    }

    /// <summary>Number of groups.</summary>
    public int Count { get; }

    /// <summary>Groups these cells by these parameters; without parameters all are one group.</summary>
    public static Partition Of(CellTable table, IReadOnlyList<int> cells, IEnumerable<int> parameters)
    {
        var groups = new int[cells.Count];
        int count = cells.Count == 0 ? 0 : 1;
        foreach (int parameter in parameters)
        {
            var numbers = new Dictionary<(int Group, int Code), int>();
            for (int i = 0; i < groups.Length; i++)
            {
                (int, int) key = (groups[i], table.Code(parameter, cells[i]));
                if (!numbers.TryGetValue(key, out groups[i]))
                {
                    groups[i] = numbers.Count;
                    numbers.Add(key, groups[i]);
                }
            }

            count = numbers.Count;
        }

        return new Partition(groups, count);
    }

    /// <summary>For each group the first of the cells in it, as a place in the list that was grouped.</summary>
    public int[] Representatives()
    {
        var first = new int[Count];
        Array.Fill(first, -1);
        for (int i = _groups.Length - 1; i >= 0; i--)
        {
            first[_groups[i]] = i;
        }

        return first;
    }
}

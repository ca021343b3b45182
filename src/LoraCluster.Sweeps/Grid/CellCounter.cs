namespace LoraCluster.Sweeps.Grid;

/// <summary>Counts the cells of a section that are left, looking only at the axes that can matter.</summary>
internal static class CellCounter
{
    /// <summary>Most combinations looked at where only conditions decide.</summary>
    public const long MostByCondition = 1_000_000;

    /// <summary>Most combinations looked at where the experiment's own rules decide too; they cost more.</summary>
    public const long MostByRule = 100_000;

    private const long SampleSize = 20_000;

    /// <summary>Counts the positions for which <paramref name="isKept"/> holds.</summary>
    /// <param name="section">The section.</param>
    /// <param name="rulesDecide">True where rules on any parameter leave cells out, false where only conditions do.</param>
    /// <param name="isKept">Decides about a position of the section.</param>
    public static CellCount Count(GridSection section, bool rulesDecide, Func<long, bool> isKept)
    {
        bool[] matters = [.. Matters(section, rulesDecide)];
        decimal combinations = Product(section, matters, true);
        if (combinations > (rulesDecide ? MostByRule : MostByCondition))
        {
            return Estimate(section, isKept);
        }

        long kept = 0;
        long[] indices = new long[section.Axes.Count];
        for (long i = 0; i < (long)combinations; i++)
        {
            Spread(section, matters, i, indices);
            kept += isKept(section.PositionAt(indices)) ? 1 : 0;
        }

        return new CellCount(kept * (long)Product(section, matters, false), false);
    }

    private static IEnumerable<bool> Matters(GridSection section, bool rulesDecide)
    {
        var mentioned = section.Conditions.SelectMany(c => c.Mentions()).ToHashSet();
        foreach (var derived in section.Derived.Reverse())
        {
            if (mentioned.Contains(derived.Parameter))
            {
                mentioned.UnionWith(derived.Formula.Mentions());
            }
        }

        return section.Axes.Select(a => rulesDecide || mentioned.Contains(a.Parameter));
    }

    private static decimal Product(GridSection section, bool[] matters, bool wanted)
    {
        decimal product = 1;
        for (int i = 0; i < matters.Length; i++)
        {
            product *= matters[i] == wanted ? section.Axes[i].Count : 1;
        }

        return product;
    }

    private static void Spread(GridSection section, bool[] matters, long combination, long[] indices)
    {
        for (int i = matters.Length - 1; i >= 0; i--)
        {
            if (matters[i])
            {
                (combination, indices[i]) = Math.DivRem(combination, section.Axes[i].Count);
            }
        }
    }

    private static CellCount Estimate(GridSection section, Func<long, bool> isKept)
    {
        long kept = 0;
        long looked = 0;
        foreach (long position in SpreadSample.Of(section.Count, SampleSize))
        {
            looked++;
            kept += isKept(position) ? 1 : 0;
        }

        return new CellCount((long)((Int128)section.Count * kept / looked), true);
    }
}

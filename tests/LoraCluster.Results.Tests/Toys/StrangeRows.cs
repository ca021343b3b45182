using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Results.Tests.Toys;

/// <summary>Parts of the toy experiment whose values go to every extreme that a column can hold. They follow from the seed.</summary>
public sealed class StrangeRows(int seed)
{
    private static readonly long[] Integers = [long.MinValue, long.MinValue + 1, -1, 0, 1, int.MaxValue, 1L << 40, long.MaxValue];
    private static readonly double[] Reals = [0.0, -0.0, 5e-324, -1e308, 1e308, 1.0 / 3.0];

    private readonly Random _dice = new(seed);

    /// <summary>Share of statistics, ranks and losses that are null.</summary>
    public double Nulls { get; init; } = 0.2;

    /// <summary>Different words.</summary>
    public int Words { get; init; } = 3;

    /// <summary>Most outcomes of a cell.</summary>
    public int OutcomesMax { get; init; } = 6;

    /// <summary>A sweep whose grid has these cells.</summary>
    public static ToySweep SweepOf(IReadOnlyList<CellRows> cells) =>
        new() { KeepTrials = cells[0].Losses is not null, Grid = new GivenGrid(cells) };

    public static PartRows PartOf(IReadOnlyList<CellRows> cells) => PartRows.Of(new PartRange(0, 0, cells.Count), cells);

    public IReadOnlyList<CellRows> Cells(int rows, bool withLosses = false, int trials = 5)
    {
        var cells = new List<CellRows>();
        for (int left = rows; left > 0; left -= cells[^1].Rows.Count)
        {
            int outcomes = Math.Min(left, _dice.Next(1, OutcomesMax + 1));
            cells.Add(CellAt(cells.Count, [.. Enumerable.Range(0, outcomes).Select(_ => Row())], withLosses ? trials : 0));
        }

        return cells;
    }

    private CellRows CellAt(long index, RiskRow[] rows, int trials) => new(
        new Cell(index, [ParameterValue.Of(Integer()), ParameterValue.Of(Real()), ParameterValue.Of(Word()), ParameterValue.Of(_dice.Next(3) == 0)]),
        rows,
        trials == 0 ? null : [.. Enumerable.Range(0, rows.Length * trials).Select(_ => Maybe() ?? double.NaN)]);

    private RiskRow Row() => new()
    {
        Outcome = new Outcome(Word(), _dice.NextDouble() < Nulls ? null : (int)Integer()),
        Trials = (int)Integer(),
        Failed = _dice.Next(40),
        Mean = Maybe(),
        Sd = Maybe(),
        Sem = Maybe(),
        Min = Maybe(),
        Q05 = Maybe(),
        Q50 = Maybe(),
        Q95 = Maybe(),
        Max = Maybe(),
        DiffMean = Maybe(),
        DiffSem = Maybe(),
        AdjustedMean = Maybe(),
        AdjustedSem = Maybe(),
        WinShare = Maybe(),
        TheoryMean = Maybe(),
        TheoryStatus = Word(),
        Status = Word(),
    };

    // Long runs of one value, small steps and jumps: every width that the packed encodings know.
    private long Integer() => _dice.Next(4) switch
    {
        0 => Integers[_dice.Next(Integers.Length)],
        1 => _dice.Next(-5, 5),
        2 => 7,
        _ => _dice.NextInt64() >> _dice.Next(64),
    };

    private double Real() => _dice.Next(2) == 0 ? Reals[_dice.Next(Reals.Length)] : _dice.NextDouble();

    private double? Maybe() => _dice.NextDouble() < Nulls ? null : Real();

    private string Word() => _dice.Next(Words) is var number && number == 0 ? string.Empty : $"wörd {number} 𝔴";
}

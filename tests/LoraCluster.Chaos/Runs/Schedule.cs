using LoraCluster.Chaos.Nemeses;

namespace LoraCluster.Chaos.Runs;

/// <summary>Which faults strike when.</summary>
/// <param name="Name">The nemesis' name, or <c>random N</c>.</param>
/// <param name="Strikes">In order of their beginning.</param>
/// <param name="HasTls">True where the nodes speak TLS to each other.</param>
/// <param name="Trials">Trials of the sweep's cells: how much work there is.</param>
internal sealed record Schedule(string Name, IReadOnlyList<PlannedStrike> Strikes, bool HasTls, int Trials)
{
    /// <summary>Faults in force at a time at most.</summary>
    public const int OverlapMax = 3;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MeanGap = TimeSpan.FromSeconds(4);

    /// <summary>True where a run proves nothing unless every one of its faults bit; else one is enough.</summary>
    public bool MustAllBite { get; private init; }

    /// <summary>One fault, or several at once, when blocks are being solved.</summary>
    public static Schedule Script(IReadOnlyList<Nemesis> nemeses, bool hasTls, int trials) =>
        new(string.Join(", ", nemeses.Select(n => n.Name)), [.. nemeses.Select(n => new PlannedStrike(First, n.Lasts, n, 1))], hasTls, trials) { MustAllBite = true };

    /// <summary>Faults at random moments: the first at 5 s, 4 s between beginnings on average, at most three at a time, all over at <paramref name="healAt"/>.</summary>
    public static Schedule Random(int seed, TimeSpan healAt, int trials)
    {
        var random = new Random(seed);
        Nemesis[] urn = [.. NemesisTable.All.SelectMany(n => Enumerable.Repeat(n, n.Weight))];
        var strikes = new List<PlannedStrike>();
        for (var at = First; at < healAt; at += -Math.Log(1 - random.NextDouble()) * MeanGap)
        {
            var nemesis = urn[random.Next(urn.Length)];
            var lasts = nemesis.Lasts < healAt - at ? nemesis.Lasts : healAt - at;
            int victim = random.Next();
            // A kind at a time: the same fault twice at once is healed by whoever ends first. A coordinator cannot be paused past downing when it is cut short.
            bool fits = strikes.Count(s => s.Until > at) < OverlapMax && !strikes.Any(s => s.Until > at && s.Nemesis == nemesis) && lasts == nemesis.Lasts;
            if (fits)
            {
                strikes.Add(new PlannedStrike(at, lasts, nemesis, victim));
            }
        }

        return new Schedule(FormattableString.Invariant($"random {seed}"), strikes, seed % 2 == 0, trials);
    }
}

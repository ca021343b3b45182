namespace LoraCluster.Reports.Figures;

/// <summary>What somebody wants to see of a dataset.</summary>
/// <param name="X">The axis to draw along: a parameter's name, a ratio of two (<c>dx/n</c>), or <see cref="RankAxis"/>; null chooses the numeric parameter with the most values.</param>
/// <param name="Where">Axes to be kept at one value.</param>
public sealed record FigureRequest(string? X, IReadOnlyList<AxisFilter> Where)
{
    /// <summary>The name of the axis of estimators' ranks.</summary>
    public const string RankAxis = "rank";

    /// <summary>The whole dataset along its longest axis.</summary>
    public static FigureRequest Everything { get; } = new(null, []);

    /// <summary>What to show of a row: a name of <see cref="FigureValue.Names"/>, or a measure that the sweep reports beside its loss.</summary>
    public string Y { get; init; } = FigureValue.Default;

    /// <summary>The vertical axis of a map: a parameter's name; null chooses the one with the most values besides <see cref="X"/>.</summary>
    public string? By { get; init; }

    /// <summary>The ranks to draw; empty chooses.</summary>
    public IReadOnlyList<int> Ranks { get; init; } = [];

    /// <summary>Throws <see cref="FigureRefusedException"/> where ranks are asked for that are not there. Nothing is refused where no rank is.</summary>
    internal void RefuseMissingRanks(IReadOnlySet<int> there)
    {
        int[] missing = [.. Ranks.Except(there)];
        if (missing.Length > 0 && there.Count > 0)
        {
            throw new FigureRefusedException($"option --ranks: got {string.Join(", ", missing)}; the dataset has {string.Join(", ", there)}");
        }
    }

    /// <summary>What bands show.</summary>
    public BandKind Band { get; init; } = BandKind.Confidence;
}

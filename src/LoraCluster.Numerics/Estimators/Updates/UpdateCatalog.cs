namespace LoraCluster.Numerics.Estimators.Updates;

/// <summary>Every estimator and every measure there is, in the order of the dataset. A new one is a class and a line here.</summary>
public static class UpdateCatalog
{
    /// <summary>The estimators, the baseline first.</summary>
    public static IReadOnlyList<IUpdateMethod> Methods { get; } =
        [new FullUpdate(), new LoraUpdate(), new AdvisedLoraUpdate(), new RidgeUpdate(), new NuclearNormUpdate(), new MicaUpdate()];

    /// <summary>The measures, the risk first.</summary>
    public static IReadOnlyList<IUpdateMeasure> Measures { get; } = [new ExcessRiskMeasure(), new ForgettingMeasure(), new IntruderDimensionsMeasure()];

    /// <summary>The estimator of this name; throws <see cref="KeyNotFoundException"/>.</summary>
    public static IUpdateMethod Method(string name) => Methods.FirstOrDefault(m => m.Name == name) ?? throw new KeyNotFoundException($"no method {name}");

    /// <summary>The measure of this name; throws <see cref="KeyNotFoundException"/>.</summary>
    public static IUpdateMeasure Measure(string name) => Measures.FirstOrDefault(m => m.Name == name) ?? throw new KeyNotFoundException($"no measure {name}");
}

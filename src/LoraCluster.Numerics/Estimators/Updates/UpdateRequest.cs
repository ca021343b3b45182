namespace LoraCluster.Numerics.Estimators.Updates;

/// <summary>A number wanted of each trial.</summary>
/// <param name="Method">Of this estimator.</param>
/// <param name="Rank">At this rank; null where it has none.</param>
/// <param name="Measure">What is measured.</param>
/// <param name="Place">Where the number goes among those of its trial.</param>
public readonly record struct UpdateRequest(IUpdateMethod Method, int? Rank, IUpdateMeasure Measure, int Place);

namespace LoraCluster.Reports.Queries;

/// <summary>A dataset has nothing to ask yet.</summary>
public sealed class EmptyDatasetException(string directory) : QueryRefusedException($"{directory}: has no rows yet; run its sweep first");

namespace LoraCluster.Reports.Figures;

/// <summary>A dataset has nothing to draw yet.</summary>
public sealed class NoRowsException(string directory) : FigureRefusedException($"{directory}: has no rows yet; run its sweep first");

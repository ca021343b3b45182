namespace LoraCluster.Reports.Figures;

/// <summary>Curves would need more panels than a page holds; the message ends with options that work.</summary>
public sealed class TooManyPanelsException(string message) : FigureRefusedException(message);

namespace LoraCluster.Reports.Figures;

/// <summary>A figure that was asked for cannot be drawn; the message says what would work.</summary>
public class FigureRefusedException(string message) : Exception(message);

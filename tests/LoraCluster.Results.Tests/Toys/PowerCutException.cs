namespace LoraCluster.Results.Tests.Toys;

/// <summary>The machine went dark: no clean-up code runs any more.</summary>
public sealed class PowerCutException : Exception;

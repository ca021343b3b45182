namespace LoraCluster.Sweeps.Expressions;

/// <summary>Ends the reading of one expression; never leaves <see cref="ExpressionParser"/>'s callers.</summary>
internal sealed class ExpressionException(int offset, string problem, string got, string expected, string hint) : Exception(problem)
{
    /// <summary>Characters before the culprit.</summary>
    public int Offset { get; } = offset;

    /// <summary>What was found.</summary>
    public string Got { get; } = got;

    /// <summary>What would be right.</summary>
    public string Expected { get; } = expected;

    /// <summary>What to change.</summary>
    public string Hint { get; } = hint;
}

namespace LoraCluster.Sweeps.Expressions;

/// <summary>The type of an expression, known before any cell is looked at.</summary>
internal enum ExpressionType
{
    /// <summary>A binary64 number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Truth,

    /// <summary>A word; words can only be compared.</summary>
    Text,
}

namespace LoraCluster.Sweeps.Expressions;

/// <summary>Whole numbers inside binary64.</summary>
internal static class WholeNumber
{
    /// <summary>2^53: up to here every whole number is exact.</summary>
    public const double Largest = 9007199254740992;

    /// <summary>True where the number is whole and exact.</summary>
    public static bool Is(double value) => double.IsInteger(value) && Math.Abs(value) <= Largest;
}

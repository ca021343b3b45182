using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Reports.Figures.Planning;

/// <summary>The order of a parameter's values in a figure: numbers ascending, words as the experiment lists them, false before true.</summary>
internal sealed class ValueOrder(ParameterSpec spec) : IComparer<ParameterValue>
{
    /// <summary>True for parameters whose values are numbers.</summary>
    public static bool IsNumeric(ParameterSpec spec) => spec.Kind is ParameterKind.Integer or ParameterKind.Real;

    public int Compare(ParameterValue x, ParameterValue y) => Key(x).CompareTo(Key(y));

    private double Key(ParameterValue value) => value.Kind switch
    {
        ParameterKind.Flag => value.Flag ? 1 : 0,
        ParameterKind.Choice => spec.Choices.ToList().IndexOf(value.Text),
        _ => value.Number,
    };
}

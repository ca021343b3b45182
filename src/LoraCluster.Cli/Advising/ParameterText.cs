using System.Globalization;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Cli.Advising;

/// <summary>Values of parameters as they stand on a command line.</summary>
internal static class ParameterText
{
    /// <summary>The value that a text says; null where it is none of this kind. Whether the parameter takes it is another question.</summary>
    public static ParameterValue? Read(ParameterSpec parameter, string text) => parameter.Kind switch
    {
        ParameterKind.Integer => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) ? ParameterValue.Of(whole) : null,
        ParameterKind.Real => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double real) && double.IsFinite(real) ? ParameterValue.Of(real) : null,
        ParameterKind.Flag => bool.TryParse(text, out bool flag) ? ParameterValue.Of(flag) : null,
        _ => ParameterValue.Of(text),
    };
}

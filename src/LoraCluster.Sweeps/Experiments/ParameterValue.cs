using System.Globalization;

namespace LoraCluster.Sweeps.Experiments;

/// <summary>One value of one grid parameter. Equality is by kind and exact value; −0.0 is stored as 0.0.</summary>
public readonly record struct ParameterValue
{
    private readonly long _integer;
    private readonly double _real;
    private readonly string? _text;

    private ParameterValue(ParameterKind kind, long integer, double real, string? text)
    {
        Kind = kind;
        _integer = integer;
        _real = real;
        _text = text;
    }

    /// <summary>The kind of value held.</summary>
    public ParameterKind Kind { get; }

    /// <summary>The whole number; throws <see cref="InvalidOperationException"/> for another kind.</summary>
    public long Integer => Kind == ParameterKind.Integer ? _integer : throw Wrong(ParameterKind.Integer);

    /// <summary>The real number; throws <see cref="InvalidOperationException"/> for another kind.</summary>
    public double Real => Kind == ParameterKind.Real ? _real : throw Wrong(ParameterKind.Real);

    /// <summary>The chosen word; throws <see cref="InvalidOperationException"/> for another kind.</summary>
    public string Text => Kind == ParameterKind.Choice ? _text! : throw Wrong(ParameterKind.Choice);

    /// <summary>The truth value; throws <see cref="InvalidOperationException"/> for another kind.</summary>
    public bool Flag => Kind == ParameterKind.Flag ? _integer != 0 : throw Wrong(ParameterKind.Flag);

    /// <summary>The number as binary64, whether whole or real.</summary>
    public double Number => Kind == ParameterKind.Integer ? _integer : Real;

    /// <summary>Wraps a whole number.</summary>
    public static ParameterValue Of(long value) => new(ParameterKind.Integer, value, 0, null);

    /// <summary>Wraps a finite real number; throws <see cref="ArgumentOutOfRangeException"/> for NaN or infinity.</summary>
    public static ParameterValue Of(double value) => double.IsFinite(value)
        ? new(ParameterKind.Real, 0, value == 0 ? 0.0 : value, null)
        : throw new ArgumentOutOfRangeException(nameof(value), value, "a parameter must be finite");

    /// <summary>Wraps a word.</summary>
    public static ParameterValue Of(string value) => new(ParameterKind.Choice, 0, 0, value);

    /// <summary>Wraps a truth value.</summary>
    public static ParameterValue Of(bool value) => new(ParameterKind.Flag, value ? 1 : 0, 0, null);

    /// <summary>The canonical text: invariant culture, shortest form that reads back to the same bits.</summary>
    public override string ToString() => Kind switch
    {
        ParameterKind.Integer => _integer.ToString(CultureInfo.InvariantCulture),
        ParameterKind.Real => _real.ToString("R", CultureInfo.InvariantCulture),
        ParameterKind.Flag => _integer != 0 ? "true" : "false",
        _ => _text ?? string.Empty,
    };

    private InvalidOperationException Wrong(ParameterKind wanted) => new($"a {Kind} parameter was read as {wanted}");
}

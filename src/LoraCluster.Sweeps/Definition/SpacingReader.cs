using System.Numerics;
using LoraCluster.Numerics;
using LoraCluster.Sweeps.Definition.Text;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Sweeps.Definition;

/// <summary>Reads <c>linspace</c>, <c>geomspace</c> and <c>range</c>.</summary>
internal sealed class SpacingReader(SpecErrors errors)
{
    /// <summary>Most values of a linspace or geomspace.</summary>
    public const int MostValues = 10_000_000;

    // Steps below this are lost in the coarse grid of subnormal numbers, whatever their ratio to the ends.
    private const double SmallestStep = 1e-322;

    private static readonly string[] Forms = ["linspace", "geomspace", "range"];
    private readonly ScalarReader _scalars = new(errors);

    /// <summary>The axis, or its one value, or null with errors noted.</summary>
    public ParameterSource? Read(int parameter, ParameterSpec spec, SpecMapping mapping, string field)
    {
        if (spec.Kind is ParameterKind.Choice or ParameterKind.Flag)
        {
            errors.Add(mapping.At, field, "wrong type", "a mapping", spec.Expectation + ", or a list of these");
            return null;
        }

        MappingReader.RefuseUnknown(mapping, field + ".", Forms, errors);
        if (mapping.Entries.Count != 1)
        {
            errors.Add(
                mapping.At,
                field,
                "one form is needed",
                FormattableString.Invariant($"{mapping.Entries.Count} keys"),
                "one of " + string.Join(", ", Forms));
            return null;
        }

        var entry = mapping.Entries[0];
        string path = field + "." + entry.Key;
        string third = entry.Key == "range" ? "step" : "count";
        if (!Forms.Contains(entry.Key) || MappingReader.Expect(entry.Value, path, $"{{from: ..., to: ..., {third}: ...}}", errors) is not { } ends)
        {
            return null;
        }

        MappingReader.RefuseUnknown(ends, path + ".", ["from", "to", third], errors);
        MappingReader.RequireAll(ends, path, entry.Key == "range" ? ["from", "to"] : ["from", "to", "count"], errors);
        return (entry.Key, spec.Kind) switch
        {
            ("range", ParameterKind.Real) => Refuse(entry.KeyAt, path, "range is for whole numbers", "use linspace with from, to and count"),
            ("geomspace", ParameterKind.Integer) => Refuse(entry.KeyAt, path, "geomspace makes numbers that are not whole", "list the values, or use range"),
            ("range", _) => Range(parameter, spec, ends, path),
            (_, ParameterKind.Integer) => WholeLinspace(parameter, spec, ends, path),
            (var form, _) => Spaced(parameter, spec, ends, path, form == "geomspace"),
        };
    }

    private ParameterSource? Range(int parameter, ParameterSpec spec, SpecMapping ends, string path)
    {
        var from = End(ends, "from", path, spec);
        var to = End(ends, "to", path, spec);
        var stepEntry = ends.Find("step");
        var step = stepEntry is null ? Int128.One : _scalars.Whole(stepEntry.Value, path + ".step", -long.MaxValue, long.MaxValue, "a whole number other than 0");
        if (from is not { } first || to is not { } last || step is not { } stride)
        {
            return null;
        }

        var at = stepEntry?.Value.At ?? ends.At;
        if (stride == 0)
        {
            return Refuse(at, path + ".step", "the step is 0", "a whole number other than 0");
        }

        Int128 span = (Int128)last.Integer - first.Integer;
        if (span != 0 && (span < 0) != (stride < 0))
        {
            string problem = FormattableString.Invariant($"the step leads away from 'to' ({first} to {last} by {stride})");
            return Refuse(at, path + ".step", problem, span < 0 ? "a negative step" : "a positive step");
        }

        return Whole(parameter, first.Integer, stride, (BigInteger)(span / stride) + 1);
    }

    private ParameterSource? WholeLinspace(int parameter, ParameterSpec spec, SpecMapping ends, string path)
    {
        var from = End(ends, "from", path, spec);
        var to = End(ends, "to", path, spec);
        var count = Count(ends, path);
        if (from is not { } first || to is not { } last || count is not { } values || !HasRoom(ends, path, first, last, values))
        {
            return null;
        }

        Int128 span = (Int128)last.Integer - first.Integer;
        return values == 1 ? new ConstantSource(first)
            : span % (values - 1) != 0 ? Refuse(ends.At, path, "the values between are not whole", "another count, or range with from, to and step")
            : Whole(parameter, first.Integer, span / (values - 1), values);
    }

    private static ParameterSource Whole(int parameter, long from, Int128 step, BigInteger count) => count.IsOne
        ? new ConstantSource(ParameterValue.Of(from))
        : new AxisSource(new RangeAxis(parameter, (long)BigInteger.Min(count, long.MaxValue), from, (long)step), count);

    private ParameterSource? Spaced(int parameter, ParameterSpec spec, SpecMapping ends, string path, bool geometric)
    {
        var from = End(ends, "from", path, spec);
        var to = End(ends, "to", path, spec);
        var count = Count(ends, path);
        bool positive = !geometric || (IsPositive(ends, "from", from, path) & IsPositive(ends, "to", to, path));
        if (from is not { } first || to is not { } last || count is not { } values || !positive || !HasRoom(ends, path, first, last, values))
        {
            return null;
        }

        return values == 1 ? new ConstantSource(first)
            : !AreApart(first.Real, last.Real, values - 1, geometric) ? Refuse(ends.At, path, "the values are too close to tell apart", "a smaller count, or ends farther apart")
            : new AxisSource(new SpacedAxis(parameter, values, first.Real, last.Real, geometric), values);
    }

    private static bool AreApart(double from, double to, long steps, bool geometric)
    {
        double largest = Math.Max(Math.Abs(from), Math.Abs(to));
        (double logFrom, double logTo) = geometric ? (PortableMath.Log(from), PortableMath.Log(to)) : (0, 0);
        double share = geometric
            ? Math.Abs(logTo - logFrom) / steps
            : Math.Abs((to / steps / largest) - (from / steps / largest));
        double smallestStep = share * (geometric ? Math.Min(from, to) : largest);

        // A logarithm's last digit is a relative error of the value, so large ones blur more.
        double blur = RoundedReal.Resolution * Math.Max(1, Math.Max(Math.Abs(logFrom), Math.Abs(logTo)));
        return share > blur && smallestStep > SmallestStep;
    }

    private bool HasRoom(SpecMapping ends, string path, ParameterValue from, ParameterValue to, long count)
    {
        if (from == to && count > 1)
        {
            errors.Add(ends.At, path, "the same value more than once", $"from {from} to {to}, count {count}", "ends that differ, or count 1");
            return false;
        }

        if (from != to && count == 1)
        {
            errors.Add(ends.At, path, "count 1 has room for one end only", $"from {from} to {to}", "count 2 or more, or equal ends");
            return false;
        }

        return true;
    }

    private ParameterValue? End(SpecMapping ends, string key, string path, ParameterSpec spec) =>
        ends.Find(key) is { } entry ? _scalars.Value(entry.Value, path + "." + key, spec) : null;

    private long? Count(SpecMapping ends, string path) => ends.Find("count") is { } entry
        ? (long?)_scalars.Whole(entry.Value, path + ".count", 1, MostValues, $"an integer from 1 to {MostValues}")
        : null;

    private bool IsPositive(SpecMapping ends, string key, ParameterValue? value, string path)
    {
        bool positive = value is not { } found || found.Real > 0;
        if (!positive)
        {
            errors.Add(
                ends.Find(key)!.Value.At,
                path + "." + key,
                "geomspace needs positive ends",
                value.ToString()!,
                "a finite number > 0",
                "use linspace, or list 0 in a grid of its own");
        }

        return positive;
    }

    private ParameterSource? Refuse(SpecPosition at, string path, string problem, string expected)
    {
        errors.Add(at, path, problem, "", expected);
        return null;
    }
}

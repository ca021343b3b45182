using LoraCluster.Numerics;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Sweeps.Expressions;

/// <summary>A call of one of the <see cref="Functions"/>; for <c>if</c> the first argument is a truth value, all others are numbers.</summary>
internal sealed record Call(string Function, IReadOnlyList<Expression> Arguments) : Expression
{
    /// <summary>Every function, with the fewest and most arguments it takes.</summary>
    public static IReadOnlyDictionary<string, (int Fewest, int Most)> Functions { get; } =
        new Dictionary<string, (int, int)>(StringComparer.Ordinal)
        {
            ["int"] = (1, 1),
            ["floor"] = (1, 1),
            ["ceil"] = (1, 1),
            ["round"] = (1, 1),
            ["min"] = (1, 16),
            ["max"] = (1, 16),
            ["abs"] = (1, 1),
            ["sqrt"] = (1, 1),
            ["log"] = (1, 1),
            ["exp"] = (1, 1),
            ["if"] = (3, 3),
        };

    public override ExpressionType Type => ExpressionType.Number;

    public override IReadOnlyList<Expression> Operands => Arguments;

    public override double Number(ReadOnlySpan<ParameterValue> values)
    {
        if (Function == "if")
        {
            return Arguments[0].Truth(values) ? Arguments[1].Number(values) : Arguments[2].Number(values);
        }

        double first = Arguments[0].Number(values);
        return Function switch
        {
            "int" => Math.Truncate(first),
            "floor" => Math.Floor(first),
            "ceil" => Math.Ceiling(first),
            "round" => Math.Round(first, MidpointRounding.AwayFromZero),
            "abs" => Math.Abs(first),
            "sqrt" => Math.Sqrt(first),
            "log" => PortableMath.Log(first),
            "exp" => PortableMath.Exp(first),
            _ => Extreme(first, values),
        };
    }

    private double Extreme(double best, ReadOnlySpan<ParameterValue> values)
    {
        for (int i = 1; i < Arguments.Count; i++)
        {
            double next = Arguments[i].Number(values);
            best = Function == "min" ? Math.Min(best, next) : Math.Max(best, next);
        }

        return best;
    }
}

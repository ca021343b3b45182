using CsCheck;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Expressions;
using LoraCluster.Sweeps.Tests.Definition;
using Xunit;

namespace LoraCluster.Sweeps.Tests.Expressions;

public class ExpressionPropertyTests
{
    private static readonly IReadOnlyList<ParameterSpec> Parameters = new SpecExperiment().Parameters;

    private static readonly Gen<string> Number = Gen.OneOf(
        Gen.OneOf<string>("dx", "n", "noise_std", "1", "2.5", "1e-3", "0"),
        Gen.Int[0, 99].Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private static readonly Gen<string> Any = Gen.Recursive<string>((depth, again) => depth >= 4 ? Number : Gen.OneOf(
        Number,
        Gen.Select(again, Gen.OneOf<string>("+", "-", "*", "/", "%", "^"), again, (a, o, b) => $"{a}{o}{b}"),
        again.Select(a => $"({a})"),
        again.Select(a => $"-{a}"),
        again.Select(a => $"floor( {a} )"),
        Gen.Select(again, again, (a, b) => $"min({a},{b})"),
        Gen.Select(again, Gen.OneOf<string>("<", "<=", "==", "!="), again, (a, o, b) => $"if(not {a} {o} {b} and true, {a}, {b})")));

    private static readonly Gen<ParameterValue[]> Cells = Gen.Select(Gen.Int[1, 50], Gen.Int[1, 50], Gen.Double[0, 3], (dx, n, noise) => new[]
    {
        ParameterValue.Of(dx), ParameterValue.Of(8), ParameterValue.Of(n), ParameterValue.Of(noise), ParameterValue.Of(4), ParameterValue.Of("power"),
        ParameterValue.Of(1.0), ParameterValue.Of(2.5), ParameterValue.Of("identity"), ParameterValue.Of(0.0), ParameterValue.Of(true),
    });

    [Fact]
    public void The_canonical_text_is_a_fixed_point_with_the_same_value() =>
        Gen.Select(Any, Cells).Sample((text, values) =>
        {
            if (text.Length > 400)
            {
                return;
            }

            var written = ExpressionParser.Parse(text, Parameters, ExpressionType.Number);
            string canonical = ExpressionText.Of(written);
            var again = ExpressionParser.Parse(canonical, Parameters, ExpressionType.Number);
            Assert.Equal(canonical, ExpressionText.Of(again));
            Assert.Equal(BitConverter.DoubleToInt64Bits(written.Number(values)), BitConverter.DoubleToInt64Bits(again.Number(values)));
        }, iter: 2000, threads: 1);

    [Fact]
    public void Any_text_is_read_or_refused_with_a_place_inside_it() =>
        Gen.String[Gen.OneOf(Gen.Char["0123456789.eE+-*/%^()<>=!,'\" \tandorxyif"], Gen.Char), 0, 40].Sample(text =>
        {
            try
            {
                ExpressionParser.Parse(text, Parameters, ExpressionType.Truth);
            }
            catch (ExpressionException problem)
            {
                Assert.InRange(problem.Offset, 0, text.Length);
            }
        }, iter: 2000, threads: 1);
}

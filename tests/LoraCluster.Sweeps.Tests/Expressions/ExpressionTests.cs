using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Expressions;
using LoraCluster.Sweeps.Tests.Definition;
using Xunit;

namespace LoraCluster.Sweeps.Tests.Expressions;

public class ExpressionTests
{
    private static readonly IReadOnlyList<ParameterSpec> Parameters = new SpecExperiment().Parameters;

    private static readonly ParameterValue[] Values =
    [
        ParameterValue.Of(10), ParameterValue.Of(8), ParameterValue.Of(30), ParameterValue.Of(0.5), ParameterValue.Of(4), ParameterValue.Of("power"),
        ParameterValue.Of(1.0), ParameterValue.Of(2.5), ParameterValue.Of("identity"), ParameterValue.Of(0.0), ParameterValue.Of(true),
    ];

    [Theory]
    [InlineData("1 + 2 * 3", 7)]
    [InlineData("(1 + 2) * 3", 9)]
    [InlineData("10 - 4 - 3", 3)]
    [InlineData("2 ^ 3 ^ 2", 512)]
    [InlineData("-2 ^ 2", -4)]
    [InlineData("2 ^ -1", 0.5)]
    [InlineData("2 ^ -2 ^ 2", 0.0625)]
    [InlineData("--3", 3)]
    [InlineData("-7 % 3", 2)]
    [InlineData("7 % -3", -2)]
    [InlineData("7.5 % 2", 1.5)]
    [InlineData("1 / 4", 0.25)]
    [InlineData("1.5e1 + .5", 15.5)]
    [InlineData("3 ^ 33", 5559060566555523)]
    [InlineData("2*dx + n", 50)]
    [InlineData("int(10*1.2^dx)", 61)]
    [InlineData("int(-2.7)", -2)]
    [InlineData("floor(-2.5)", -3)]
    [InlineData("ceil(-2.5)", -2)]
    [InlineData("round(2.5)", 3)]
    [InlineData("round(-2.5)", -3)]
    [InlineData("min(3, dx, 1)", 1)]
    [InlineData("max(3, dx, 1)", 10)]
    [InlineData("abs(-noise_std)", 0.5)]
    [InlineData("sqrt(16)", 4)]
    [InlineData("log(exp(1))", 1)]
    [InlineData("if(dx > dy, dx, dy)", 10)]
    [InlineData("if(spectrum == gaussian, 1, 2)", 2)]
    [InlineData("9007199254740992 - 1", 9007199254740991)]
    public void Arithmetic_means_what_it_says(string text, double value) =>
        Assert.Equal(value, ExpressionParser.Parse(text, Parameters, ExpressionType.Number).Number(Values));

    [Theory]
    [InlineData("dx == 10", true)]
    [InlineData("dx != 10", false)]
    [InlineData("dx <= 10 and dx >= 10", true)]
    [InlineData("dx < 10 or dx > 10", false)]
    [InlineData("not dx < 10", true)]
    [InlineData("not not dx < 10", false)]
    [InlineData("true or false and false", true)]
    [InlineData("(true or false) and false", false)]
    [InlineData("spectrum == power", true)]
    [InlineData("spectrum == 'power'", true)]
    [InlineData("\"power\" != spectrum", false)]
    [InlineData("spectrum == input_spectrum", false)]
    [InlineData("input_rotated", true)]
    [InlineData("input_rotated == false", false)]
    [InlineData("(dx > 1) == (dy > 1)", true)]
    [InlineData("log(-1) == log(-1)", false)]
    [InlineData("1 / 0 > 5", true)]
    public void Conditions_mean_what_they_say(string text, bool value) =>
        Assert.Equal(value, ExpressionParser.Parse(text, Parameters, ExpressionType.Truth).Truth(Values));

    [Theory]
    [InlineData("2*dz", 2, "unknown name 'dz'", "did you mean 'dx'?")]
    [InlineData("nosie_std + 1", 0, "unknown name 'nosie_std'", "did you mean 'noise_std'?")]
    [InlineData("1 + flor(2)", 4, "unknown function", "did you mean 'floor'?")]
    [InlineData("(1 + 2", 6, "the expression ends too early", "")]
    [InlineData("1 +", 3, "the expression ends too early", "")]
    [InlineData("1 2", 2, "unexpected '2'", "")]
    [InlineData("min()", 4, "unexpected ')'", "")]
    [InlineData("sqrt(1, 2)", 0, "sqrt() takes 1 arguments", "")]
    [InlineData("if(1, 2, 3)", 3, "wrong type in the expression", "compare it with something")]
    [InlineData("dx > 1", 0, "wrong type in the expression", "")]
    [InlineData("1 + spectrum", 4, "wrong type in the expression", "")]
    [InlineData("2 & 3", 2, "unexpected character", "write 'and'")]
    [InlineData("if(dx = 3, 1, 2)", 6, "unexpected character", "compare with ==")]
    [InlineData("1e400", 0, "the number overflows", "")]
    [InlineData("1 + 1e-400", 4, "the number rounds to 0", "")]
    [InlineData("9007199254740993", 0, "the number is too large to be exact", "")]
    [InlineData("if(spectrum == powr, 1, 2)", 15, "unknown spectrum", "did you mean 'power'?")]
    [InlineData("if(spectrum < power, 1, 2)", 12, "only numbers have an order", "")]
    [InlineData("if(1 < dx < 3, 1, 2)", 10, "the two sides differ in type", "join comparisons with 'and'")]
    [InlineData("if('a' == 'b', 1, 2)", 3, "two words are compared", "")]
    [InlineData("if(dx == power, 1, 2)", 9, "unknown name 'power'", "")]
    [InlineData("if(dx == 'power', 1, 2)", 6, "the two sides differ in type", "")]
    [InlineData("'abc", 0, "a quote is never closed", "")]
    [InlineData("1_000", 1, "unexpected '_000'", "")]
    [InlineData("and", 0, "unexpected 'and'", "")]
    [InlineData("\U0001F600", 0, "unexpected character", "")]
    public void A_mistake_is_placed_and_explained(string text, int offset, string problem, string hint)
    {
        var found = Assert.Throws<ExpressionException>(() => ExpressionParser.Parse(text, Parameters, ExpressionType.Number));
        Assert.Equal((offset, problem, hint), (found.Offset, found.Message, found.Hint));
    }

    [Fact]
    public void Long_and_deep_expressions_are_refused()
    {
        Assert.Equal("the expression is too long", Problem(new string('1', 1001)));
        Assert.Equal("the expression is too long", Problem("1" + string.Concat(Enumerable.Repeat("+1", 499))));
        Assert.Equal("the expression is nested too deeply", Problem(new string('(', 65) + "1" + new string(')', 65)));
        Assert.Equal("the expression is nested too deeply", Problem(new string('-', 65) + "1"));
        Assert.Equal("the expression is nested too deeply", Problem("1" + string.Concat(Enumerable.Repeat("^1", 65))));
        Assert.Equal(1, ExpressionParser.Parse(new string('(', 64) + "1" + new string(')', 64), Parameters, ExpressionType.Number).Number(Values));
    }

    [Fact]
    public void The_parameters_mentioned_are_known() =>
        Assert.Equal([0, 3, 5], ExpressionParser.Parse("if(spectrum == power, dx, noise_std + dx)", Parameters, ExpressionType.Number).Mentions().Order());

    [Fact]
    public void An_unmet_side_is_not_looked_at() =>
        Assert.False(ExpressionParser.Parse("false and 1/0 > 0", Parameters, ExpressionType.Truth).Truth(Values));

    private static string Problem(string text) =>
        Assert.Throws<ExpressionException>(() => ExpressionParser.Parse(text, Parameters, ExpressionType.Number)).Message;
}

using System.Globalization;
using Xunit;

namespace LoraCluster.Sweeps.Tests.Definition;

public class CultureTests
{
    [Theory]
    [InlineData("de-DE", ",", ".", "-")]
    [InlineData("tr-TR", ",", ".", "-")]
    [InlineData("sv-SE", ",", "\u00A0", "\u2212")]
    public void The_culture_of_the_machine_changes_nothing(string name, string decimalSign, string groupSign, string minus)
    {
        string expected = Everything();
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = Like(name, decimalSign, groupSign, minus);
            Assert.Equal("1" + decimalSign + "5", 1.5.ToString(CultureInfo.CurrentCulture));
            Assert.Equal(expected, Everything());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    // The build is culture-invariant, so the real cultures cannot be loaded; their signs are what could do harm.
    private static CultureInfo Like(string name, string decimalSign, string groupSign, string minus)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        Assert.NotEmpty(name);
        culture.NumberFormat.NumberDecimalSeparator = decimalSign;
        culture.NumberFormat.NumberGroupSeparator = groupSign;
        culture.NumberFormat.NegativeSign = minus;
        return culture;
    }

    private static string Everything()
    {
        string valid = Specs.Valid(Specs.With("noise_std", "{linspace: {from: 0.5, to: 2.5, count: 7}}") + "\n  where: noise_std > 0.6 and n > -1.5").CanonicalJson;
        var grid = Specs.GridOf(valid);
        string cells = string.Join(' ', Enumerable.Range(0, (int)grid.PositionCount).SelectMany(i => grid.CellAt(i)?.Values ?? []));
        string errors = string.Join('\n', Specs.Read(Specs.With("noise_std", "-1.5").Replace("trials: 10", "trials: -10", StringComparison.Ordinal)).Errors);
        errors += Specs.OnlyError(Specs.With("n", "{range: {from: 1, to: 9, step: -2}}")) + Specs.OnlyError(Specs.With("n", "dx - 10.5"));
        string large = Specs.OnlyError(Specs.With("dx", "16384").Replace("n: [10, 20]", "n: 160000000", StringComparison.Ordinal));
        return string.Join('\n', valid, cells, errors, large, Specs.OnlyError(Specs.With("spectrum", "EXPONENTIAL")));
    }
}

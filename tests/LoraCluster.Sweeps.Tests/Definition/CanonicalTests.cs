using CsCheck;
using Xunit;

namespace LoraCluster.Sweeps.Tests.Definition;

public class CanonicalTests
{
    private static readonly Gen<string> Ranks = Gen.OneOf<string>("all", "1", "[2, 1]", "[4, 3, 2]");
    private static readonly Gen<string> Whole = Gen.OneOf<string>("8", "[9, 8]", "{range: {from: 8, to: 21, step: 4}}", "{linspace: {from: 30, to: 10, count: 3}}", "8 + 2^2", "{range: {from: 8, to: 9, step: 2}}");
    private static readonly Gen<string> Derived = Gen.OneOf<string>("2*dx", "int(1.5*dy) + 1", "\"if(spectrum == power, dx, dx+dy)\"", "7", "[5,6]");
    private static readonly Gen<string> Noise = Gen.OneOf<string>("0", "1e-310", "[0.1, 1E+20, 3]", "{linspace: {from: 0, to: 0.3, count: 4}}", "{geomspace: {from: 1e-3, to: 1e3, count: 40}}", "dx/7", "-0.0");
    private static readonly Gen<string> Extra = Gen.OneOf<string>("", "where: n>=dx", "where: [\"dx != 9\", not n < 3]", "input_rotated: [true, false]", "scale: 0x", "input_spectrum: [power, identity]");
    private static readonly Gen<string> Top = Gen.OneOf<string>("", "seed: 9007199254740993\n", "seeding: common\n", "keep_trials: true\n", "invalid_cells: skip\n", "experiment: other\n", "trials: 1\n");

    [Fact]
    public void The_canonical_form_is_one_line_with_defaults_and_fixed_order() =>
        Assert.Equal(
            """{"name":"test","experiment":"linear","seed":0,"seeding":"independent","trials":10,"lora_ranks":"all","keep_trials":false,"invalid_cells":"error","grid":[{"dx":10,"dy":8,"noise_std":1,"true_rank":4,"spectrum":"gaussian","scale":1,"decay_rate":0,"input_spectrum":"identity","input_decay_rate":0,"input_rotated":false,"n":[10,20]}]}""",
            Specs.Valid(Specs.Head + Specs.Grid).CanonicalJson);

    [Fact]
    public void Axes_stay_arithmetic_and_expressions_get_one_spelling()
    {
        string json = Specs.Valid("""
            name: test
            grid:
              noise_std: {geomspace: {from: 1, to: 100, count: 40}}
              n: (2*dx)+ 0.5e1
              dx: {range: {from: 10, to: 21, step: 5}}
              dy: 8
              decay_rate: {linspace: {from: 0, to: 2.5, count: 21}}
              true_rank: 2*2
              spectrum: power
              where: [((n)>=dx), not (spectrum == "gaussian")]
            """).CanonicalJson;
        Assert.EndsWith(
            "\"input_rotated\":false,\"n\":\"2 * dx + 5\",\"noise_std\":{\"geomspace\":{\"from\":1,\"to\":100,\"count\":40}},\"dx\":{\"range\":{\"from\":10,\"to\":20,\"step\":5}},\"decay_rate\":{\"linspace\":{\"from\":0,\"to\":2.5,\"count\":21}},\"where\":[\"n >= dx\",\"not spectrum == 'gaussian'\"]}]}",
            json,
            StringComparison.Ordinal);
        Assert.Contains("\"true_rank\":4", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_mean_the_same_have_the_same_hash()
    {
        string a = Specs.Valid("name: x\ngrid: {n: [10, 20], spectrum: gaussian, true_rank: 4, noise_std: 1.0, dy: 8, dx: 10}").Hash;
        string b = Specs.Valid("# the same\ngrid:\n- dx: 10\n  dy: [8]\n  noise_std: 1\n  true_rank: dy/2\n  spectrum: 'gaussian'\n  n: [+10, 20]\n  scale: 1\nlora_ranks: all\nseed: 0\nname: x\n").Hash;
        Assert.Equal(a, b);
        Assert.NotEqual(a, Specs.Valid("name: x\ngrid: {n: [20, 10], spectrum: gaussian, true_rank: 4, noise_std: 1.0, dy: 8, dx: 10}").Hash);
    }

    [Fact]
    public void The_canonical_form_is_a_fixed_point() =>
        Gen.Select(Top, Ranks, Whole, Derived, Noise, Extra).Select(Gen.Bool, (t, two) => (t.Item1, t.Item2, t.Item3, t.Item4, t.Item5, t.Item6, two)).Sample(
            t =>
            {
                string section = $"  - dx: {t.Item3}\n    dy: {t.Item3}\n    n: {t.Item4}\n    noise_std: {t.Item5}\n    true_rank: 4\n    spectrum: power\n    {t.Item6}\n";
                var first = Specs.Read($"name: a\nlora_ranks: {t.Item2}\n{t.Item1}grid:\n{section}{(t.two ? section : "")}");
                if (first.Definition is { } definition)
                {
                    var again = Specs.Valid(definition.CanonicalJson);
                    Assert.Equal(definition.CanonicalJson, again.CanonicalJson);
                    Assert.Equal(definition.Grid.PositionCount, again.Grid.PositionCount);
                    Assert.Equal(definition.Grid.SweptParameters.Order(StringComparer.Ordinal), again.Grid.SweptParameters.Order(StringComparer.Ordinal));
                    for (long i = 0; i < Math.Min(50, definition.Grid.PositionCount); i++)
                    {
                        Assert.Equal(definition.Grid.CellAt(i)?.Values, again.Grid.CellAt(i)?.Values);
                    }
                }
                else
                {
                    Assert.All(first.Errors, e => Assert.True(e.Problem == "every cell is left out" || e.Got == "x", e.ToString()));
                }
            },
            iter: 500,
            threads: 1);

    [Fact]
    public void A_sweep_too_long_in_its_normal_form_is_refused()
    {
        string sections = string.Concat(Enumerable.Range(1, 600).Select(i => FormattableString.Invariant($" - {{dx: 9, dy: 9, n: {i}, noise_std: 1, true_rank: 1, spectrum: power}}\n")));
        Assert.StartsWith("s.yaml:1:1: grid: the sweep is too long once its defaults are written out; got 13819 values", Specs.OnlyError("name: x\ngrid:\n" + sections), StringComparison.Ordinal);
    }
}

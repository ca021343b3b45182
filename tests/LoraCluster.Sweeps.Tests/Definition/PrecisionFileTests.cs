using LoraCluster.Sweeps.Definition;
using Xunit;

namespace LoraCluster.Sweeps.Tests.Definition;

public sealed class PrecisionFileTests
{
    private const string Name = "name: test\n";

    private static string With(string precision) => Name + precision + "\n" + Specs.Grid;

    [Fact]
    public void What_is_left_out_has_its_defaults_and_the_most_trials_bound_every_cell()
    {
        var sweep = Specs.Valid(With("precision: {relative_sem: 0.01}"));
        Assert.Equal(new PrecisionRule(0.01, ["full", "lora"], 100, 100_000), sweep.Precision);
        Assert.Equal(100_000, sweep.Trials);
    }

    [Fact]
    public void Everything_can_be_said_and_the_normal_form_says_it_again()
    {
        var sweep = Specs.Valid(With("precision: {relative_sem: 0.02, of: [difference, lora], min_trials: 100, max_trials: 5000}"));
        Assert.Equal(new PrecisionRule(0.02, ["lora", "difference"], 100, 5000), sweep.Precision);
        Assert.Contains("\"precision\":{\"relative_sem\":0.02,\"of\":[\"lora\",\"difference\"],\"min_trials\":100,\"max_trials\":5000}", sweep.CanonicalJson, StringComparison.Ordinal);
        Assert.DoesNotContain("\"trials\"", sweep.CanonicalJson, StringComparison.Ordinal);
        Assert.Equal(sweep.CanonicalJson, Specs.Valid(sweep.CanonicalJson).CanonicalJson);
    }

    [Theory]
    [InlineData("precision: {}", "s.yaml:2:12: precision: missing: relative_sem")]
    [InlineData("precision: 0.01", "s.yaml:2:12: precision: wrong type")]
    [InlineData("precision: {relative_sem: 0}", "precision.relative_sem: out of range; got 0")]
    [InlineData("precision: {relative_sem: 1.5}", "precision.relative_sem: out of range; got 1.5")]
    [InlineData("precision: {relative_sem: 0.1, off: full}", "unknown key 'off'")]
    [InlineData("precision: {relative_sem: 0.1, of: []}", "precision.of: the list is empty")]
    [InlineData("precision: {relative_sem: 0.1, of: ful}", "precision.of: unknown precision; got ful")]
    [InlineData("precision: {relative_sem: 0.1, of: [full, full]}", "precision.of: the same word twice")]
    [InlineData("precision: {relative_sem: 0.1, min_trials: 2}", "precision.min_trials: out of range; got 2")]
    [InlineData("precision: {relative_sem: 0.1, min_trials: 500, max_trials: 400}", "precision: max_trials is less than min_trials; got 400 < 500")]
    [InlineData("trials: 10\nprecision: {relative_sem: 0.1}", "s.yaml:2:1: trials: trials and precision cannot both be given")]
    public void What_is_wrong_is_named_with_its_place(string precision, string expected) =>
        Assert.Contains(expected, Specs.OnlyError(With(precision)), StringComparison.Ordinal);

    [Fact]
    public void Methods_and_diagnostics_are_kept_in_the_experiments_order_and_the_baseline_comes_along()
    {
        var request = Specs.Valid(With("methods: [ridge, lora]\ndiagnostics: forgetting")).Request;
        Assert.Equal(["full", "lora", "ridge"], request.Methods!);
        Assert.Equal(["forgetting"], request.Diagnostics);
    }

    [Fact]
    public void The_default_methods_named_are_as_good_as_not_named() =>
        Assert.Equal(Specs.Valid(Name + Specs.Grid).Hash, Specs.Valid(With("methods: [lora, full]")).Hash);

    [Theory]
    [InlineData("methods: [full, magic]", "methods: unknown method; got magic")]
    [InlineData("diagnostics: []", "diagnostics: the list is empty")]
    [InlineData("diagnostics: weight", "diagnostics: unknown diagnostic; got weight")]
    public void Unknown_words_are_named(string line, string expected) =>
        Assert.Contains(expected, Specs.OnlyError(With(line)), StringComparison.Ordinal);

    [Fact]
    public void A_rule_changed_is_no_extension()
    {
        var loose = Specs.Valid(With("precision: {relative_sem: 0.1}"));
        var tight = Specs.Valid(With("precision: {relative_sem: 0.05}"));
        Assert.Contains("precision", Containment.ProblemWith(loose, tight)!, StringComparison.Ordinal);
        Assert.Null(Containment.ProblemWith(loose, Specs.Valid(With("precision: {relative_sem: 0.1}"))));
    }

    [Fact]
    public void A_sweep_with_fewer_methods_is_no_extension() =>
        Assert.Contains(
            "'ridge' is no longer among them",
            Containment.ProblemWith(Specs.Valid(With("methods: [full, lora, ridge]")), Specs.Valid(Name + Specs.Grid))!,
            StringComparison.Ordinal);
}

using Xunit;

namespace LoraCluster.Sweeps.Tests.Definition;

/// <summary>Rows 8 to 13, 16 to 20, 23, 24, 27 and 28 of the table of bad inputs: values that a field cannot have.</summary>
public class BadValueTests
{
    [Theory]
    [InlineData("true_rank", "\"4\"", "8:14: grid.true_rank: wrong type; got \"4\"; expected an integer from 1 to 16384; remove the quotes")]
    [InlineData("true_rank", "[[4]]", "8:15: grid.true_rank: wrong type; got a list; expected an integer from 1 to 16384")]
    [InlineData("true_rank", "true", "8:14: grid.true_rank: wrong type; got true; expected an integer from 1 to 16384")]
    [InlineData("true_rank", "", "8:13: grid.true_rank: the value is missing; expected an integer from 1 to 16384")]
    [InlineData("noise_std", "\"4\"", "7:14: grid.noise_std: wrong type; got \"4\"; expected a finite number >= 0; remove the quotes")]
    [InlineData("input_rotated", "yes", "10:18: grid.input_rotated: wrong type; got yes; expected true or false")]
    [InlineData("input_rotated", "'true'", "10:18: grid.input_rotated: wrong type; got \"true\"; expected true or false; remove the quotes")]
    [InlineData("spectrum", "[power, [power]]", "9:21: grid.spectrum: wrong type; got a list; expected one of gaussian, constant, exponential, power")]
    [InlineData("spectrum", "{range: {from: 1, to: 2}}", "9:13: grid.spectrum: wrong type; got a mapping; expected one of gaussian, constant, exponential, power, or a list of these")]
    public void A_wrong_type_is_refused(string field, string value, string error) =>
        Assert.Equal("s.yaml:" + error, Specs.OnlyError(Specs.With(field, value)));

    [Theory]
    [InlineData(".nan", "the number must be finite")]
    [InlineData(".inf", "the number must be finite")]
    [InlineData("-.inf", "the number must be finite")]
    [InlineData("-1", "out of range")]
    [InlineData("-1e-9", "out of range")]
    [InlineData("-1e-310", "out of range")]
    [InlineData("1e-400", "the number rounds to 0")]
    [InlineData("0.000e5", null)]
    [InlineData("0", null)]
    [InlineData("-0.0", null)]
    [InlineData("1e-310", null)]
    [InlineData("+.5E+1", null)]
    public void Noise_is_a_finite_number_from_0_up(string value, string? problem)
    {
        var errors = Specs.Read(Specs.With("noise_std", value)).Errors;
        Assert.Equal(problem is null ? [] : [$"7:14 {problem}; got {value}"], errors.Select(e => FormattableString.Invariant($"{e.Line}:{e.Column} {e.Problem}; got {e.Got}")));
    }

    [Fact]
    public void A_number_that_overflows_is_refused() =>
        Assert.Equal(
            "s.yaml:7:14: grid.noise_std: the number overflows; got 1e400; expected a finite number >= 0; the largest number is 1.797e308",
            Specs.OnlyError(Specs.With("noise_std", "1e400")));

    [Theory]
    [InlineData("0", "out of range; got 0; expected an integer from 1 to 2147483647")]
    [InlineData("-3", "out of range; got -3; expected an integer from 1 to 2147483647")]
    [InlineData("2147483648", "out of range; got 2147483648; expected an integer from 1 to 2147483647")]
    [InlineData("999999999999999999999999999999999999999999", "out of range; got 999999999999999999999999999999999999999999; expected an integer from 1 to 2147483647")]
    [InlineData("2.5", "not a whole number; got 2.5; expected an integer from 1 to 2147483647")]
    [InlineData("4.0", "not a whole number; got 4.0; expected an integer from 1 to 2147483647; write 4")]
    [InlineData("1e3", "not a whole number; got 1e3; expected an integer from 1 to 2147483647; write 1000")]
    public void A_sample_size_out_of_range_names_the_range(string value, string error) =>
        Assert.Equal("s.yaml:6:6: grid.n: " + error, Specs.OnlyError(Specs.With("n", value)));

    [Fact]
    public void Whole_numbers_do_not_pass_through_binary64() =>
        Assert.Equal(9007199254740993UL, Specs.Valid("seed: 9007199254740993\n" + Specs.Head + Specs.Grid).Seed);

    [Fact]
    public void Fewer_samples_than_inputs_are_no_error_of_the_file() => Specs.Valid(Specs.With("n", "1"));

    [Theory]
    [InlineData("n", "[1, 2, 2]", "6:13: grid.n: the same value twice: at line 6, column 10 and at line 6, column 13; got 2")]
    [InlineData("noise_std", "[1, 1.0]", "7:18: grid.noise_std: the same value twice: at line 7, column 15 and at line 7, column 18; got 1.0")]
    [InlineData("noise_std", "[-0.0, 0.0]", "7:21: grid.noise_std: the same value twice: at line 7, column 15 and at line 7, column 21; got 0.0")]
    [InlineData("noise_std", "[0.3, 3e-1]", "7:20: grid.noise_std: the same value twice: at line 7, column 15 and at line 7, column 20; got 3e-1")]
    [InlineData("spectrum", "[power, 'power']", "9:21: grid.spectrum: the same value twice: at line 9, column 14 and at line 9, column 21; got \"power\"")]
    public void A_value_listed_twice_names_both_places(string field, string value, string error) =>
        Assert.Equal("s.yaml:" + error + "; expected each value once", Specs.OnlyError(Specs.With(field, value)));

    [Fact]
    public void Empty_axes_and_grids_are_refused()
    {
        Assert.Equal("s.yaml:6:6: grid.n: the list is empty; got []; expected at least one value", Specs.OnlyError(Specs.With("n", "[]")));
        Assert.Equal("s.yaml:2:7: grid: the list is empty; got []; expected at least one grid", Specs.OnlyError("name: x\ngrid: []"));
        Assert.StartsWith("s.yaml:2:7: grid: the grid is empty; got {}; expected a value for dx, dy, n, noise_std, true_rank, spectrum", Specs.OnlyError("name: x\ngrid: {}"), StringComparison.Ordinal);
        Assert.StartsWith("s.yaml:2:6: grid: wrong type; expected a mapping", Specs.OnlyError("name: x\ngrid:").Replace("; got nothing", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.StartsWith("s.yaml:10:10: grid.where: the list is empty", Specs.OnlyError(Specs.With("where", "[]")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cell")]
    [InlineData("chunk")]
    [InlineData("trial")]
    public void Names_that_are_no_parameters_are_refused(string key) =>
        Assert.StartsWith($"s.yaml:10:3: grid.{key}: unknown key '{key}'; expected one of dx, ", Specs.OnlyError(Specs.With(key, "1")), StringComparison.Ordinal);

    [Theory]
    [InlineData("n", "{range: {from: 1, to: 9, step: 0}}", "6:37: grid.n.range.step: the step is 0; expected a whole number other than 0")]
    [InlineData("n", "{range: {from: 1, to: 9, step: -1}}", "6:37: grid.n.range.step: the step leads away from 'to' (1 to 9 by -1); expected a positive step")]
    [InlineData("n", "{range: {from: 9, to: 1}}", "6:14: grid.n.range.step: the step leads away from 'to' (9 to 1 by 1); expected a negative step")]
    [InlineData("n", "{range: {from: 1, to: 9, step: 0.5}}", "6:37: grid.n.range.step: not a whole number; got 0.5; expected a whole number other than 0")]
    [InlineData("noise_std", "{range: {from: 0, to: 1, step: 0.1}}", "7:15: grid.noise_std.range: range is for whole numbers; expected use linspace with from, to and count")]
    [InlineData("n", "{geomspace: {from: 1, to: 9, count: 3}}", "6:7: grid.n.geomspace: geomspace makes numbers that are not whole; expected list the values, or use range")]
    [InlineData("n", "{linspace: {from: 1, to: 10, count: 3}}", "6:17: grid.n.linspace: the values between are not whole; expected another count, or range with from, to and step")]
    [InlineData("n", "{linspace: {from: 1, to: 10}}", "6:17: grid.n.linspace: missing: count; expected a value for it")]
    [InlineData("n", "{linspac: {from: 1, to: 10, count: 10}}", "6:7: grid.n.linspac: unknown key 'linspac'; expected one of linspace, geomspace, range; did you mean 'linspace'?")]
    [InlineData("n", "{}", "6:6: grid.n: one form is needed; got 0 keys; expected one of linspace, geomspace, range")]
    [InlineData("noise_std", "{linspace: {from: 0, to: 1, count: 0}}", "7:49: grid.noise_std.linspace.count: out of range; got 0; expected an integer from 1 to 10000000")]
    [InlineData("noise_std", "{linspace: {from: 0, to: 1, count: 1}}", "7:25: grid.noise_std.linspace: count 1 has room for one end only; got from 0 to 1; expected count 2 or more, or equal ends")]
    [InlineData("noise_std", "{linspace: {from: 1, to: 1, count: 2}}", "7:25: grid.noise_std.linspace: the same value more than once; got from 1 to 1, count 2; expected ends that differ, or count 1")]
    [InlineData("noise_std", "{linspace: {from: 1, to: 1.0000000000001, count: 100}}", "7:25: grid.noise_std.linspace: the values are too close to tell apart; expected a smaller count, or ends farther apart")]
    [InlineData("noise_std", "{linspace: {from: -1, to: 1, count: 2}}", "7:32: grid.noise_std.linspace.from: out of range; got -1; expected a finite number >= 0")]
    [InlineData("noise_std", "{linspace: {from: 0, to: 1, cuont: 2}}", "7:25: grid.noise_std.linspace: missing: count; expected a value for it")]
    [InlineData("noise_std", "{geomspace: {from: 0, to: 1, count: 2}}", "7:33: grid.noise_std.geomspace.from: geomspace needs positive ends; got 0; expected a finite number > 0; use linspace, or list 0 in a grid of its own")]
    public void An_axis_that_leads_nowhere_is_refused(string field, string value, string error) =>
        Assert.Contains("s.yaml:" + error, Specs.Read(Specs.With(field, value)).Errors.Select(e => e.ToString()));

    [Theory]
    [InlineData("0")]
    [InlineData("1000000000000000000")]
    [InlineData("10000001")]
    [InlineData("-5")]
    public void Trials_out_of_range_are_refused(string trials) =>
        Assert.Equal($"s.yaml:2:9: trials: out of range; got {trials}; expected an integer from 1 to 10000000", Specs.OnlyError($"name: x\ntrials: {trials}\n" + Specs.Grid));

    [Theory]
    [InlineData("-1", "out of range; got -1")]
    [InlineData("18446744073709551616", "out of range; got 18446744073709551616")]
    [InlineData("abc", "wrong type; got abc")]
    [InlineData("1.5", "not a whole number; got 1.5")]
    [InlineData("", "the value is missing")]
    public void A_seed_outside_64_bits_is_refused(string seed, string problem)
    {
        string error = Specs.OnlyError(Specs.Head + $"seed: {seed}\n" + Specs.Grid);
        Assert.Matches(@"^s\.yaml:3:[67]: seed: ", error);
        Assert.EndsWith(problem + "; expected an integer from 0 to 18446744073709551615", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_seed_is_written_out() =>
        Assert.Contains("\"seed\":0,", Specs.Valid(Specs.Head + Specs.Grid).CanonicalJson, StringComparison.Ordinal);

    [Theory]
    [InlineData("../x", "../x")]
    [InlineData("/etc/x", "/etc/x")]
    [InlineData("\"a\\0b\"", "a\\u0000b")]
    [InlineData("-x", "-x")]
    [InlineData("'x y'", "x y")]
    [InlineData("'\U0001F600'", "\U0001F600")]
    [InlineData("\"a\\u202Eb\"", "a\\u202Eb")]
    [InlineData("\"a\\n\"", "a\\u000A")]
    public void A_name_outside_the_rule_quotes_the_rule(string name, string shown) =>
        Assert.Equal(
            $"s.yaml:1:7: name: not a valid name; got {shown}; expected a name of the form [A-Za-z0-9][A-Za-z0-9._-]{{0,63}}",
            Specs.OnlyError($"name: {name}\n" + Specs.Grid));

    [Theory]
    [InlineData("CON")]
    [InlineData("nul.txt")]
    [InlineData("Lpt1")]
    public void Device_names_are_refused(string name) =>
        Assert.StartsWith($"s.yaml:1:7: name: the name of a device on Windows; got {name}; expected a name of the form", Specs.OnlyError($"name: {name}\n" + Specs.Grid), StringComparison.Ordinal);

    [Fact]
    public void A_name_has_at_most_64_characters()
    {
        Assert.Equal(64, Specs.Valid($"name: {new string('a', 64)}\n" + Specs.Grid).Name.Length);
        Assert.Contains("not a valid name", Specs.OnlyError($"name: {new string('a', 300)}\n" + Specs.Grid), StringComparison.Ordinal);
        Assert.Equal("console", Specs.Valid("name: console\n" + Specs.Grid).Name);
    }

    [Theory]
    [InlineData("experiment: linaer", "13: experiment: unknown experiment; got linaer; expected one of linear, other; did you mean 'linear'?")]
    [InlineData("seeding: comon", "10: seeding: unknown seeding; got comon; expected one of independent, common; did you mean 'common'?")]
    [InlineData("invalid_cells: skp", "16: invalid_cells: unknown choice; got skp; expected one of error, skip; did you mean 'skip'?")]
    [InlineData("keep_trials: no", "14: keep_trials: wrong type; got no; expected true or false")]
    [InlineData("lora_ranks: [1, 0]", "17: lora_ranks: out of range; got 0; expected an integer from 1 to 2147483647")]
    [InlineData("lora_ranks: -2", "13: lora_ranks: out of range; got -2; expected an integer from 1 to 2147483647, a list of these, or all")]
    [InlineData("lora_ranks: al", "13: lora_ranks: wrong type; got al; expected an integer from 1 to 2147483647, a list of these, or all")]
    [InlineData("lora_ranks: []", "13: lora_ranks: the list is empty; got []; expected at least one rank, or all")]
    [InlineData("lora_ranks: [2, 2]", "17: lora_ranks: the same rank twice: at line 3, column 14 and at line 3, column 17; got 2; expected each rank once")]
    public void An_unknown_word_lists_the_known_ones(string line, string error) =>
        Assert.Equal("s.yaml:3:" + error, Specs.OnlyError(Specs.Head + line + "\n" + Specs.Grid));

    [Fact]
    public void An_unknown_spectrum_lists_the_known_ones() =>
        Assert.Equal(
            "s.yaml:9:13: grid.spectrum: unknown spectrum; got gausian; expected one of gaussian, constant, exponential, power; did you mean 'gaussian'?",
            Specs.OnlyError(Specs.With("spectrum", "gausian")));

    [Fact]
    public void Missing_parameters_are_all_listed() =>
        Assert.Equal("s.yaml:3:3: grid: missing: dy, n, noise_std, true_rank, spectrum; expected a value for each", Specs.OnlyError("name: x\ngrid:\n  dx: 3"));

    [Fact]
    public void A_missing_name_and_grid_are_listed() =>
        Assert.Equal("s.yaml:1:1: file: missing: name, grid; expected a value for each", Specs.OnlyError("trials: 3"));

    [Fact]
    public void An_expression_in_a_list_is_refused() =>
        Assert.Equal("s.yaml:6:10: grid.n: not a number; got 2*dx; expected an integer from 1 to 2147483647; an expression stands alone after the parameter's name, never in a list", Specs.OnlyError(Specs.With("n", "[5, 2*dx]")));
}

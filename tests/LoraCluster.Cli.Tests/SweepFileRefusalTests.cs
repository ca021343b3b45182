using System.Text;
using System.Text.RegularExpressions;
using LoraCluster.Linear;

namespace LoraCluster.Cli.Tests;

/// <summary>
/// Sweep files that are wrong, through the program: exit code 65, one line per error as <c>file:line:col: field: problem; got X; expected Y; hint</c>, nothing else said, nothing
/// written. What each message says in every case is tested where it is made (LoraCluster.Sweeps.Tests).
/// </summary>
public sealed partial class SweepFileRefusalTests : IDisposable
{
    private const string Sweep = """
        name: small
        seed: 3
        trials: 20
        lora_ranks: [1, 2]
        grid:
          dx: 6
          dy: 5
          n: [4, 8]
          true_rank: 3
          spectrum: gaussian
          noise_std: [0.5, 1]

        """;

    private const string Million = "{linspace: {from: 0.1, to: 1, count: 1000000}}";

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("# nothing but a comment\n")]
    [InlineData("null\n")]
    public Task An_empty_file_points_to_init(string text) =>
        Refuses(text, "1:1: file: spec is empty; expected a sweep; 'lora-cluster init' writes an example");

    [Fact]
    public Task A_byte_that_is_not_utf8_is_named_by_its_offset() =>
        Refuses([.. Encoding.UTF8.GetBytes(Sweep), .. "# "u8, 0xFF], "12:3: file: invalid UTF-8 at byte 144; got 0xFF; expected text in UTF-8; save the file as UTF-8");

    [Fact]
    public Task Utf16_is_refused_with_a_byte_offset() =>
        Refuses([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Sweep)], "1:4: file: a NUL at byte 3; expected text in UTF-8; save the file as UTF-8");

    [Fact]
    public async Task A_byte_order_mark_is_read_over() =>
        Assert.Equal(0, (await Workplace.ProcessAsync("plan", _place.Write("bom.yaml", "\uFEFF" + Sweep))).Code);

    [Theory]
    [InlineData("name: x\n\ttrials: 1\n", "2:1: yaml: the file is not valid YAML: ")]
    [InlineData("name: x\n   trials: 1\n", "2:10: yaml: the file is not valid YAML: ")]
    [InlineData("name: \"x\ntrials: 1\n", "1:7: yaml: the file is not valid YAML: ")]
    [InlineData("name: x\ngrid: {dx: [1\n", "3:1: yaml: the file is not valid YAML: ")]
    public Task Broken_yaml_is_placed_and_no_stack_is_shown(string text, string error) => Refuses(text, error);

    [Fact]
    public Task A_second_document_is_refused() =>
        Refuses(Sweep + "---\nname: y\n", "12:1: yaml: a second document; got ---; expected one document per file; split the file");

    [Theory]
    [InlineData("nosie", "noise_std")]
    [InlineData("noise", "noise_std")]
    [InlineData("trueRank", "true_rank")]
    public Task An_unknown_key_gets_a_suggestion(string key, string meant) =>
        RefusesSuggesting(meant, Sweep + $"  {key}: 1\n", $"12:3: grid.{key}: unknown key '{key}'; expected one of dx, dy, n, noise_std, true_rank, ");

    [Fact]
    public Task A_key_that_stands_twice_names_both_lines() =>
        Refuses(Sweep + "  dx: 7\n", "12:3: dx: the key stands twice: on line 6 and on line 12; expected each key once; remove one of them");

    [Theory]
    [InlineData("true_rank", "\"4\"", "9:14: grid.true_rank: wrong type; got \"4\"; expected an integer from 1 to 16384; remove the quotes")]
    [InlineData("true_rank", "[[4]]", "9:15: grid.true_rank: wrong type; got a list; expected an integer from 1 to 16384")]
    [InlineData("seed", "\"3\"", "2:7: seed: wrong type; got \"3\"; expected an integer from 0 to 18446744073709551615; remove the quotes")]
    public Task A_value_of_another_type_is_refused(string field, string value, string error) => Refuses(With(field, value), error);

    [Theory]
    [InlineData(".nan", "the number must be finite; got .nan; expected a finite number >= 0")]
    [InlineData(".inf", "the number must be finite; got .inf; expected a finite number >= 0")]
    [InlineData("-.inf", "the number must be finite; got -.inf; expected a finite number >= 0")]
    [InlineData("-0.5", "out of range; got -0.5; expected a finite number >= 0")]
    [InlineData("1e400", "the number overflows; got 1e400; expected a finite number >= 0")]
    [InlineData("1e-400", "the number rounds to 0; got 1e-400; expected a finite number >= 0")]
    [InlineData("0:1:0.1", "unexpected character; got :; expected numbers", 1)]
    public Task A_noise_that_is_no_finite_number_from_0_up_is_refused(string value, string problem, int offset = 0) =>
        Refuses(With("noise_std", value), $"11:{14 + offset}: grid.noise_std: {problem}");

    [Theory]
    [InlineData("1e-310")]
    [InlineData("1e-200")]
    public Task A_noise_whose_square_is_lost_is_refused(string value) =>
        Refuses(With("noise_std", value), "11:14: noise_std: too small: its square would underflow in 2 of 2 cells, first in cell 0 (dx=6, dy=5, n=4, ");

    [Theory]
    [InlineData("n", "0", "8:6: grid.n: out of range; got 0; expected an integer from 1 to 2147483647")]
    [InlineData("n", "-4", "8:6: grid.n: out of range; got -4; expected an integer from 1 to 2147483647")]
    [InlineData("n", "2147483648", "8:6: grid.n: out of range; got 2147483648; expected an integer from 1 to 2147483647")]
    [InlineData("n", "2.5", "8:6: grid.n: not a whole number; got 2.5; expected an integer from 1 to 2147483647")]
    [InlineData("true_rank", "0", "9:14: grid.true_rank: out of range; got 0; expected an integer from 1 to 16384")]
    [InlineData("true_rank", "-1", "9:14: grid.true_rank: out of range; got -1; expected an integer from 1 to 16384")]
    [InlineData("trials", "0", "3:9: trials: out of range; got 0; expected an integer from 1 to 10000000")]
    [InlineData("trials", "1000000000000000000", "3:9: trials: out of range; got 1000000000000000000; expected an integer from 1 to 10000000")]
    [InlineData("seed", "-1", "2:7: seed: out of range; got -1; expected an integer from 0 to 18446744073709551615")]
    [InlineData("seed", "18446744073709551616", "2:7: seed: out of range; got 18446744073709551616; expected an integer from 0 to 18446744073709551615")]
    public Task A_number_out_of_range_names_the_range(string field, string value, string error) => Refuses(With(field, value), error);

    [Theory]
    [InlineData("true_rank", "6", "9:14: true_rank, dx, dy: the task shift cannot have this rank in 4 of 4 cells, first in cell 0 (dx=6, dy=5, n=4, noise_std=0.5, true_rank=6, ")]
    [InlineData("true_rank", "[3, 6]", "9:14: true_rank, dx, dy: the task shift cannot have this rank in 4 of 8 cells, first in cell 2 (dx=6, dy=5, n=4, noise_std=0.5, true_rank=6, ")]
    [InlineData("lora_ranks", "[1, 6]", "4:13: lora_ranks, dx, dy: a LoRA rank is too large for the cell in 4 of 4 cells, first in cell 0 (")]
    public Task A_rank_that_does_not_fit_names_both_fields_the_first_cell_and_how_many(string field, string value, string error) => Refuses(With(field, value), error);

    [Theory]
    [InlineData("n", "[1, 2, 2]", "8:13: grid.n: the same value twice: at line 8, column 10 and at line 8, column 13; got 2; expected each value once")]
    [InlineData("noise_std", "[1, 1.0]", "11:18: grid.noise_std: the same value twice: at line 11, column 15 and at line 11, column 18; got 1.0; ")]
    [InlineData("noise_std", "[-0.0, 0.0]", "11:21: grid.noise_std: the same value twice: at line 11, column 15 and at line 11, column 21; got 0.0; ")]
    public Task A_value_that_stands_twice_names_both_places(string field, string value, string error) => Refuses(With(field, value), error);

    [Theory]
    [InlineData("noise_std", "[]", "11:14: grid.noise_std: the list is empty; got []; expected at least one value")]
    [InlineData("grid", "{}", "5:7: grid: the grid is empty; got {}; expected a value for dx, dy, n, noise_std, true_rank, spectrum")]
    [InlineData("grid", "[]", "5:7: grid: the list is empty; got []; expected at least one grid")]
    public Task An_empty_axis_or_grid_is_refused(string field, string value, string error) =>
        Refuses(field == "grid" ? Sweep[..Sweep.IndexOf("grid:", StringComparison.Ordinal)] + $"grid: {value}\n" : With(field, value), error);

    [Fact]
    public Task A_filter_that_leaves_out_every_cell_is_refused() =>
        Refuses(Sweep + "  where: n > 8\n", "12:10: grid: every cell is left out; got 0 of 4 cells; expected at least one cell; ");

    [Theory]
    [InlineData("cell")]
    [InlineData("chunk")]
    public Task A_column_of_the_dataset_is_no_parameter(string name) => Refuses(Sweep + $"  {name}: 3\n", $"12:3: grid.{name}: unknown key '{name}'; expected one of dx, ");

    [Theory]
    [InlineData("n", "{range: {from: 1, to: 5, step: 0}}", "8:37: grid.n.range.step: the step is 0; expected a whole number other than 0")]
    [InlineData("n", "{range: {from: 1, to: 5, step: -1}}", "8:37: grid.n.range.step: the step leads away from 'to' (1 to 5 by -1); expected a positive step")]
    [InlineData("noise_std", "{range: {from: 0, to: 1, step: 0.1}}", "11:15: grid.noise_std.range: range is for whole numbers; expected use linspace with from, to and count")]
    public Task A_range_that_leads_nowhere_or_is_not_of_whole_numbers_is_refused(string field, string value, string error) => Refuses(With(field, value), error);

    [Fact]
    public Task Too_many_cells_are_refused_with_product_and_limit() =>
        Refuses(
            With("noise_std", Million) + $"  scale: {Million}\n",
            "6:3: grid: too many cells; got 2000000000000 cells (n 2 x noise_std 1000000 x scale 1000000); expected at most 10000000000 cells; use fewer values, or raise the limit with --max-cells");

    [Fact]
    public Task A_product_beyond_64_bits_is_refused_exactly() =>
        Refuses(
            With("noise_std", Million).Replace("gaussian", "power", StringComparison.Ordinal) + $"  scale: {Million}\n  decay_rate: {Million}\n  input_spectrum: power\n  input_decay_rate: {Million}\n",
            "6:3: grid: too many cells; got 2000000000000000000000000 cells (");

    [Fact]
    public Task A_cell_too_large_for_memory_is_refused_with_estimate_and_formula() =>
        Refuses(
            Encoding.UTF8.GetBytes(With("dx", "16384").Replace("dy: 5", "dy: 16384", StringComparison.Ordinal).Replace("n: [4, 8]", "n: 2147483647", StringComparison.Ordinal)),
            ["6:3: grid: cell 0 (dx=16384, dy=16384, n=2147483647, noise_std=0.5, true_rank=3, spectrum=gaussian) needs too much memory; got "],
            $" by {new LinearExperiment().WorkspaceFormula}; expected at most 4.295E+9 bytes (4 GiB); use smaller values, or raise the limit with --max-cell-bytes");

    [Fact]
    public Task Anchors_and_aliases_are_refused_before_they_can_explode() =>
        Refuses("name: &a small\n" + Sweep.Replace("name: small", "experiment: *a", StringComparison.Ordinal), "1:7: yaml: anchors are not allowed; got &a; ", "2:13: yaml: aliases are not allowed; got *a; ");

    [Fact]
    public Task Deep_nesting_is_refused() => Refuses(new string('[', 100_000), "1:17: yaml: nested too deeply; expected at most 16 levels");

    [Theory]
    [InlineData("!!python/object:os.system x", "tag:yaml.org,2002:python/object:os.system")]
    [InlineData("!System.String x", "!System.String")]
    public Task A_tag_is_refused(string value, string tag) =>
        Refuses(With("name", value), $"1:7: yaml: tags are not allowed; got {tag}; expected a value without a tag; remove the tag");

    [Theory]
    [InlineData("../x", "../x")]
    [InlineData("/etc/x", "/etc/x")]
    [InlineData("\"a\\0b\"", "a\\u0000b")]
    [InlineData("\U0001F600", "\U0001F600")]
    [InlineData("\"a\u202Eb\"", "a\\u202Eb")]
    [InlineData("CON", "CON", "the name of a device on Windows")]
    public Task A_name_that_is_no_safe_file_name_quotes_the_rule(string value, string shown, string problem = "not a valid name") =>
        Refuses(With("name", value), $"1:7: name: {problem}; got {shown}; expected a name of the form [A-Za-z0-9][A-Za-z0-9._-]{{0,63}}");

    [Fact]
    public Task A_name_of_300_characters_is_refused() => Refuses(With("name", new string('a', 300)), "1:7: name: not a valid name; got aaaa");

    [Theory]
    [InlineData("spectrum", "gausian", "10:13: grid.spectrum: unknown spectrum; got gausian; expected one of gaussian, constant, exponential, power", "gaussian")]
    [InlineData("experiment", "linaer", "1:13: experiment: unknown experiment; got linaer; expected one of linear", "linear")]
    public Task An_unknown_word_gets_the_list_and_a_suggestion(string field, string value, string error, string meant) =>
        RefusesSuggesting(meant, field == "experiment" ? $"experiment: {value}\n" + Sweep : With(field, value), error);

    [Fact]
    public Task Everything_wrong_with_a_file_is_said_in_one_pass() =>
        Refuses(
            """
            name: ../x
            seed: -1
            trails: 20
            lora_ranks: [1, 1]
            grid:
              dx: "6"
              dy: 0
              n: [4, 4]
              true_rank: .nan
              spectrum: gausian
              noise: 1
            """,
            "1:7: name: ",
            "2:7: seed: ",
            "3:1: trails: ",
            "4:17: lora_ranks: ",
            "6:3: grid: missing: noise_std",
            "6:7: grid.dx: ",
            "7:7: grid.dy: ",
            "8:10: grid.n: ",
            "9:14: grid.true_rank: ",
            "10:13: grid.spectrum: ",
            "11:3: grid.noise: ");

    private static string With(string field, string value) => Regex.Replace(Sweep, $"(?m)^( *){field}: .*$", $"$1{field}: {value.Replace("$", "$$", StringComparison.Ordinal)}");

    private Task RefusesSuggesting(string meant, string text, string error) => Refuses(Encoding.UTF8.GetBytes(text), [error], $"; did you mean '{meant}'?");

    private Task Refuses(string text, params string[] errors) => Refuses(Encoding.UTF8.GetBytes(text), errors);

    private Task Refuses(byte[] content, string error) => Refuses(content, [error]);

    private async Task Refuses(byte[] content, string[] errors, string end = "")
    {
        string file = _place.Path("s.yaml");
        await File.WriteAllBytesAsync(file, content);
        var before = _place.Everything();

        (int code, string output, string said) = await Workplace.ProcessAsync("run", file, "--out", _place.Path("out"));

        string[] lines = said.TrimEnd('\n').Split('\n');
        Assert.Equal($"lora-cluster: {errors.Length} {(errors.Length == 1 ? "error" : "errors")} in the sweep file", lines[0]);
        Assert.Equal(errors.Length, lines.Length - 1);
        Assert.All(errors.Zip(lines.Skip(1)), pair => Assert.StartsWith($"{file}:{pair.First}", pair.Second, StringComparison.Ordinal));
        Assert.All(lines.Skip(1), line => Assert.Matches(Form(), line[file.Length..]));
        Assert.EndsWith(end, lines[^1], StringComparison.Ordinal);
        Assert.Equal(65, code);
        Assert.Empty(output);
        Assert.Equal(before, _place.Everything());
    }

    [GeneratedRegex(@"^:\d+:\d+: [^:;]+: [^;]+(; got [^;]+)?(; expected [^;]+)?(; [^;]+)?$")]
    private static partial Regex Form();
}

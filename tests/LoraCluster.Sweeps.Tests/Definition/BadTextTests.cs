using System.Diagnostics;
using System.Text;
using LoraCluster.Sweeps.Definition;
using Xunit;

namespace LoraCluster.Sweeps.Tests.Definition;

/// <summary>Rows 2 to 7, 25 and 26 of the table of bad inputs: what is wrong with the text itself.</summary>
public class BadTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("# only a comment\n")]
    [InlineData("null")]
    [InlineData("~")]
    [InlineData("---\n")]
    [InlineData("\uFEFF")]
    public void An_empty_file_points_to_init(string text) =>
        Assert.Equal("s.yaml:1:1: file: spec is empty; expected a sweep; 'lora-cluster init' writes an example", Specs.OnlyError(text));

    [Theory]
    [InlineData("5", "1:1", "5")]
    [InlineData("\n- a\n", "2:1", "a list")]
    public void A_file_that_is_no_mapping_is_refused(string text, string at, string got) =>
        Assert.Equal($"s.yaml:{at}: file: wrong type; got {got}; expected a mapping with name, trials, grid, ...", Specs.OnlyError(text));

    [Fact]
    public void An_invalid_byte_is_named_by_its_offset()
    {
        byte[] bytes = [.. "name: x\ntr"u8, 0xFF, .. "ials: 1"u8];
        Assert.StartsWith("s.yaml:2:3: file: invalid UTF-8 at byte 10; got 0xFF; expected text in UTF-8", Specs.Read(bytes).Errors.Single().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Utf16_is_refused_with_a_byte_offset()
    {
        Assert.Contains("a NUL at byte 3", Specs.Read([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("name: x")]).Errors.Single().ToString(), StringComparison.Ordinal);
        Assert.StartsWith("s.yaml:1:2: file: a NUL at byte 1;", Specs.Read(Encoding.Unicode.GetBytes("name: x")).Errors.Single().ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name: test\n\ttrials: 1\n", "2:1", "indent with spaces, not tabs")]
    [InlineData("grid:\n\tdx: 1\n", "2:1", "indent with spaces, not tabs")]
    [InlineData("name: test\n  trials: 1\n", "2:9", "check indentation, quotes and brackets")]
    [InlineData("name: \"test\ntrials: 1\n", "1:7", "check indentation, quotes and brackets")]
    [InlineData("name: 'test\n", "1:7", "check indentation, quotes and brackets")]
    [InlineData("name: test\ngrid: {dx: [1, 2\n", "3:1", "check indentation, quotes and brackets")]
    [InlineData("name: test\ntrials 1\n", "2:1", "check indentation, quotes and brackets")]
    [InlineData("name: @x\n", "1:7", "check indentation, quotes and brackets")]
    public void Broken_yaml_is_placed_by_the_parser(string text, string at, string hint)
    {
        string error = Specs.OnlyError(text);
        Assert.StartsWith($"s.yaml:{at}: yaml: the file is not valid YAML: ", error, StringComparison.Ordinal);
        Assert.EndsWith("; " + hint, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_document_is_refused() =>
        Assert.Equal(
            "s.yaml:10:1: yaml: a second document; got ---; expected one document per file; split the file",
            Specs.OnlyError(Specs.Head + Specs.Grid + "\n---\nname: y\n"));

    [Fact]
    public void Unknown_keys_get_a_suggestion()
    {
        Assert.StartsWith("s.yaml:2:1: trails: unknown key 'trails'; expected one of name, experiment, ", Specs.OnlyError("name: x\ntrails: 3\n" + Specs.Grid), StringComparison.Ordinal);
        Assert.EndsWith("did you mean 'trials'?", Specs.OnlyError("name: x\ntrails: 3\n" + Specs.Grid), StringComparison.Ordinal);
        string noise = Specs.OnlyError(Specs.With("noise", "1"));
        Assert.StartsWith("s.yaml:10:3: grid.noise: unknown key 'noise'; expected one of dx, dy, n, noise_std,", noise, StringComparison.Ordinal);
        Assert.EndsWith("did you mean 'noise_std'?", noise, StringComparison.Ordinal);
        Assert.DoesNotContain("did you mean", Specs.OnlyError("zzzz: 1\n" + Specs.Head + Specs.Grid), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_named_twice_names_both_lines() =>
        Assert.Equal(
            "s.yaml:10:3: dx: the key stands twice: on line 4 and on line 10; expected each key once; remove one of them",
            Specs.OnlyError(Specs.Head + Specs.Grid + "\n  dx: 11"));

    [Fact]
    public void Anchors_aliases_and_tags_are_refused_where_they_stand()
    {
        var errors = Specs.Read("name: &a test\ntrials: *a\nseed: !!int 3\nkeep_trials: !System.Object true\nseeding: ! common\n" + Specs.Grid).Errors;
        Assert.Equal(
            ["1:7 anchors are not allowed &a", "2:9 aliases are not allowed *a", "3:7 tags are not allowed tag:yaml.org,2002:int", "4:14 tags are not allowed !System.Object", "5:10 tags are not allowed !"],
            errors.Select(e => FormattableString.Invariant($"{e.Line}:{e.Column} {e.Problem} {e.Got}")));
    }

    [Fact]
    public void A_python_tag_is_refused() =>
        Assert.Contains("tags are not allowed; got tag:yaml.org,2002:python/object", Specs.Read("name: !!python/object:os.system x\n" + Specs.Grid).Errors[0].ToString(), StringComparison.Ordinal);

    [Fact]
    public void An_alias_bomb_is_refused_at_once()
    {
        var text = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 200; i++)
        {
            text.Append(FormattableString.Invariant($"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n"));
        }

        AssertQuick(() => Assert.Contains(Specs.Read(text.ToString()).Errors, e => e.Problem == "aliases are not allowed"));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    public void Nesting_a_hundred_thousand_deep_is_refused_at_once(string opening)
    {
        string text = string.Concat(Enumerable.Repeat(opening, 100_000));
        AssertQuick(() => Assert.Equal("nested too deeply", Assert.Single(Specs.Read(text).Errors).Problem));
    }

    [Fact]
    public void Nesting_of_sixteen_is_read_and_of_seventeen_refused()
    {
        Assert.DoesNotContain(Specs.Read("name: " + new string('[', 15) + new string(']', 15)).Errors, e => e.Field == "yaml");
        Assert.Equal((1, 22), Specs.Read("name: " + new string('[', 16) + new string(']', 16)).Errors.Select(e => (e.Line, e.Column)).Single());
    }

    [Fact]
    public void More_than_ten_thousand_values_are_refused()
    {
        string list = string.Join(", ", Enumerable.Range(1, 10_000));
        Assert.StartsWith("s.yaml:6:", Specs.OnlyError(Specs.With("n", $"[{list}]")), StringComparison.Ordinal);
        Assert.Contains("too many values in the file", Specs.OnlyError(Specs.With("n", $"[{list}]")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_larger_than_a_mebibyte_is_refused_unread()
    {
        byte[] large = [.. Enumerable.Repeat((byte)'#', SweepFile.MaxBytes + 1)];
        Assert.StartsWith("s.yaml:1:1: file: the sweep file is too large; got 1048577 bytes; expected at most 1048576 bytes", Specs.Read(large).Errors.Single().ToString(), StringComparison.Ordinal);
        Assert.Equal("spec is empty", Specs.Read(large[1..]).Errors.Single().Problem);
    }

    [Fact]
    public void A_key_that_is_no_word_is_refused() =>
        Assert.StartsWith("s.yaml:1:3: yaml: a key must be a word; got a list", Specs.Read("? [a]\n: 1\n" + Specs.Head + Specs.Grid).Errors[0].ToString(), StringComparison.Ordinal);

    private static void AssertQuick(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 1);
    }
}

using LoraCluster.Sweeps.Definition;
using Xunit;

namespace LoraCluster.Sweeps.Tests.Definition;

/// <summary>Rows 14, 15, 21 and 22 of the table of bad inputs: rules about whole cells and about size.</summary>
public class CellRuleTests
{
    [Fact]
    public void A_rule_broken_everywhere_names_the_fields_and_the_cells() =>
        Assert.Equal(
            "s.yaml:8:14: true_rank, dx, dy: true_rank exceeds min(dx, dy) in 2 of 2 cells, first in cell 0 (dx=10, dy=8, n=10, noise_std=1, true_rank=9, spectrum=gaussian); got 9; expected at most 8; lower true_rank, or leave such cells out with invalid_cells: skip",
            Specs.OnlyError(Specs.With("true_rank", "9")));

    [Fact]
    public void A_rule_broken_somewhere_names_the_first_cell_and_how_many() =>
        Assert.StartsWith(
            "s.yaml:8:14: true_rank, dx, dy: true_rank exceeds min(dx, dy) in 4 of 12 cells, first in cell 4 (dx=10, dy=8, n=10, noise_std=1, true_rank=9, spectrum=gaussian); got 9; ",
            Specs.OnlyError(Specs.With("true_rank", "{range: {from: 5, to: 10}}")),
            StringComparison.Ordinal);

    [Fact]
    public void A_rank_too_large_is_blamed_on_the_ranks_where_they_stand() =>
        Assert.StartsWith("s.yaml:1:13: lora_ranks, dx, dy: a rank exceeds min(dx, dy) in 2 of 2 cells, first in cell 0", Specs.OnlyError("lora_ranks: [1, 9]\n" + Specs.Head + Specs.Grid), StringComparison.Ordinal);

    [Fact]
    public void A_grid_without_a_cell_is_refused()
    {
        Assert.Equal("s.yaml:10:10: grid: every cell is left out; got 0 of 2 cells; expected at least one cell; loosen where, or change the values", Specs.OnlyError(Specs.With("where", "n > 20")));
        Assert.StartsWith("s.yaml:5:3: grid: every cell is left out", Specs.OnlyError("invalid_cells: skip\n" + Specs.With("true_rank", "9")), StringComparison.Ordinal);
        string second = Specs.Head + "grid:\n" + Indented("  - ") + "\n" + Indented("  - ") + "\n    where: n > 99";
        Assert.StartsWith("s.yaml:16:12: grid[1]: every cell is left out", Specs.OnlyError(second), StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_grid_without_a_cell_is_refused() =>
        Assert.StartsWith(
            "s.yaml:10:10: grid: every cell is left out; got 0 of 1000000 cells",
            Specs.OnlyError(Specs.With("n", "{range: {from: 1, to: 1000000}}") + "\n  where: n > 1000000"),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("dx / 3", "6:6: n: the derived value is not whole in 1 of 1 cells, first in cell 0", "got dx / 3 = 3.3333333333333335; expected an integer from 1 to 2147483647; write int(dx / 3), or floor, ceil or round")]
    [InlineData("dx - 10", "6:6: n: the derived value is out of range", "got dx - 10 = 0; expected an integer from 1 to 2147483647")]
    [InlineData("int(log(dx - 10))", "6:6: n: the derived value is not finite", "got int(log(dx - 10)) = -Infinity; expected")]
    [InlineData("2^53 * dx", "6:6: n: the derived value is out of range", "got 2 ^ 53 * dx = 90071992547409920")]
    public void A_derived_value_that_is_not_allowed_makes_its_cells_invalid(string formula, string start, string rest)
    {
        string swept = Specs.OnlyError(Specs.With("n", formula).Replace("noise_std: 1", "noise_std: 1\n  scale: 1", StringComparison.Ordinal).Replace("dx: 10", "dx: [10, 12]", StringComparison.Ordinal));
        Assert.Contains(start.Split(" in ")[0], swept, StringComparison.Ordinal);
        string constant = Specs.OnlyError(Specs.With("n", formula));
        Assert.StartsWith("s.yaml:" + start.Split(" in ")[0].Replace(": n:", ": grid.n:", StringComparison.Ordinal), constant, StringComparison.Ordinal);
        Assert.Contains(rest, constant, StringComparison.Ordinal);
    }

    [Fact]
    public void Derived_values_can_be_skipped_like_other_invalid_cells()
    {
        var grid = Specs.GridOf("invalid_cells: skip\n" + Specs.With("n", "dx / 2").Replace("dx: 10", "dx: [10, 11, 12]", StringComparison.Ordinal));
        Assert.Null(grid.CellAt(1));
        Assert.Equal(2, grid.CellCount().Count);
    }

    [Theory]
    [InlineData("2*dz", "6:8: grid.n: unknown name 'dz'; got dz; expected one of dx, dy, n, noise_std,", "did you mean 'dx'?")]
    [InlineData("'2*dz'", "6:9: grid.n: unknown name 'dz'; got dz; expected one of dx, dy, n, noise_std,", "did you mean 'dx'?")]
    [InlineData("2*n", "6:6: grid.n: derived parameters depend on each other in a circle; got n;", "")]
    [InlineData("spectrum", "6:6: grid.n: wrong type in the expression; got a word (spectrum); expected a number", "")]
    [InlineData("0x10", "6:7: grid.n: unexpected 'x10'; got x10; expected an operator or the end", "")]
    [InlineData("1:30", "6:7: grid.n: unexpected character; got :; expected numbers", "")]
    public void A_mistake_in_a_formula_is_placed_at_its_column(string formula, string start, string end)
    {
        string error = Specs.OnlyError(Specs.With("n", formula));
        Assert.StartsWith("s.yaml:" + start, error, StringComparison.Ordinal);
        Assert.EndsWith(end, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_circle_names_its_members_and_only_those()
    {
        var errors = Specs.Read(Specs.With("n", "dy").Replace("dy: 8", "dy: 2*scale + true_rank", StringComparison.Ordinal).Replace("true_rank: 4", "true_rank: dy", StringComparison.Ordinal)).Errors;
        Assert.Equal(["5:7 dy, true_rank", "8:14 dy, true_rank"], errors.Select(e => FormattableString.Invariant($"{e.Line}:{e.Column} {e.Got}")));
    }

    [Fact]
    public void A_mistake_in_a_condition_is_placed_at_its_column()
    {
        Assert.StartsWith("s.yaml:10:19: grid.where: unknown name 'dz'", Specs.OnlyError(Specs.With("where", "[n > 3, dz > 1]").Replace("[n > 3, dz", "[n > 3,  dz", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.StartsWith("s.yaml:10:10: grid.where: wrong type in the expression; got a number (n); expected a condition", Specs.OnlyError(Specs.With("where", "n")), StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_cells_are_refused_with_product_and_limit()
    {
        string axis = "{linspace: {from: 0, to: 1, count: 1000000}}";
        Assert.Equal(
            "s.yaml:4:3: grid: too many cells; got 1000000000000 cells (noise_std 1000000 x decay_rate 1000000); expected at most 10000000000 cells; use fewer values, or raise the limit with --max-cells",
            Specs.OnlyError(Specs.With("noise_std", axis).Replace("n: [10, 20]", "n: 10", StringComparison.Ordinal) + "\n  decay_rate: " + axis));
        Assert.NotNull(Specs.Read(Specs.With("n", "[1, 2, 3]"), new SweepLimits { MaxCells = 3 }).Definition);
        Assert.Single(Specs.Read(Specs.With("n", "[1, 2, 3]"), new SweepLimits { MaxCells = 2 }).Errors);
    }

    [Fact]
    public void A_product_beyond_64_bits_is_told_exactly()
    {
        string axis = "{linspace: {from: 1, to: 2, count: 10000000}}";
        string text = Specs.With("noise_std", axis).Replace("n: [10, 20]", "n: 10", StringComparison.Ordinal) + $"\n  decay_rate: {axis}\n  scale: {axis}\n  input_decay_rate: {axis}";
        Assert.Contains("got 10000000000000000000000000000 cells (", Specs.OnlyError(text, new SweepLimits { MaxCells = long.MaxValue }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_that_needs_two_terabytes_is_refused_with_estimate_and_formula()
    {
        string text = Specs.With("dx", "16384").Replace("n: [10, 20]", "n: {range: {from: 10, to: 16000000}}", StringComparison.Ordinal);
        Assert.Equal(
            "s.yaml:4:3: grid: cell 15999990 (dx=16384, dy=8, n=16000000, noise_std=1, true_rank=4, spectrum=gaussian) needs too much memory; got 2.0972E+12 bytes (1953.126 GiB) by 8 (dx n + dx dy); expected at most 4.295E+9 bytes (4 GiB); use smaller values, or raise the limit with --max-cell-bytes",
            Specs.OnlyError(text));
        Assert.NotNull(Specs.Read(text, new SweepLimits { MaxCellBytes = 3e12 }).Definition);
    }

    private static string Indented(string bullet)
    {
        string[] lines = Specs.Grid.Split('\n')[1..];
        return string.Join('\n', lines.Select((line, i) => (i == 0 ? bullet : "    ") + line.Trim()));
    }
}

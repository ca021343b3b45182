using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;
using LoraCluster.Sweeps.Tests.Definition;
using Xunit;

namespace LoraCluster.Sweeps.Tests.Grid;

public class ParameterGridTests
{
    private const string Two = """
        name: two
        grid:
          - {dx: [10, 20], dy: 8, n: 2*dx, noise_std: [0, 0.5, 1], true_rank: 4, spectrum: gaussian}
          - {spectrum: [power, constant], n: {range: {from: 5, to: 12, step: 3}}, dx: 10, dy: 10, noise_std: 1, true_rank: 1, decay_rate: 2, where: "n > 5 or spectrum == power"}
        """;

    [Fact]
    public void The_axis_named_last_varies_fastest()
    {
        var grid = Specs.GridOf(Two);
        Assert.Equal(12, grid.PositionCount);
        Assert.Equal(["10 20 0", "10 20 0.5", "10 20 1", "20 40 0", "20 40 0.5", "20 40 1"], Enumerable.Range(0, 6).Select(i => Show(grid.CellAt(i)!.Value, 0, 2, 3)));
        Assert.Equal(["power 5", "power 8", "power 11"], Enumerable.Range(6, 3).Select(i => Show(grid.CellAt(i)!.Value, 5, 2)));
        Assert.Equal(["constant 8", "constant 11"], Enumerable.Range(10, 2).Select(i => Show(grid.CellAt(i)!.Value, 5, 2)));
    }

    [Fact]
    public void A_filtered_position_holds_no_cell_and_no_other_moves_up()
    {
        var grid = Specs.GridOf(Two);
        Assert.Null(grid.CellAt(9));
        Assert.Equal(10, grid.CellAt(10)!.Value.Index);
        Assert.Equal(new CellCount(11, false), grid.CellCount());
    }

    [Fact]
    public void Positions_outside_the_grid_are_refused()
    {
        var grid = Specs.GridOf(Two);
        Assert.Throws<ArgumentOutOfRangeException>(() => grid.CellAt(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => grid.CellAt(12));
    }

    [Fact]
    public void Every_cell_is_found_again_by_its_values()
    {
        var grid = Specs.GridOf(Two);
        foreach (var cell in Cells(grid))
        {
            Assert.Equal(cell.Index, grid.PositionOf(cell.Values));
        }
    }

    [Theory]
    [InlineData(1, 9)]
    [InlineData(2, 21)]
    [InlineData(4, 5)]
    public void Values_off_the_grid_are_not_found(int parameter, long value)
    {
        var grid = Specs.GridOf(Two);
        ParameterValue[] values = [.. grid.CellAt(0)!.Value.Values];
        values[parameter] = ParameterValue.Of(value);
        Assert.Null(grid.PositionOf(values));
        Assert.Null(grid.PositionOf(values[1..]));
    }

    [Fact]
    public void A_filtered_cell_is_found_in_the_next_grid_that_has_it()
    {
        string section = "{dx: 10, dy: 8, n: [5, 6], noise_std: 1, true_rank: 4, spectrum: gaussian";
        var grid = Specs.GridOf($"name: x\ngrid:\n  - {section}, where: n > 5}}\n  - {section}}}\n");
        Assert.Equal(2, grid.PositionOf(grid.CellAt(2)!.Value.Values));
        Assert.Equal(1, grid.PositionOf(grid.CellAt(3)!.Value.Values));
    }

    [Fact]
    public void Swept_parameters_vary_within_a_grid_or_between_grids() =>
        Assert.Equal(["decay_rate", "dx", "dy", "n", "noise_std", "spectrum", "true_rank"], Specs.GridOf(Two).SweptParameters.Order(StringComparer.Ordinal));

    [Fact]
    public void A_derived_parameter_may_depend_on_derived_ones_named_later()
    {
        var grid = Specs.GridOf("name: x\ngrid: {n: 2*dy, dy: dx + 1, dx: [3, 4], noise_std: scale / 2, true_rank: 1, spectrum: gaussian}");
        Assert.Equal(["3 4 8 0.5", "4 5 10 0.5"], Cells(grid).Select(c => Show(c, 0, 1, 2, 3)));
        Assert.Equal(["dx", "dy", "n"], grid.SweptParameters.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_condition_on_axes_is_asked_before_a_formula_that_would_fail()
    {
        var grid = Specs.GridOf(Specs.With("dx", "[2, 8, 16]").Replace("n: [10, 20]", "n: int(sqrt(dx - 4))\n  where: dx > 4", StringComparison.Ordinal));
        Assert.Equal(["8 2", "16 3"], Cells(grid).Select(c => Show(c, 0, 2)));
    }

    [Fact]
    public void Skipped_cells_are_left_out_and_counted()
    {
        var grid = Specs.GridOf("invalid_cells: skip\n" + Specs.With("true_rank", "{range: {from: 7, to: 10, step: 1}}"));
        Assert.Equal(8, grid.PositionCount);
        Assert.Equal(new CellCount(4, false), grid.CellCount());
        Assert.Equal([0L, 1L, 4L, 5L], Cells(grid).Select(c => c.Index));
        var outside = grid.CellAt(0)!.Value.Values.ToArray();
        outside[4] = ParameterValue.Of(9);
        Assert.Null(grid.PositionOf(outside));
    }

    [Fact]
    public void Many_grids_are_one_after_the_other()
    {
        string sections = string.Join("\n", Enumerable.Range(1, 50).Select(i => FormattableString.Invariant($"  - {{dx: 60, dy: 60, n: {{range: {{from: 1, to: {i}}}}}, noise_std: {i}, true_rank: 4, spectrum: gaussian}}")));
        var grid = Specs.GridOf("name: x\ngrid:\n" + sections);
        Assert.Equal(50 * 51 / 2, grid.PositionCount);
        Assert.Equal(
            Enumerable.Range(1, 50).SelectMany(i => Enumerable.Range(1, i).Select(n => FormattableString.Invariant($"{n} {i}"))),
            Cells(grid).Select(c => Show(c, 2, 3)));
    }

    [Fact]
    public void An_invalid_derived_value_that_no_one_saw_is_thrown_with_its_reason()
    {
        var experiment = new SpecExperiment();
        var formula = LoraCluster.Sweeps.Expressions.ExpressionParser.Parse("dx / 2", experiment.Parameters, LoraCluster.Sweeps.Expressions.ExpressionType.Number);
        var constants = experiment.Parameters.Select(p => p.Default ?? default).ToArray();
        var section = new GridSection(constants, [new RangeAxis(0, 2, 2, 1)], [new DerivedParameter(2, experiment.Parameters[2], formula)], []);
        var grid = new ParameterGrid(experiment, OutcomeRequest.Default, InvalidCells.Error, [section]);
        Assert.Equal(1, grid.CellAt(0)!.Value.Values[2].Integer);
        var problem = Assert.Throws<InvalidCellException>(() => grid.CellAt(1));
        Assert.Equal("cell 1: n: the derived value is not whole; got dx / 2 = 1.5; expected an integer from 1 to 2147483647; write int(dx / 2), or floor, ceil or round", problem.Message);
    }

    private static IEnumerable<Cell> Cells(ParameterGrid grid)
    {
        for (long i = 0; i < grid.PositionCount; i++)
        {
            if (grid.CellAt(i) is { } cell)
            {
                yield return cell;
            }
        }
    }

    private static string Show(Cell cell, params int[] parameters) => string.Join(' ', parameters.Select(p => cell.Values[p].ToString()));
}

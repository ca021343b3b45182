using LoraCluster.Reports.Figures;
using LoraCluster.Reports.Figures.Planning;
using LoraCluster.Reports.Tests.Toys;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Reports.Tests.Figures.Planning;

public class FigurePlanTests
{
    private const int Size = 0, Level = 1, Shape = 2, Mirrored = 3;

    private static IEnumerable<Cell> Grid(int sizes, int levels, params string[] shapes) =>
        from size in Enumerable.Range(1, sizes)
        from level in Enumerable.Range(1, levels)
        from shape in shapes.DefaultIfEmpty("round")
        select Toy.Cell(size, level / 10.0, shape);

    private static FigureRefusedException Refused(IEnumerable<Cell> cells, FigureRequest request) =>
        Assert.ThrowsAny<FigureRefusedException>(() => FigurePlan.Of(Toy.Table(cells), request));

    [Fact]
    public void The_numeric_axis_with_the_most_values_is_drawn_along_and_the_others_get_panels()
    {
        var plan = FigurePlan.Of(Toy.Table(Grid(3, 5, "square", "round")), FigureRequest.Everything);
        Assert.Equal(Level, plan.X);
        Assert.Equal([Size, Shape], plan.Facets);
        Assert.Equal(["1 round", "1 square", "2 round", "2 square", "3 round", "3 square"], plan.Panels.Select(p => string.Join(' ', p)));
        Assert.Equal([Mirrored], plan.Constants);
    }

    [Fact]
    public void Every_cell_finds_its_panel_and_a_filtered_one_none()
    {
        var plan = FigurePlan.Of(Toy.Table(Grid(3, 5, "square", "round")), Toy.Request(null, "shape=square"));
        Assert.Equal(1, plan.PanelOf(Toy.Cell(2, 0.3, "square")));
        Assert.Null(plan.PanelOf(Toy.Cell(2, 0.3, "round")));
    }

    [Fact]
    public void Another_axis_can_be_drawn_along() => Assert.Equal(Size, FigurePlan.Of(Toy.Table(Grid(3, 5)), Toy.Request("size")).X);

    [Fact]
    public void A_number_that_follows_x_makes_no_panels()
    {
        var plan = FigurePlan.Of(Toy.Table(Enumerable.Range(1, 20).Select(i => Toy.Cell(i, i / 2))), FigureRequest.Everything);
        Assert.Equal(Size, plan.X);
        Assert.Equal([Level], plan.Followers);
        Assert.Single(plan.Panels);
    }

    [Fact]
    public void A_word_makes_panels_even_where_it_follows_x()
    {
        var plan = FigurePlan.Of(Toy.Table(Toy.Cell(1), Toy.Cell(2), Toy.Cell(3, shape: "flat"), Toy.Cell(4, shape: "flat")), FigureRequest.Everything);
        Assert.Equal([Shape], plan.Facets);
    }

    [Fact]
    public void Words_are_drawn_along_where_nothing_else_varies()
    {
        var plan = FigurePlan.Of(Toy.Table(Toy.Cell(shape: "flat"), Toy.Cell(shape: "round")), FigureRequest.Everything);
        Assert.Equal(Shape, plan.X);
        Assert.Equal(["round", "flat"], plan.Words.Select(word => word.Text));
    }

    [Fact]
    public void More_than_twelve_panels_are_refused_with_options_that_work()
    {
        Cell[] cells = [.. Grid(13, 20, "round", "flat")];
        string message = Refused(cells, FigureRequest.Everything).Message;
        Assert.Contains("26 panels: size (13 values), shape (2 values)", message, StringComparison.Ordinal);
        Assert.EndsWith("--x level --where \"size=7\"", message, StringComparison.Ordinal);
        Assert.Equal(2, FigurePlan.Of(Toy.Table(cells), Toy.Request("level", "size=7")).Panels.Count);
    }

    [Fact]
    public void Twelve_panels_are_drawn() => Assert.Equal(12, FigurePlan.Of(Toy.Table(Grid(12, 20)), FigureRequest.Everything).Panels.Count);

    [Fact]
    public void A_mistyped_axis_gets_a_suggestion()
    {
        Assert.Contains("did you mean 'level'?", Refused(Grid(2, 2), Toy.Request("levle")).Message, StringComparison.Ordinal);
        Assert.Contains("did you mean 'size'?", Refused(Grid(2, 2), Toy.Request(null, "sise=1")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_axis_with_one_value_is_refused_with_those_that_have_more() =>
        Assert.EndsWith("expected one of level (2 values)", Refused(Grid(1, 2), Toy.Request("size")).Message, StringComparison.Ordinal);

    [Fact]
    public void Nothing_that_varies_is_nothing_to_draw() =>
        Assert.Contains("nothing to draw along", Refused(Grid(2, 3), Toy.Request(null, "size=1", "level=0.2")).Message, StringComparison.Ordinal);

    [Fact]
    public void Values_that_no_cell_has_together_are_refused() =>
        Assert.Contains("no cell has these values", Refused([Toy.Cell(1, 1), Toy.Cell(2, 2)], Toy.Request(null, "size=1", "level=2")).Message, StringComparison.Ordinal);

    [Fact]
    public void An_axis_filtered_twice_is_refused() =>
        Assert.Contains("twice", Refused(Grid(3, 3), Toy.Request(null, "size=1", "size=2")).Message, StringComparison.Ordinal);
}

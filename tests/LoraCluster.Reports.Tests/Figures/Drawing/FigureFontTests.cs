using LoraCluster.Linear;
using LoraCluster.Reports.Figures.Drawing;

namespace LoraCluster.Reports.Tests.Figures.Drawing;

public class FigureFontTests
{
    [Fact]
    public void The_font_has_a_glyph_for_every_character_that_a_figure_of_the_linear_model_may_show()
    {
        const string Ours = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:;=-_+%()±−–…'\"";
        string labels = string.Concat(LinearParameters.All.Select(spec => spec.Label + spec.Name + string.Concat(spec.Choices)));
        Assert.All(Ours + labels + new LinearExperiment().LossLabel, c => Assert.True(FigureFont.Typeface.ContainsGlyph(c), $"no glyph for '{c}'"));
    }

    [Fact]
    public void Registering_twice_is_registering_once()
    {
        FigureFont.Register();
        FigureFont.Register();
        Assert.Single(ScottPlot.Fonts.FontResolvers, resolver => resolver is FigureFont);
        Assert.Same(FigureFont.Typeface, ScottPlot.Fonts.GetTypeface("whatever", bold: true, italic: false));
    }
}

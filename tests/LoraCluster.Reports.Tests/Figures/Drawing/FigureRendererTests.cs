using System.Globalization;
using System.Text;
using System.Xml.Linq;
using LoraCluster.Reports.Figures.Drawing;
using LoraCluster.Reports.Figures.Model;
using LoraCluster.Reports.Tests.Toys;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Running;
using SkiaSharp;

namespace LoraCluster.Reports.Tests.Figures.Drawing;

public class FigureRendererTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly Figure Curves = Toy.Figure(
        [.. Enumerable.Range(1, 30).Select(i => new CellRows(
            Toy.Cell(level: i),
            [Toy.Row(Toy.Full, 30 + i, 4), i == 9 ? Toy.Row(new Outcome("lora", 1), null, median: 90) : Toy.Row(new Outcome("lora", 1), 2 * i, 3)],
            null))]);

    private static XElement Parse(Figure figure) => XDocument.Parse(Encoding.UTF8.GetString(FigureRenderer.ToSvg(figure))).Root!;

    private static string[] Texts(XElement svg) => [.. svg.Descendants(Svg + "text").Select(text => text.Value)];

    private static SKBitmap Pixels(Figure figure) => SKBitmap.Decode(FigureRenderer.ToPng(figure));

    private static bool HasInk(SKBitmap picture, string color) => picture.Pixels.Contains(SKColor.Parse(color));

    [Fact]
    public void The_picture_is_twice_the_size_of_the_svg_and_shows_every_colour()
    {
        using SKBitmap picture = Pixels(Curves);
        XElement svg = Parse(Curves);
        Assert.Equal(picture.Width, 2 * int.Parse(svg.Attribute("width")!.Value, CultureInfo.InvariantCulture));
        Assert.Equal(picture.Height, 2 * int.Parse(svg.Attribute("height")!.Value, CultureInfo.InvariantCulture));
        Assert.All(Curves.Series, series => Assert.True(HasInk(picture, series.Color), series.ToString()));
    }

    [Fact]
    public void The_svg_carries_labels_title_legend_and_ticks_once_each()
    {
        string[] texts = Texts(Parse(Curves));
        string[] expected =
        [
            Curves.Title, Curves.Subtitle, Curves.X.Label, Curves.Y.Label, .. Curves.Series.Select(series => series.Label),
            .. Curves.X.Ticks.Concat(Curves.Y.Ticks).Select(tick => tick.Label).OfType<string>(),
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), texts.Where(text => !text.Contains("band", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_legend_says_what_bands_and_medians_are_only_where_there_are_any()
    {
        Assert.Contains(Texts(Parse(Curves)), text => text.Contains("95 % confidence", StringComparison.Ordinal));
        Assert.Contains(Texts(Parse(Curves)), text => text.StartsWith("median", StringComparison.Ordinal));
        Figure plain = Toy.Figure([Toy.Rows(Toy.Cell(level: 1), 1), Toy.Rows(Toy.Cell(level: 2), 1)]);
        Assert.DoesNotContain(Texts(Parse(plain)), text => text.StartsWith("median", StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_of_points_has_one_band_drawn_once()
    {
        var bands = Parse(Curves).Descendants(Svg + "path").Where(path => path.Attribute("fill-opacity") is not null).ToArray();

        // One of the baseline, two of the other curve: its median cuts it.
        Assert.Equal(3, bands.Length);
    }

    [Fact]
    public void Texts_have_one_place_their_length_and_families_that_fit()
    {
        Assert.All(Parse(Curves).Descendants(Svg + "text"), text =>
        {
            Assert.True(double.TryParse(text.Attribute("x")!.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
            Assert.True(double.Parse(text.Attribute("textLength")!.Value, CultureInfo.InvariantCulture) > 0);
            Assert.StartsWith("Arial", text.Attribute("font-family")!.Value, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Every_clip_that_is_used_is_defined_once()
    {
        XElement svg = Parse(Curves);
        string[] defined = [.. svg.Descendants(Svg + "clipPath").Select(clip => $"url(#{clip.Attribute("id")!.Value})")];
        string[] used = [.. svg.Descendants().Attributes("clip-path").Select(attribute => attribute.Value)];
        Assert.NotEmpty(used);
        Assert.Equal(defined.Distinct(), defined);
        Assert.Subset(defined.ToHashSet(), used.ToHashSet());
    }

    [Fact]
    public void A_name_with_characters_of_xml_does_not_break_the_svg()
    {
        Figure odd = Curves with { Title = "a<b & \"c\"", Remarks = ["1 < 2 & 3"] };
        Assert.Contains("a<b & \"c\"", Texts(Parse(odd)));
        Assert.StartsWith("a<b", Parse(odd).Element(Svg + "title")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_figure_gives_the_same_bytes_also_from_several_threads()
    {
        byte[] png = FigureRenderer.ToPng(Curves);
        byte[] svg = FigureRenderer.ToSvg(Curves);
        byte[][] again = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => i % 2 == 0 ? FigureRenderer.ToPng(Curves) : FigureRenderer.ToSvg(Curves))));
        Assert.All(again.Select((bytes, i) => (bytes, i)), one => Assert.Equal(one.i % 2 == 0 ? png : svg, one.bytes));
    }

    [Fact]
    public void Every_panel_is_drawn()
    {
        Figure figure = Toy.Figure([.. from size in Enumerable.Range(1, 5) from level in Enumerable.Range(1, 6) select Toy.Rows(Toy.Cell(size, level), 1, 2)]);
        Assert.Equal(5, Texts(Parse(figure)).Count(text => text.StartsWith("size = ", StringComparison.Ordinal)));
        var layout = new PageLayout(5, headHeight: 0, titleLines: 1);
        using SKBitmap picture = Pixels(figure);
        SKColor[] pixels = picture.Pixels;
        for (int panel = 0; panel < 5; panel++)
        {
            (float left, float top, float right, float bottom) = layout.Data(panel);
            float head = (picture.Height / 2f) - layout.Height;
            Assert.Contains(
                SKColors.Black,
                from y in Enumerable.Range((int)(2 * (top + head)) + 4, (int)(2 * (bottom - top)) - 8)
                from x in Enumerable.Range((int)(2 * left) + 4, (int)(2 * (right - left)) - 8)
                select pixels[(y * picture.Width) + x]);
        }
    }

    [Fact]
    public void Words_are_drawn_with_bars_instead_of_bands()
    {
        Figure figure = Toy.Figure([Toy.Rows(Toy.Cell(shape: "flat"), 1), Toy.Rows(Toy.Cell(shape: "round"), 1)]);
        XElement svg = Parse(figure);
        Assert.Contains("round", Texts(svg));
        Assert.DoesNotContain(svg.Descendants(Svg + "path"), path => path.Attribute("fill-opacity") is not null);
        using SKBitmap picture = Pixels(figure);
        Assert.All(figure.Series, series => Assert.True(HasInk(picture, series.Color), series.ToString()));
    }
}

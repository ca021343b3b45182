using LoraCluster.Reports.Html;
using LoraCluster.Reports.Tests.Toys;

namespace LoraCluster.Reports.Tests.Html;

public class ReportPageTests
{
    [Fact]
    public void Markup_in_names_stays_text()
    {
        using var dataset = new ToyDataset(parts: 1, isFinished: true, "<b>out & co");
        string page = ReportPage.Of(dataset.Path, Toy.Definition, dataset.Header with { Release = "<script>1</script>" });
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;out &amp; co", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_forbids_itself_to_load_anything_and_has_a_figure_for_what_there_is()
    {
        using var dataset = new ToyDataset(parts: 1, isFinished: true);
        string page = ReportPage.Of(dataset.Path, Toy.Definition, dataset.Header);
        Assert.Contains("default-src 'none'; img-src data:; style-src 'unsafe-inline'", page, StringComparison.Ordinal);
        Assert.Equal(3, page.Split("<img ").Length);
        Assert.Contains("3 cells, 4,500 trials, 9 rows", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_computed_it_comes_from_telemetry_whatever_else_is_in_there()
    {
        using var dataset = new ToyDataset(parts: 1, isFinished: true);
        File.WriteAllText(
            Path.Combine(dataset.Path, "_telemetry.jsonl"),
            "{\"at\":\"2026-11-28T20:00:00Z\",\"worker\":\"a\",\"seconds\":1.5}\nnonsense\n{\"at\":7}\n{\"at\":\"2026-11-28T21:00:00Z\",\"worker\":\"b\",\"seconds\":2}\n{\"wor");
        Assert.Contains("2026-11-28 20:00:00 to 2026-11-28 21:00:00 UTC, 2 blocks on 2 solver threads, 3.5 s", ReportPage.Of(dataset.Path, Toy.Definition, dataset.Header), StringComparison.Ordinal);
    }
}

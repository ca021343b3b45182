using LoraCluster.Reports.Figures.Drawing;
using LoraCluster.Reports.Figures.Planning;

namespace LoraCluster.Reports.Tests.Figures.Drawing;

public class PageLayoutTests
{
    [Fact]
    public void Panels_fit_on_the_page_below_the_head_and_do_not_overlap()
    {
        for (int count = 1; count <= FigurePlan.MostPanels; count++)
        {
            var layout = new PageLayout(count, 80, 2);
            var panels = Enumerable.Range(0, count).Select(layout.Data).ToArray();
            Assert.All(panels, p => Assert.True(p.Left > 0 && p.Right < PageLayout.Width && p.Top > 80 && p.Bottom < layout.Height && p.Left < p.Right && p.Top < p.Bottom));
            foreach (var (one, other) in from i in Enumerable.Range(0, count) from j in Enumerable.Range(0, i) select (panels[i], panels[j]))
            {
                Assert.True(one.Left > other.Right || one.Right < other.Left || one.Top > other.Bottom || one.Bottom < other.Top);
            }
        }
    }

    [Fact]
    public void Each_column_has_tick_labels_below_its_lowest_panel_and_each_row_at_its_left()
    {
        var layout = new PageLayout(5, 80, 1);
        Assert.Equal([false, false, true, true, true], Enumerable.Range(0, 5).Select(layout.IsLowest));
        Assert.Equal([true, false, false, true, false], Enumerable.Range(0, 5).Select(layout.IsFirst));
    }
}

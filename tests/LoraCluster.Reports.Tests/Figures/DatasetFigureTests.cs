using LoraCluster.Reports.Figures;
using LoraCluster.Reports.Figures.Model;
using LoraCluster.Reports.Tests.Toys;
using LoraCluster.Results.Manifest;
using LoraCluster.Results.Parts;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Reports.Tests.Figures;

public sealed class DatasetFigureTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("lora-reports-");

    private string Dataset => Path.Combine(_directory.FullName, "out");

    public void Dispose() => _directory.Delete(recursive: true);

    private DatasetDirectory Store(int parts)
    {
        var directory = DatasetDirectory.Open(Dataset, Toy.Definition, "1.2.3-test");
        var store = new PartStore(directory);
        for (int part = 0; part < parts; part++)
        {
            int first = 3 * part;
            store.Commit(PartRows.Of(
                new PartRange(part, first, 3), Enumerable.Range(first, 3).Select(i => Toy.Rows(Toy.CellAt(i), 1, 2))));
        }

        return directory;
    }

    private Figure Read() => DatasetFigure.Read(Dataset, Toy.Definition, FigureRequest.Everything);

    [Fact]
    public void A_finished_dataset_is_drawn_whole()
    {
        DatasetFinisher.Finish(Store(parts: 2), 2);
        Figure figure = Read();
        Assert.Equal([1.0, 2, 3, 4, 5, 6], figure.Panels.Single().Curves[2].Points.Select(point => point.X));
        Assert.Empty(figure.Remarks);
    }

    [Fact]
    public void An_unfinished_dataset_is_drawn_as_far_as_it_is_and_says_so()
    {
        Store(parts: 1);
        Assert.Equal(["unfinished sweep: 3 cells so far"], Read().Remarks);
    }

    [Fact]
    public void A_dataset_without_rows_is_refused()
    {
        Store(parts: 0);
        Assert.Contains("no rows yet", Assert.Throws<NoRowsException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_are_written_into_a_new_folder_replaced_and_nothing_else_is_left()
    {
        Store(parts: 1);
        string output = Path.Combine(_directory.FullName, "a", "b");
        Directory.CreateDirectory(output);
        File.WriteAllText(Path.Combine(output, "toy.png"), "an older figure");
        IReadOnlyList<string> files = FigureFiles.Write(Read(), output, "toy");
        Assert.Equal([Path.Combine(output, "toy.png"), Path.Combine(output, "toy.svg")], files);
        Assert.Equal(files.Order(), Directory.GetFiles(output).Order());
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(files[0])[..4]);
        Assert.StartsWith("<?xml", File.ReadAllText(files[1]), StringComparison.Ordinal);
    }
}

using LoraCluster.Results.Manifest;
using LoraCluster.Results.Parts;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Reports.Tests.Toys;

/// <summary>A dataset of the toy sweep on disk, in a folder of its own: three cells to a part.</summary>
internal sealed class ToyDataset : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("lora-reports-");

    public ToyDataset(int parts, bool isFinished, string name = "out")
    {
        Path = System.IO.Path.Combine(_root.FullName, name);
        var directory = DatasetDirectory.Open(Path, Toy.Definition, "1.2.3-test");
        var store = new PartStore(directory);
        for (int part = 0; part < parts; part++)
        {
            int first = 3 * part;
            store.Commit(PartRows.Of(new PartRange(part, first, 3), Enumerable.Range(first, 3).Select(i => Toy.Rows(Toy.CellAt(i), 1, 2))));
        }

        if (isFinished)
        {
            DatasetFinisher.Finish(directory, parts);
        }

        Header = DatasetDirectory.ReadHeader(Path)!;
    }

    public string Path { get; }

    public SweepHeader Header { get; }

    public void Dispose() => _root.Delete(recursive: true);
}

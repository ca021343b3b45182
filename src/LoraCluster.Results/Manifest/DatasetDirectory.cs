using LoraCluster.Results.Storage;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Results.Manifest;

/// <summary>A directory that takes, or already holds, the results of one sweep.</summary>
public sealed class DatasetDirectory
{
    private DatasetDirectory(IDurableFiles files, DatasetLayout layout, SweepDefinition definition, SweepHeader header, string release)
    {
        Files = files;
        Layout = layout;
        Definition = definition;
        Header = header;
        Release = release;
    }

    /// <summary>The file system.</summary>
    public IDurableFiles Files { get; }

    /// <summary>Where things stand.</summary>
    public DatasetLayout Layout { get; }

    /// <summary>The sweep.</summary>
    public SweepDefinition Definition { get; }

    /// <summary>What <c>_sweep.json</c> says; its release is the one that began the dataset.</summary>
    public SweepHeader Header { get; }

    /// <summary>The release that writes now.</summary>
    public string Release { get; }

    /// <summary>Remarks for the user: foreign files that are left alone.</summary>
    public IReadOnlyList<string> Warnings { get; private init; } = [];

    /// <summary>
    /// Makes a directory ready for a sweep: creates it with its parents, checks that it holds nothing else, tries out that it can be written, writes
    /// <c>_sweep.json</c> durably, and carries on an interrupted extension to this same sweep. Throws <see cref="OutputRefusedException"/>
    /// (nothing touched) or <see cref="StorageException"/>.
    /// </summary>
    public static DatasetDirectory Open(string path, SweepDefinition definition, string release, DatasetOptions? options = null)
    {
        return Open(path, definition, SweepHeader.Of(definition, release), release, options ?? new DatasetOptions());
    }

    /// <summary>The same for a header that says more; a dataset with another header is refused.</summary>
    internal static DatasetDirectory Open(string path, SweepDefinition definition, SweepHeader ours, string release, DatasetOptions options)
    {
        var files = options.Files;
        var layout = new DatasetLayout(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        OutputProbe.Create(files, layout.Root);
        try
        {
            DatasetExtension.CarryOn(files, layout, definition);
            var header = HeaderCheck.Existing(files, layout, ours, options);
            OutputProbe.Try(files, layout.Root);
            if (header is null)
            {
                new DurablePublisher(files).Publish(layout.Header, ours.ToBytes(), () => Conflict.Accepted);
                header = HeaderCheck.Existing(files, layout, ours, options)!;
            }

            CreateDirectories(files, layout, definition.KeepTrials);
            return new DatasetDirectory(files, layout, definition, header, release) { Warnings = WarningsOf(files, layout) };
        }
        catch (Exception error) when (StorageException.IsStorageTrouble(error))
        {
            throw StorageException.From(error, "open", layout.Root);
        }
    }

    /// <summary>What the <c>_sweep.json</c> in a directory says; null where there is none or it is not whole.</summary>
    public static SweepHeader? ReadHeader(string path, IDurableFiles? files = null) =>
        (files ?? LocalFiles.Instance).ReadIfThere(new DatasetLayout(path).Header) is { } bytes ? SweepHeader.Read(bytes) : null;

    private static void CreateDirectories(IDurableFiles files, DatasetLayout layout, bool keepTrials)
    {
        files.CreateDurably(layout.In(DatasetLayout.RisksName));
        files.CreateDurably(layout.Commits);
        if (keepTrials)
        {
            files.CreateDurably(layout.In(DatasetLayout.TrialsName));
        }
    }

    private static string[] WarningsOf(IDurableFiles files, DatasetLayout layout) =>
        [.. ForeignFiles.In(files, layout).Select(name => $"{layout.In(name)} does not belong to the dataset; it is left alone")];
}

using LoraCluster.Results.Jobs;
using LoraCluster.Server.Live;

namespace LoraCluster.Cli.Live;

/// <summary>The datasets of a node's data directory, for the live page.</summary>
internal sealed class NodeDatasets : ISweepData
{
    private readonly Lock _gate = new();
    private readonly string _path;
    private DataDirectory? _data;

    /// <summary>Looks into a data directory only when asked: the node itself makes it ready.</summary>
    public NodeDatasets(string path) => _path = path;

    /// <inheritdoc/>
    public byte[]? DefinitionOf(string name)
    {
        lock (_gate)
        {
            _data ??= DataDirectory.Open(_path);
            return _data.Jobs().FirstOrDefault(job => job.Name == name) is { } job ? _data.Text(job.DefinitionHash) : null;
        }
    }

    /// <inheritdoc/>
    public ISweepRows? Open(string name) => DatasetRows.Open(Path.Combine(_path, name));
}

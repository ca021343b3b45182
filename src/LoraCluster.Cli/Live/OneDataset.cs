using System.Text;
using LoraCluster.Server.Live;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Cli.Live;

/// <summary>The one dataset that <c>run</c> writes, for the live page.</summary>
internal sealed class OneDataset(SweepDefinition definition, string directory) : ISweepData
{
    /// <inheritdoc/>
    public byte[]? DefinitionOf(string name) => name == definition.Name ? Encoding.UTF8.GetBytes(definition.CanonicalJson) : null;

    /// <inheritdoc/>
    public ISweepRows? Open(string name) => name == definition.Name ? DatasetRows.Open(directory) : null;
}

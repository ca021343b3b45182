using LoraCluster.Cluster.Protocol;

namespace LoraCluster.Cluster.Aggregator;

/// <summary>Sets of parts as ranges and back: what is on disk is mostly without gaps.</summary>
internal static class PartSpans
{
    public static IReadOnlyList<ArchiveProtocol.PartSpan> Of(IEnumerable<int> parts)
    {
        var spans = new List<ArchiveProtocol.PartSpan>();
        foreach (int part in parts.Order())
        {
            if (spans is [.., var last] && last.First + last.Count == part)
            {
                spans[^1] = last with { Count = last.Count + 1 };
            }
            else
            {
                spans.Add(new ArchiveProtocol.PartSpan(part, 1));
            }
        }

        return spans;
    }

    public static IEnumerable<int> Parts(IEnumerable<ArchiveProtocol.PartSpan> spans) => spans.SelectMany(s => Enumerable.Range(s.First, s.Count));
}

using System.Text.Json;

namespace LoraCluster.Cli.Nodes;

/// <summary>What <c>node --show-config</c> prints: every setting that is in force and where it was said, then all that Akka is told.</summary>
internal static class ShownConfig
{
    public static void Write(TextWriter output, NodeSettingsReader.Result result, IReadOnlyList<HoconLeaf> akka, bool asJson)
    {
        var rows = NodeSettingTable.All.Select(s => result.Said.TryGetValue(s.Name, out var said) ? (s.Name, said.Value, said.Source) : (s.Name, Value: s.Default, Source: "default")).ToList();
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(new
            {
                settings = rows.ToDictionary(r => r.Name, r => new { value = r.Value, source = r.Source }),
                akka = akka.ToDictionary(leaf => leaf.Key, leaf => leaf.Shown),
            }));
            return;
        }

        int nameWidth = rows.Max(r => r.Name.Length), valueWidth = Math.Min(40, rows.Max(r => r.Value.Length));
        foreach (var (name, value, source) in rows)
        {
            output.WriteLine($"{name.PadRight(nameWidth)}  {value.PadRight(valueWidth)}  {source}");
        }

        output.WriteLine();
        foreach (var leaf in akka)
        {
            output.WriteLine($"{leaf.Key} = {leaf.Shown}");
        }
    }
}

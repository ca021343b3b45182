using System.Text.Json;

namespace LoraCluster.Cli.Nodes;

/// <summary>What <c>node --show-config</c> prints: every setting that is in force, and where it was said.</summary>
internal static class ShownConfig
{
    public static void Write(TextWriter output, NodeSettingsReader.Result result, bool asJson)
    {
        var rows = NodeSettingTable.All.Select(s => result.Said.TryGetValue(s.Name, out var said) ? (s.Name, said.Value, said.Source) : (s.Name, Value: s.Default, Source: "default")).ToList();
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(rows.ToDictionary(r => r.Name, r => new { value = r.Value, source = r.Source })));
            return;
        }

        int nameWidth = rows.Max(r => r.Name.Length), valueWidth = Math.Min(40, rows.Max(r => r.Value.Length));
        foreach (var (name, value, source) in rows)
        {
            output.WriteLine($"{name.PadRight(nameWidth)}  {value.PadRight(valueWidth)}  {source}");
        }
    }
}

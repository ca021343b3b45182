using LoraCluster.Cli.Nodes;
using LoraCluster.Server.Tests.Toys;

namespace LoraCluster.Cli.Tests.Nodes;

/// <summary>The table of settings in the documentation.</summary>
public sealed class ConfigurationDocumentTests
{
    /// <summary>Set to 1 to write the table instead of comparing it.</summary>
    private const string Rewrite = "LORACLUSTER_REWRITE_CONFIGURATION";

    private const string Begin = "<!-- settings -->\n";
    private const string End = "<!-- end of settings -->\n";

    private static readonly string Document = Repository.Path("docs/configuration.md");

    [Fact]
    public async Task The_documented_settings_are_the_programs()
    {
        string text = await File.ReadAllTextAsync(Document);
        string expected = text[..(text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)] + Table() + text[text.IndexOf(End, StringComparison.Ordinal)..];
        if (Environment.GetEnvironmentVariable(Rewrite) == "1")
        {
            await File.WriteAllTextAsync(Document, expected);
            return;
        }

        Assert.True(text == expected, $"docs/configuration.md does not have the program's table; {Rewrite}=1 with this test writes it");
    }

    private static string Table() => "| option | variable | HOCON key | default | meaning |\n|---|---|---|---|---|\n" + string.Concat(NodeSettingTable.All.Select(s =>
        $"| `{s.Option}{(s.IsSwitch ? string.Empty : " " + s.Metavar)}` | `{s.Variable}` | `{s.Key}` | {s.Default} | {s.Description} |\n"));
}

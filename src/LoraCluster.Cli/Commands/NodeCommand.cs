using System.Collections;
using System.CommandLine;
using LoraCluster.Cli.Nodes;

namespace LoraCluster.Cli.Commands;

/// <summary><c>lora-cluster node</c></summary>
internal static class NodeCommand
{
    public static Command Create(Streams streams)
    {
        var command = new Command("node", "Join or begin a cluster and stay in it until told to leave (SIGTERM). Everything but --config can also be said in the environment "
            + $"({NodeSettingTable.Prefix}ROLES and so on) or in HOCON files; docs/configuration.md has the table.");
        var options = NodeSettingTable.All.ToDictionary(s => s.Name, Option);
        var config = PathArgument.Option("--config", $"A HOCON file, or a directory of them. [default: {NodeFiles.DefaultDirectory}/, if it is there]");
        var show = new Option<bool>("--show-config") { Description = "Print the settings in force and where each was said, and do nothing else." };
        var json = new Option<bool>("--json") { Description = "With --show-config: as JSON." };
        foreach (var option in options.Values)
        {
            command.Options.Add(option);
        }

        command.Options.Add(config);
        command.Options.Add(show);
        command.Options.Add(json);
        command.Validators.Add(line =>
        {
            if (line.GetValue(json) && !line.GetValue(show))
            {
                line.AddError("--json goes together with --show-config: a node prints no result");
            }
        });
        command.SetAction(async (parsed, _) =>
        {
            var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);
            var files = NodeFiles.Read(parsed.GetValue(config) ?? environment.GetValueOrDefault(NodeSettingTable.ConfigVariable));
            var result = new NodeSettingsReader(environment, files).Read(setting => Given(parsed, options[setting.Name]));
            if (result.Problems.Count > 0)
            {
                throw new CommandException(ExitCodes.Usage, string.Join("\nlora-cluster: ", result.Problems));
            }

            foreach (string overruled in ToldToAkka.Overruled(result))
            {
                streams.Error.WriteLine($"lora-cluster: note: {overruled}");
            }

            if (parsed.GetValue(show))
            {
                ShownConfig.Write(streams.Out, result, ToldToAkka.All(NodeHost.SettingsOf(result.Choices)), parsed.GetValue(json));
                return ExitCodes.Ok;
            }

            return await new NodeHost(result.Choices, streams).RunAsync().ConfigureAwait(false);
        });
        return command;
    }

    private static Option Option(NodeSetting setting) => setting.IsSwitch
        ? new Option<bool>(setting.Option) { Description = setting.Description }
        : new Option<string?>(setting.Option) { Description = $"{setting.Description} [default: {setting.Default}]", HelpName = setting.Metavar };

    private static string? Given(ParseResult parsed, Option option) => option switch
    {
        Option<bool> choice => parsed.GetValue(choice) ? "true" : null,
        Option<string?> text => parsed.GetValue(text),
        _ => null,
    };
}

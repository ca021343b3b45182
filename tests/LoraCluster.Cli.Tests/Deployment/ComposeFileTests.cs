using LoraCluster.Cli.Nodes;

namespace LoraCluster.Cli.Tests.Deployment;

/// <summary>docker-compose.yml against the program's own options, variables, ports and paths.</summary>
public sealed class ComposeFileTests
{
    public static TheoryData<string> Services => [.. ComposeFile.Services.Keys];

    [FactNeeding(Need.Compose)]
    public void Compose_takes_the_file() => Assert.True(Needs.Succeeds("docker-compose", "--file", ComposeFile.Path, "config", "--quiet"));

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Every_command_is_one_that_the_program_takes(string name)
    {
        (int code, _, string error) = await Workplace.RunAsync([.. ComposeFile.Words(ComposeFile.Services[name]["command"]), "--show-config", "--config", Path.GetTempPath()]);

        // What a machine of tests lacks is the secrets, and perhaps an address beyond loopback. Settings are judged before either.
        Assert.True((code == 77 && error.StartsWith("lora-cluster: /run/secrets/", StringComparison.Ordinal)) || error.StartsWith("lora-cluster: --advertise: got 'auto:25520'; expected a machine with", StringComparison.Ordinal), error);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Every_variable_is_one_that_the_program_reads(string name) =>
        Assert.All(
            ComposeFile.Map(ComposeFile.Services[name]["environment"]).Keys.Cast<string>(),
            variable => Assert.True(NodeSettingTable.OtherVariables.Contains(variable) || NodeSettingTable.All.Any(s => s.Variable == variable), variable));

    [Theory]
    [MemberData(nameof(Services))]
    public void The_secrets_of_a_service_are_the_files_that_it_names(string name)
    {
        var service = ComposeFile.Services[name];
        const string Folder = "/run/secrets/";
        string[] named = [.. ComposeFile.Words(service["command"]).Where(w => w.Contains(Folder, StringComparison.Ordinal)).Select(w => w[(w.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..])];
        Assert.Equal(named.Order(StringComparer.Ordinal), ComposeFile.Words(service["secrets"]).Order(StringComparer.Ordinal));
        Assert.Subset(ComposeFile.Map(ComposeFile.Root["secrets"]).Keys.Cast<string>().ToHashSet(), named.ToHashSet());
        Assert.DoesNotContain("ca-key.pem", File.ReadAllText(ComposeFile.Path), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Every_service_is_hardened(string name)
    {
        var service = ComposeFile.Services[name];
        Assert.Equal("true", service["read_only"]);
        Assert.Equal(["ALL"], ComposeFile.Words(service["cap_drop"]));
        Assert.Equal(["no-new-privileges:true"], ComposeFile.Words(service["security_opt"]));
        Assert.DoesNotContain(service["user"].ToString()!.Split(':'), part => part is "0" or "root");
        Assert.All(["mem_limit", "cpus", "pids_limit", "healthcheck"], limit => Assert.Contains(limit, service.Keys));
        Assert.Equal("15s", service["stop_grace_period"]);
        Assert.Equal("unless-stopped", service["restart"]);
    }

    [Fact]
    public void One_port_is_published_and_on_loopback_only()
    {
        var published = ComposeFile.Services.Values.Where(s => s.ContainsKey("ports")).SelectMany(s => ComposeFile.Words(s["ports"]));
        Assert.Equal(["127.0.0.1:19080:19080"], published);
        Assert.Equal("true", ComposeFile.Map(ComposeFile.Map(ComposeFile.Root["networks"])["cluster"])["internal"]);
    }

    [Fact]
    public void The_seeds_are_the_coordinators_of_which_there_are_three()
    {
        string[] coordinators = [.. ComposeFile.Services.Where(s => ComposeFile.Words(s.Value["command"]).Any(w => w.StartsWith("--roles=", StringComparison.Ordinal) && w.Contains("coordinator", StringComparison.Ordinal))).Select(s => s.Key)];
        Assert.Equal(3, coordinators.Length);
        Assert.All(ComposeFile.Services.Values, s => Assert.Contains("--seeds=" + string.Join(',', coordinators.Select(c => c + ":25520")), ComposeFile.Words(s["command"])));
    }
}

using System.Globalization;
using LoraCluster.Cli.Nodes;
using LoraCluster.Server.Tests.Toys;
using YamlDotNet.RepresentationModel;

namespace LoraCluster.Cli.Tests.Deployment;

/// <summary>deploy/kubernetes against the program's own options, variables, ports and paths, and against itself.</summary>
public sealed class KubernetesTests
{
    private static readonly List<YamlNode> Objects =
    [
        .. Directory.GetFiles(Repository.Path("deploy/kubernetes"), "*.yaml").Order(StringComparer.Ordinal).SelectMany(file =>
        {
            var stream = new YamlStream();
            using var text = new StreamReader(file);
            stream.Load(text);
            return stream.Documents.Select(d => d.RootNode);
        }),
    ];

    public static TheoryData<string> Manifests => [.. Directory.GetFiles(Repository.Path("deploy/kubernetes"), "*.yaml").Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Manifests))]
    public void Every_field_is_one_that_the_API_has(string file)
    {
        string text = File.ReadAllText(Repository.Path("deploy/kubernetes/" + file));
        List<object> objects = k8s.KubernetesYaml.LoadAllFromString(text, strict: true);
        Assert.NotEmpty(objects);
        string misspelt = text.Replace("\nspec:", "\nspek:", StringComparison.Ordinal);
        if (misspelt != text)
        {
            Assert.ThrowsAny<YamlDotNet.Core.YamlException>(() => k8s.KubernetesYaml.LoadAllFromString(misspelt, strict: true));
        }
    }

    public static TheoryData<string> Workloads => ["coordinator", "worker"];

    [Theory]
    [MemberData(nameof(Workloads))]
    public async Task The_arguments_are_ones_that_the_program_takes(string name)
    {
        string[] args = [.. Words(Container(name)["args"]).Select(a => a.Replace("$(POD_NAME)", "coordinator-0", StringComparison.Ordinal).Replace("$(POD_IP)", "10.0.0.1", StringComparison.Ordinal))];
        (int code, _, string error) = await Workplace.RunAsync([.. args, "--show-config", "--config", Path.GetTempPath()]);

        // The settings are judged, and then the secrets are missing here.
        Assert.True(code == 77 && error.StartsWith("lora-cluster: /run/secrets/", StringComparison.Ordinal), error);
        Assert.All(args, a => Assert.DoesNotContain("$(", a, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Workloads))]
    public void Ports_and_probes_are_those_of_the_program(string name)
    {
        YamlNode container = Container(name);
        var ports = Items(container["ports"]).ToDictionary(p => p["name"].ToString(), p => p["containerPort"].ToString());
        Assert.Contains($"--bind=0.0.0.0:{ports["node"]}", Words(container["args"]));
        Assert.Contains($"--http=0.0.0.0:{ports["http"]}", Words(container["args"]));
        foreach (var (probe, path) in (IEnumerable<(string, string)>)[("startupProbe", "/healthz"), ("livenessProbe", "/healthz"), ("readinessProbe", "/readyz")])
        {
            YamlNode get = container[probe]["httpGet"];
            Assert.Equal((path, "http", "HTTPS"), (get["path"].ToString(), get["port"].ToString(), get["scheme"].ToString()));
        }

        Assert.All(
            Objects.Where(o => o["kind"].ToString() == "Service").SelectMany(s => Items(s["spec"]["ports"])),
            port => Assert.Equal(ports[port["targetPort"].ToString()], port["port"].ToString()));
    }

    [Theory]
    [MemberData(nameof(Workloads))]
    public void Variables_are_ones_that_the_program_reads(string name) => Assert.All(
        Items(Container(name)["env"]).Select(e => e["name"].ToString()).Where(v => v.StartsWith(NodeSettingTable.Prefix, StringComparison.Ordinal)),
        variable => Assert.True(NodeSettingTable.OtherVariables.Contains(variable) || NodeSettingTable.All.Any(s => s.Variable == variable), variable));

    [Theory]
    [MemberData(nameof(Workloads))]
    public void Files_that_are_named_are_mounted(string name)
    {
        YamlNode pod = Pod(name);
        var volumes = Items(pod["volumes"]).ToDictionary(v => v["name"].ToString());
        var mounts = Items(Container(name)["volumeMounts"]).ToDictionary(m => m["mountPath"].ToString(), m => volumes[m["name"].ToString()]);
        Assert.Equal(volumes.Count, mounts.Count);
        foreach (string path in Words(Container(name)["args"]).Where(a => a.Contains("=/run/", StringComparison.Ordinal)).Select(a => a.Split('=')[1]))
        {
            YamlNode secret = mounts[Path.GetDirectoryName(path)!]["secret"];
            if (secret["secretName"].ToString() == "lora-cluster-tls")
            {
                Assert.Contains(Path.GetFileName(path), Items(secret["items"]).Select(i => i["path"].ToString()));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Workloads))]
    public void Pods_are_hardened(string name)
    {
        YamlNode pod = Pod(name), context = Container(name)["securityContext"];
        Assert.Equal(("true", "RuntimeDefault"), (pod["securityContext"]["runAsNonRoot"].ToString(), pod["securityContext"]["seccompProfile"]["type"].ToString()));
        Assert.Equal(("false", "false"), (pod["automountServiceAccountToken"].ToString(), pod["enableServiceLinks"].ToString()));
        Assert.Equal(("false", "true"), (context["allowPrivilegeEscalation"].ToString(), context["readOnlyRootFilesystem"].ToString()));
        Assert.Equal(["ALL"], Words(context["capabilities"]["drop"]));
        Assert.InRange(int.Parse(pod["terminationGracePeriodSeconds"].ToString(), CultureInfo.InvariantCulture), 11, 30);
    }

    [Fact]
    public void The_seeds_are_the_pods_of_the_stateful_set()
    {
        YamlNode set = Workload("coordinator");
        int replicas = int.Parse(set["spec"]["replicas"].ToString(), CultureInfo.InvariantCulture);
        string seeds = "--seeds=" + string.Join(',', Enumerable.Range(0, replicas).Select(i => $"coordinator-{i}.{set["spec"]["serviceName"]}:25520"));
        Assert.Equal(3, replicas);
        Assert.Contains(seeds, Words(Container("coordinator")["args"]));
        Assert.Contains(seeds, Words(Container("worker")["args"]));
        Assert.Single(Objects, o => o["kind"].ToString() == "Service" && o["metadata"]["name"].ToString() == set["spec"]["serviceName"].ToString() && o["spec"]["clusterIP"].ToString() == "None");
    }

    private static YamlNode Workload(string name) => Objects.Single(o => o["kind"].ToString() is "StatefulSet" or "Deployment" && o["metadata"]["name"].ToString() == name);

    private static YamlNode Pod(string name) => Workload(name)["spec"]["template"]["spec"];

    private static YamlNode Container(string name) => Items(Pod(name)["containers"]).Single();

    private static IEnumerable<YamlNode> Items(YamlNode list) => (YamlSequenceNode)list;

    private static string[] Words(YamlNode list) => [.. Items(list).Select(i => i.ToString())];
}

using LoraCluster.Cli.Nodes;
using LoraCluster.Cluster.Node;

namespace LoraCluster.Cli.Tests.Nodes;

/// <summary>Where a node's settings come from, and what is wrong with them.</summary>
public sealed class NodeSettingsReaderTests
{
    private static readonly Dictionary<string, string> Worker = new() { ["--roles"] = "worker" };

    [Fact]
    public void The_command_line_wins_over_the_environment_which_wins_over_files_which_win_over_the_default()
    {
        Dictionary<string, string> environment = new() { ["LORACLUSTER_WORKERS"] = "2", ["LORACLUSTER_DISK_WAIT"] = "2" };
        const string File = "lora-cluster.node { workers = 3, disk-wait = 3, join-timeout = 3 }";

        var read = Read(new(Worker) { ["--workers"] = "1" }, environment, File);

        Assert.Empty(read.Problems);
        Assert.Equal(1, read.Choices.Node.Workers);
        Assert.Equal(TimeSpan.FromSeconds(2), read.Choices.Node.DiskWait);
        Assert.Equal(TimeSpan.FromSeconds(3), read.Choices.Node.JoinTimeout);
        Assert.Equal(SplitStrategy.KeepMajority, read.Choices.Node.Split);
        Assert.Equal(("1", "--workers"), read.Said["workers"]);
        Assert.Equal(("2", "LORACLUSTER_DISK_WAIT"), read.Said["disk-wait"]);
        Assert.Equal(("3", "0.hocon: lora-cluster.node.join-timeout"), read.Said["join-timeout"]);
        Assert.False(read.Said.ContainsKey("split"));
    }

    [Fact]
    public void The_first_file_that_speaks_of_a_setting_has_the_word_for_ours_and_for_Akkas()
    {
        var read = Read(
            Worker,
            [],
            "lora-cluster.node.workers = 4\nakka.cluster.retry-unsuccessful-join-after = 7 s",
            "lora-cluster.node { workers = 5, disk-wait = 5 }\nakka.cluster { retry-unsuccessful-join-after = 8 s, gossip-interval = 9 s }");

        Assert.Empty(read.Problems);
        Assert.Equal((4, TimeSpan.FromSeconds(5)), (read.Choices.Node.Workers, read.Choices.Node.DiskWait));
        var akka = NodeHocon.Of(read.Choices.Node);
        Assert.Equal("7 s", akka.GetString("akka.cluster.retry-unsuccessful-join-after"));
        Assert.Equal("9 s", akka.GetString("akka.cluster.gossip-interval"));
    }

    [Fact]
    public void An_array_in_a_file_is_a_list_and_an_empty_variable_says_nothing()
    {
        var read = Read([], new() { ["LORACLUSTER_ROLES"] = "" }, "lora-cluster.node { roles = [worker, coordinator], seeds = [\"a:1\", \"b:2\"] }");

        Assert.Empty(read.Problems);
        Assert.Equal(["coordinator", "worker"], read.Choices.Node.Roles);
        Assert.Equal(["a:1", "b:2"], read.Choices.Node.Seeds.Select(seed => $"{seed.Host}:{seed.Port}"));
    }

    [Theory]
    [InlineData("--roles", "wroker", "expected some of aggregator, coordinator, worker")]
    [InlineData("--roles", "", "expected some of")]
    [InlineData("--bind", "127.0.0.1", "expected HOST:PORT")]
    [InlineData("--bind", "127.0.0.1:65536", "expected HOST:PORT with a port from 0 to 65535")]
    [InlineData("--bind", "127.0.0.1:-1", "expected HOST:PORT")]
    [InlineData("--bind", "[a\"b]:1", "expected HOST:PORT")]
    [InlineData("--bind", ":1", "expected HOST:PORT")]
    [InlineData("--seeds", "a:0", "expected HOST:PORT with a port from 1 to 65535")]
    [InlineData("--seeds", "akka.tcp://lora-cluster@a:1", "expected HOST:PORT alone; the protocol follows from whether TLS is on")]
    [InlineData("--workers", "0", "expected a whole number from 1 to 1024")]
    [InlineData("--workers", "1025", "expected a whole number from 1 to 1024")]
    [InlineData("--workers", "1.5", "expected a whole number from 1 to 1024")]
    [InlineData("--join-timeout", "nan", "expected seconds above 0")]
    [InlineData("--join-timeout", "0", "expected seconds above 0")]
    [InlineData("--disk-wait", "1 h", "expected seconds above 0")]
    [InlineData("--split", "keep-al", "expected keep-majority or keep-all")]
    [InlineData("--insecure-network", "maybe", "expected true or false")]
    [InlineData("--max-cells", "0", "expected a number of at least 1")]
    [InlineData("--max-dataset-bytes", "1e400", "expected a number of at least 1")]
    [InlineData("--log-format", "xml", "expected text or json")]
    [InlineData("--otlp", "collector:4318", "expected an http or https URL")]
    public void A_wrong_value_names_its_source_wherever_it_stands(string option, string value, string expected)
    {
        string name = option[2..], variable = "LORACLUSTER_" + name.ToUpperInvariant().Replace('-', '_');
        string quoted = value.Replace("\"", "\\\"", StringComparison.Ordinal);

        Assert.StartsWith($"{option}: got '{value}'; {expected}", Problem(Read(new(Worker) { [option] = value })), StringComparison.Ordinal);
        Assert.StartsWith($"0.hocon: lora-cluster.node.{name}: got '{value}'; {expected}", Problem(Read(WorkerUnless(option), [], $"lora-cluster.node.{name} = \"{quoted}\"")), StringComparison.Ordinal);
        if (value.Length > 0)
        {
            Assert.StartsWith($"{variable}: got '{value}'; {expected}", Problem(Read(WorkerUnless(option), new() { [variable] = value })), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("--data: an aggregator needs a data directory", "--roles", "aggregator")]
    [InlineData("--tls-certificate and --tls-ca go together", "--roles", "worker", "--tls-certificate", "a")]
    [InlineData("--tls-certificate and --tls-ca go together", "--roles", "worker", "--tls-ca", "a")]
    [InlineData("--tls-password-file is the password of --tls-certificate", "--roles", "worker", "--tls-password-file", "a")]
    [InlineData("--bind 10.0.0.1: beyond loopback nodes need certificates", "--roles", "worker", "--bind", "10.0.0.1:0")]
    [InlineData("--bind 0.0.0.0: needs --advertise HOST:PORT", "--roles", "worker", "--bind", "0.0.0.0:0", "--insecure-network", "true")]
    [InlineData("--http 0.0.0.0: beyond loopback the API needs --token-file", "--roles", "worker", "--http", "0.0.0.0:0")]
    public void Settings_that_do_not_go_together_are_refused(string problem, params string[] options) =>
        Assert.StartsWith(problem, Problem(Read(options.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]))), StringComparison.Ordinal);

    [Theory]
    [InlineData("--bind", "10.0.0.1:0", "--insecure-network", "true")]
    [InlineData("--bind", "10.0.0.1:0", "--tls-certificate", "a", "--tls-ca", "b")]
    [InlineData("--bind", "localhost:0")]
    [InlineData("--bind", "[::1]:0")]
    [InlineData("--bind", "127.1.2.3:0", "--http", "127.0.0.1:0")]
    [InlineData("--http", "0.0.0.0:0", "--token-file", "a")]
    public void Settings_that_go_together_are_taken(params string[] options) =>
        Assert.Empty(Read(options.Chunk(2).Append(["--roles", "worker"]).ToDictionary(pair => pair[0], pair => pair[1])).Problems);

    [Fact]
    public void Everything_wrong_anywhere_is_found_in_one_pass()
    {
        var read = Read(
            new() { ["--workers"] = "x" },
            new() { ["LORACLUSTER_SPLIT"] = "x", ["LORACLUSTER_WORKER"] = "3", ["LORACLUSTER_CACHE"] = "/c", ["LORACLUSTER_NODE"] = "n", ["LORA"] = "x" },
            "lora-cluster { node { sedes = [], otlp = x }\n workers = 4, aggregator-dispatcher.throughput = 2 }\nakka.loglevel = INFO");

        Assert.Equal(
            [
                "LORACLUSTER_WORKER: unknown variable; did you mean 'LORACLUSTER_WORKERS'?",
                "0.hocon: lora-cluster.node.sedes: unknown setting; did you mean 'lora-cluster.node.seeds'?",
                "0.hocon: lora-cluster.workers: unknown setting; did you mean 'lora-cluster.node.workers'?",
                "--workers: got 'x'; expected a whole number from 1 to 1024",
                "LORACLUSTER_SPLIT: got 'x'; expected keep-majority or keep-all",
                "0.hocon: lora-cluster.node.otlp: got 'x'; expected an http or https URL",
                "--data: an aggregator needs a data directory; give one, or leave aggregator out of --roles",
            ],
            read.Problems);
    }

    [Theory]
    [InlineData("akka.actor.serializers.mine = \"Mine.Serializer, Mine\"", "akka.actor.serializers.mine")]
    [InlineData("akka.actor.serialization-bindings { \"System.Object\" = json }", "akka.actor.serialization-bindings.\"System.Object\"")]
    [InlineData("akka { actor { serialization-settings { allow-unregistered-types = on } } }", "akka.actor.serialization-settings.allow-unregistered-types")]
    public void Serializers_are_no_operators_affair(string text, string key) =>
        Assert.Equal($"0.hocon: {key}: which bytes become which objects is not a setting: a serializer more is a way in more", Problem(Read(Worker, [], text)));

    [Theory]
    [InlineData("akka {\n  loglevel = INFO\n", "line 1: what opens here is not closed with '}'")]
    [InlineData("akka.loglevel = INFO\n}\nlora-cluster.node.workers = 3", "line 2: '}' closes nothing that is open")]
    [InlineData("akka.cluster.roles = [a, b}", "line 1: '}' closes nothing that is open")]
    [InlineData("a = 1\nb = \"x\n", "line 2: a quoted text does not end")]
    [InlineData("a = ${?NOT_SET}", "'a' is nested more than")]
    [InlineData("a = ${NOT_SET}", "Unresolved substitution: NOT_SET")]
    public void A_file_that_Akka_would_read_only_in_part_is_refused(string text, string problem) =>
        Assert.StartsWith($"0.hocon: is no HOCON that can be used: {problem}", Problem(Read(Worker, [], text)), StringComparison.Ordinal);

    [Theory]
    [InlineData("# it's a } comment\na = \"} \\\" {\" // and [ another\nb = \"\"\"\n} \"quoted\" \n\"\"\"\nlora-cluster.node.workers = 3")]
    [InlineData("a = 2\nb = ${a}\nlora-cluster.node { workers = 3 }")]
    [InlineData("lora-cluster.node.workers = 3 # a comment without an end")]
    public void A_file_with_brackets_in_texts_and_comments_is_read_to_its_end(string text)
    {
        var read = Read(Worker, [], text);
        Assert.Empty(read.Problems);
        Assert.Equal(3, read.Choices.Node.Workers);
    }

    [Fact]
    public void What_a_file_says_in_vain_is_named_with_what_holds_instead()
    {
        var read = Read(Worker, [], "akka { loglevel = INFO, remote { untrusted-mode = off, dot-netty.tcp.maximum-frame-size = 131072b }\n cluster.seed-nodes = [\"akka.tcp://x@y:1\"] }");

        Assert.Equal(
            ["0.hocon: akka.cluster.seed-nodes is not in force: it is []", "0.hocon: akka.remote.untrusted-mode is not in force: it is \"on\""],
            ToldToAkka.Overruled(read));
    }

    private static Dictionary<string, string> WorkerUnless(string option) => option == "--roles" ? [] : Worker;

    // Problems of the default roles, which a wrong list of roles leaves in force, come after.
    private static string Problem(NodeSettingsReader.Result read) => read.Problems[0];

    private static NodeSettingsReader.Result Read(Dictionary<string, string> options, Dictionary<string, string>? environment = null, params string[] files) =>
        new NodeSettingsReader(environment ?? [], [.. files.Select((text, i) => ($"{i}.hocon", text))]).Read(setting => options.GetValueOrDefault(setting.Option));
}

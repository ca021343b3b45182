using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LoraCluster.Cli.Commands;
using LoraCluster.Server;

namespace LoraCluster.Cli.Remote;

/// <summary>Which node a command asks, shared by the commands that ask one.</summary>
internal sealed class NodeArguments
{
    /// <summary>The environment's word for <c>--node</c>.</summary>
    public const string NodeVariable = "LORACLUSTER_NODE";

    /// <summary>The token itself; <c>--token-file</c> wins.</summary>
    public const string TokenVariable = "LORACLUSTER_TOKEN";

    private static readonly string Standard = $"http://127.0.0.1:{NodeWebOptions.DefaultPort}";

    private readonly Option<string?> _node = new("--node")
    {
        HelpName = "URL",
        Description = $"The node to ask; any node of the cluster will do. [default: ${NodeVariable}, else {Standard}]",
    };

    private readonly Option<string?> _tokenFile = PathArgument.Option("--token-file", $"A file with the node's token. [default: the token in ${TokenVariable}, else none]", "FILE");

    private readonly Option<string?> _authority = PathArgument.Option("--ca", "A file (PEM) with the authority of the node's certificate, where it is a private one.", "FILE");

    public NodeArguments() => _node.Validators.Add(result =>
    {
        if (result.Tokens is [var token, ..] && AddressIn(token.Value) is null)
        {
            result.AddError(Problem("option --node", token.Value));
        }
    });

    public void AddTo(Command command)
    {
        command.Options.Add(_node);
        command.Options.Add(_tokenFile);
        command.Options.Add(_authority);
    }

    /// <summary>The options as the user gave them, to be repeated in a command that we suggest.</summary>
    public string AsGiven(ParseResult parsed) =>
        string.Concat(new Option[] { _node, _tokenFile, _authority }.Select(option => SweepArguments.AsGiven(parsed, option)));

    /// <summary>A client of the node; throws <see cref="CommandException"/>. Nothing is sent yet.</summary>
    public NodeClient Connect(ParseResult parsed)
    {
        string address = parsed.GetValue(_node) ?? Variable(NodeVariable) ?? Standard;
        return new NodeClient(
            AddressIn(address) ?? throw new CommandException(ExitCodes.Usage, Problem(NodeVariable, address)),
            parsed.GetValue(_tokenFile) is { } file ? Token(Read(file, File.ReadAllText), file) : Variable(TokenVariable) is { } token ? Token(token, TokenVariable) : null,
            parsed.GetValue(_authority) is { } authority ? Read(authority, Authorities) : null);
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static Uri? AddressIn(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address is { Scheme: "http" or "https", AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" } ? address : null;

    private static string Problem(string source, string got) => $"{source}: got '{got}'; expected http://HOST:PORT or https://HOST:PORT";

    private static string Token(string text, string source)
    {
        string token = text.Trim();
        return token.Length > 0 && token.All(c => c is > ' ' and <= '~')
            ? token
            : throw new CommandException(ExitCodes.Usage, $"{source}: holds no token; expected one line of printable ASCII without spaces");
    }

    private static X509Certificate2Collection Authorities(string path)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(path);
        return authorities.Count > 0 ? authorities : throw new CryptographicException("no certificate in it");
    }

    private static T Read<T>(string path, Func<string, T> read)
    {
        try
        {
            return read(path);
        }
        catch (UnauthorizedAccessException) when (!Directory.Exists(path))
        {
            throw new CommandException(ExitCodes.Permission, $"{path}: permission denied");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandException(ExitCodes.NoInput, $"{path}: no such file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException or NotSupportedException)
        {
            throw new CommandException(ExitCodes.NoInput, $"{path}: cannot be read: {e.Message}");
        }
    }
}

using System.CommandLine;
using System.Security.Cryptography;
using LoraCluster.Cluster.Node;

namespace LoraCluster.Cli.Commands;

/// <summary><c>lora-cluster certs --out DIR --name HOST</c></summary>
internal static class CertsCommand
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int AuthorityYears = 10;

    public static Command Create(Streams streams)
    {
        var output = PathArgument.Option("--out", "Where the files go; an authority that is there already is used again. [default: certs]");
        var names = new Option<string[]>("--name")
        {
            Description = "A node's host names and addresses, separated by commas; the first one names its files. Once for each node.",
            HelpName = "HOST,…",
            Required = true,
        };
        names.Validators.Add(given =>
        {
            foreach (string text in given.Tokens.Select(t => t.Value).Where(t => NamesIn(t) is not { Length: > 0 } hosts || hosts.Any(n => Uri.CheckHostName(n) == UriHostNameType.Unknown)))
            {
                given.AddError($"option --name: got '{text}'; expected host names or addresses, separated by commas");
            }

            foreach (var twice in given.Tokens.Select(t => NamesIn(t.Value)).Where(n => n.Length > 0).GroupBy(FileOf, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            {
                given.AddError($"option --name: '{twice.Key}' comes first in {twice.Count()} lists, and one node's files would replace the other's; expected another first name for each node");
            }
        });
        var days = RangeOption.Of("--days", "N", "How long node certificates are valid.", 365, 1, 3650, "a whole number of days from 1 to 3650");
        var command = new Command("certs", "Make a private certificate authority and node certificates for mutual TLS between the nodes of one cluster.") { output, names, days };
        command.SetAction(parsed =>
        {
            string place = parsed.GetValue(output) ?? "certs";
            Directory.CreateDirectory(place);
            using var authority = Authority(place, streams);
            foreach (string name in parsed.GetRequiredValue(names))
            {
                Issue(authority, place, NamesIn(name), TimeSpan.FromDays(parsed.GetValue(days)), streams);
            }

            streams.Out.WriteLine($"""
                Each node gets ca.pem, its own .p12 and its .password, and is started with
                  --tls-ca ca.pem --tls-certificate NODE.p12 --tls-password-file NODE.password
                Nobody but you gets ca-key.pem: whoever has it can make nodes.
                """);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static string[] NamesIn(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string FileOf(string[] names) => names[0].Replace(':', '_');

    private static CertificateAuthority Authority(string place, Streams streams)
    {
        string certificate = Path.Combine(place, "ca.pem"), key = Path.Combine(place, "ca-key.pem");
        if (File.Exists(certificate) || File.Exists(key))
        {
            try
            {
                var authority = CertificateAuthority.Load(File.ReadAllText(certificate), File.ReadAllText(key));
                return authority.End > TimeProvider.System.GetUtcNow()
                    ? authority
                    : throw new CommandException(ExitCodes.OutputRefused, FormattableString.Invariant($"{certificate}: ended on {authority.End:yyyy-MM-dd}; begin a new authority in another directory"));
            }
            catch (Exception trouble) when (trouble is CryptographicException or ArgumentException or FileNotFoundException)
            {
                throw new CommandException(ExitCodes.NoInput, $"{place}: ca.pem and ca-key.pem are no authority together: {trouble.Message}");
            }
        }

        var made = CertificateAuthority.Create(TimeProvider.System.GetUtcNow(), TimeSpan.FromDays(365 * AuthorityYears));
        Write(key, System.Text.Encoding.ASCII.GetBytes(made.KeyPem), Private);
        Write(certificate, System.Text.Encoding.ASCII.GetBytes(made.CertificatePem), Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        streams.Out.WriteLine($"{certificate}  the authority, valid for {AuthorityYears} years; its key is beside it");
        return made;
    }

    private static void Issue(CertificateAuthority authority, string place, string[] names, TimeSpan validity, Streams streams)
    {
        string password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        string file = Path.Combine(place, FileOf(names));
        Write(file + ".p12", authority.Issue(names, password, TimeProvider.System.GetUtcNow(), validity), Private);
        Write(file + ".password", System.Text.Encoding.ASCII.GetBytes(password + "\n"), Private);
        streams.Out.WriteLine($"{file}.p12  for {string.Join(", ", names)}, valid for {validity.TotalDays} days; its password is beside it");
    }

    // Never readable by others, not even between creation and a later change of mode.
    private static void Write(string path, byte[] content, UnixFileMode mode)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        using var file = new FileStream(path, options);
        file.Write(content);
    }
}

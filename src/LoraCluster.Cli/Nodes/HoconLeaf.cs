using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace LoraCluster.Cli.Nodes;

/// <summary>One value in HOCON.</summary>
/// <param name="Path">The names that lead to it.</param>
/// <param name="Items">Its text, one for each item of an array.</param>
/// <param name="IsArray">True for an array.</param>
internal sealed partial record HoconLeaf(IReadOnlyList<string> Path, IReadOnlyList<string> Items, bool IsArray)
{
    private const string Hidden = "(hidden)";

    // What Akka's parser makes of an optional substitution without a value contains itself.
    private const int DeepestPath = 50;

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Secrets = ["password", "secret", "token"];

    /// <summary>The dotted path; names that need quotes have them.</summary>
    public string Key => string.Join('.', Path.Select(name => Plain().IsMatch(name) ? name : Quoted(name)));

    /// <summary>The value as text, items of an array separated by commas.</summary>
    public string Text => string.Join(',', Items);

    /// <summary>The value as HOCON; a secret is not shown.</summary>
    public string Shown =>
        Secrets.Any(secret => Path[^1].EndsWith(secret, StringComparison.OrdinalIgnoreCase)) ? Quoted(Hidden)
        : IsArray ? $"[{string.Join(", ", Items.Select(Quoted))}]"
        : Quoted(Text);

    /// <summary>Every value, in the order of the keys; throws <see cref="FormatException"/> for what never ends.</summary>
    public static IReadOnlyList<HoconLeaf> Of(Config config)
    {
        var leaves = new List<HoconLeaf>();
        if (!config.IsEmpty)
        {
            Collect(config.Root, [], leaves);
        }

        return [.. leaves.OrderBy(leaf => leaf.Key, StringComparer.Ordinal)];
    }

    /// <summary>A text in HOCON's quotes, which are JSON's.</summary>
    public static string Quoted(string text) => JsonSerializer.Serialize(text, Relaxed);

    private static void Collect(HoconValue value, IReadOnlyList<string> path, List<HoconLeaf> leaves)
    {
        if (path.Count > DeepestPath)
        {
            throw new FormatException($"'{path[0]}' is nested more than {DeepestPath} deep; an optional substitution '${{?…}}' without a value looks the same");
        }

        if (value.IsObject())
        {
            foreach ((string name, HoconValue inner) in value.GetObject().Items)
            {
                Collect(inner, [.. path, name], leaves);
            }
        }
        else if (value.Values.Exists(element => element.IsArray() || element is HoconArray)) // an empty array calls itself none
        {
            leaves.Add(new HoconLeaf(path, [.. value.GetArray().Select(item => item.GetString())], IsArray: true));
        }
        else if (value.GetString() is { } text)
        {
            leaves.Add(new HoconLeaf(path, [text], IsArray: false));
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}

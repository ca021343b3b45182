using System.Globalization;
using System.Text.RegularExpressions;

namespace LoraCluster.Checkpoints.Models;

/// <summary>Which layer a weight belongs to, and which linear map of it: q, k, v, o, gate, up, down in the Qwen2 and Llama families, else the last part of its name.</summary>
/// <param name="Layer">The layer, from 0.</param>
/// <param name="Module">The map.</param>
public sealed partial record ModuleName(int Layer, string Module)
{
    /// <summary>The maps that LoRA is usually put on, in the order of the forward pass.</summary>
    public static IReadOnlyList<string> Usual { get; } = ["q", "k", "v", "o", "gate", "up", "down"];

    /// <summary>Reads a tensor's name; null for one that is no weight of a layer (embeddings, the head, norms' biases).</summary>
    public static ModuleName? Parse(string tensor) => Pattern().Match(tensor) is { Success: true } match
        ? new ModuleName(int.Parse(match.Groups["layer"].Value, CultureInfo.InvariantCulture), match.Groups["module"].Value)
        : null;

    [GeneratedRegex(@"(^|\.)(layers|layer|h|blocks)\.(?<layer>[0-9]{1,6})\.([^.]+\.)*?(?<module>[^.]+?)(_proj)?\.weight$")]
    private static partial Regex Pattern();
}

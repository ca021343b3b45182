namespace LoraCluster.FineTuning;

/// <summary>The shapes of the networks that come with the program.</summary>
public static class EmbeddedNetworks
{
    /// <summary>Classes of the pictures.</summary>
    public const int Classes = 10;

    /// <summary>Pixels on a side.</summary>
    public const int Side = 28;

    /// <summary>Pixels on a side of a transformer's patch.</summary>
    public const int PatchSide = 7;

    /// <summary>Patches of a picture.</summary>
    public const int Patches = Side / PatchSide * (Side / PatchSide);

    /// <summary>Width of the transformer.</summary>
    public const int Width = 64;

    /// <summary>Width of its perceptrons.</summary>
    public const int InnerWidth = 128;

    /// <summary>Attention heads.</summary>
    public const int Heads = 4;

    /// <summary>Blocks of the transformer.</summary>
    public const int Blocks = 2;

    /// <summary>Widths of the MLP, from the pixels to the classes.</summary>
    public static IReadOnlyList<int> MlpWidths { get; } = [Side * Side, 256, 128, Classes];

    /// <summary>The weight matrices, by name: what LoRA can update, and what has a spectrum.</summary>
    public static IReadOnlyList<WeightShape> Matrices(string model) => model == "mlp" ? Mlp : Transformer;

    /// <summary>Their names.</summary>
    public static IEnumerable<string> WeightsOf(string model) => Matrices(model).Select(weight => weight.Name);

    private static readonly string[] AttentionMaps = ["q", "k", "v", "o"];

    private static readonly WeightShape[] Mlp =
    [
        new("blocks.0.fc", MlpWidths[1], MlpWidths[0], WeightGroup.Mlp), new("blocks.1.fc", MlpWidths[2], MlpWidths[1], WeightGroup.Mlp), new("head", MlpWidths[3], MlpWidths[2], WeightGroup.Other),
    ];

    private static readonly WeightShape[] Transformer =
    [
        new("embed", Width, PatchSide * PatchSide, WeightGroup.Other),
        .. Enumerable.Range(0, Blocks).SelectMany(BlockOf),
        new("head", Classes, Width, WeightGroup.Other),
    ];

    private static IEnumerable<WeightShape> BlockOf(int block)
    {
        string name = FormattableString.Invariant($"blocks.{block}.");
        return
        [
            .. AttentionMaps.Select(map => new WeightShape(name + map, Width, Width, WeightGroup.Attention)),
            new(name + "up", InnerWidth, Width, WeightGroup.Mlp),
            new(name + "down", Width, InnerWidth, WeightGroup.Mlp),
        ];
    }
}

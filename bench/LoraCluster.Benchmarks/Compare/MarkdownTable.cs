using System.Globalization;

namespace LoraCluster.Benchmarks.Compare;

/// <summary>A table in Markdown, first column left, the others right.</summary>
internal sealed class MarkdownTable
{
    /// <summary>A cell with no number in it.</summary>
    public const string Nothing = "–";

    private readonly List<string> _lines;

    public MarkdownTable(IReadOnlyList<string> headings) => _lines = [Line(headings), Line(["---", .. headings.Skip(1).Select(_ => "---:")])];

    /// <summary>Three significant digits, all digits of whole thousands; <see cref="Nothing"/> for null.</summary>
    public static string Number(double? value) => value switch
    {
        null => Nothing,
        >= 100 or 0 => value.Value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.Value.ToString("F1", CultureInfo.InvariantCulture),
        >= 1 => value.Value.ToString("F2", CultureInfo.InvariantCulture),
        >= 0.1 => value.Value.ToString("F3", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("F4", CultureInfo.InvariantCulture),
    };

    public void Add(IReadOnlyList<string> cells) => _lines.Add(Line(cells));

    public override string ToString() => string.Concat(_lines);

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |\n";
}

using System.Globalization;
using LoraCluster.Cli.Output;

namespace LoraCluster.Cli.Advising;

/// <summary>A map as characters: a dot where full fine-tuning wins, else a class of best ranks.</summary>
internal static class BoundaryText
{
    private const string Classes = "123456789abcdefghijklmnop";

    // Single ranks to 9, then classes a third of an octave wide or more.
    private static readonly int[] Starts = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 16, 20, 25, 32, 40, 50, 64, 80, 100, 128, 200, 400, 800, 1600];

    /// <summary>Writes the map, largest y first, and what its letters mean.</summary>
    public static void Write(TextWriter output, BoundaryMap map, BoundaryAxis x, BoundaryAxis y)
    {
        string[] labels = [.. Enumerable.Range(0, y.Values.Count).Select(row => RiskText.Number(y.Number(row)))];
        int margin = Math.Max(y.Parameter.Name.Length, labels.Max(label => label.Length));
        output.WriteLine(y.Parameter.Name);
        for (int row = y.Values.Count - 1; row >= 0; row--)
        {
            bool isLabelled = row % 5 == 0 || row == y.Values.Count - 1;
            output.WriteLine($"{(isLabelled ? labels[row] : string.Empty).PadLeft(margin)} | {string.Concat(map.Rows[row].Select(Symbol))}");
        }

        string first = RiskText.Number(x.Number(0)), last = RiskText.Number(x.Number(x.Values.Count - 1));
        output.WriteLine($"{new string(' ', margin)} +-{new string('-', x.Values.Count)}");
        output.WriteLine($"{new string(' ', margin)}   {first}{last.PadLeft(Math.Max(last.Length + 1, x.Values.Count - first.Length))}  {x.Parameter.Name}");
        output.WriteLine();
        output.WriteLine(". full fine-tuning, or as good (LoRA would save less than 0.5 %); else LoRA, at best rank " + string.Join(", ", map.Rows.SelectMany(points => points).Where(p => p.IsLora).Select(p => ClassOf(p.BestRank!.Value)).Distinct().Order().Select(Meaning)));
    }

    /// <summary>The points as comma-separated values.</summary>
    public static void WriteCsv(TextWriter output, BoundaryMap map, BoundaryAxis x, BoundaryAxis y)
    {
        output.WriteLine($"{x.Parameter.Name},{y.Parameter.Name},best_rank,ratio,simulated");
        for (int row = 0; row < y.Values.Count; row++)
        {
            for (int column = 0; column < x.Values.Count; column++)
            {
                var point = map.Rows[row][column];
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{x.Number(column):R},{y.Number(row):R},{point.BestRank},{point.Ratio:R},{(point.IsSimulated ? "true" : "false")}"));
            }
        }
    }

    /// <summary>How many points there are of each kind, in a sentence.</summary>
    public static string Summary(BoundaryMap map)
    {
        var points = map.Rows.SelectMany(row => row).ToList();
        return $"{Units.Of(points.Count, "point")}, LoRA wins at {Units.Count(points.Count(p => p.IsLora))}, {Units.Count(points.Count(p => p.IsSimulated))} simulated where the theory does not hold";
    }

    private static char Symbol(BoundaryPoint point) => point.IsLora ? Classes[ClassOf(point.BestRank!.Value)] : '.';

    private static int ClassOf(int rank) => Array.FindLastIndex(Starts, start => rank >= start);

    private static string Meaning(int place) =>
        place < 9 ? $"{Classes[place]}" : place == Starts.Length - 1 ? $"{Classes[place]} {Starts[place]} or more" : $"{Classes[place]} {Starts[place]} to {Starts[place + 1] - 1}";
}

using System.Text.Json;

namespace LoraCluster.Benchmarks;

/// <summary>JSON as the benchmarks exchange it: snake_case, one style for C# and Python.</summary>
internal static class BenchJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n",
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>Prints rows: as one JSON text, or a line each as soon as it is known.</summary>
    public static void Print<T>(IEnumerable<T> rows, bool asJson, Func<T, string> line)
    {
        if (asJson)
        {
            Console.WriteLine(Write(rows.ToList()));
            return;
        }

        foreach (T row in rows)
        {
            Console.WriteLine(line(row));
        }
    }

    /// <summary>Reads what <see cref="Write"/> or a script wrote; throws <see cref="JsonException"/>.</summary>
    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("null");
}

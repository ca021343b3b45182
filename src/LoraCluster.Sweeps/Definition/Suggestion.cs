namespace LoraCluster.Sweeps.Definition;

/// <summary>Finds what a mistyped word was meant to be.</summary>
public static class Suggestion
{
    private const int Farthest = 2;

    /// <summary>"did you mean 'x'?" for the nearest candidate within two edits, else for the only one it begins, else nothing.</summary>
    public static string For(string word, IEnumerable<string> candidates)
    {
        string? best = null;
        int nearest = Farthest + 1;
        foreach (string candidate in candidates)
        {
            int distance = Distance(word, candidate);
            if (distance < nearest && distance < Math.Max(word.Length, candidate.Length))
            {
                (best, nearest) = (candidate, distance);
            }
        }

        best ??= word.Length >= 3 ? OnlyBeginning(word, candidates) : null;
        return best is null ? "" : $"did you mean '{best}'?";
    }

    private static string? OnlyBeginning(string word, IEnumerable<string> candidates)
    {
        string[] found = [.. candidates.Where(c => c.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Take(2)];
        return found.Length == 1 ? found[0] : null;
    }

    /// <summary>Levenshtein's distance, or anything above the farthest worth suggesting.</summary>
    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > Farthest)
        {
            return Farthest + 1;
        }

        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int change = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[b.Length];
    }
}

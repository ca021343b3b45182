namespace LoraCluster.Sweeps.Running;

/// <summary>
/// Numbers for the few words that rows are made of, methods, measures and statuses: without references a row is copied as plain memory, with them by a helper that may wait for the garbage
/// collector and took a third of an aggregator's time.
/// </summary>
internal static class WordNumbers
{
    private static readonly Lock Gate = new();
    private static volatile string[] _words = [string.Empty];

    /// <summary>The number of a word; 0 for the empty one.</summary>
    public static int Of(string word)
    {
        int number = Array.IndexOf(_words, word);
        return number >= 0 ? number : Add(word);
    }

    /// <summary>The word of a number that <see cref="Of"/> gave: always the same instance.</summary>
    public static string At(int number) => _words[number];

    private static int Add(string word)
    {
        lock (Gate)
        {
            int number = Array.IndexOf(_words, word);
            if (number < 0)
            {
                number = _words.Length;
                _words = [.. _words, word];
            }

            return number;
        }
    }
}

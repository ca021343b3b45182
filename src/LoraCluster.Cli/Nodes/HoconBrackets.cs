namespace LoraCluster.Cli.Nodes;

/// <summary>Checks that brackets and quotes in HOCON are closed. Akka's parser does not: it stops at a brace too many, and what follows would silently not hold.</summary>
internal static class HoconBrackets
{
    private const string Long = "\"\"\"";

    /// <summary>Throws <see cref="FormatException"/> with the line of what is not closed, or closes nothing.</summary>
    public static void Check(string text)
    {
        var open = new Stack<(char Closing, int Line)>();
        int line = 1;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '\n')
            {
                line++;
            }
            else if (c == '#' || (c == '/' && text.AsSpan(i).StartsWith("//")))
            {
                // To the end of the line, which the next round counts.
                i = text.IndexOf('\n', i) is var end && end < 0 ? text.Length : end - 1;
            }
            else if (c == '"')
            {
                int end = EndOfText(text, i);
                if (end < 0)
                {
                    throw new FormatException($"line {line}: a quoted text does not end");
                }

                line += text.AsSpan(i, end - i).Count('\n');
                i = end;
            }
            else if (c is '{' or '[')
            {
                open.Push((c == '{' ? '}' : ']', line));
            }
            else if (c is '}' or ']' && (!open.TryPop(out var innermost) || innermost.Closing != c))
            {
                throw new FormatException($"line {line}: '{c}' closes nothing that is open");
            }
        }

        if (open.TryPop(out var left))
        {
            throw new FormatException($"line {left.Line}: what opens here is not closed with '{left.Closing}'");
        }
    }

    // The index of the last quote; -1 where there is none. A short text ends on its line.
    private static int EndOfText(string text, int start)
    {
        if (text.AsSpan(start).StartsWith(Long))
        {
            int end = text.IndexOf(Long, start + Long.Length, StringComparison.Ordinal);
            return end < 0 ? end : end + Long.Length - 1;
        }

        for (int i = start + 1; i < text.Length && text[i] != '\n'; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                return i;
            }
        }

        return -1;
    }
}

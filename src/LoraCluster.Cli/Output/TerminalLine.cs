using Spectre.Console;

namespace LoraCluster.Cli.Output;

/// <summary>One line at the foot of a terminal, rewritten in place, and lines that stay above it. One writer at a time.</summary>
internal sealed class TerminalLine
{
    private const string EraseRest = "\e[K";
    private const string Erase = "\r" + EraseRest;

    // What a terminal echoes at the cursor when Ctrl-C is pressed, and the column that some terminals wrap in.
    private const int Margin = 3;

    private readonly TextWriter _error;
    private readonly Profile _terminal;
    private string _line = string.Empty;

    private TerminalLine(TextWriter error, Profile terminal) => (_error, _terminal) = (error, terminal);

    /// <summary>Characters that fit.</summary>
    public int Width => _terminal.Width - Margin;

    /// <summary>The line on standard error; null where that is no terminal, or one that knows no escapes.</summary>
    public static TerminalLine? On(TextWriter error)
    {
        if (Console.IsErrorRedirected)
        {
            return null;
        }

        // Of standard error: standard output may be a file while the user watches.
        Profile profile = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }).Profile;
        return profile.Capabilities.Ansi ? new TerminalLine(error, profile) : null;
    }

    /// <summary>Shows this instead of what was there.</summary>
    public void Show(string line)
    {
        if (line != _line)
        {
            // New over old, then what the old one had more: erasing first would flicker.
            _line = line;
            _error.Write("\r" + line + EraseRest);
            _error.Flush();
        }
    }

    /// <summary>A line that stays.</summary>
    public void Note(string text)
    {
        _error.WriteLine(_line.Length > 0 ? Erase + text : text);
        _error.Write(_line);
        _error.Flush();
    }

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        if (_line.Length > 0)
        {
            _error.Write(Erase);
            _error.Flush();
            _line = string.Empty;
        }
    }
}

using System.Globalization;
using System.Text;

namespace LoraCluster.Sweeps.Definition;

/// <summary>One thing that is wrong with a sweep file.</summary>
/// <param name="File">The file as the user named it.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column in characters, from 1.</param>
/// <param name="Field">The field, as a path: <c>grid.n.linspace.count</c>.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Got">What was found; may be empty.</param>
/// <param name="Expected">What would be right; may be empty.</param>
/// <param name="Hint">What to do about it; may be empty.</param>
public sealed record SpecError(string File, int Line, int Column, string Field, string Problem, string Got, string Expected, string Hint)
{
    /// <summary><c>file:line:col: field: problem; got X; expected Y; hint</c>, on one line, empty pieces left out.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}: {Field}: {Problem}");
        text.Append(Got.Length > 0 ? "; got " + Got : "");
        text.Append(Expected.Length > 0 ? "; expected " + Expected : "");
        text.Append(Hint.Length > 0 ? "; " + Hint : "");
        return text.ToString();
    }
}

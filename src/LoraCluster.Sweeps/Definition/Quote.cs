using System.Globalization;
using System.Text;

namespace LoraCluster.Sweeps.Definition;

/// <summary>Makes text from a file safe to print on one line of a terminal.</summary>
public static class Quote
{
    /// <summary>Escapes what does not print (controls, direction marks, lone surrogates) and shortens to <paramref name="longest"/> characters.</summary>
    public static string Clip(string text, int longest = 80)
    {
        var safe = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (safe.Length >= longest)
            {
                return safe.Append("...").ToString();
            }

            if (Prints(Rune.GetUnicodeCategory(rune)))
            {
                safe.Append(rune);
            }
            else
            {
                safe.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
            }
        }

        return safe.ToString();
    }

    private static bool Prints(UnicodeCategory category) => category is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}

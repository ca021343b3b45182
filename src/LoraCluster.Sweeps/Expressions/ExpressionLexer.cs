using System.Globalization;
using LoraCluster.Sweeps.Definition.Text;

namespace LoraCluster.Sweeps.Expressions;

/// <summary>Cuts an expression into tokens.</summary>
internal static class ExpressionLexer
{
    private static readonly string[] Symbols = ["==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "^", "(", ")", ",", "<", ">"];

    /// <summary>The tokens, the last of kind <see cref="TokenKind.End"/>; throws <see cref="ExpressionException"/>.</summary>
    public static List<Token> Read(string text)
    {
        var tokens = new List<Token>();
        int at = 0;
        while (true)
        {
            while (at < text.Length && text[at] is ' ' or '\t' or '\n' or '\r')
            {
                at++;
            }

            if (at >= text.Length)
            {
                tokens.Add(new Token(TokenKind.End, "the end", text.Length));
                return tokens;
            }

            var token = Next(text, at);
            tokens.Add(token);
            at += token.Text.Length + (token.Kind == TokenKind.Quoted ? 2 : 0);
        }
    }

    /// <summary>The number of a token; throws <see cref="ExpressionException"/> where binary64 cannot hold it.</summary>
    public static NumberLiteral Literal(Token token)
    {
        double value = double.Parse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (double.IsInfinity(value) || (value == 0 && CoreScalar.HasNonZeroDigit(token.Text)))
        {
            throw new ExpressionException(
                token.Offset,
                value == 0 ? "the number rounds to 0" : "the number overflows",
                token.Text,
                "a number that binary64 holds",
                "");
        }

        bool whole = token.Text.All(char.IsAsciiDigit);
        return whole && !(ulong.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong exact) && exact <= (ulong)WholeNumber.Largest)
            ? throw new ExpressionException(token.Offset, "the number is too large to be exact", token.Text, "whole numbers up to 2^53", "")
            : new NumberLiteral(value);
    }

    private static Token Next(string text, int at)
    {
        char c = text[at];
        if (char.IsAsciiDigit(c) || (c == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))
        {
            return new Token(TokenKind.Number, text[at..EndOfNumber(text, at)], at);
        }

        if (char.IsAsciiLetter(c) || c == '_')
        {
            return new Token(TokenKind.Name, text[at..EndOfRun(text, at, static x => char.IsAsciiLetterOrDigit(x) || x == '_')], at);
        }

        if (c is '\'' or '"')
        {
            int close = text.IndexOf(c, at + 1);
            return close > at
                ? new Token(TokenKind.Quoted, text[(at + 1)..close], at)
                : throw new ExpressionException(at, "a quote is never closed", text[at..], "a word between quotes", "");
        }

        string? symbol = Symbols.FirstOrDefault(s => string.CompareOrdinal(text, at, s, 0, s.Length) == 0);
        return symbol is null ? throw Unknown(text, at) : new Token(TokenKind.Symbol, symbol, at);
    }

    private static int EndOfNumber(string text, int at)
    {
        int end = EndOfRun(text, at, char.IsAsciiDigit);
        if (end < text.Length && text[end] == '.')
        {
            end = EndOfRun(text, end + 1, char.IsAsciiDigit);
        }

        if (end < text.Length && text[end] is 'e' or 'E')
        {
            int digits = end + 1 < text.Length && text[end + 1] is '+' or '-' ? end + 2 : end + 1;
            int past = EndOfRun(text, digits, char.IsAsciiDigit);
            end = past > digits ? past : end;
        }

        return end;
    }

    private static int EndOfRun(string text, int at, Func<char, bool> belongs)
    {
        while (at < text.Length && belongs(text[at]))
        {
            at++;
        }

        return at;
    }

    private static ExpressionException Unknown(string text, int at)
    {
        int length = char.IsSurrogatePair(text, at) ? 2 : 1;
        string hint = text[at] switch
        {
            '=' => "compare with ==",
            '&' => "write 'and'",
            '|' => "write 'or'",
            '!' => "write 'not'",
            _ => "",
        };
        return new ExpressionException(
            at,
            "unexpected character",
            text.Substring(at, length),
            "numbers, parameter names, operators and functions",
            hint);
    }
}

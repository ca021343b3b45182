namespace LoraCluster.Sweeps.Expressions;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>A name or a keyword.</summary>
    Name,

    /// <summary>A quoted word, without its quotes.</summary>
    Quoted,

    /// <summary>An operator, a parenthesis or a comma.</summary>
    Symbol,

    /// <summary>After the last character.</summary>
    End,
}

/// <summary>A piece of an expression.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Offset)
{
    /// <summary>True for this operator, parenthesis or keyword.</summary>
    public bool Is(string text) => Kind is TokenKind.Symbol or TokenKind.Name && Text == text;
}

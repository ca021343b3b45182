using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Sweeps.Expressions;

/// <summary>
/// Reads expressions: numbers, parameter names, <c>+ - * / % ^</c>, comparisons, <c>and or not</c>, parentheses and the
/// functions of <see cref="Call"/>. Precedence climbing; see docs/decisions/0003-own-expression-language.md.
/// </summary>
internal sealed class ExpressionParser
{
    /// <summary>Longest text read, in characters.</summary>
    public const int MaxLength = 1000;

    /// <summary>Deepest nesting read.</summary>
    public const int MaxDepth = 64;

    private static readonly string[] Comparisons = ["==", "!=", "<=", ">=", "<", ">"];
    private static readonly string[] Keywords = ["and", "or", "not", "true", "false"];

    private readonly IReadOnlyList<ParameterSpec> _parameters;
    private readonly ExpressionTypes _types;
    private readonly List<Token> _tokens;
    private int _next;
    private int _depth;

    private ExpressionParser(string text, IReadOnlyList<ParameterSpec> parameters)
    {
        _parameters = parameters;
        _types = new ExpressionTypes(parameters);
        _tokens = ExpressionLexer.Read(text);
    }

    private Token Current => _tokens[_next];

    /// <summary>Reads an expression of the type wanted; throws <see cref="ExpressionException"/>.</summary>
    public static Expression Parse(string text, IReadOnlyList<ParameterSpec> parameters, ExpressionType wanted)
    {
        if (text.Length > MaxLength)
        {
            throw TooLong(text.Length);
        }

        var parser = new ExpressionParser(text, parameters);
        int start = parser.Current.Offset;
        var expression = parser._types.Require(wanted, parser.Or(), start);
        if (parser.Current.Kind != TokenKind.End)
        {
            throw parser.Unexpected("an operator or the end");
        }

        int canonical = ExpressionText.Of(expression).Length;
        return canonical <= MaxLength ? expression : throw TooLong(canonical);
    }

    private static ExpressionException TooLong(int length) => new(
        0, "the expression is too long", FormattableString.Invariant($"{length} characters"), $"at most {MaxLength}", "");

    private Expression Or() => Connectives("or", And);

    private Expression And() => Connectives("and", Negated);

    private Expression Connectives(string word, Func<Expression> operand)
    {
        int start = Current.Offset;
        var left = operand();
        while (Accept(word))
        {
            int right = Current.Offset;
            left = new Connective(word == "and", _types.Require(ExpressionType.Truth, left, start), _types.Require(ExpressionType.Truth, operand(), right));
        }

        return left;
    }

    private Expression Negated()
    {
        if (!Accept("not"))
        {
            return Compared();
        }

        int start = Current.Offset;
        return Nested(() => new Not(_types.Require(ExpressionType.Truth, Negated(), start)));
    }

    private Expression Compared()
    {
        int start = Current.Offset;
        var left = Sum();
        while (Current.Kind == TokenKind.Symbol && Comparisons.Contains(Current.Text))
        {
            var symbol = Take();
            left = _types.Comparable(symbol, left, start, Sum());
        }

        return left;
    }

    private Expression Sum() => LeftToRight(Product, "+", "-");

    private Expression Product() => LeftToRight(Signed, "*", "/", "%");

    private Expression LeftToRight(Func<Expression> operand, params ReadOnlySpan<string> operators)
    {
        int start = Current.Offset;
        var left = operand();
        while (Current.Kind == TokenKind.Symbol && operators.Contains(Current.Text))
        {
            char symbol = Take().Text[0];
            int right = Current.Offset;
            left = new Arithmetic(symbol, _types.Require(ExpressionType.Number, left, start), _types.Require(ExpressionType.Number, operand(), right));
        }

        return left;
    }

    // Also what may follow ^: a sign there belongs to the exponent, and a^b^c is a^(b^c).
    private Expression Signed()
    {
        if (!Accept("-"))
        {
            return Power();
        }

        int start = Current.Offset;
        return Nested(() => new Negation(_types.Require(ExpressionType.Number, Signed(), start)));
    }

    private Expression Power()
    {
        int start = Current.Offset;
        var left = Value();
        if (!Accept("^"))
        {
            return left;
        }

        int right = Current.Offset;
        return Nested(() => new Arithmetic('^', _types.Require(ExpressionType.Number, left, start), _types.Require(ExpressionType.Number, Signed(), right)));
    }

    private Expression Value()
    {
        var token = Current;
        if (Accept("("))
        {
            var inner = Nested(Or);
            Expect(")");
            return inner;
        }

        return token.Kind switch
        {
            TokenKind.Number => ExpressionLexer.Literal(Take()),
            TokenKind.Quoted => new Word(Take().Text, true, token.Offset),
            TokenKind.Name when token.Text is "true" or "false" => new TruthLiteral(Take().Text == "true"),
            TokenKind.Name when !Keywords.Contains(token.Text) => Named(Take()),
            _ => throw Unexpected("a number, a parameter, a function or '('"),
        };
    }

    private Expression Named(Token name)
    {
        if (Current.Is("("))
        {
            return Called(name);
        }

        for (int i = 0; i < _parameters.Count; i++)
        {
            if (_parameters[i].Name == name.Text)
            {
                return new ParameterReference(_parameters[i], i);
            }
        }

        return new Word(name.Text, false, name.Offset);
    }

    private Call Called(Token name)
    {
        if (!Call.Functions.TryGetValue(name.Text, out var arity))
        {
            throw new ExpressionException(
                name.Offset,
                "unknown function",
                name.Text,
                "one of " + string.Join(", ", Call.Functions.Keys),
                Suggestion.For(name.Text, [.. Call.Functions.Keys]));
        }

        Expect("(");
        var arguments = new List<Expression>();
        do
        {
            int start = Current.Offset;
            bool condition = name.Text == "if" && arguments.Count == 0;
            arguments.Add(_types.Require(condition ? ExpressionType.Truth : ExpressionType.Number, Nested(Or), start));
        }
        while (Accept(","));
        Expect(")");
        return arguments.Count >= arity.Fewest && arguments.Count <= arity.Most
            ? new Call(name.Text, arguments)
            : throw WrongCount(name, arguments.Count, arity.Fewest, arity.Most);
    }

    private static ExpressionException WrongCount(Token name, int count, int fewest, int most) => new(
        name.Offset,
        $"{name.Text}() takes {(fewest == most ? fewest : $"{fewest} to {most}")} arguments",
        FormattableString.Invariant($"{count}"),
        FormattableString.Invariant($"{(fewest == most ? fewest : $"{fewest} to {most}")}"),
        "");

    private T Nested<T>(Func<T> read)
    {
        if (++_depth > MaxDepth)
        {
            throw new ExpressionException(Current.Offset, "the expression is nested too deeply", Current.Text, $"at most {MaxDepth} levels", "");
        }

        T result = read();
        _depth--;
        return result;
    }

    private bool Accept(string text)
    {
        bool found = Current.Is(text);
        _next += found ? 1 : 0;
        return found;
    }

    private void Expect(string text)
    {
        if (!Accept(text))
        {
            throw Unexpected($"'{text}'");
        }
    }

    private Token Take() => _tokens[_next++];

    private ExpressionException Unexpected(string expected) =>
        new(Current.Offset, Current.Kind == TokenKind.End ? "the expression ends too early" : $"unexpected '{Current.Text}'", Current.Text, expected, "");
}

using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Sweeps.Expressions;

/// <summary>The rules of type: what may be compared with what, and what an unknown word was meant to be. All throw <see cref="ExpressionException"/>.</summary>
internal sealed class ExpressionTypes(IReadOnlyList<ParameterSpec> parameters)
{
    /// <summary>The comparison of two sides of one type; words beside a choice parameter become choices.</summary>
    public Comparison Comparable(Token symbol, Expression left, int leftAt, Expression right)
    {
        left = Known(Resolve(left, right));
        right = Known(Resolve(right, left));
        if (left.Type != right.Type)
        {
            throw Incomparable(symbol, left, right, "the two sides differ in type", "two of a kind");
        }

        if (left.Type != ExpressionType.Number && symbol.Text is not ("==" or "!="))
        {
            throw Incomparable(symbol, left, right, "only numbers have an order", "== or !=");
        }

        return left is Word && right is Word
            ? throw new ExpressionException(leftAt, "two words are compared", "two words", "a parameter on one side", "")
            : new Comparison(symbol.Text, left, right);
    }

    private static ExpressionException Incomparable(Token symbol, Expression left, Expression right, string problem, string expected) => new(
        symbol.Offset,
        problem,
        $"{Describe(left)} {symbol.Text} {Describe(right)}",
        expected,
        left is Comparison ? "join comparisons with 'and'" : "");

    /// <summary>A word beside a choice parameter must be one of its choices; a bare one elsewhere is an unknown name.</summary>
    private static Expression Resolve(Expression side, Expression other)
    {
        if (side is not Word word || other is not ParameterReference { Spec: { Kind: ParameterKind.Choice } spec })
        {
            return side;
        }

        return spec.Knows(word.Text)
            ? word with { Quoted = true }
            : throw new ExpressionException(
                word.Offset,
                $"unknown {spec.Name}",
                word.Text,
                spec.Expectation,
                Suggestion.For(word.Text, spec.Choices));
    }

    /// <summary>The expression itself where it has the type wanted; an error at <paramref name="offset"/> where it has not.</summary>
    public Expression Require(ExpressionType wanted, Expression found, int offset)
    {
        var known = Known(found);
        return known.Type == wanted
            ? known
            : throw new ExpressionException(
                offset,
                "wrong type in the expression",
                Describe(known),
                Article(wanted),
                wanted == ExpressionType.Truth ? "compare it with something" : "");
    }

    private ExpressionException UnknownName(Word word)
    {
        string[] names = [.. parameters.Select(p => p.Name)];
        return new ExpressionException(
            word.Offset,
            $"unknown name '{word.Text}'",
            word.Text,
            "one of " + string.Join(", ", names),
            Suggestion.For(word.Text, [.. names, .. Call.Functions.Keys]));
    }

    private Expression Known(Expression found) => found is Word { Quoted: false } word
        ? throw UnknownName(word)
        : found;

    private static string Describe(Expression expression) => $"{Article(expression.Type)} ({ExpressionText.Of(expression)})";

    private static string Article(ExpressionType type) => type switch
    {
        ExpressionType.Number => "a number",
        ExpressionType.Truth => "a condition",
        _ => "a word",
    };
}

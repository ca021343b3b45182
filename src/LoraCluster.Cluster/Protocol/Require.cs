using System.Runtime.CompilerServices;
using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Planning;

namespace LoraCluster.Cluster.Protocol;

/// <summary>What a message must be before anyone acts on it. Everything throws <see cref="ArgumentException"/>.</summary>
internal static class Require
{
    public static WorkerId Name(WorkerId worker)
    {
        ArgumentException.ThrowIfNullOrEmpty(worker.Name, nameof(worker));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(worker.Name.Length, Frame.NameMax, nameof(worker));
        return worker;
    }

    public static LeaseId Lease(LeaseId lease) => lease is { Part: >= 0, Block: >= 0, Attempt: >= 1 }
        ? lease
        : throw new ArgumentException($"{lease} is no lease", nameof(lease));

    public static PartRange Part(PartRange part) => part is { Number: >= 0, FirstPosition: >= 0, PositionCount: >= 1 }
        ? part
        : throw new ArgumentException($"{part} is no part", nameof(part));

    public static void Loan(Loan loan)
    {
        Lease(loan.Lease);
        if (loan.Block is not { PositionCount: >= 1, TrialCount: >= 1, FirstPosition: >= 0, FirstTrial: >= 0 })
        {
            throw new ArgumentException($"{loan.Block} holds nothing", nameof(loan));
        }
    }

    /// <summary>A list that is not empty and fits a frame.</summary>
    public static IReadOnlyList<T> Some<T>(IReadOnlyList<T> items)
    {
        ArgumentOutOfRangeException.ThrowIfZero(items.Count, nameof(items));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(items.Count, Frame.BlocksMax, nameof(items));
        return items;
    }

    /// <summary>A list that may be empty, with no more than <paramref name="most"/> items.</summary>
    public static IReadOnlyList<T> Few<T>(IReadOnlyList<T> items, int most)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(items.Count, most, nameof(items));
        return items;
    }

    /// <summary>A name: not empty, not long.</summary>
    public static string Word(string word, [CallerArgumentExpression(nameof(word))] string name = "")
    {
        ArgumentException.ThrowIfNullOrEmpty(word, name);
        return ShortText(word, name);
    }

    /// <summary>A sweep's name: it becomes part of paths.</summary>
    public static string SweepName(string sweep, [CallerArgumentExpression(nameof(sweep))] string name = "") =>
        Sweeps.Definition.SweepName.ProblemOf(sweep) is { } problem ? throw new ArgumentException(problem, name) : sweep;

    /// <summary>A text as short as a name; it may be empty.</summary>
    public static string ShortText(string text, [CallerArgumentExpression(nameof(text))] string name = "")
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, Frame.NameMax, name);
        return text;
    }

    /// <summary>A number of things, or of a part, from <paramref name="least"/>.</summary>
    public static int AtLeast(int least, int value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least, name);
        return value;
    }

    /// <summary>Seconds that passed.</summary>
    public static double Seconds(double seconds) => double.IsFinite(seconds) && seconds >= 0
        ? seconds
        : throw new ArgumentOutOfRangeException(nameof(seconds), seconds, "no time");
}

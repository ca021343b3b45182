namespace LoraCluster.Chaos.Runs;

/// <summary>A run's end.</summary>
internal sealed record Verdict
{
    public required string Name { get; init; }

    /// <summary>Faults, in words, in the order in which they struck.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    /// <summary>Of these, the ones that really did something.</summary>
    public required IReadOnlyList<string> Bit { get; init; }

    /// <summary>What is not as it has to be, in words.</summary>
    public required IReadOnlyList<string> Deviations { get; init; }

    /// <summary>Nodes that ended before the cluster was stopped, in words.</summary>
    public IReadOnlyList<string> Endings { get; init; } = [];

    /// <summary>From each loss of a coordinator to its successor's first word, seconds.</summary>
    public required IReadOnlyList<double> FailoverSeconds { get; init; }

    /// <summary>From submission to the end, seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>From the last healing to the end, seconds; 0 where the sweep was done before.</summary>
    public required double SecondsAfterHealing { get; init; }

    /// <summary>Trials a second from submission to the end.</summary>
    public required double TrialsPerSecond { get; init; }

    /// <summary>Where the logs are.</summary>
    public required string Logs { get; init; }

    /// <summary>True where it proves nothing unless every fault bit; else one is enough.</summary>
    public bool MustAllBite { get; init; }

    /// <summary>A run that was not disturbed as it was to be proves nothing.</summary>
    public bool IsValid => Bit.Count > 0 && (!MustAllBite || Bit.Count == Faults.Count);

    public bool IsPassed => IsValid && Deviations.Count == 0;

    /// <summary>A run that the harness itself did not bring to an end.</summary>
    public static Verdict Broken(string name, Exception trouble) => new()
    {
        Name = name,
        Faults = [],
        Bit = [],
        Deviations = ["the harness failed: " + trouble],
        FailoverSeconds = [],
        Seconds = 0,
        SecondsAfterHealing = 0,
        TrialsPerSecond = 0,
        Logs = string.Empty,
    };
}

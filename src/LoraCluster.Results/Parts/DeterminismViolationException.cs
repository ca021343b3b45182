namespace LoraCluster.Results.Parts;

/// <summary>A part was computed again and came out with other bytes, while the first ones are whole. A result is then no function of the sweep: stop.</summary>
public sealed class DeterminismViolationException : Exception
{
    /// <summary>Names the file in the dataset.</summary>
    public DeterminismViolationException(string name)
        : base($"{name} is committed and whole, yet computing it again gave other bytes; the results of this sweep cannot be trusted") => Name = name;

    /// <summary>The file, by its name in the dataset.</summary>
    public string Name { get; }

    /// <summary>The exit code of a command that meets it (sysexits EX_SOFTWARE).</summary>
    public int ExitCode => 70;
}

using LoraCluster.Sweeps.Running;

namespace LoraCluster.Sweeps.Tests.Toy;

/// <summary>Where a simulated cluster commits parts, as whoever looks through the disk sees it.</summary>
public interface ISimulatedStore : IPartSink
{
    /// <summary>The parts that are there and whole.</summary>
    IReadOnlyCollection<int> Whole { get; }

    /// <summary>The parts that rotted, whether or not they came again.</summary>
    IReadOnlySet<int> Lost { get; }

    /// <summary>A bit of a part flips.</summary>
    void Lose(int part);
}

using Akka.Actor;
using LoraCluster.Cluster.Aggregator;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Cluster.Coordinator;

/// <summary>A sweep that this coordinator has begun.</summary>
internal sealed class ActiveSweep(string name, string hash, long number, bool hasPredecessor)
{
    private readonly List<ArchiveProtocol.PartSpan> _spans = [];

    public string Name { get; } = name;

    public string Hash { get; } = hash;

    /// <summary>The number of its job: one that is submitted again after its end has another.</summary>
    public long Number { get; } = number;

    /// <summary>True where another coordinator may have begun it, and workers and aggregators hold something of it.</summary>
    public bool HasPredecessor { get; set; } = hasPredecessor;

    public SweepPhase Phase { get; set; } = SweepPhase.FetchingText;

    public PlannedSweep? Plan { get; set; }

    /// <summary>Parts of its dataset; 0 until it is planned.</summary>
    public int PartsTotal => Plan?.Plan.PartCount ?? 0;

    public IActorRef Coordinator { get; set; } = ActorRefs.Nobody;

    public SweepProgress? Progress { get; set; }

    /// <summary>Blocks that nodes hold, by address.</summary>
    public IReadOnlyDictionary<Address, int> BlocksHeld { get; set; } = new Dictionary<Address, int>();

    /// <summary>Solver threads dealt to it last.</summary>
    public int Workers { get; set; }

    /// <summary>The number of the look through its dataset that is asked for.</summary>
    public long Scan { get; private set; }

    public int RangesKnown => _spans.Count;

    /// <summary>When the next request of this phase is due.</summary>
    public TimeSpan AskAt { get; set; }

    /// <summary>Why it does not go on; empty where it does.</summary>
    public string Trouble { get; set; } = string.Empty;

    public IReadOnlySet<int> Committed => PartSpans.Parts(_spans).ToHashSet();

    /// <summary>Begins another look through the dataset.</summary>
    public void Look(long scan)
    {
        (Scan, Phase, AskAt) = (scan, SweepPhase.Opening, TimeSpan.Zero);
        _spans.Clear();
    }

    /// <summary>Takes the next ranges; false where they are not the next ones.</summary>
    public bool Add(ArchiveProtocol.DatasetOpened opened)
    {
        if (Phase != SweepPhase.Opening || opened.Scan != Scan || opened.FirstRange != _spans.Count)
        {
            return false;
        }

        _spans.AddRange(opened.Ranges);
        return true;
    }
}

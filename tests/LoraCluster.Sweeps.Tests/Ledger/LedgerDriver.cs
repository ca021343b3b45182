using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;
using LoraCluster.Sweeps.Tests.Toy;

namespace LoraCluster.Sweeps.Tests.Ledger;

/// <summary>A ledger over eight parts of two blocks each, told events one at a time.</summary>
internal sealed class LedgerDriver
{
    public static readonly WorkerId Anna = new("anna");
    public static readonly WorkerId Ben = new("ben");

    private static readonly LoraCluster.Sweeps.Definition.SweepDefinition Sweep = ToySweep.Of(16, 1, new ToyExperiment { Seconds = _ => 0.09 });

    public LedgerDriver(LedgerOptions? options = null, params int[] completed) => Ledger = new SweepLedger(
        new PartPlan(Sweep),
        part => [new Block(part.Number, 0, part.FirstPosition, 1, 0, 1), new Block(part.Number, 1, part.FirstPosition + 1, 1, 0, 1)],
        completed.ToHashSet(),
        options);

    private readonly List<LedgerEffect> _lent = [];

    public SweepLedger Ledger { get; }

    public TimeSpan Now { get; private set; }

    public SweepOutcome? Outcome { get; private set; }

    public IReadOnlyList<LedgerEffect> Tell(LedgerEvent happened)
    {
        var effects = Ledger.Handle(happened, Now);
        _lent.AddRange(effects.OfType<LedgerEffect.LeaseBlock>());
        Outcome = effects.OfType<LedgerEffect.SweepEnded>().SingleOrDefault()?.Outcome ?? Outcome;
        return effects;
    }

    public List<LedgerEffect.LeaseBlock> Ask(WorkerId worker, int window, int held = 0) =>
        Leases(Tell(new LedgerEvent.WorkerAsked(worker, window, held)));

    /// <summary>Ticks every second at least, as coordinators do that do not stand still.</summary>
    public IReadOnlyList<LedgerEffect> Wait(double seconds)
    {
        var effects = new List<LedgerEffect>();
        for (double left = seconds; left >= 0; left -= 1)
        {
            Now += TimeSpan.FromSeconds(Math.Min(left, 1));
            effects.AddRange(Tell(new LedgerEvent.Ticked()));
        }

        return effects;
    }

    /// <summary>Time passes without a tick.</summary>
    public void StandStill(double seconds) => Now += TimeSpan.FromSeconds(seconds);

    public IReadOnlyList<LedgerEffect> Merge(LeaseId lease) => Tell(new LedgerEvent.BlockMerged(lease, new MergeStep(false, 1, 1)));

    public IReadOnlyList<LedgerEffect> Stored(int part) => Tell(new LedgerEvent.PartStored(part, 2, 0));

    /// <summary>Solves, merges and stores what was ever lent and whatever more Anna gets, until nothing comes any more.</summary>
    public void Finish()
    {
        var work = new Queue<LedgerEffect>([.. _lent, .. Tell(new LedgerEvent.WorkerAsked(Anna, 2, 0))]);
        while (work.TryDequeue(out var effect))
        {
            var next = effect switch
            {
                LedgerEffect.LeaseBlock e => Merge(e.Lease),
                LedgerEffect.StorePart e => Stored(e.Part.Number),
                _ => [],
            };
            next.ToList().ForEach(work.Enqueue);
        }
    }

    public static List<LedgerEffect.LeaseBlock> Leases(IEnumerable<LedgerEffect> effects) => [.. effects.OfType<LedgerEffect.LeaseBlock>()];
}

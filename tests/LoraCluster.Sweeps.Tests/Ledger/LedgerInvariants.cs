using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;
using Xunit;

namespace LoraCluster.Sweeps.Tests.Ledger;

/// <summary>What must hold after every step of a simulation, seen from outside the ledger.</summary>
internal sealed class LedgerInvariants(LedgerOptions options, IReadOnlySet<int> resumed, Func<int, IEnumerable<Block>> blocks)
{
    private readonly Dictionary<int, int> _open = [];
    private readonly HashSet<int> _settled = [];
    private readonly Dictionary<int, HashSet<int>> _merged = [];
    private readonly Dictionary<int, HashSet<long>> _enough = [];
    private readonly HashSet<LeaseId> _leases = [];
    private readonly Dictionary<int, HeldPart> _held = [];
    private readonly Dictionary<int, List<LedgerEvent.BlockMerged>> _ahead = [];
    private int _committed = resumed.Count;
    private bool _ended;

    public void Check(LedgerEvent happened, IReadOnlyList<LedgerEffect> effects, SweepProgress progress)
    {
        Assert.False(_ended && effects.Count > 0, "effects after the end");
        switch (happened)
        {
            case LedgerEvent.BlockMerged e when !_open.ContainsKey(e.Lease.Part):
                (_ahead.TryGetValue(e.Lease.Part, out var ahead) ? ahead : _ahead[e.Lease.Part] = []).Add(e);
                break;
            case LedgerEvent.BlockMerged e:
                Note(e);
                break;
            case LedgerEvent.PartHeld { Part: var held } when !_open.ContainsKey(held.Number):
                _held[held.Number] = held;
                _ahead.Remove(held.Number);
                break;
        }

        foreach (var effect in effects)
        {
            Check(happened, effect);
        }

        Assert.InRange(_open.Count, 0, options.OpenPartsMax);
        Assert.InRange(progress.PartsCommitted, _committed, _committed + 1);
        _committed = progress.PartsCommitted;
    }

    private void Note(LedgerEvent.BlockMerged merged)
    {
        if (merged.Lease.Attempt >= _open[merged.Lease.Part])
        {
            _merged[merged.Lease.Part].Add(merged.Lease.Block);
            _enough[merged.Lease.Part].UnionWith(merged.Step.Settled ?? []);
        }
    }

    private void Check(LedgerEvent happened, LedgerEffect effect)
    {
        switch (effect)
        {
            case LedgerEffect.OpenPart e:
                Assert.DoesNotContain(e.Part.Number, resumed);
                Assert.DoesNotContain(e.Part.Number, _settled);
                Assert.True(e.FirstAttempt > _open.GetValueOrDefault(e.Part.Number), "an attempt number came back");
                _open[e.Part.Number] = e.FirstAttempt;
                _merged[e.Part.Number] = _held.Remove(e.Part.Number, out var inherited) && inherited.FirstAttempt == e.FirstAttempt
                    ? [.. Enumerable.Range(0, inherited.Blocks.Length * 8).Where(inherited.Has)]
                    : [];
                _enough[e.Part.Number] = inherited?.FirstAttempt == e.FirstAttempt
                    ? [.. Enumerable.Range(0, inherited.Settled.Length * 8).Where(i => inherited.IsSettled(i)).Select(i => e.Part.FirstPosition + i)]
                    : [];
                if (_ahead.Remove(e.Part.Number, out var merged) && inherited is not null)
                {
                    merged.ForEach(Note);
                }

                Assert.Equal(_open.Keys.Min(), e.OldestOpen);
                break;
            case LedgerEffect.LeaseBlock e:
                Assert.True(_leases.Add(e.Lease), "a lease was handed out twice");
                Assert.True(e.Lease.Attempt >= _open[e.Lease.Part], "an old attempt was handed out");
                break;
            case LedgerEffect.StorePart e:
                Assert.Equal(_open[e.Part.Number], e.FirstAttempt);
                Assert.All(
                    blocks(e.Part.Number),
                    b => Assert.True(_merged[b.Part].Contains(b.Number) || (b.CanBeSettled && _enough[b.Part].Contains(b.FirstPosition)), $"{b} is missing"));
                break;
            case LedgerEffect.ReleasePart e:
                Assert.True(_open.Remove(e.Part) || happened is LedgerEvent.PartStored, "a part was released that is not open");
                _settled.Add(e.Part);
                break;
            case LedgerEffect.SweepEnded e:
                Assert.True(_open.Count == 0 || e.Outcome is SweepOutcome.Stopped, "an end with parts still open");
                _ended = true;
                break;
        }
    }
}

using LoraCluster.Sweeps.Planning;

namespace LoraCluster.Sweeps.Ledger;

// Lending blocks and taking them back.
public sealed partial class SweepLedger
{
    // One at work and one in the post.
    private const int GuessBelow = 2;

    private bool MayLend => !_hasEnded && _stopBy is null && _diskFullSince is null && _hasHeard && _noAggregatorSince is null;

    // A few parts per worker keep everyone busy across a part's end; more would only cost memory.
    private bool MayOpen => _window.Open.Count < Math.Min(_options.OpenPartsMax, 2 * _leases.WorkerCount + 2) && !_window.IsAtEnd;

    private void LendFresh()
    {
        _leases.BeginTurn();
        while (_leases.NextHungry() is { } worker && NextBlock() is { } lent)
        {
            Lend(lent, worker);
        }

        if (_options.CellsMaySettle)
        {
            LendGuesses();
        }
    }

    // Whoever runs dry may as well begin with what is probably needed.
    private void LendGuesses()
    {
        foreach (var worker in _leases.Hungry(_now).TakeWhile(w => w.Leases.Count < GuessBelow))
        {
            while (worker.Leases.Count < GuessBelow && _leases.IsHungry(worker))
            {
                if (_window.NextGuess() is not { } guess)
                {
                    return;
                }

                Lend(guess, worker);
            }
        }
    }

    // Near the end of a sweep everyone is hungry at every tick, so the leases are looked through once, not once for each worker.
    private void LendStragglers()
    {
        var hungry = _leases.Hungry(_now);
        var stragglers = hungry.Count == 0 ? [] : _leases.Stragglers(_now);
        foreach (var worker in hungry)
        {
            while (_leases.IsHungry(worker) && stragglers.FindIndex(l => l.Lent.Leases.TrueForAll(other => other.Worker != worker)) is >= 0 and var next)
            {
                Lend(stragglers[next].Lent, worker);
                stragglers.RemoveAt(next);
            }
        }
    }

    private void Level()
    {
        foreach (var (closed, thief) in _leases.Level(_now))
        {
            _effects.Add(new LedgerEffect.WithdrawBlock(closed.Worker.Id, closed.Id));
            Lend(closed.Lent, thief);
        }
    }

    private LentBlock? NextBlock()
    {
        var lent = _window.NextBlock();
        while (lent is null && MayOpen)
        {
            Begin(_window.OpenNext());
            lent = _window.NextBlock();
        }

        return lent;
    }

    private void Lend(LentBlock lent, LedgerWorker worker)
    {
        var lease = _leases.Lend(lent, worker, _now);
        _effects.Add(new LedgerEffect.LeaseBlock(worker.Id, lease.Id, lent.Block));
    }

    private void OnWorkerAsked(LedgerEvent.WorkerAsked asked)
    {
        foreach (var lease in _leases.Asked(asked.Worker, asked.Window, asked.Held, _now))
        {
            _window.Return(lease.Lent);
        }
    }

    private void OnWorkerLeft(WorkerId worker)
    {
        _inherited.Forget(worker);
        foreach (var lease in _leases.Lost(worker).Reverse())
        {
            _window.Return(lease.Lent);
        }
    }

    private void OnWorkerLost(WorkerId worker)
    {
        _inherited.Forget(worker);
        var lost = _leases.Lost(worker);
        for (int i = lost.Count - 1; i >= 0; i--)
        {
            if (i == 0)
            {
                Suspect(lost[0].Lent, $"worker {worker} was lost");
            }
            else
            {
                _window.Return(lost[i].Lent);
            }
        }
    }

    private void OnBlockCrashed(LedgerEvent.BlockCrashed crash)
    {
        if (_leases.Find(crash.Worker, crash.Lease) is { } lease)
        {
            _leases.Close(lease);
            Suspect(lease.Lent, crash.Message);
        }
    }

    private void Suspect(LentBlock lent, string message)
    {
        int kills = lent.Part.Kills.GetValueOrDefault(lent.Block.Number) + 1;
        lent.Part.Kills[lent.Block.Number] = kills;
        if (kills < _options.KillsMax)
        {
            _window.Return(lent);
            return;
        }

        _tally.GaveUp(lent.Block, message);
        Discard(lent.Part);
    }

    private void OnBlockMerged(LedgerEvent.BlockMerged merged)
    {
        var part = _window.Find(merged.Lease.Part);
        if (part is null || merged.Lease.Attempt < part.FirstAttempt || !Settle(part, merged))
        {
            return;
        }

        part.Count(merged.Step);
        if (merged.Step.Settled is { } settled)
        {
            WithdrawSettled(part, settled);
        }

        if (part.IsMerged)
        {
            Store(part);
        }
    }

    // Whatever else was to be known of these cells is not needed any more, whoever is at it.
    private void WithdrawSettled(OpenPart part, IReadOnlyList<long> settled)
    {
        foreach (var lent in part.Settle(settled))
        {
            CloseLeases(lent, null);
        }

        _window.Note(part);
    }

    private bool Settle(OpenPart part, LedgerEvent.BlockMerged merged)
    {
        if (!part.Pending.Remove(merged.Lease.Block, out var lent))
        {
            // Lent by a predecessor, and answered before its turn came here.
            bool isAhead = part.PassOver(merged.Lease.Block);
            _window.Note(part);
            return isAhead;
        }

        lent.Leases.Find(l => l.Id == merged.Lease)?.Worker.Note(merged.Seconds);
        CloseLeases(lent, merged.Lease);
        return true;
    }

    private void OnPartHeld(HeldPart held)
    {
        if (_window.IsAhead(held.Number))
        {
            _inherited.Add(held);
        }
    }

    // Whoever holds what nobody waits for is told so.
    private void OnLeaseHeld(WorkerId worker, LeaseId lease)
    {
        if (_window.IsAhead(lease.Part))
        {
            _inherited.Add(worker, lease);
        }
        else if (_leases.Find(worker, lease) is null && !_inherited.Has(worker, lease))
        {
            _effects.Add(new LedgerEffect.WithdrawBlock(worker, lease));
        }
    }

    private bool AdoptLeaseOf(OpenPart part, Block block)
    {
        if (_inherited.TakeLease(part.Range.Number, block.Number) is not var (worker, lease) || lease.Attempt < part.FirstAttempt)
        {
            return false;
        }

        part.LastAttempt = Math.Max(part.LastAttempt, lease.Attempt);
        _leases.Adopt(part.Expect(block), worker, lease.Attempt, _now);
        return true;
    }

    private void WithdrawInherited(int part)
    {
        foreach (var (worker, lease) in _inherited.TakeLeases(part))
        {
            _effects.Add(new LedgerEffect.WithdrawBlock(worker, lease));
        }
    }

    private void CloseLeases(LentBlock lent, LeaseId? answered)
    {
        foreach (var lease in lent.Leases.ToArray())
        {
            _leases.Close(lease);
            if (lease.Id != answered)
            {
                _effects.Add(new LedgerEffect.WithdrawBlock(lease.Worker.Id, lease.Id));
            }
        }
    }
}

using LoraCluster.Sweeps.Planning;

namespace LoraCluster.Sweeps.Ledger;

// Lending blocks and taking them back.
public sealed partial class SweepLedger
{
    // One at work and one in the post.
    private const int GuessBelow = 2;

    private const int ProbeDoublingsMax = 2;

    // There may be thousands, of a node that failed at all it held.
    private const int SuspectsPerTurn = 8;
    private const int SuspectsPerTick = 64;

    // One may be a lease that expired on its way.
    private const int SurplusesMax = 2;

    private bool MayLend => !_hasEnded && _stopBy is null && _diskFullSince is null && _hasHeard && _noAggregatorSince is null;

    private bool MayOpen => _window.Open.Count < Math.Min(_options.OpenPartsMax, (long)_options.OpenPartsPerWorker * _leases.WorkerCount + 2) && !_window.IsAtEnd;

    private void LendFresh()
    {
        _leases.BeginTurn();
        while (_leases.NextHungry(_now) is { } worker && (SuspectFor(worker) ?? NextBlock()) is { } lent)
        {
            Lend(lent, worker);
        }

        if (_options.CellsMaySettle)
        {
            LendGuesses();
        }
    }

    private LentBlock? SuspectFor(LedgerWorker worker)
    {
        for (int left = Math.Min(_window.SuspectCount, SuspectsPerTurn); left > 0 && _window.NextSuspect() is { } suspect; left--)
        {
            if (_leases.MayHave(worker, suspect, _now))
            {
                return suspect;
            }

            _window.Return(suspect);
        }

        return null;
    }

    // Whoever is first in line may have none of them, and then there may be nothing else to lend.
    private void LendSuspects()
    {
        int left = Math.Min(_window.SuspectCount, SuspectsPerTick);
        for (var hungry = left == 0 ? [] : _leases.Hungry(_now); left > 0 && hungry.Count > 0 && _window.NextSuspect() is { } suspect; left--)
        {
            if (hungry.FirstOrDefault(worker => _leases.IsHungry(worker, _now) && _leases.MayHave(worker, suspect, _now)) is { } worker)
            {
                Lend(suspect, worker);
            }
            else
            {
                _window.Return(suspect);
            }
        }
    }

    // Some node may never come to be without other work: one of its solvers may hang.
    private void LendTrials()
    {
        if (_now - _nothingElseSince >= _options.TrialPatience)
        {
            _nothingElseSince = _now;
            _leases.IsLastResort = true;
            LendSuspects();
            LendStragglers();
            _leases.IsLastResort = false;
        }
    }

    // Whoever runs dry may as well begin with what is probably needed.
    private void LendGuesses()
    {
        foreach (var worker in _leases.Hungry(_now).TakeWhile(w => w.Leases.Count < GuessBelow))
        {
            while (worker.Leases.Count < GuessBelow && _leases.IsHungry(worker, _now))
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
            while (_leases.IsHungry(worker, _now) && stragglers.FindIndex(l => l.Lent.Leases.TrueForAll(other => other.Worker != worker) && _leases.MayHave(worker, l.Lent, _now)) is >= 0 and var next)
            {
                Lend(stragglers[next].Lent, worker);
                stragglers.RemoveAt(next);
            }
        }
    }

    private void Level()
    {
        foreach (var (closed, thief) in _leases.Level(_now, _window.IsAtEnd))
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
        var worker = _leases.Asked(asked.Worker, asked.Window, asked.Held, _now);
        if (worker.Surpluses >= SurplusesMax)
        {
            worker.Surpluses = 0;
            _effects.Add(new LedgerEffect.AskHeld(worker.Id));
        }

        if (MayLend)
        {
            LendMissing(worker);
        }
    }

    // Of each part one block after the other, until it is known whether the rest is lost: all of them may lie before an aggregator that writes.
    private void LendMissing(LedgerWorker worker)
    {
        foreach (var missing in _leases.Missing(worker, _now).DistinctBy(l => l.Id.Part).ToList())
        {
            var interval = 2 * _options.StragglerAfter;
            if (!worker.Probes.TryGetValue(missing.Id.Part, out var probe) || !_window.Awaits(probe.Block))
            {
                worker.Probes[missing.Id.Part] = new Probe { Block = missing.Lent, Until = _now + interval };
            }
            else if (_now >= probe.Until)
            {
                (probe.Block, probe.Until) = (missing.Lent, _now + interval * (1 << Math.Min(probe.Tries++, ProbeDoublingsMax)));
            }
            else
            {
                continue;
            }

            missing.Lent.Lost.Add(new LostLease(worker, missing.Id.Attempt, _now - _options.StragglerAfter));
            Miss(missing);
            _leases.Fill(worker);
        }
    }

    private void Miss(Lease lease)
    {
        _leases.Miss(lease, _now);
        _window.Return(lease.Lent);
    }

    // Where the answer to a later lease has come, and not the one to the lost lease, none will come to what else of the part was lent until then.
    private void GiveUpLost(LentBlock answered, int attempt)
    {
        foreach (var lost in answered.Lost)
        {
            var worker = lost.Worker;
            worker.Probes.Remove(answered.Block.Part);
            if (!_leases.Knows(worker) || worker.EmptySince is not { } since || since > lost.LentUntil)
            {
                continue;
            }

            if (attempt <= lost.Attempt)
            {
                // It was only late, and the others may be.
                worker.EmptySince = _now;
            }
            else if (MayLend)
            {
                worker.Leases.FindAll(l => l.Lent.Part == answered.Part && l.LentAt <= lost.LentUntil).ForEach(Miss);
                _leases.Fill(worker);
            }
        }
    }

    private void OnWorkerLeft(WorkerId worker)
    {
        _inherited.Forget(worker);
        foreach (var lease in _leases.Lost(worker, _now).Reverse())
        {
            _window.Return(lease.Lent);
        }
    }

    private void OnWorkerLost(WorkerId worker)
    {
        _inherited.Forget(worker);
        var lost = _leases.Died(worker, _now);
        foreach (var lease in lost.Skip(1).Reverse())
        {
            _window.Return(lease.Lent);
        }

        if (lost.Count > 0)
        {
            // Its answer may have been on its way when the node died of another block: where there may have been one, nothing is given up.
            var last = lost[0];
            Suspect(last.Lent, worker, $"worker {worker} was lost", isHearsay: true, last.IsTrial ? _options.KillsMax : _options.KillsMax - 1);
        }
    }

    private void OnBlockCrashed(LedgerEvent.BlockCrashed crash)
    {
        if (_leases.Find(crash.Worker, crash.Lease) is { } lease)
        {
            _leases.Close(lease, _now);
            _leases.NoteCrash(crash.Worker, _now);
            Suspect(lease.Lent, crash.Worker, crash.Message, isHearsay: false, _options.KillsMax);
        }
    }

    private void Suspect(LentBlock lent, WorkerId worker, string message, bool isHearsay, int killsMax)
    {
        lent.Part.Suspicions[lent.Block.Number] = lent.Suspicion ??= new Suspicion();
        lent.Suspicion.Add(worker.Node, isHearsay, killsMax);
        if (lent.Suspicion.Kills < _options.KillsMax)
        {
            if (lent.IsOnTrial(_options) && _stopBy is null)
            {
                // Whoever else has it may have other things beside.
                CloseLeases(lent, null);
            }

            _window.Return(lent);
            return;
        }

        _tally.GaveUp(lent.Block, message);
        Discard(lent.Part);
    }

    private void OnBlockMerged(LedgerEvent.BlockMerged merged)
    {
        var part = _window.Find(merged.Lease.Part);
        if (part is null && _window.IsAhead(merged.Lease.Part))
        {
            // Lent by a predecessor; workers do not wait until it is known here what they hold.
            _inherited.Add(merged);
        }

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

        var answered = lent.Leases.Find(l => l.Id == merged.Lease);
        answered?.Worker.Note(merged.Seconds);
        answered?.Worker.Node.Succeeded();
        bool wasTrial = answered is { IsTrial: true };
        CloseLeases(lent, merged.Lease);
        if (wasTrial)
        {
            // It was all that the worker held.
            answered!.Worker.IsEmpty = true;
        }

        GiveUpLost(lent, merged.Lease.Attempt);
        return true;
    }

    private void OnPartHeld(HeldPart held)
    {
        if (_window.IsAhead(held.Number))
        {
            _inherited.Add(held);
        }
    }

    // Whoever holds what nobody waits for is told so; what had expired, or seemed lost, and was not lent to another since is lent as before.
    private void OnLeaseHeld(WorkerId worker, LeaseId lease)
    {
        if (_window.IsAhead(lease.Part))
        {
            _inherited.Add(worker, lease);
        }
        else if (_leases.Find(worker, lease) is null && !_inherited.Has(worker, lease))
        {
            if (_leases.Knows(worker) && _window.Find(lease.Part) is { } part && lease.Attempt >= part.FirstAttempt && part.Pending.TryGetValue(lease.Block, out var lent) && lent.Leases.Count == 0 && !lent.IsOnTrial(_options))
            {
                Adopt(lent, worker, lease, isFirst: true);
            }
            else
            {
                _effects.Add(new LedgerEffect.WithdrawBlock(worker, lease));
            }
        }
    }

    private void Adopt(LentBlock lent, WorkerId worker, LeaseId lease, bool isFirst)
    {
        lent.Part.LastAttempt = Math.Max(lent.Part.LastAttempt, lease.Attempt);
        _leases.Adopt(lent, worker, lease.Attempt, _now, isFirst);
    }

    private bool AdoptLeaseOf(OpenPart part, Block block)
    {
        if (_inherited.TakeLease(part.Range.Number, block.Number) is not var (worker, lease) || lease.Attempt < part.FirstAttempt)
        {
            return false;
        }

        Adopt(part.Expect(block), worker, lease, isFirst: false);
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
            _leases.Close(lease, _now);
            if (lease.Id != answered)
            {
                _effects.Add(new LedgerEffect.WithdrawBlock(lease.Worker.Id, lease.Id));
            }
        }
    }
}

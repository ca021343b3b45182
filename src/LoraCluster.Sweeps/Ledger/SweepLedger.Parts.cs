using LoraCluster.Sweeps.Running;

namespace LoraCluster.Sweeps.Ledger;

// Beginning parts, having them stored, giving them up.
public sealed partial class SweepLedger
{
    private TimeSpan? _diskFullSince;
    private string _diskFullMessage = string.Empty;
    private int _storeFailures;

    private void Begin(OpenPart part)
    {
        var (held, since) = _inherited.TakePart(part.Range.Number);
        if (held is not null)
        {
            part.Begin(held, block => AdoptLeaseOf(part, block));
        }
        else
        {
            part.Begin();
            WithdrawInherited(part.Range.Number);
        }

        _window.Note(part);
        _effects.Add(new LedgerEffect.OpenPart(part.Range, part.FirstAttempt, _window.OldestOpen));
        if (part.IsMerged)
        {
            Store(part);
        }

        foreach (var merged in since)
        {
            OnBlockMerged(merged);
        }
    }

    private void Store(OpenPart part)
    {
        part.StoreTry++;
        OrderStore(part);
    }

    private void OrderStore(OpenPart part)
    {
        var patience = _options.StorePatience * (1 << Math.Min(part.OrdersUnanswered++, 10));
        part.StoreDue = _now + (patience < _options.StorePatienceMax ? patience : _options.StorePatienceMax);
        _effects.Add(new LedgerEffect.StorePart(part.Range, part.FirstAttempt, part.StoreTry));
    }

    private void RepeatStoreOrders()
    {
        if (_now - _diskFullSince >= _options.DiskWait)
        {
            End(_tally.Stopped(StopReason.DiskFull, _diskFullMessage));
            return;
        }

        foreach (var part in _window.Open.Where(p => p.StoreDue <= _now))
        {
            OrderStore(part);
        }
    }

    private void OnPartStored(LedgerEvent.PartStored stored)
    {
        _effects.Add(new LedgerEffect.ReleasePart(stored.Part));
        if (_window.Find(stored.Part) is { } part)
        {
            _diskFullSince = null;
            _tally.Stored(part.TrialsDone, stored.Cells, stored.CellsReused);
            Close(part);
        }
        else if (_window.Settle(stored.Part))
        {
            // A predecessor's order, carried out after the disk had been looked through.
            _tally.Stored(0, stored.Cells, stored.CellsReused);
            WithdrawInherited(stored.Part);
        }
    }

    private void OnPartStoreFailed(LedgerEvent.PartStoreFailed failed)
    {
        if (_window.Find(failed.Part) is not { } part || part.StoreDue is null || part.StoreTry != failed.Try)
        {
            return;
        }

        part.OrdersUnanswered = 0;
        // The next order carries a new number, so that this failure is not counted again when word of it comes twice.
        part.StoreTry++;
        switch (failed.Kind)
        {
            case PartStoreFailure.DiskFull:
                _diskFullSince ??= _now;
                _diskFullMessage = failed.Message;
                part.StoreDue = _now + _options.StoreBackoff * (1 << Math.Min(part.DiskFullRuns++, 5));
                break;
            case PartStoreFailure.Io when ++_storeFailures < _options.StoreFailuresMax:
                // A shared device may have had a hiccup, which must not use up everyone's tries within milliseconds.
                part.StoreDue = _now + _options.StoreBackoff * (1 << Math.Min(part.IoRuns++, 5));
                break;
            default:
                End(_tally.Failed(
                    failed.Kind == PartStoreFailure.Refused ? SweepFailure.StoreRefused : SweepFailure.Store,
                    failed.Message));
                break;
        }
    }

    private void OnAttemptWasOld(LedgerEvent.AttemptWasOld old)
    {
        if (_window.Find(old.Part) is { } part && part.FirstAttempt < old.FirstAttempt)
        {
            part.LastAttempt = Math.Max(part.LastAttempt, old.FirstAttempt - 1);
            BeginAgain(part);
        }
    }

    private void OnPartLost(LedgerEvent.PartLost lost)
    {
        _inherited.TakePart(lost.Part);
        if (_window.Find(lost.Part) is { } part && lost.Attempt >= part.FirstAttempt)
        {
            BeginAgain(part);
        }
    }

    private void BeginAgain(OpenPart part)
    {
        // Waiting for the disk ends with the rows that were waiting; the next commit will tell how the disk is.
        _diskFullSince = part.DiskFullRuns > 0 ? null : _diskFullSince;
        CloseLeasesOf(part);
        Begin(part);
    }

    private void Discard(OpenPart part)
    {
        _effects.Add(new LedgerEffect.ReleasePart(part.Range.Number));
        Close(part);
    }

    private void Close(OpenPart part)
    {
        _window.Close(part);
        CloseLeasesOf(part);
        WithdrawInherited(part.Range.Number);
    }

    private void CloseLeasesOf(OpenPart part)
    {
        foreach (var lent in part.Pending.Values)
        {
            CloseLeases(lent, null);
        }
    }
}

using Akka.Actor;
using LoraCluster.Cluster.Node;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Jobs;
using LoraCluster.Sweeps.Ledger;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;
using Microsoft.Extensions.Logging;

namespace LoraCluster.Cluster.Coordinator;

// One sweep from its text to its manifest. Every request is repeated until its answer comes, to whichever archive there is by then.
internal sealed partial class ClusterCoordinatorActor
{
    private const int BadSpec = 65;

    private void ReceiveSweeps()
    {
        Receive<Planned>(OnPlanned);
        Receive<ArchiveProtocol.DatasetOpened>(OnDatasetOpened);
        Receive<ArchiveProtocol.DatasetRefused>(OnDatasetRefused);
        Receive<ArchiveProtocol.DatasetFinished>(OnDatasetFinished);
        Receive<ArchiveProtocol.DatasetIncomplete>(OnDatasetIncomplete);
        Receive<ProgressProtocol.SweepAdvanced>(m => Running()?.Progress = m.Progress);
        Receive<ProgressProtocol.BlocksHeld>(m => Running()?.BlocksHeld = m.ByNode);
        Receive<ProgressProtocol.BlocksDone>(_ => { });
        Receive<ProgressProtocol.SweepEnded>(m => OnSweepEnded(m.Outcome));
        Receive<Terminated>(m => OnCoordinatorDied(m.ActorRef));
    }

    private void Begin(Job job)
    {
        _log.LogInformation("{Sweep}: begins", job.Name);
        _sweeps.Add(job.Name, new ActiveSweep(job.Name, job.DefinitionHash, job.Number, job.State == JobState.Running));
        if (job.State == JobState.Queued)
        {
            _desk.Change(job with { State = JobState.Running });
        }
    }

    private void Drive(ActiveSweep sweep)
    {
        if (sweep.AskAt > Now)
        {
            return;
        }

        sweep.AskAt = Now + AskInterval;
        var archive = _roster.ArchiveFor(sweep.Plan?.Ability);
        if (sweep.Phase is SweepPhase.Opening or SweepPhase.Finishing && archive.IsNobody() && sweep.Plan?.Ability is { } ability && !_roster.Archive.IsNobody())
        {
            sweep.Trouble = $"no aggregator here can open it: {ability} is needed";
        }

        switch (sweep.Phase)
        {
            case SweepPhase.FetchingText when _node.Texts.Find(sweep.Hash) is { } text:
                sweep.Phase = SweepPhase.Planning;
                Task.Run(() => Plan(sweep, text)).PipeTo(Self, failure: e => new Planned(sweep, null, e.Message) { CanWait = e is ExperimentUnavailableException });
                break;
            case SweepPhase.FetchingText when !archive.IsNobody() && _desk.AwaitText(sweep.Hash):
                Context.ActorOf(Props.Create(() => new TextFetchActor(sweep.Hash, _node.Texts, archive)));
                break;
            case SweepPhase.Opening:
                archive.Tell(new ArchiveProtocol.OpenDataset(sweep.Name, sweep.Hash, sweep.Scan, sweep.RangesKnown));
                break;
            case SweepPhase.Finishing:
                archive.Tell(new ArchiveProtocol.FinishDataset(sweep.Name));
                break;
        }
    }

    private Planned Plan(ActiveSweep sweep, byte[] text)
    {
        var definition = _node.Definitions.Read(text);
        if (definition.Name != sweep.Name)
        {
            throw new InvalidDataException($"its definition is that of a sweep called {definition.Name}");
        }

        var sample = PlanSample.Of(definition);
        var plan = new PartPlan(definition, sample);
        var blocks = new BlockPlan(definition);
        var options = LedgerOptions.ForCluster(definition, sample, plan, blocks) with { DiskWait = _node.DiskWait };
        // Every machine is taken for the reference machine: a successor must cut the same blocks.
        return new Planned(sweep, new PlannedSweep(plan, blocks, options) { Ability = _node.Definitions.AbilityNeeded(definition.Experiment) }, string.Empty);
    }

    private void OnPlanned(Planned planned)
    {
        if (!IsCurrent(planned.Sweep))
        {
            return;
        }

        if (planned is { Plan: null, CanWait: true })
        {
            // Another coordinator may have what this one lacks.
            (planned.Sweep.Phase, planned.Sweep.Trouble) = (SweepPhase.FetchingText, planned.Problem);
            return;
        }

        if (planned.Plan is null)
        {
            End(planned.Sweep, JobState.Failed, BadSpec, planned.Problem);
            return;
        }

        planned.Sweep.Plan = planned.Plan;
        planned.Sweep.Look(NextLook());
    }

    private void OnDatasetOpened(ArchiveProtocol.DatasetOpened opened)
    {
        if (!_sweeps.TryGetValue(opened.Name, out var sweep) || !sweep.Add(opened))
        {
            return;
        }

        sweep.AskAt = TimeSpan.Zero;
        sweep.Trouble = string.Empty;
        if (opened.IsLast)
        {
            Run(sweep);
        }
    }

    private void Run(ActiveSweep sweep)
    {
        var (plan, blocks, options) = sweep.Plan!;
        var committed = sweep.Committed;
        if (committed.Count > 0)
        {
            _log.LogInformation("{Sweep}: {Parts} of {PartsTotal} parts are on disk", sweep.Name, committed.Count, plan.PartCount);
        }

        var ledger = new SweepLedger(plan, blocks.Blocks, committed, options with { GatherFor = sweep.HasPredecessor ? GatherFor : TimeSpan.Zero });
        var self = Self;
        var clock = _node.Clock;
        sweep.Coordinator = Context.Watch(Context.ActorOf(Props.Create(() => new SweepCoordinatorActor(ledger, self, clock, true))));
        sweep.Phase = SweepPhase.Running;
        sweep.HasPredecessor = true;
        _assignAt = TimeSpan.Zero;
    }

    private void OnSweepEnded(SweepOutcome outcome)
    {
        if (Running() is not { } sweep)
        {
            return;
        }

        Context.Unwatch(sweep.Coordinator);
        Context.Stop(sweep.Coordinator);
        sweep.Coordinator = ActorRefs.Nobody;
        sweep.BlocksHeld = new Dictionary<Address, int>();
        switch (outcome)
        {
            case SweepOutcome.Completed:
                (sweep.Phase, sweep.AskAt) = (SweepPhase.Finishing, TimeSpan.Zero);
                break;
            case SweepOutcome.Stopped { Reason: StopReason.Cancelled }:
                _sweeps.Remove(sweep.Name);
                break;
            case SweepOutcome.Stopped stopped:
                End(sweep, JobState.Stopped, OutcomeCode.Of(outcome), stopped.Message);
                break;
            case SweepOutcome.Failed failed:
                _log.LogError("{Sweep}: failed: {Reason}", sweep.Name, failed.Describe());
                End(sweep, JobState.Failed, OutcomeCode.Of(outcome), failed.Describe());
                break;
        }
    }

    private void OnCoordinatorDied(IActorRef coordinator)
    {
        if (_sweeps.Values.FirstOrDefault(s => s.Coordinator.Equals(coordinator)) is { } sweep)
        {
            End(sweep, JobState.Failed, OutcomeCode.Of(new SweepOutcome.Failed(0, 0, SweepFailure.Internal, string.Empty, [])), "its coordinator died");
        }
    }

    private void OnDatasetFinished(ArchiveProtocol.DatasetFinished finished)
    {
        if (In(finished.Name, SweepPhase.Finishing) is not { } sweep)
        {
            return;
        }

        _sweeps.Remove(finished.Name);
        _log.LogInformation("{Sweep}: complete, {Rows} rows, manifest {Manifest}", finished.Name, finished.Rows, finished.ManifestSha256);
        if (JobOf(sweep) is { } job)
        {
            _desk.Change(job with { State = JobState.Completed, ExitCode = 0, PartsTotal = sweep.PartsTotal, PartsCommitted = sweep.PartsTotal, Rows = finished.Rows, ManifestSha256 = finished.ManifestSha256, Message = string.Empty });
        }
    }

    private void OnDatasetIncomplete(ArchiveProtocol.DatasetIncomplete incomplete)
    {
        if (In(incomplete.Name, SweepPhase.Finishing) is { } sweep)
        {
            _log.LogWarning("{Sweep}: some of its files are gone or damaged; looking again", incomplete.Name);
            if (JobOf(sweep) is null)
            {
                _sweeps.Remove(sweep.Name);
            }
            else
            {
                sweep.Look(NextLook());
            }
        }
    }

    private void OnDatasetRefused(ArchiveProtocol.DatasetRefused refused)
    {
        if ((In(refused.Name, SweepPhase.Opening) ?? In(refused.Name, SweepPhase.Finishing)) is not { } sweep)
        {
            return;
        }

        if (refused.ExitCode != OutcomeCode.Storage)
        {
            End(sweep, JobState.Failed, refused.ExitCode, refused.Reason);
            return;
        }

        // A disk that is full or fails may be mended; the sweep waits for it where the user can see why.
        sweep.Trouble = refused.Reason;
        _roster.TurnFrom(Sender, sweep.Plan?.Ability);
        if (sweep.Phase == SweepPhase.Opening)
        {
            sweep.Look(NextLook());
        }

        sweep.AskAt = Now + TroubleInterval;
    }

    private void Stop(ActiveSweep sweep)
    {
        if (sweep.Phase == SweepPhase.Running)
        {
            sweep.Coordinator.Tell(ProgressProtocol.StopSweep.Instance);
        }
        else if (sweep.Phase != SweepPhase.Finishing)
        {
            _sweeps.Remove(sweep.Name);
        }
    }

    private void End(ActiveSweep sweep, JobState state, int exitCode, string message)
    {
        _sweeps.Remove(sweep.Name);
        Context.Unwatch(sweep.Coordinator);
        Context.Stop(sweep.Coordinator);
        if (JobOf(sweep) is { } job)
        {
            _desk.Change(job with
            {
                State = state,
                ExitCode = exitCode,
                Message = Frame.Cut(message),
                PartsTotal = sweep.PartsTotal,
                PartsCommitted = sweep.Progress?.PartsCommitted ?? 0,
            });
        }
    }

    // What was cancelled meanwhile stays so, and what was submitted anew is another job.
    private Job? JobOf(ActiveSweep sweep) => _desk.Find(sweep.Name) is { IsLive: true } job && job.Number == sweep.Number ? job : null;

    private ActiveSweep? In(string name, SweepPhase phase) => _sweeps.GetValueOrDefault(name) is { } sweep && sweep.Phase == phase ? sweep : null;

    private bool IsCurrent(ActiveSweep sweep) => _sweeps.GetValueOrDefault(sweep.Name) == sweep;

    private ActiveSweep? Running() => _sweeps.Values.FirstOrDefault(s => s.Coordinator.Equals(Sender));

    private sealed record Planned(ActiveSweep Sweep, PlannedSweep? Plan, string Problem) : INoSerializationVerificationNeeded
    {
        /// <summary>True where nothing is wrong with the sweep, and this program lacks a part.</summary>
        public bool CanWait { get; init; }
    }
}

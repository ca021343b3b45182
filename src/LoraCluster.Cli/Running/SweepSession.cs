using LoraCluster.Cli.Output;
using LoraCluster.Cluster.Aggregator;
using LoraCluster.Cluster.Local;
using LoraCluster.Results.Compaction;
using LoraCluster.Results.Manifest;
using LoraCluster.Results.Parts;
using LoraCluster.Results.Reading;
using LoraCluster.Results.Verification;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Cli.Running;

/// <summary>One <c>run</c>: opens the dataset, resumes or extends it, runs what is missing, closes it, and says what came of it.</summary>
internal sealed class SweepSession(SweepDefinition definition, RunOptions options, Streams streams, LocalCluster started, IProgress<SweepProgress>? watcher = null)
{
    // Bits that flip between a commit and the end of the sweep are rare; a disk that does it again and again is broken.
    private const int LooksMax = 3;

    private const int CellsAsked = 256;

    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly SpeedFile _speedFile = SpeedFile.For(definition.Experiment.Name);
    private LocalCluster? _started = started;
    private ProgressDisplay? _display;

    /// <summary>Runs to the end and returns the exit code.</summary>
    public async Task<int> RunAsync()
    {
        long start = _clock.GetTimestamp();
        using var signals = new StopSignals(Note);
        MachineSpeed speed = _speedFile.Load();
        var sample = EstimateWithin(definition, options.MaxDatasetBytes, speed);
        RefuseWhatIsLacking();
        IPriorResults? prior = options.Extend ? BeginExtension() : null;
        var directory = DatasetDirectory.Open(
            options.Output, definition, Release.Version, new DatasetOptions { AcceptRelease = options.AcceptRelease });
        prior ??= CarryOnExtension();
        foreach (string warning in directory.Warnings)
        {
            Note(warning);
        }

        var plan = new PartPlan(definition);
        bool wasFinished = DatasetManifest.Load(directory.Layout.Root) is not null;
        for (int look = 1; ; look++)
        {
            ResumeReport resumed;
            try
            {
                resumed = ResumeScan.Run(directory, plan.PartCount, signals.Token);
            }
            catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
            {
                return Summary(new WinnerTally(new PartStore(directory)), false, start).StoppedWhileChecking(plan.PartCount);
            }

            foreach (QuarantinedFile moved in resumed.Quarantined)
            {
                NoteMoved(moved);
            }

            bool allCommitted = resumed.Committed.Count == plan.PartCount;
            var tally = new WinnerTally(new PartStore(directory, NoteMoved));
            SweepOutcome outcome = allCommitted
                ? new SweepOutcome.Completed(plan.PartCount)
                : await Compute(directory, tally, resumed, prior, sample, speed, signals.Token).ConfigureAwait(false);
            tally.AddStored(directory, resumed.Committed, definition.Experiment.Parameters);
            var summary = Summary(tally, look == 1 && wasFinished && allCommitted && resumed.Quarantined.Count == 0, start);
            if (outcome is not SweepOutcome.Completed)
            {
                return summary.Ended(outcome);
            }

            try
            {
                return summary.Completed(DatasetFinisher.Finish(directory, plan.PartCount), sample);
            }
            catch (DatasetIncompleteException damaged) when (look < LooksMax)
            {
                Note($"{damaged.MissingParts.Count} of {plan.PartCount} parts are no longer what was written; computing them again");
            }
            catch (DatasetIncompleteException damaged)
            {
                throw new CommandException(
                    ExitCodes.Io, $"{options.Output}: {damaged.MissingParts.Count} parts are not what was written, and that {LooksMax} times in a row; the disk is not to be trusted");
            }
        }
    }

    // Before anything is written: the first cell of every kind that a sweep has, as far as its first cells tell.
    private void RefuseWhatIsLacking()
    {
        for (long position = 0; position < Math.Min(definition.Grid.PositionCount, CellsAsked); position++)
        {
            if (definition.Grid.CellAt(position) is { } cell && definition.Experiment.LackingFor(cell) is { } lack)
            {
                throw new CommandException(ExitCodes.NoInput, lack);
            }
        }
    }

    private RunSummary Summary(WinnerTally tally, bool wasComplete, long start) =>
        new(definition, options, streams) { WasComplete = wasComplete, Tally = tally, Elapsed = _clock.GetElapsedTime(start) };

    /// <summary>The cost of a sweep; throws <see cref="CommandException"/> where its dataset would be larger than <paramref name="maxDatasetBytes"/>.</summary>
    public static SweepEstimate EstimateWithin(SweepDefinition definition, double maxDatasetBytes, MachineSpeed? speed = null)
    {
        var estimate = SweepEstimate.Counted(definition, speed);
        return estimate.DatasetBytes <= maxDatasetBytes ? estimate : throw new CommandException(
            ExitCodes.BadSpec,
            $"{definition.Name}: the dataset would be too large; got about {Units.Bytes(estimate.DatasetBytes)} ({Units.Count(estimate.Rows)} rows); "
            + $"expected at most {Units.Bytes(maxDatasetBytes)}; raise --max-dataset-bytes or shrink the grid");
    }

    private async Task<SweepOutcome> Compute(
        DatasetDirectory directory, WinnerTally tally, ResumeReport resumed, IPriorResults? prior, SweepEstimate estimate, MachineSpeed speed, CancellationToken stop)
    {
        if (resumed.Committed.Count > 0)
        {
            Note($"resuming: {resumed.Committed.Count} of {estimate.Parts} parts are on disk and verified, the others are computed");
        }

        using var telemetry = new TelemetryFile(directory.Layout.In(DatasetLayout.TelemetryName), _clock, Note);
        var survey = new SpeedSurvey(definition);
        using var display = new ProgressDisplay(options, estimate, tally, streams);
        _display = display;
        var run = new SweepRun
        {
            Definition = definition,
            Sink = tally,
            CompletedParts = resumed.Committed,
            Prior = prior,
            Workers = options.Workers,
            DiskWait = options.DiskWait,
            Speed = speed,
            OnBlock = block =>
            {
                telemetry.Write(block);
                survey.Add(block.FirstPosition, block.PositionCount, block.TrialCount, block.Seconds);
            },
            Clock = _clock,
        };
        var cluster = Interlocked.Exchange(ref _started, null) ?? new LocalCluster();
        SweepOutcome outcome = await cluster.RunAsync(run, watcher is null ? display : new BothProgress(display, watcher), stop).ConfigureAwait(false);
        // The actors end while the dataset is finished.
        _ = cluster.DisposeAsync().AsTask();
        _speedFile.Save(speed.Blend(survey.Result()));
        tally.Reused = display.Last?.CellsReused ?? 0;
        return outcome;
    }

    private PriorDataset? BeginExtension()
    {
        if (!Directory.Exists(options.Output))
        {
            throw new CommandException(ExitCodes.NoInput, $"{options.Output}: no such directory, so there is nothing to extend");
        }

        if (DatasetDirectory.ReadHeader(options.Output) is { } header)
        {
            DatasetCompaction.RefuseCopy(options.Output, header);
            if (header.DefinitionHash != definition.Hash)
            {
                RefuseUnlessExtendable(header);
            }
        }

        DatasetExtension.Begin(options.Output, definition);
        return CarryOnExtension();
    }

    // Before anything moves: what is there must be a smaller version of this sweep, by this release and arithmetic.
    private void RefuseUnlessExtendable(SweepHeader header)
    {
        SweepDefinition earlier = SweepLoader.FromHeader(header, options.Output);
        PriorDataset.Open(options.Output, earlier, definition, Release.Version, new PartPlan(earlier).PartOf);
        if (Containment.ProblemWith(earlier, definition) is { } problem)
        {
            throw new OutputRefusedException(
                OutputRefusal.OtherSweep,
                $"{options.Output}: holds a sweep that this one does not extend: {header.DefinitionHash} there, {definition.Hash} here; {problem}");
        }
    }

    // Also for a run without --extend that meets an interrupted extension to the same sweep.
    private PriorDataset? CarryOnExtension()
    {
        if (DatasetExtension.Prior(options.Output) is not { } previous)
        {
            return null;
        }

        SweepDefinition earlier = SweepLoader.FromHeader(previous.Header, previous.Directory);
        var plan = new PartPlan(earlier);
        return PriorDataset.Open(previous.Directory, earlier, definition, Release.Version, plan.PartOf);
    }

    private sealed class BothProgress(IProgress<SweepProgress> first, IProgress<SweepProgress> second) : IProgress<SweepProgress>
    {
        public void Report(SweepProgress value)
        {
            first.Report(value);
            second.Report(value);
        }
    }

    private void NoteMoved(QuarantinedFile file) => Note($"{file.Name}: {file.Reason}; moved to {file.MovedTo}");

    private void Note(string note)
    {
        if (_display is { } display)
        {
            display.Note(note);
        }
        else
        {
            streams.Error.WriteLine(note);
        }
    }
}

using LoraCluster.Cluster.Local;
using LoraCluster.Cluster.Protocol;
using LoraCluster.Results.Manifest;
using LoraCluster.Results.Parts;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Grid;
using LoraCluster.Sweeps.Planning;
using LoraCluster.Sweeps.Running;

namespace LoraCluster.Benchmarks.Scaling;

/// <summary>Runs a sweep on this machine as <c>lora-cluster run</c> does, and looks at when its workers worked.</summary>
internal sealed class ScalingRun(SweepDefinition definition)
{
    private const double Tail = 0.05;

    private readonly TimeProvider _clock = TimeProvider.System;

    /// <summary>What the runs so far have taught about this machine.</summary>
    public MachineSpeed Speed { get; private set; } = MachineSpeed.Unknown;

    /// <summary>Runs the sweep once; throws <see cref="InvalidOperationException"/> where it does not complete.</summary>
    public async Task<ScalingRow> RunAsync(int workers)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("lora-bench-");
        var blocks = new List<BlockTelemetry>();
        var survey = new SpeedSurvey(definition);
        await using var cluster = new LocalCluster();
        try
        {
            var run = new SweepRun
            {
                Definition = definition,
                Sink = new PartStore(DatasetDirectory.Open(Path.Combine(folder.FullName, "out"), definition, "benchmark")),
                Workers = workers,
                Speed = Speed,
                OnBlock = block =>
                {
                    blocks.Add(block);
                    survey.Add(block.FirstPosition, block.PositionCount, block.TrialCount, block.Seconds);
                },
                Clock = _clock,
            };
            long start = _clock.GetTimestamp();
            SweepOutcome outcome = await cluster.RunAsync(run).ConfigureAwait(false);
            double seconds = _clock.GetElapsedTime(start).TotalSeconds;
            var row = outcome is SweepOutcome.Completed ? Row(blocks, workers, seconds) : throw new InvalidOperationException($"{outcome}");
            Speed = Speed.Blend(survey.Result());
            return row;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private ScalingRow Row(List<BlockTelemetry> blocks, int workers, double seconds)
    {
        double[] taken = [.. blocks.Select(block => block.Seconds).Order()];
        double[] errors = [.. blocks.Select(block => Math.Abs(Predicted(block) - block.Seconds) / block.Seconds).Order()];
        return new ScalingRow(
            workers,
            seconds,
            blocks.Count,
            1e3 * taken[(int)(0.05 * taken.Length)],
            1e3 * taken[taken.Length / 2],
            1e3 * taken[(int)(0.95 * taken.Length)],
            taken.Where(t => t is >= 0.05 and <= 0.2).Sum() / taken.Sum(),
            errors[errors.Length / 2],
            taken.Sum() / (workers * seconds),
            1 - BusyIn(blocks, (1 - Tail) * seconds, seconds) / (workers * Tail * seconds));
    }

    private double Predicted(BlockTelemetry block)
    {
        double sum = 0;
        for (int i = 0; i < block.PositionCount; i++)
        {
            if (definition.Grid.CellAt(block.FirstPosition + i) is Cell cell)
            {
                double perTrial = definition.Experiment.SecondsPerTrial(cell, definition.Request);
                sum += perTrial * Speed.FactorFor(perTrial) * block.TrialCount;
            }
        }

        return sum;
    }

    // A block was solved right before it was merged: what lies between, a few milliseconds, counts as idle.
    private static double BusyIn(List<BlockTelemetry> blocks, double from, double to) =>
        blocks.Sum(block => Math.Max(0, Math.Min(block.MergedAt, to) - Math.Max(block.MergedAt - block.Seconds, from)));
}

using LoraCluster.Benchmarks.Compare;

namespace LoraCluster.Benchmarks.Tests.Compare;

public class NumPySweepTests
{
    [Fact]
    public void A_fraction_of_the_trials_scales_the_work_but_not_the_start()
    {
        var quarter = new NumPySweep("toy", 25, 100, 25, 10, []);

        Assert.Equal(2 + 40, quarter.Scaled(12));
    }

    [Fact]
    public void The_scripts_document_reads_as_it_is_written()
    {
        NumPyRun run = BenchJson.Read<NumPyRun>("""
            {"software": {"python": "3", "numpy": "1", "scipy": "2", "blas": "b"}, "processes": 2, "sweeps": [
              {"sweep": "toy", "trials_per_cell": 2, "trials_per_cell_complete": 100, "trials": 4, "seconds": 1.5, "cells": [
                {"swept": {"n": 10}, "outcomes": [{"rank": null, "mean": 1.0, "sem": null}, {"rank": 4, "mean": 2.0, "sem": 0.5}]}]}]}
            """);

        NumPySweep sweep = Assert.Single(run.Sweeps);
        Assert.Equal((2, 100, 4, 1.5), (sweep.TrialsPerCell, sweep.TrialsPerCellComplete, sweep.Trials, sweep.Seconds));
        Assert.Equal(10, sweep.Cells[0].Swept["n"]);
        Assert.Equal([new NumPyOutcome(null, 1, null), new NumPyOutcome(4, 2, 0.5)], sweep.Cells[0].Outcomes);
    }
}

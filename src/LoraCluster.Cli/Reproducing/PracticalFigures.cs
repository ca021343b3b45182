using System.Globalization;
using LoraCluster.Checkpoints.Changes;
using LoraCluster.Checkpoints.Models;
using LoraCluster.Cli.Output;
using LoraCluster.FineTuning;
using LoraCluster.FineTuning.Engine;
using LoraCluster.Reports.Figures;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Cli.Reproducing;

/// <summary>The figures of the practical experiments: errors, what LoRA gains, ranks that hold the update's energy, and the singular values of one update of each network.</summary>
internal static class PracticalFigures
{
    private const ulong Seed = 1;

    // Weights have 24 bits: what is below, units that never fired for one, is no change.
    private const double RoundingOfWeights = 1e-7;

    /// <summary>Draws a sweep's figures into a directory; returns the paths.</summary>
    public static IEnumerable<string> Of(PaperSweep sweep, SweepDefinition definition, string dataset, string directory, BandKind band)
    {
        var figures = new DatasetFigure(dataset, definition);
        var errors = new FigureRequest(sweep.X, []) { Band = band };
        (string Suffix, FigureRequest Request)[] drawn =
        [
            (string.Empty, errors),
            ("-difference", errors with { Y = "difference", Band = BandKind.Confidence }),
            ("-rank", new FigureRequest(FigureRequest.RankAxis, [])),
            ("-energy", errors with { Y = Measures.RankAt(90) }),
        ];
        return drawn.SelectMany(one => FigureOutput.Write(figures.Curves(one.Request), directory, sweep.Name + one.Suffix));
    }

    /// <summary>Tunes each embedded network once, fully and without wrong labels, and draws the singular values of what that changed.</summary>
    public static IEnumerable<string> Spectra(string directory) => FineTuneParameters.EmbeddedModels.SelectMany(model =>
    {
        string tuned = Path.Combine(directory, "..", "tuned-" + model);
        FineTuneReport report = TrainingLibrary.Engine.Tune(FineTuneParameters.DefaultsOf(model, "swapped") with { SampleFraction = 0.1 }, null, Seed, tuned);
        return Spectrum(model, report.BaseDirectory, tuned, directory);
    });

    /// <summary>Draws the singular values of what a full fine-tuning of an embedded network changed, a curve for each weight; returns the paths.</summary>
    public static IEnumerable<string> Spectrum(string model, string baseDirectory, string tunedDirectory, string directory)
    {
        using var before = ModelDirectory.Open(baseDirectory);
        using var after = ModelDirectory.Open(tunedDirectory);
        using var reader = new SpectrumReader(null, intruders: false);
        var curves = WeightChange.Between(before, after, null).Select(reader.Of).Select(spectrum => (
            string.Create(CultureInfo.InvariantCulture, $"{spectrum.Tensor[..^".weight".Length]} (rank {spectrum.RankAt(0.9)} at 90 %)"),
            LinePoint.OfDescending(spectrum.SingularValues, RoundingOfWeights))).ToList();
        return FigureOutput.Write(
            LineFigure.Of($"{model}: what full fine-tuning changed", "task = swapped, sample_fraction = 0.1, label_noise = 0, one seed", "index i", "singular value of the change", curves, areMedians: false, hasBaseline: false),
            directory,
            "spectrum-" + model);
    }
}

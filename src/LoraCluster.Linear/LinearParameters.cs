using LoraCluster.Numerics.Problems;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Linear;

/// <summary>The grid parameters of the linear model, in column order, and the way from a cell to a <see cref="LinearProblem"/>.</summary>
public static class LinearParameters
{
    private const double LargestDimension = 16384;

    private static readonly string[] Shifts = ["gaussian", "constant", "exponential", "power"];
    private static readonly string[] Alignments = ["none", "minor", "major"];
    private static readonly string[] InputSpectra = ["identity", "constant", "exponential", "power"];

    /// <summary>The specifications, in column order.</summary>
    public static IReadOnlyList<ParameterSpec> All { get; } =
    [
        new("dx", ParameterKind.Integer, "Input dimension.") { Label = "input dimension dx", Minimum = 1, Maximum = LargestDimension },
        new("dy", ParameterKind.Integer, "Output dimension.") { Label = "output dimension dy", Minimum = 1, Maximum = LargestDimension },
        new("n", ParameterKind.Integer, "Number of fine-tuning samples.") { Label = "fine-tuning samples n", Minimum = 1, Maximum = int.MaxValue },
        new("noise_std", ParameterKind.Real, "Standard deviation σ of the label noise.") { Label = "label noise σ", Minimum = 0, Maximum = 1e100 },
        new("true_rank", ParameterKind.Integer, "Rank k of the task shift Δ, at most min(dx, dy).")
        {
            Label = "rank k of the task shift",
            Minimum = 1, Maximum = LargestDimension,
        },
        new("spectrum", ParameterKind.Choice, "Shape of the task shift's singular values.")
        {
            Label = "shape of the task shift's spectrum",
            Choices = Shifts,
        },
        new("scale", ParameterKind.Real, "Scale c of the task shift.")
        {
            Label = "scale c of the task shift",
            Default = ParameterValue.Of(1.0), Minimum = 1e-100, Maximum = 1e100,
        },
        new("decay_rate", ParameterKind.Real, "Decay rate ρ of an exponential or power shift.")
        {
            Label = "decay rate ρ of the task shift's spectrum",
            Default = ParameterValue.Of(0.0), Minimum = 0, Maximum = 1e6,
        },
        new("input_spectrum", ParameterKind.Choice, "Eigenvalues of the input covariance Σ, normalised to trace dx.")
        {
            Label = "shape of the input spectrum",
            Default = ParameterValue.Of("identity"), Choices = InputSpectra,
        },
        new("input_decay_rate", ParameterKind.Real, "Decay rate of an exponential or power input spectrum.")
        {
            Label = "decay rate of the input spectrum",
            Default = ParameterValue.Of(0.0), Minimum = 0, Maximum = 1e6,
        },
        new("input_rotated", ParameterKind.Flag, "Whether the eigenvectors of Σ are a random rotation instead of the coordinate axes.")
        {
            Label = "input covariance rotated",
            Default = ParameterValue.Of(false),
        },
        new("shift_alignment", ParameterKind.Choice, "Which left singular vectors of A0 span the task shift's columns.")
        {
            Label = "alignment of the task shift to A0",
            Default = ParameterValue.Of("none"), Choices = Alignments,
        },
    ];

    /// <summary>The problem of a cell; throws <see cref="ArgumentException"/> where its values are not those of <see cref="All"/>.</summary>
    public static LinearProblem ProblemOf(Cell cell)
    {
        IReadOnlyList<ParameterValue> v = cell.Values;
        if (v.Count != All.Count)
        {
            throw new ArgumentException($"a cell of the linear model has {All.Count} values, not {v.Count}", nameof(cell));
        }

        return new LinearProblem
        {
            Dx = (int)v[0].Integer,
            Dy = (int)v[1].Integer,
            N = (int)v[2].Integer,
            NoiseStd = v[3].Real,
            TrueRank = (int)v[4].Integer,
            Shift = (ShiftKind)Array.IndexOf(Shifts, v[5].Text),
            Scale = v[6].Real,
            DecayRate = v[7].Real,
            InputSpectrum = (InputSpectrum)Array.IndexOf(InputSpectra, v[8].Text),
            InputDecayRate = v[9].Real,
            InputRotated = v[10].Flag,
            Alignment = (ShiftAlignment)Array.IndexOf(Alignments, v[11].Text),
        };
    }

    /// <summary>n, dx and σ of a cell alone.</summary>
    internal static (long Samples, long Inputs, double NoiseStd) ShapeOf(Cell cell) => (cell.Values[2].Integer, cell.Values[0].Integer, cell.Values[3].Real);

    /// <summary>True where a decay rate has an effect on the shift.</summary>
    public static bool ShiftDecays(LinearProblem problem) => problem.Shift is ShiftKind.Exponential or ShiftKind.Power;

    /// <summary>True where a decay rate has an effect on the input covariance.</summary>
    public static bool InputDecays(LinearProblem problem) => problem.InputSpectrum is InputSpectrum.Exponential or InputSpectrum.Power;
}

using LoraCluster.Numerics.Problems;

namespace LoraCluster.Numerics.Tests.Support;

/// <summary>Settings that between them meet every shift, both covariances, both regimes, wide and tall outputs, and n beside dx.</summary>
internal static class Settings
{
    public static readonly LinearProblem Basis = new()
    {
        Dx = 20,
        Dy = 16,
        N = 50,
        NoiseStd = 1,
        TrueRank = 4,
        Shift = ShiftKind.Gaussian,
    };

    public static IReadOnlyList<LinearProblem> All { get; } =
    [
        Basis,
        Basis with { Dy = 30, Shift = ShiftKind.Power, DecayRate = 1, Scale = 3 },
        Basis with { N = 24, NoiseStd = 0.3, Shift = ShiftKind.Constant, Scale = 2, TrueRank = 16 },
        Basis with { N = 20 },
        Basis with { N = 21, NoiseStd = 2 },
        Basis with { N = 19, TrueRank = 7 },
        Basis with { N = 1, Dy = 5, TrueRank = 2 },
        Basis with { N = 9, Shift = ShiftKind.Exponential, DecayRate = 0.4, Scale = 4 },
        Basis with { N = 17, Dy = 40, TrueRank = 20, Shift = ShiftKind.Exponential, DecayRate = 0.1 },
        Basis with { N = 12, NoiseStd = 0, TrueRank = 5 },
        Basis with { InputSpectrum = InputSpectrum.Exponential, InputDecayRate = 0.1 },
        Basis with { InputSpectrum = InputSpectrum.Power, InputDecayRate = 0.7, InputRotated = true, Shift = ShiftKind.Constant },
        Basis with { N = 8, InputSpectrum = InputSpectrum.Power, InputDecayRate = 0.7, InputRotated = true },
        Basis with { N = 15, InputSpectrum = InputSpectrum.Exponential, InputDecayRate = 0.2, Shift = ShiftKind.Power, DecayRate = 0.5 },
        Basis with { N = 8, InputSpectrum = InputSpectrum.Power, InputDecayRate = 1, NoiseStd = 0, Shift = ShiftKind.Constant },
    ];

    public static TheoryData<int> Indices
    {
        get
        {
            var data = new TheoryData<int>();
            for (int i = 0; i < All.Count; i++)
            {
                data.Add(i);
            }

            return data;
        }
    }

    public static int[] AllRanks(LinearProblem problem) => [.. Enumerable.Range(1, Math.Min(problem.Dx, problem.Dy))];
}

using System.Runtime.InteropServices;
using System.Security.Cryptography;
using LoraCluster.Numerics.Estimators;
using LoraCluster.Numerics.Problems;
using LoraCluster.Numerics.Theory;

namespace LoraCluster.Linear;

/// <summary>A few milliseconds of the real arithmetic (random stream, normals, χ, decomposition, estimators, both regimes, both paths of the solver, theory), hashed.</summary>
internal static class LinearFingerprint
{
    private static readonly int[] Ranks = [1, 2, 5, 8, 30];

    public static string Compute()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var basis = new LinearProblem { Dx = 12, Dy = 10, N = 30, NoiseStd = 0.7, TrueRank = 3, Shift = ShiftKind.Gaussian };
        var trials = new double[8 * (Ranks.Length + 1)];
        using var lanes = new FastSolver(_ => false);
        Append(hash, lanes, basis, trials);
        Append(hash, lanes, basis with { N = 9, Shift = ShiftKind.Power, DecayRate = 0.5 }, trials);
        Append(hash, lanes, basis with { N = 9, Shift = ShiftKind.Exponential, DecayRate = 0.3, InputSpectrum = InputSpectrum.Power, InputDecayRate = 0.8 }, trials);

        // Large enough for several panels, blocks and strips of the second path's arithmetic; problems that it is made for would take too long at a program's start.
        var trial = new double[Ranks.Length + 1];
        using var dense = new FastSolver(_ => true);
        Append(hash, dense, basis with { Dx = 40, Dy = 50, N = 60 }, trial);
        Append(hash, dense, basis with { Dx = 50, Dy = 40, N = 45, TrueRank = 20 }, trial);
        var theory = LoraTheory.Curve(basis with { Shift = ShiftKind.Power, DecayRate = 0.4 })!;
        hash.AppendData(MemoryMarshal.AsBytes<double>([.. theory.Bias, .. theory.Variance]));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private static void Append(IncrementalHash hash, FastSolver solver, LinearProblem problem, double[] risks)
    {
        solver.Solve(problem, 0x5EED, 0xF1A6, 0, risks.Length / (Ranks.Length + 1), Ranks, risks);
        hash.AppendData(MemoryMarshal.AsBytes<double>(risks));
    }
}

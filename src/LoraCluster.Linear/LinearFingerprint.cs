using System.Runtime.InteropServices;
using System.Security.Cryptography;
using LoraCluster.Numerics.Estimators;
using LoraCluster.Numerics.Problems;

namespace LoraCluster.Linear;

/// <summary>A few milliseconds of the real arithmetic (random stream, normals, χ, decomposition, estimators, both regimes), hashed.</summary>
internal static class LinearFingerprint
{
    public static string Compute()
    {
        using var solver = new FastSolver();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        int[] ranks = [1, 2, 5, 8];
        var risks = new double[8 * (ranks.Length + 1)];
        foreach (LinearProblem problem in Problems())
        {
            solver.Solve(problem, 0x5EED, 0xF1A6, 0, 8, ranks, risks);
            hash.AppendData(MemoryMarshal.AsBytes<double>(risks));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private static IEnumerable<LinearProblem> Problems()
    {
        var basis = new LinearProblem { Dx = 12, Dy = 10, N = 30, NoiseStd = 0.7, TrueRank = 3, Shift = ShiftKind.Gaussian };
        yield return basis;
        yield return basis with { N = 9, Shift = ShiftKind.Power, DecayRate = 0.5 };
        yield return basis with { N = 9, Shift = ShiftKind.Exponential, DecayRate = 0.3, InputSpectrum = InputSpectrum.Power, InputDecayRate = 0.8 };
    }
}

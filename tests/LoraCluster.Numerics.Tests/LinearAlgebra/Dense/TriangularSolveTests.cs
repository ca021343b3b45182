using LoraCluster.Numerics.LinearAlgebra.Dense;
using MathNet.Numerics.LinearAlgebra;
using DenseMemory = LoraCluster.Numerics.Tests.Support.Dense;

namespace LoraCluster.Numerics.Tests.LinearAlgebra.Dense;

public class TriangularSolveTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(32, 40)]
    [InlineData(33, 31)]
    [InlineData(100, 65)]
    [InlineData(150, 200)]
    public void The_solution_solves_the_system_and_what_is_below_the_diagonal_is_not_read(int size, int count)
    {
        Matrix<double> r = DenseMemory.Random(size, size).UpperTriangle() + Matrix<double>.Build.DenseIdentity(size);
        Matrix<double> b = DenseMemory.Random(size, count);
        using var factor = new DenseMemory(r);
        using var x = new DenseMemory(b);
        SpoilBelow(factor.View);
        using var solve = new TriangularSolve();
        solve.Solve(factor.View, x.View);
        Matrix<double> rest = b - (r * x.Values);
        Assert.InRange(rest.InfinityNorm() / (r.InfinityNorm() * x.Values.InfinityNorm()), 0, 2.3e-16 * size);
    }

    private static unsafe void SpoilBelow(RowMatrix a)
    {
        for (int i = 0; i < a.Rows; i++)
        {
            new Span<double>(a.Row(i), i).Fill(double.NaN);
        }
    }
}

using System.Runtime.Intrinsics;

namespace LoraCluster.Numerics.Tests.Arithmetic;

public class LaneMathTests
{
    [Fact]
    public void Log_agrees_with_the_C_library()
    {
        for (int i = 1; i < 4000; i++)
        {
            double x = i * i / 4000.0 / 4000.0;
            double expected = Math.Log(x);
            Assert.Equal(expected, LaneMath.Log(Vector512.Create(x)).GetElement(3), 4e-16 * Math.Max(1, Math.Abs(expected)));
        }
    }

    [Fact]
    public void Sine_and_cosine_agree_with_the_C_library_in_every_octant()
    {
        for (int i = 0; i <= 4096; i++)
        {
            double u = i / 4096.0;
            LaneMath.SinCosTwoPi(Vector512.Create(u), out Vector512<double> sin, out Vector512<double> cos);
            Assert.Equal(Math.Sin(2 * Math.PI * u), sin.GetElement(0), 1e-15);
            Assert.Equal(Math.Cos(2 * Math.PI * u), cos.GetElement(0), 1e-15);
        }
    }

    [Theory]
    [InlineData(0UL, 1.1102230246251565e-16)]
    [InlineData(ulong.MaxValue, 1 - 1.1102230246251565e-16)]
    public void A_uniform_never_reaches_its_ends(ulong word, double expected) =>
        Assert.Equal(expected, LaneMath.OpenUniform(Vector512.Create(word)).GetElement(7));
}

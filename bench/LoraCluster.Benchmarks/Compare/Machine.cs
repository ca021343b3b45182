using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace LoraCluster.Benchmarks.Compare;

/// <summary>What a timing depends on.</summary>
/// <param name="Cpu">The processor's name.</param>
/// <param name="Cores">Processors that this process may use.</param>
/// <param name="Vectors">The widest vectors that the runtime uses.</param>
/// <param name="System">Operating system.</param>
/// <param name="Runtime">.NET.</param>
internal sealed record Machine(string Cpu, int Cores, string Vectors, string System, string Runtime)
{
    private const string CpuInfo = "/proc/cpuinfo";

    /// <summary>This machine.</summary>
    public static Machine Here() => new(
        CpuName(), Environment.ProcessorCount, WidestVectors(), RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription);

    /// <summary>The processor's name as part of a file name: lower case, hyphens.</summary>
    public string Slug => string.Join('-', new string([.. Cpu.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')])
        .Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string CpuName()
    {
        string? line = File.Exists(CpuInfo) ? File.ReadLines(CpuInfo).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    private static string WidestVectors() =>
        Avx512F.IsSupported ? "AVX-512" : Avx2.IsSupported ? "AVX2" : RuntimeInformation.ProcessArchitecture == Architecture.X64 ? "SSE" : "128-bit";
}

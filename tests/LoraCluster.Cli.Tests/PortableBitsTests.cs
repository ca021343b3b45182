using System.Text.Json;

namespace LoraCluster.Cli.Tests;

/// <summary>The same sweep on processors that know less: the runtime's and the C library's switches stand in for them.</summary>
public sealed class PortableBitsTests : IDisposable
{
    // Both regimes, n next to dx, a rotated input covariance, every kind of shift, problems large enough for the dense path: each route through the solver, at sizes
    // that fused multiply-adds done in software still finish.
    private const string Sweep = """
        name: portable
        seed: 11
        trials: 16
        keep_trials: true
        grid:
          - {dx: 8, dy: 6, n: [3, 7, 8, 9, 20], true_rank: 2, spectrum: gaussian, noise_std: [0, 0.5]}
          - {dx: 5, dy: 9, n: [4, 12], true_rank: 3, spectrum: exponential, decay_rate: 0.7, noise_std: 1, input_spectrum: power, input_decay_rate: 0.5, input_rotated: true}
          - {dx: 20, dy: 20, n: 40, true_rank: 20, spectrum: [constant, power], noise_std: 3}
          - {dx: 130, dy: 130, n: [110, 200], true_rank: 130, spectrum: power, decay_rate: 0.5, noise_std: 1}
        """;

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("DOTNET_EnableAVX512", "0")]
    [InlineData("DOTNET_EnableAVX2", "0")]
    [InlineData("DOTNET_EnableHWIntrinsic", "0")]
    [InlineData("GLIBC_TUNABLES", "glibc.cpu.hwcaps=-AVX2,-FMA,-AVX512F")]
    public async Task The_dataset_has_the_same_bytes_with(string variable, string value)
    {
        string sweep = _place.Write("portable.yaml", Sweep);
        string plain = await Run(sweep, "plain", new Dictionary<string, string>());
        string switched = await Run(sweep, "switched", new Dictionary<string, string> { [variable] = value });
        Assert.Equal(plain, switched);
    }

    private async Task<string> Run(string sweep, string folder, Dictionary<string, string> environment)
    {
        var command = Workplace.Command(["run", sweep, "--out", _place.Path(folder), "--json", "--quiet"]);
        foreach ((string name, string value) in environment)
        {
            command.Environment[name] = value;
        }

        (int code, string answer, _) = await Workplace.ProcessAsync(command);
        Assert.Equal(0, code);
        return JsonDocument.Parse(answer).RootElement.GetProperty("manifest_sha256").GetString()!;
    }
}

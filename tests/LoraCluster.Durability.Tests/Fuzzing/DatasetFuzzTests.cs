using System.Text;
using LoraCluster.Cli.Tests;
using LoraCluster.Linear;
using LoraCluster.Results.Manifest;
using LoraCluster.Results.Reading;
using LoraCluster.Results.Tests.Toys;
using LoraCluster.Results.Verification;
using Xunit.Abstractions;

namespace LoraCluster.Durability.Tests.Fuzzing;

/// <summary>The files of a dataset, mutated: what a query reads before anybody has verified it.</summary>
public sealed class DatasetFuzzTests(ITestOutputHelper log) : IDisposable
{
    private static readonly byte[][] ParquetPieces = [[0x15, 0x00], [0x15, 0xFE, 0xFF, 0xFF, 0xFF, 0x0F], [0x19, 0xFC], [0x80, 0x80, 0x80, 0x80, 0x08], [0x28, 0xB5, 0x2F, 0xFD], "PAR1"u8.ToArray(), [0x2C], [0x00]];
    private static readonly byte[][] JsonPieces = [.. new[] { "{", "}", "[", "]", "\"", ":", ",", "null", "-1", "1e400", "99999999999999999999", "\"\\ud800\"", "true", "0.5", "[[[[[[[[" }.Select(Encoding.UTF8.GetBytes)];

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("risks")]
    [InlineData("trials")]
    public async Task Mutated_parts_are_refused_as_invalid_data(string kind)
    {
        var files = await Good();
        string root = _place.Path("out");
        string[] names = [.. files.Keys.Where(name => name.Contains($"/{kind}/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        var disk = SimulatedDisk.Holding(files);
        var parameters = new LinearExperiment().Parameters;
        var result = new Fuzz(new Mutator([.. names.Select(name => files[name])], ParquetPieces)).Run(Fuzz.Share(0.05), (origin, bytes) =>
        {
            disk.Overwrite(names[origin], bytes);
            try
            {
                Assert.True(kind == "risks"
                    ? new RiskReader(parameters, disk).ReadPart(root, origin).All(cell => cell.Cell.Values.Count == parameters.Count)
                    : new TrialReader(parameters, disk).ReadPart(root, origin).All(cell => cell.Cell.Values.Count == parameters.Count));
                Assert.Equal(files[names[origin]], bytes);
                return true;
            }
            catch (InvalidDataException)
            {
                return false;
            }
            finally
            {
                disk.Overwrite(names[origin], files[names[origin]]);
            }
        });
        log.WriteLine($"{result}");
    }

    [Fact]
    public async Task Mutated_records_headers_and_manifests_are_read_or_called_broken_also_under_a_seal_that_fits()
    {
        var files = await Good();
        string[] names = [.. files.Keys.Where(name => name.EndsWith(".json", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        var result = new Fuzz(new Mutator([.. names.Select(name => files[name])], JsonPieces)).Run(Fuzz.Share(0.1), (origin, bytes) =>
        {
            byte[] read = origin % 2 == 0 ? bytes : Sealed(bytes);
            byte[]? again = Path.GetFileName(names[origin]) switch
            {
                DatasetLayout.ManifestName => DatasetManifest.Read(read)?.ToBytes(),
                DatasetLayout.HeaderName => SweepHeader.Read(read)?.ToBytes(),
                _ => CommitRecord.Read(read)?.ToBytes(),
            };
            return again is not null;
        });
        log.WriteLine($"{result}");
        Assert.True(result.Read > result.Count / 100, $"{result}");
    }

    [Fact]
    public async Task A_dataset_with_a_mutated_file_is_verified_to_the_end_and_never_found_whole()
    {
        var files = await Good();
        string[] names = [.. files.Keys.Order(StringComparer.Ordinal)];
        string root = _place.Path("out");
        var result = new Fuzz(new Mutator([.. names.Select(name => files[name])], JsonPieces)).Run(Fuzz.Share(0.05), (origin, bytes) =>
        {
            var disk = SimulatedDisk.Holding(files);
            disk.Overwrite(names[origin], bytes);
            bool isDamaged = DatasetVerifier.Verify(root, disk).Any(finding => finding.IsDamage);
            Assert.Equal(isDamaged, !bytes.AsSpan().SequenceEqual(files[names[origin]]));
            return !isDamaged;
        });
        log.WriteLine($"{result}");
    }

    // The last lines of a sealed file are its digest: a new one over whatever stands before.
    private static byte[] Sealed(byte[] bytes)
    {
        string text = Encoding.Latin1.GetString(bytes);
        int digest = text.LastIndexOf(",\n  \"digest\"", StringComparison.Ordinal);
        byte[] fields = bytes[..(digest < 0 ? bytes.Length : digest)];
        return [.. fields, .. Encoding.UTF8.GetBytes($",\n  \"digest\": \"{Results.Storage.Sha256.Of(fields)}\"\n}}\n")];
    }

    private async Task<IReadOnlyDictionary<string, byte[]>> Good()
    {
        string output = _place.Path("out");
        string sweep = _place.Write("small.yaml", Workplace.SmallSweep + "\nkeep_trials: true");
        Assert.Equal(0, (await Workplace.RunAsync("run", sweep, "--out", output, "--quiet")).Code);
        return Directory.GetFiles(output, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith("_telemetry.jsonl", StringComparison.Ordinal)).ToDictionary(f => f, File.ReadAllBytes);
    }
}

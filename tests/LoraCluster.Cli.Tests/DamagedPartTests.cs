namespace LoraCluster.Cli.Tests;

/// <summary>Parts that are not what they should be: found by verify, moved away and computed again by running the sweep again, with the bytes of before.</summary>
public sealed class DamagedPartTests : IDisposable
{
    private const string Part = "risks/part-000001.parquet";
    private const string Record = "_commits/part-000001.json";

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("truncated", Part)]
    [InlineData("emptied", Part)]
    [InlineData("one bit flipped", Part)]
    [InlineData("gone")]
    [InlineData("of another sweep", Part)]
    [InlineData("of another sweep, with its record", Part, Record)]
    [InlineData("another part of the sweep", Part)]
    [InlineData("another part of the sweep, with its record", Part, Record)]
    [InlineData("record emptied", Record)]
    [InlineData("a part beyond the last", "risks/part-000099.parquet")]
    public async Task A_damaged_part_is_repaired_when_it_is(string damage, params string[] moved)
    {
        string sweep = _place.Write("s.yaml", Workplace.SmallSweep);
        string output = _place.Path("out");
        await Workplace.RunAsync("run", sweep, "--out", output, "--quiet");
        byte[] manifest = File.ReadAllBytes(In("_manifest.json"));
        await Do(damage);

        (int verified, string findings, _) = await Workplace.ProcessAsync("verify", output);
        (int code, _, string error) = await Workplace.ProcessAsync("run", sweep, "--out", output);

        Assert.Equal(74, verified);
        Assert.Contains("running the sweep again repairs the rest", findings, StringComparison.Ordinal);
        Assert.Equal(0, code);
        Assert.Equal(moved.Order(), error.Split('\n').Where(line => line.Contains("; moved to _quarantine/", StringComparison.Ordinal)).Select(line => line.Split(':')[0]).Order());
        Assert.Equal(moved.Length, Directory.Exists(In("_quarantine")) ? Directory.GetFiles(In("_quarantine")).Length : 0);
        Assert.Equal(manifest, File.ReadAllBytes(In("_manifest.json")));
        Assert.Equal(0, (await Workplace.ProcessAsync("verify", output, "--recompute", "3")).Code);
    }

    private string In(string name) => Path.Combine(_place.Path("out"), name);

    private async Task Do(string damage)
    {
        byte[] bytes = File.ReadAllBytes(In(Part));
        switch (damage)
        {
            case "truncated":
                File.WriteAllBytes(In(Part), bytes[..^7]);
                break;
            case "emptied":
                File.WriteAllBytes(In(Part), []);
                break;
            case "one bit flipped":
                bytes[bytes.Length / 2] ^= 4;
                File.WriteAllBytes(In(Part), bytes);
                break;
            case "gone":
                File.Delete(In(Part));
                break;
            case "record emptied":
                File.WriteAllBytes(In(Record), []);
                break;
            case "a part beyond the last":
                File.Copy(In(Part), In("risks/part-000099.parquet"));
                break;
            case "another part of the sweep" or "another part of the sweep, with its record":
                Take(_place.Path("out"), "part-000002", damage);
                break;
            default:
                string other = _place.Write("o.yaml", Workplace.SmallSweep.Replace("seed: 3", "seed: 4", StringComparison.Ordinal));
                await Workplace.RunAsync("run", other, "--out", _place.Path("other"), "--quiet");
                Take(_place.Path("other"), "part-000001", damage);
                break;
        }
    }

    private void Take(string dataset, string part, string damage)
    {
        File.Copy(Path.Combine(dataset, "risks", part + ".parquet"), In(Part), overwrite: true);
        if (damage.EndsWith("record", StringComparison.Ordinal))
        {
            File.Copy(Path.Combine(dataset, "_commits", part + ".json"), In(Record), overwrite: true);
        }
    }
}

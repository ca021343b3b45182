using LoraCluster.Cli.Running;
using LoraCluster.Linear;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Cli.Tests;

public sealed class ReadySweepsTests
{
    private static string Folder
    {
        get
        {
            string folder = AppContext.BaseDirectory;
            while (!Directory.Exists(Path.Combine(folder, "sweeps")))
            {
                folder = Path.GetDirectoryName(folder)!;
            }

            return Path.Combine(folder, "sweeps");
        }
    }

    private static SweepDefinition Read(string file)
    {
        var parsed = SweepFile.Parse(File.ReadAllBytes(file), file, SweepLoader.Experiments, new SweepLimits { MaxCellBytes = 1e11 });
        Assert.Empty(parsed.Errors.Select(e => e.ToString()));
        return parsed.Definition!;
    }

    [Fact]
    public void Every_ready_sweep_is_valid_and_named_as_its_file()
    {
        string[] files = Directory.GetFiles(Folder, "*.yaml");
        Assert.InRange(files.Length, 13, 99);
        Assert.All(files, file => Assert.Equal(Path.GetFileNameWithoutExtension(file), Read(file).Name));
    }

    [Fact]
    public void Those_that_show_the_younger_fields_use_them()
    {
        Assert.NotNull(Read(Path.Combine(Folder, "precise.yaml")).Precision);
        Assert.NotNull(Read(Path.Combine(Folder, "crossing.yaml")).Find);
        var request = Read(Path.Combine(Folder, "estimators.yaml")).Request;
        Assert.Equal(new LinearExperiment().Methods, request.Methods);
        Assert.Equal(new LinearExperiment().Diagnostics, request.Diagnostics);
    }
}

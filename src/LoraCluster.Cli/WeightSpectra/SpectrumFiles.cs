using System.Runtime.CompilerServices;
using LoraCluster.Checkpoints.Changes;
using LoraCluster.Cli.Output;
using LoraCluster.Reports.Figures;
using LoraCluster.Reports.Queries;

namespace LoraCluster.Cli.WeightSpectra;

/// <summary>What <c>spectrum --out</c> leaves: <c>spectrum/</c> and <c>modules/</c> as Parquet, and figures.</summary>
internal sealed class SpectrumFiles : IDisposable
{
    private readonly ParquetTable _values = new([("tensor", "VARCHAR"), ("layer", "INTEGER"), ("module", "VARCHAR"), ("index", "INTEGER"), ("singular_value", "DOUBLE")]);

    private readonly ParquetTable _modules = new(
    [
        ("tensor", "VARCHAR"), ("layer", "INTEGER"), ("module", "VARCHAR"), ("rows", "INTEGER"), ("columns", "INTEGER"), ("norm", "DOUBLE"), ("base_norm", "DOUBLE"), ("relative_change", "DOUBLE"),
        ("stable_rank", "DOUBLE"), ("rank_80", "INTEGER"), ("rank_90", "INTEGER"), ("rank_95", "INTEGER"), ("values_known", "INTEGER"), ("residual", "DOUBLE"), ("intruder_dimensions", "INTEGER"),
    ]);

    /// <summary>Where the singular values stand below a directory.</summary>
    public static string ValuesIn(string directory) => Path.Combine(directory, "spectrum", "part-000000.parquet");

    /// <summary>Where the summaries stand.</summary>
    public static string ModulesIn(string directory) => Path.Combine(directory, "modules", "part-000000.parquet");

    public void Add(ModuleSpectrum module)
    {
        for (int i = 0; i < module.SingularValues.Count; i++)
        {
            _values.Add(module.Tensor, module.Layer, module.Module, i + 1, module.SingularValues[i]);
        }

        _modules.Add(
            module.Tensor, module.Layer, module.Module, module.Rows, module.Columns, module.Norm, module.BaseNorm, module.RelativeChange, module.StableRank,
            module.RankAt(0.8), module.RankAt(0.9), module.RankAt(0.95), module.SingularValues.Count, module.Residual, module.IntruderDimensions);
    }

    /// <summary>Writes everything; returns the paths. Throws <see cref="CommandException"/> (73) where the directory cannot take it.</summary>
    public IReadOnlyList<string> Write(string directory, string subtitle, IReadOnlyList<ModuleSpectrum> modules)
    {
        try
        {
            _values.Write(ValuesIn(directory));
            _modules.Write(ModulesIn(directory));
        }
        catch (QueryRefusedException e)
        {
            throw new CommandException(ExitCodes.OutputRefused, e.Message);
        }

        return [ValuesIn(directory), ModulesIn(directory), .. Figures(directory, subtitle, modules)];
    }

    public void Dispose()
    {
        _values.Dispose();
        _modules.Dispose();
    }

    // Not inlined: only where figures are wanted may the assemblies that draw be loaded.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IEnumerable<string> Figures(string directory, string subtitle, IReadOnlyList<ModuleSpectrum> modules)
    {
        var byModule = modules.Where(module => module.Norm > 0).GroupBy(module => module.Module).ToList();
        if (byModule.Count == 0)
        {
            return [];
        }

        var energy = byModule.Select(group => (group.Key, Energy([.. group]))).ToList();
        var ranks = byModule.Select(group => (group.Key, Ranks([.. group]))).ToList();
        return
        [
            .. FigureOutput.Write(
                LineFigure.Of("Energy of the weight change", subtitle + "; median over layers", "rank", "share of the squared norm", energy, areMedians: false, hasBaseline: false), directory, "energy"),
            .. ranks.Any(curve => curve.Item2.Count > 0)
                ? FigureOutput.Write(LineFigure.Of("Rank at 90 % of the energy", subtitle, "layer", "rank at 90 %", ranks, areMedians: false, hasBaseline: false, isGrid: true), directory, "rank-90")
                : [],
        ];
    }

    private static IReadOnlyList<LinePoint> Energy(ModuleSpectrum[] layers)
    {
        int count = layers.Min(layer => layer.SingularValues.Count);
        var sums = layers.Select(layer =>
        {
            double sum = 0;
            return layer.SingularValues.Take(count).Select(value => (sum += value * value) / (layer.Norm * layer.Norm)).ToArray();
        }).ToList();
        return [.. Enumerable.Range(0, count).Select(i => new LinePoint(i + 1, Quartiles.Of(sums.Select(shares => (double?)shares[i]))!.Median))];
    }

    private static IReadOnlyList<LinePoint> Ranks(ModuleSpectrum[] layers) =>
        [.. layers.Where(layer => layer.RankAt(0.9) is not null).GroupBy(layer => layer.Layer).OrderBy(layer => layer.Key).Select(layer => new LinePoint(layer.Key, layer.First().RankAt(0.9)!.Value))];
}

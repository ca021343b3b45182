using LoraCluster.Sweeps.Definition.Text;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Sweeps.Definition;

/// <summary>Reads sweep files. Pure: bytes in, a definition or a list of errors out.</summary>
public static class SweepFile
{
    /// <summary>Largest sweep file in bytes, 1 MiB. A caller should look at the length before it reads a file.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>
    /// Reads a sweep file. Everything wrong with it is found in one pass; only rules that concern whole cells wait until the grid itself can be read.
    /// Never throws because of the content.
    /// </summary>
    /// <param name="content">The bytes of the file, UTF-8 with or without a byte order mark.</param>
    /// <param name="displayPath">The file as the user named it; every error starts with it.</param>
    /// <param name="experiments">The experiments that may be named, at least one; the first is meant where none is named.</param>
    /// <param name="limits">How large the sweep may be; <see cref="SweepLimits.Default"/> if null.</param>
    /// <exception cref="ArgumentException">No experiment is given.</exception>
    public static SweepParseResult Parse(
        ReadOnlySpan<byte> content,
        string displayPath,
        IReadOnlyList<IExperiment> experiments,
        SweepLimits? limits = null)
    {
        if (experiments.Count == 0)
        {
            throw new ArgumentException("at least one experiment is needed", nameof(experiments));
        }

        var errors = new SpecErrors(displayPath);
        var definition = Tree(content, errors) is { } root
            ? new DefinitionReader(experiments, limits ?? SweepLimits.Default, errors).Read(root)
            : null;
        return errors.Any ? new SweepParseResult(null, errors.Sorted()) : new SweepParseResult(definition, []);
    }

    private static SpecMapping? Tree(ReadOnlySpan<byte> content, SpecErrors errors)
    {
        if (SpecText.Decode(content, errors) is not { } text)
        {
            return null;
        }

        var root = SpecTreeReader.Read(text, errors);
        if (!errors.Any && (root is null || (root is SpecScalar scalar && CoreScalar.IsNull(scalar))))
        {
            errors.Add(SpecPosition.Start, "file", "spec is empty", "", "a sweep", "'lora-cluster init' writes an example");
            return null;
        }

        return root is null ? null : MappingReader.Expect(root, "file", "a mapping with name, trials, grid, ...", errors);
    }
}

using LoraCluster.Results.Manifest;
using LoraCluster.Results.Storage;

namespace LoraCluster.Results.Verification;

/// <summary>One run of the verifier: header, manifest, records, parts, and what is left over.</summary>
internal sealed class Verification(IDurableFiles files, DatasetLayout layout)
{
    private readonly byte[]? _header = files.ReadIfThere(layout.Header);
    private readonly byte[]? _manifestBytes = files.ReadIfThere(layout.Manifest);

    public IEnumerable<Finding> Run()
    {
        var header = _header is null ? null : SweepHeader.Read(_header);
        var manifest = _manifestBytes is null ? null : DatasetManifest.Read(_manifestBytes);
        int[] parts = [.. PartsOf(manifest)];
        var listed = manifest?.Files.DistinctBy(file => file.Name).ToDictionary(file => file.Name, StringComparer.Ordinal);
        return
        [
            HeaderFinding(header),
            ManifestFinding(header, manifest),
            .. parts.AsParallel().AsOrdered().SelectMany(part => PartVerification.Of(files, layout, part, header, listed)),
            .. ForeignFiles.In(files, layout).Select(name => new Finding(FindingKind.Unexpected, name, "does not belong to the dataset")),
            .. Extension(),
        ];
    }

    private Finding HeaderFinding(SweepHeader? header) =>
        _header is null ? new(FindingKind.Missing, DatasetLayout.HeaderName, "missing")
        : header is null ? new(FindingKind.Corrupt, DatasetLayout.HeaderName, "its digest does not fit its content")
        : new(FindingKind.Ok, DatasetLayout.HeaderName, string.Empty);

    private Finding ManifestFinding(SweepHeader? header, DatasetManifest? manifest)
    {
        if (_manifestBytes is null)
        {
            return new(FindingKind.Incomplete, DatasetLayout.ManifestName, "missing: the sweep has not finished");
        }

        bool fits = manifest is not null && manifest.ToBytes().AsSpan().SequenceEqual(_manifestBytes)
            && (header is null || manifest.DefinitionHash == header.DefinitionHash)
            && (_header is null || manifest.HeaderSha256 == Sha256.Of(_header));
        return fits
            ? new(FindingKind.Ok, DatasetLayout.ManifestName, string.Empty)
            : new(FindingKind.Corrupt, DatasetLayout.ManifestName, "does not fit its digest or the sweep");
    }

    // Every part that manifest, records or directories speak of.
    private IEnumerable<int> PartsOf(DatasetManifest? manifest) =>
        (manifest?.Files.Select(file => DatasetLayout.PartNumber(Path.GetFileName(file.Name), ".parquet")) ?? [])
        .Concat(NumbersIn(DatasetLayout.RisksName, ".parquet"))
        .Concat(NumbersIn(DatasetLayout.TrialsName, ".parquet"))
        .Concat(NumbersIn(DatasetLayout.CommitsName, ".json"))
        .OfType<int>().Distinct().Order();

    private IEnumerable<int?> NumbersIn(string directory, string extension) =>
        files.List(layout.In(directory)).Select(entry => DatasetLayout.PartNumber(entry.Name, extension));

    private IEnumerable<Finding> Extension() => files.FileExists(ExtensionTarget.PathIn(layout))
        ? [new(FindingKind.Incomplete, DatasetLayout.PreviousName, "an extension was interrupted: run the extended sweep again")]
        : [];
}

using LoraCluster.Results.Storage;

namespace LoraCluster.Results.Manifest;

/// <summary>The note <c>_previous/_target.json</c>: the hash of the sweep to which a dataset is being extended.</summary>
internal static class ExtensionTarget
{
    private const string Name = "_target.json";

    public static string PathIn(DatasetLayout layout) => Path.Combine(layout.Previous, Name);

    public static void Write(IDurableFiles files, DatasetLayout layout, string definitionHash)
    {
        byte[] bytes = SealedJson.Seal(json =>
        {
            json.WriteNumber("format", DatasetLayout.FormatVersion);
            json.WriteString("definition_hash", definitionHash);
        });
        new DurablePublisher(files).Publish(PathIn(layout), bytes, () => throw new OutputRefusedException(
            OutputRefusal.ExtensionUnderWay, $"{PathIn(layout)}: another extension has begun meanwhile"));
    }

    public static string? Read(IDurableFiles files, DatasetLayout layout) =>
        files.ReadIfThere(PathIn(layout)) is { } bytes
            ? SealedJson.Read(bytes, json => json.GetProperty("definition_hash").GetString()!)
                ?? throw new OutputRefusedException(OutputRefusal.CorruptHeader, $"{PathIn(layout)}: damaged; delete it if no extension is wanted")
            : null;
}

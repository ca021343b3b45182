namespace LoraCluster.FineTuning.Texts;

/// <summary>Where model directories lie.</summary>
public static class ModelLocation
{
    /// <summary>The environment's word for the directory that model directories lie in.</summary>
    public const string DirectoryVariable = "LORACLUSTER_MODELS";

    /// <summary>The directory of a model by its name. Throws <see cref="FineTuneException"/>.</summary>
    public static string Of(string name)
    {
        string root = Environment.GetEnvironmentVariable(DirectoryVariable) is { Length: > 0 } given ? given
            : throw new FineTuneException($"model {name}: {DirectoryVariable} is not set; expected the directory that holds {name}/config.json");
        string path = Path.Combine(root, name);
        return Directory.Exists(path) ? path : throw new FineTuneException($"{path}: no such directory; expected a model directory in Hugging Face's format");
    }
}

using System.Reflection;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.FineTuning.Engine;

/// <summary>Finds the training library beside the program and loads it once, when something is first trained.</summary>
public static class TrainingLibrary
{
    /// <summary>The environment's word for the directory that holds it.</summary>
    public const string DirectoryVariable = "LORACLUSTER_TRAINING";

    private const string AssemblyName = "LoraCluster.Training.dll";
    private const string EngineType = "LoraCluster.Training.TrainingEngine";
    private const string Install = "dotnet build src/LoraCluster.Training -c Release";

    private static readonly Lazy<(IFineTuneEngine? Engine, string? Problem)> Loaded = new(Load);

    /// <summary>Where it is looked for.</summary>
    public static string DirectoryPath => Environment.GetEnvironmentVariable(DirectoryVariable) is { Length: > 0 } given ? given : Path.Combine(AppContext.BaseDirectory, "training");

    /// <summary>Why nothing can be trained here, and what to do; null where it can. Loads the library.</summary>
    public static string? Problem => Loaded.Value.Problem;

    /// <summary>The engine; throws <see cref="ExperimentUnavailableException"/>.</summary>
    public static IFineTuneEngine Engine => Loaded.Value.Engine ?? throw new ExperimentUnavailableException(Loaded.Value.Problem!);

    /// <summary>The file name of libtorch's binding.</summary>
    internal const string NativeName = "libLibTorchSharp.so";

    /// <summary>The native library whose needs <see cref="SymbolVersions"/> can relax; null where the library is not installed.</summary>
    public static string? NativePath => new[] { Path.Combine(DirectoryPath, "runtimes", "linux-x64", "native", NativeName), Path.Combine(DirectoryPath, NativeName) }.FirstOrDefault(File.Exists);

    private static (IFineTuneEngine?, string?) Load()
    {
        string path = Path.GetFullPath(Path.Combine(DirectoryPath, AssemblyName));
        if (!File.Exists(path))
        {
            return (null, $"the training library is not installed ({path} is missing): run '{Install}', or set {DirectoryVariable}");
        }

        // TorchSharp's own loader would print pages and copy half a gigabyte before it gave up.
        string? mended = NativePath is { } native && SymbolVersions.NeedsNewerLibrary(native) ? SymbolVersions.MendedPath(native) : null;
        if (mended is not null && !SymbolVersions.IsMended(NativePath!))
        {
            return (null, $"libtorch does not load: this system's libstdc++ is older than GCC 13's. 'lora-cluster training --mend' marks the one symbol version that it lacks, {SymbolVersions.Lacking}, as not needed");
        }

        try
        {
            Assembly assembly = new TrainingLoadContext(path, mended).LoadFromAssemblyPath(path);
            var engine = (IFineTuneEngine)Activator.CreateInstance(assembly.GetType(EngineType, throwOnError: true)!)!;
            _ = engine.NumericFingerprint();
            return (engine, null);
        }
        // Whatever its loading throws: nothing else of the program needs it.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return (null, $"libtorch does not load: {Innermost(e).Message}");
        }
    }

    private static Exception Innermost(Exception e) => e is TargetInvocationException or TypeInitializationException && e.InnerException is { } inner ? Innermost(inner) : e;
}

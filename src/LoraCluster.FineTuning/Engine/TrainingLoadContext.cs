using System.Reflection;
using System.Runtime.Loader;

namespace LoraCluster.FineTuning.Engine;

/// <summary>Loads the training library with what is its own, TorchSharp and the native code; what the program has already is shared, so that both mean the same types.</summary>
internal sealed class TrainingLoadContext(string path, string? mendedBinding) : AssemblyLoadContext("training")
{
    private readonly AssemblyDependencyResolver _resolver = new(path);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        try
        {
            return Default.LoadFromAssemblyName(assemblyName);
        }
        catch (FileNotFoundException)
        {
            return _resolver.ResolveAssemblyToPath(assemblyName) is { } found ? LoadFromAssemblyPath(found) : null;
        }
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        if (_resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is not { } found)
        {
            return 0;
        }

        return LoadUnmanagedDllFromPath(mendedBinding is not null && Path.GetFileName(found) == TrainingLibrary.NativeName ? mendedBinding : found);
    }
}

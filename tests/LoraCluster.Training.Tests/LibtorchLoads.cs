using System.Runtime.CompilerServices;
using LoraCluster.FineTuning.Engine;

namespace LoraCluster.Training.Tests;

/// <summary>Before any test: where the system's libstdc++ is old, the tests' own copy of libtorch's binding is mended as 'lora-cluster training --mend' mends the program's.</summary>
internal static class LibtorchLoads
{
    [ModuleInitializer]
    internal static void Mend()
    {
        string native = Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", "libLibTorchSharp.so");
        if (File.Exists(native) && SymbolVersions.NeedsNewerLibrary(native) && SymbolVersions.Relax(native))
        {
            File.Move(SymbolVersions.MendedPath(native), native, overwrite: true);
        }

        TorchSharp.torch.set_num_threads(1);
    }
}

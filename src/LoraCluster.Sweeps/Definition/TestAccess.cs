using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("LoraCluster.Sweeps.Tests")]

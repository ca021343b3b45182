using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("LoraCluster.Reports.Tests")]

using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using LoraCluster.Benchmarks.Aggregation;
using LoraCluster.Benchmarks.Compare;
using LoraCluster.Benchmarks.Coordinator;
using LoraCluster.Benchmarks.Kernels;
using LoraCluster.Benchmarks.Precision;
using LoraCluster.Benchmarks.Scale;
using LoraCluster.Benchmarks.Scaling;
using LoraCluster.Benchmarks.Theory;

// Commands of our own; everything else is BenchmarkDotNet's command line.
var root = new RootCommand("Benchmarks of LoraCluster.")
{
    KernelCommand.Create(), AggregationCommand.Create(), ScalingCommand.Create(), CompareCommand.Create(),
    CoordinatorCommand.Create(), RemoteWorkers.CreateCommand(), ScaleCommand.Create(), TheoryCommand.Create(), PrecisionCommand.Create(), AdviceCommand.Create(),
};
if (args.Length > 0 && root.Subcommands.Any(command => command.Name == args[0]))
{
    return await root.Parse(args).InvokeAsync().ConfigureAwait(false);
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, ManualConfig.Create(DefaultConfig.Instance).WithBuildTimeout(TimeSpan.FromMinutes(10)));
return 0;

using LoraCluster.Cli;

return await CommandLine.RunAsync(args, new Streams(Console.Out, Console.Error)).ConfigureAwait(false);

using System.CommandLine;
using System.CommandLine.Help;
using LoraCluster.Checkpoints;
using LoraCluster.Cli.Commands;
using LoraCluster.Cli.Running;
using LoraCluster.FineTuning;
using LoraCluster.Results.Manifest;
using LoraCluster.Results.Storage;
using LoraCluster.Sweeps.Experiments;
using LoraCluster.Sweeps.Grid;

namespace LoraCluster.Cli;

/// <summary>The command line: parses, runs one command, and turns whatever went wrong into a message and an exit code.</summary>
public static class CommandLine
{
    // A word that starts with '@' is a word, not a file of further arguments.
    private static readonly ParserConfiguration Syntax = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs the program with these arguments.</summary>
    public static async Task<int> RunAsync(string[] args, Streams streams)
    {
        RootCommand root = Root(streams);
        ParseResult parsed = root.Parse(args, Syntax);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpWithExamples)
        {
            foreach (string error in UsageErrors.Of(parsed))
            {
                await streams.Error.WriteLineAsync($"lora-cluster: {error}").ConfigureAwait(false);
            }

            await streams.Error.WriteLineAsync($"Try 'lora-cluster {HelpPath(parsed)}--help'.").ConfigureAwait(false);
            return ExitCodes.Usage;
        }

        var configuration = new InvocationConfiguration
        {
            Output = streams.Out,
            Error = streams.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null, // signals are the run command's own business
        };
        int code;
        try
        {
            OpenFileLimit.Check();
            code = await parsed.InvokeAsync(configuration).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            code = await Report(e, streams).ConfigureAwait(false);
        }

        await streams.Out.FlushAsync().ConfigureAwait(false);
        return code == ExitCodes.Ok && streams.OutputTrouble is { } trouble
            ? await Report(new CommandException(ExitCodes.Io, $"standard output: {trouble}"), streams).ConfigureAwait(false)
            : code;
    }

    private static RootCommand Root(Streams streams)
    {
        var root = new RootCommand(
            "When does LoRA beat full fine-tuning, at which rank, and how sure are we? Runs sweeps of the linear model of arXiv:2605.19018 and leaves "
            + "the answers as a Parquet dataset. 'lora-cluster COMMAND --help' tells more about a command.");
        root.Subcommands.Add(RunCommand.Create(streams));
        root.Subcommands.Add(PlanCommand.Create(streams));
        root.Subcommands.Add(VerifyCommand.Create(streams));
        root.Subcommands.Add(ReplayCommand.Create(streams));
        root.Subcommands.Add(FiguresCommand.Create(streams));
        root.Subcommands.Add(ReproduceCommand.Create(streams));
        root.Subcommands.Add(ReportCommand.Create(streams));
        root.Subcommands.Add(QueryCommand.Create(streams));
        root.Subcommands.Add(CompactCommand.Create(streams));
        root.Subcommands.Add(TheoryCommand.Create(streams));
        root.Subcommands.Add(BoundaryCommand.Create(streams));
        root.Subcommands.Add(AdviseCommand.Create(streams));
        root.Subcommands.Add(SpectrumCommand.Create(streams));
        root.Subcommands.Add(TuneCommand.Create(streams));
        root.Subcommands.Add(EvaluateCommand.Create(streams));
        root.Subcommands.Add(TrainingCommand.Create(streams));
        root.Subcommands.Add(NodeCommand.Create(streams));
        root.Subcommands.Add(CertsCommand.Create(streams));
        root.Subcommands.Add(SubmitCommand.Create(streams));
        root.Subcommands.Add(StatusCommand.Create(streams));
        root.Subcommands.Add(WatchCommand.Create(streams));
        root.Subcommands.Add(CancelCommand.Create(streams));
        root.Subcommands.Add(ListCommand.Create(streams));
        root.Subcommands.Add(NodesCommand.Create(streams));
        root.Subcommands.Add(InitCommand.Create(streams));
        foreach (HelpOption help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpWithExamples((HelpAction)help.Action!, streams);
        }

        return root;
    }

    private static string HelpPath(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? string.Empty : parsed.CommandResult.Command.Name + " ";

    private static async Task<int> Report(Exception error, Streams streams)
    {
        (int code, string message) = Classify(error);
        await streams.Error.WriteLineAsync($"lora-cluster: {message}").ConfigureAwait(false);
        return code;
    }

    private static (int Code, string Message) Classify(Exception error) => error switch
    {
        CommandException e => (e.ExitCode, e.Message),
        OutputRefusedException { Reason: OutputRefusal.OtherArithmetic } e => (ExitCodes.VersionMismatch, e.Message),
        OutputRefusedException e => (ExitCodes.OutputRefused, e.Message),
        InvalidCellException e => (ExitCodes.BadSpec, e.Message),
        ExperimentUnavailableException e => (ExitCodes.Unavailable, e.Message),
        FineTuneException or CheckpointException => (ExitCodes.NoInput, error.Message),
        StorageException e => (ExitCodes.Io, e.Message),
        InvalidDataException e => (ExitCodes.Io, $"{e.Message}; 'lora-cluster verify' tells what is damaged, running the sweep again repairs it"),
        UnauthorizedAccessException e => (ExitCodes.Permission, e.Message),
        IOException e => (ExitCodes.Io, e.Message),
        OutOfMemoryException => (ExitCodes.Internal, "not enough memory; fewer --workers or a smaller cell would need less"),
        _ => (ExitCodes.Internal, $"a fault in lora-cluster itself: {error.GetType().Name}: {error.Message}"),
    };
}

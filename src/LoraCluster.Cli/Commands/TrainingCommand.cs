using System.CommandLine;
using LoraCluster.FineTuning;
using LoraCluster.FineTuning.Engine;
using LoraCluster.FineTuning.Pictures;

namespace LoraCluster.Cli.Commands;

/// <summary><c>lora-cluster training [--mend]</c></summary>
internal static class TrainingCommand
{
    public static Command Create(Streams streams)
    {
        var mend = new Option<bool>("--mend") { Description = $"Mark the version {SymbolVersions.Lacking} of libstdc++, which libtorch's binding names and does not use, as not needed, in a copy that differs by two bytes." };
        var command = new Command("training", "Tell whether this program can train networks (experiment: finetune) here, and what is missing.") { mend };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(mend))
            {
                Mend(streams);
            }

            return Tell(streams);
        });
        return command;
    }

    private static void Mend(Streams streams)
    {
        string native = TrainingLibrary.NativePath
            ?? throw new CommandException(ExitCodes.Unavailable, $"{TrainingLibrary.DirectoryPath}: holds no libtorch for Linux; 'lora-cluster training' tells how to install it");
        streams.Out.WriteLine(SymbolVersions.Relax(native) ? $"mended   {SymbolVersions.MendedPath(native)}" : $"mended   nothing to do: {native} does not insist on {SymbolVersions.Lacking}");
    }

    private static int Tell(Streams streams)
    {
        streams.Out.WriteLine($"library  {TrainingLibrary.DirectoryPath}");
        string? problem = TrainingLibrary.Problem;
        streams.Out.WriteLine(problem is null ? $"loads    yes, arithmetic {TrainingLibrary.Engine.NumericFingerprint()}" : $"loads    no: {problem}");
        string? missing = DataProblem();
        streams.Out.WriteLine(missing is null ? $"data     Fashion-MNIST in {FashionMnist.DirectoryPath}, as it should be" : $"data     {missing}");
        return problem is null && missing is null ? ExitCodes.Ok : ExitCodes.Unavailable;
    }

    private static string? DataProblem()
    {
        try
        {
            _ = FashionMnist.Instance;
            return null;
        }
        catch (FineTuneException e)
        {
            return e.Message;
        }
    }
}

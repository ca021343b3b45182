using System.CommandLine;
using LoraCluster.Numerics.Problems;

namespace LoraCluster.Cli.Advising;

/// <summary>When to simulate, and how much.</summary>
internal sealed class SimulationOptions
{
    private readonly Option<bool> _simulate = new("--simulate") { Description = "Simulate even where the theory holds." };
    private readonly Option<int> _trials = new("--trials") { Description = "Trials where it is simulated, at least 20.", HelpName = "N", DefaultValueFactory = _ => 400 };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        _trials.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 20 or > 10_000_000)
            {
                result.AddError($"option --trials: got {result.GetValueOrDefault<int>()}; expected 20 to 10000000");
            }
        });
        command.Options.Add(_simulate);
        command.Options.Add(_trials);
    }

    /// <summary>The expected risks of a problem.</summary>
    public ExpectedRisks RisksOf(LinearProblem problem, ParseResult parsed) => ExpectedRisks.Of(problem, parsed.GetValue(_trials), parsed.GetValue(_simulate));
}

using System.CommandLine;
using LoraCluster.Sweeps.Definition;

namespace LoraCluster.Benchmarks.Precision;

/// <summary><c>precision</c>: trials that stopping at a precision saves on the paper's sweeps, and how often the intervals at the stop cover the known mean of full fine-tuning.</summary>
internal static class PrecisionCommand
{
    public static Command Create()
    {
        var sem = new Option<double>("--relative-sem") { Description = "The precision.", DefaultValueFactory = _ => 0.01 };
        var seeds = new Option<int>("--seeds") { Description = "Seeds of the coverage.", DefaultValueFactory = _ => 50 };
        var folder = new Option<string>("--sweeps") { Description = "Where the ready sweep files are.", DefaultValueFactory = _ => "sweeps" };
        var command = new Command("precision", "Trials saved by stopping at a precision, and the coverage of the intervals.") { sem, seeds, folder };
        command.SetAction(parsed =>
        {
            var rule = new PrecisionRule(parsed.GetValue(sem), ["full", "lora"], PrecisionRule.DefaultMinTrials, PrecisionRule.DefaultMaxTrials);
            Console.WriteLine("sweep       cells  adaptive trials  worst error  fixed trials with that error  saved");
            foreach (string name in PaperSweeps.Names)
            {
                var saving = TrialsSaved.On(PaperSweeps.Read(parsed.GetValue(folder)!, name), rule);
                Console.WriteLine($"{name,-10} {saving.Cells,6} {saving.Adaptive,16:#,0} {saving.WorstError,11:P2} {saving.Fixed,22:#,0} per cell  {1 - (saving.Adaptive / (saving.Fixed * (double)saving.Cells)),10:P1}");
            }

            foreach (string name in PaperSweeps.Names)
            {
                var coverage = IntervalCoverage.On(PaperSweeps.Read(parsed.GetValue(folder)!, name), rule, parsed.GetValue(seeds));
                Console.WriteLine($"{name,-10} of {coverage.Intervals:#,0} nominal 95 % intervals cover the exact mean: {Share(coverage.AtStop, coverage.Intervals)} at the stop, {Share(coverage.AtFixed, coverage.Intervals)} at as many trials fixed before");
            }
        });
        return command;
    }

    private static string Share(int covered, int of) => $"{covered / (double)of:P2} ± {Math.Sqrt(covered / (double)of * (1 - (covered / (double)of)) / of):P2}";
}

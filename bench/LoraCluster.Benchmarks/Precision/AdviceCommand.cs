using System.CommandLine;
using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.Benchmarks.Precision;

/// <summary><c>advice</c>: what following the column <c>advised_rank</c> costs on the paper's sweeps.</summary>
internal static class AdviceCommand
{
    public static Command Create()
    {
        var trials = new Option<int>("--trials") { Description = "Trials of each cell.", DefaultValueFactory = _ => 1000 };
        var folder = new Option<string>("--sweeps") { Description = "Where the ready sweep files are.", DefaultValueFactory = _ => "sweeps" };
        var command = new Command("advice", "The regret of the advised rank on the paper's sweeps, at every rank.") { trials, folder };
        command.SetAction(parsed =>
        {
            Console.WriteLine("sweep       cells  advised  median regret  95 %    largest");
            foreach (string name in PaperSweeps.Names)
            {
                var sweep = PaperSweeps.Read(parsed.GetValue(folder)!, name) with { Request = new OutcomeRequest(RankSelection.All) };
                var cells = StoppedCells.OfLength(sweep, [.. Enumerable.Repeat(parsed.GetValue(trials), (int)sweep.Grid.PositionCount)]);
                double[] regrets = [.. cells.Select(rows => rows[0].AdvisedRegret).OfType<double>().Order()];
                Console.WriteLine($"{name,-10} {cells.Count,6} {regrets.Length,8} {regrets[regrets.Length / 2],14:P2} {regrets[(int)(0.95 * (regrets.Length - 1))],6:P2} {regrets[^1],8:P2}");
            }
        });
        return command;
    }
}

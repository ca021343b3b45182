using System.CommandLine;
using System.Globalization;
using LoraCluster.Numerics.Theory;

namespace LoraCluster.Benchmarks.Theory;

/// <summary><c>theory</c>: the deterministic equivalent of LoRA's risk against simulation, in random settings.</summary>
internal static class TheoryCommand
{
    public static Command Create()
    {
        var settings = new Option<int>("--settings") { Description = "Number of settings.", DefaultValueFactory = _ => 240 };
        var trials = new Option<int>("--trials") { Description = "Trials of each.", DefaultValueFactory = _ => 200 };
        var sizeMax = new Option<int>("--size-max") { Description = "Largest typical dimension, 40 to 400.", DefaultValueFactory = _ => 400 };
        var all = new Option<bool>("--all") { Description = "Print every setting, too." };
        var command = new Command("theory", "Compare LoRA's predicted risk with simulation at every rank of random settings: both regimes, every spectrum, noise over four decades.")
        {
            settings, trials, sizeMax, all,
        };
        command.SetAction(parsed =>
        {
            var found = Enumerable.Range(0, parsed.GetValue(settings)).AsParallel().AsOrdered()
                .Select(number => SettingAgreement.Of(RandomSettings.Of(number, parsed.GetValue(sizeMax)), parsed.GetValue(trials)))
                .OfType<SettingAgreement>().ToList();
            if (parsed.GetValue(all))
            {
                found.ForEach(setting => Console.WriteLine(Line(setting)));
            }

            Print(found);
            PrintReach(found);
        });
        return command;
    }

    private static void Print(IReadOnlyList<SettingAgreement> found)
    {
        Console.WriteLine("| shift rank | sizes | settings | pairs | median error | 95 % of pairs | largest | of it simulation (median sem) | best rank within one | regret: 95 % | largest |");
        Console.WriteLine("|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        (string Name, Func<SettingAgreement, bool> Holds)[] kinds = [("up to 7 %", IsFew), ("any", s => !IsFew(s))];
        (string Name, int From, int To)[] sizes = [("40 to 99", 0, 100), ("100 to 199", 100, 200), ("200 to 560", 200, int.MaxValue), ("100 to 560", 100, int.MaxValue)];
        foreach (var kind in kinds)
        {
            foreach (var size in sizes)
            {
                var group = found.Where(s => s.Reach[0] != TheoryReach.NearSquare && kind.Holds(s) && Size(s) >= size.From && Size(s) < size.To).ToList();
                if (group.Count > 0)
                {
                    Console.WriteLine(Row(kind.Name, size.Name, group));
                }
            }
        }
    }

    private static void PrintReach(IReadOnlyList<SettingAgreement> found)
    {
        Console.WriteLine();
        Console.WriteLine("| theory_status | pairs | median error | 95 % of pairs | off by more than 4 % and three standard errors |");
        Console.WriteLine("|---|---:|---:|---:|---:|");
        foreach (var status in Enum.GetValues<TheoryReach>())
        {
            var pairs = found.SelectMany(s => s.Errors.Select((error, i) => (Error: error, Noise: s.Noise[i], Reach: s.Reach[i]))).Where(pair => pair.Reach == status).ToList();
            if (pairs.Count > 0)
            {
                double[] errors = [.. pairs.Select(pair => pair.Error).Order()];
                double off = pairs.Count(pair => pair.Error > 0.04 + (3 * pair.Noise)) / (double)pairs.Count;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {status} | {pairs.Count} | {At(errors, 0.5):P2} | {At(errors, 0.95):P2} | {off:P2} |"));
            }
        }
    }

    private static double Size(SettingAgreement s) => Math.Sqrt((double)s.Problem.Dx * s.Problem.Dy);

    private static bool IsFew(SettingAgreement s) => s.Problem.TrueRank <= Math.Max(1, 0.07 * Math.Min(Math.Min(s.Problem.Dx, s.Problem.Dy), s.Problem.N));

    private static string Row(string kind, string size, List<SettingAgreement> group)
    {
        double[] errors = [.. group.SelectMany(s => s.Errors).Order()];
        double[] regrets = [.. group.Select(s => s.Regret).Order()];
        double near = group.Count(s => Math.Abs(s.Predicted - s.Simulated) <= 1) / (double)group.Count;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {kind} | {size} | {group.Count} | {errors.Length} | {At(errors, 0.5):P2} | {At(errors, 0.95):P2} | {errors[^1]:P1} | {At([.. group.Select(s => s.NoiseMedian).Order()], 0.5):P2} | {near:P1} | {At(regrets, 0.95):P2} | {regrets[^1]:P2} |");
    }

    private static string Line(SettingAgreement s) => string.Create(
        CultureInfo.InvariantCulture,
        $"dx {s.Problem.Dx} dy {s.Problem.Dy} n {s.Problem.N} k {s.Problem.TrueRank} {s.Problem.Shift} rho {s.Problem.DecayRate:F2} sigma {s.Problem.NoiseStd:G3}: median {At([.. s.Errors.Order()], 0.5):P2} max {s.Errors.Max():P2} at {Array.IndexOf(s.Errors, s.Errors.Max()) + 1} of {s.Errors.Length}, sem {s.NoiseMedian:P2}, best {s.Predicted} ({s.Simulated}), regret {s.Regret:P2}");

    private static double At(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
}

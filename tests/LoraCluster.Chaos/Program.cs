using System.CommandLine;
using System.Net;
using LoraCluster.Chaos;
using LoraCluster.Chaos.Hosts;
using LoraCluster.Chaos.Nemeses;
using LoraCluster.Chaos.Runs;

var trials = new Option<int>("--trials") { Description = "Trials of each of the sweep's 80 cells.", DefaultValueFactory = _ => 160_000 };
var patience = new Option<double>("--patience") { Description = "Seconds after the last healing within which the sweep must be done.", DefaultValueFactory = _ => 120 };
var heal = new Option<double>("--heal") { Description = "Seconds after the dataset is begun at which random faults are over.", DefaultValueFactory = _ => 75 };
var seed = new Option<int>("--seed") { Description = "What the schedule follows from.", DefaultValueFactory = _ => 1 };
var runs = new Option<int>("--runs") { Description = "How many schedules: of this seed and the following ones.", DefaultValueFactory = _ => 100 };
var minutes = new Option<double>("--minutes") { Description = "How long.", DefaultValueFactory = _ => 10 };
var tls = new Option<bool>("--tls") { Description = "Let the nodes speak TLS." };
var name = new Argument<string[]>("NAME") { Arity = ArgumentArity.OneOrMore, Description = "Of " + string.Join(", ", NemesisTable.All.Select(n => n.Name)) + "." };

var script = new Command("script", "One kind of fault, or several at once, against one sweep.") { name, tls, trials, patience };
script.SetAction(parsed => RunAllAsync([Schedule.Script([.. parsed.GetRequiredValue(name).Select(NemesisTable.Find)], parsed.GetValue(tls), parsed.GetValue(trials))], parsed));
var random = new Command("random", "One random schedule of faults against one sweep.") { seed, heal, trials, patience };
random.SetAction(parsed => RunAllAsync([RandomOf(parsed.GetValue(seed), parsed)], parsed));
var soak = new Command("soak", "Many random schedules, one after the other: a line of JSON for each, and a table.") { seed, runs, heal, trials, patience };
soak.SetAction(parsed => RunAllAsync(Enumerable.Range(parsed.GetValue(seed), parsed.GetValue(runs)).Select(s => RandomOf(s, parsed)), parsed));
var calm = new Command("calm", "No faults, full load: counts how often a node was thought dead.") { minutes, trials };
calm.SetAction(async (parsed, _) =>
{
    int count = await Calm.UnreachableAsync(TimeSpan.FromMinutes(parsed.GetValue(minutes)), parsed.GetValue(trials)).ConfigureAwait(false);
    Console.WriteLine($"{count} times a node was thought unreachable in {parsed.GetValue(minutes)} minutes");
    return count == 0 ? 0 : 1;
});
var proxy = new Command(DelayProxy.CommandName, "What the nemesis 'delay' runs on each host.") { Hidden = true };
var (from, to, milliseconds, address) = (new Argument<int>("FROM"), new Argument<int>("TO"), new Argument<int>("MILLISECONDS"), new Argument<string>("ADDRESS"));
foreach (Argument argument in (Argument[])[from, to, milliseconds, address])
{
    proxy.Add(argument);
}

proxy.SetAction((parsed, _) => DelayProxy.RunAsync(
    parsed.GetValue(from), new IPEndPoint(IPAddress.Parse(parsed.GetRequiredValue(address)), parsed.GetValue(to)), TimeSpan.FromMilliseconds(parsed.GetValue(milliseconds)), Console.Out));
return await new RootCommand("Breaks clusters of real processes, and checks that nothing is lost.") { script, random, soak, calm, proxy }.Parse(args).InvokeAsync().ConfigureAwait(false);

Schedule RandomOf(int number, ParseResult parsed) => Schedule.Random(number, TimeSpan.FromSeconds(parsed.GetValue(heal)), parsed.GetValue(trials));

async Task<int> RunAllAsync(IEnumerable<Schedule> schedules, ParseResult parsed)
{
    if (Network.Lack() is { } lack)
    {
        Console.Error.WriteLine(lack);
        return 1;
    }

    var verdicts = new List<Verdict>();
    foreach (var schedule in schedules)
    {
        var run = new ChaosRun(schedule, TimeSpan.FromSeconds(parsed.GetValue(patience)));
        Verdict verdict;
        try
        {
            verdict = await run.RunAsync(Console.Error.WriteLine).ConfigureAwait(false);
        }
        catch (Exception trouble) when (trouble is ChaosException or IOException or UnauthorizedAccessException)
        {
            // One run less must not cost the others.
            verdict = Verdict.Broken(schedule.Name, trouble);
        }

        verdicts.Add(verdict);
        Console.Error.WriteLine(Report.Text(verdict));
        Console.WriteLine(Report.Json(verdict));
        if (verdict.IsPassed)
        {
            Directory.Delete(verdict.Logs, recursive: true);
        }
    }

    Console.WriteLine(Report.Table(verdicts));
    return verdicts.All(v => v.IsPassed) ? 0 : 1;
}

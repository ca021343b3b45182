using LoraCluster.Chaos.Nemeses;
using LoraCluster.Chaos.Runs;

namespace LoraCluster.Chaos.Tests.Runs;

public sealed class ScheduleTests
{
    private static readonly TimeSpan Heal = TimeSpan.FromSeconds(75);

    [Fact]
    public void A_seed_names_one_schedule()
    {
        Assert.Equal(Schedule.Random(7, Heal, 10).Strikes, Schedule.Random(7, Heal, 10).Strikes);
        Assert.NotEqual(Schedule.Random(7, Heal, 10).Strikes, Schedule.Random(8, Heal, 10).Strikes);
    }

    [Fact]
    public void Faults_begin_at_five_seconds_overlap_by_three_at_most_and_are_over_in_time()
    {
        var all = Enumerable.Range(0, 200).Select(seed => Schedule.Random(seed, Heal, 10).Strikes).ToList();
        Assert.All(all.SelectMany(strikes => strikes), s => Assert.InRange(s.At, TimeSpan.FromSeconds(5), Heal - s.Lasts));
        Assert.All(all, strikes => Assert.All(strikes, s => Assert.InRange(strikes.Count(o => o.At <= s.At && o.Until > s.At), 1, Schedule.OverlapMax)));
        Assert.Contains(all, strikes => strikes.Any(s => strikes.Count(o => o.At <= s.At && o.Until > s.At) == Schedule.OverlapMax));
        Assert.InRange(all.Average(strikes => strikes.Count), 7, 18);
    }

    [Fact]
    public void Every_kind_that_may_come_at_random_does()
    {
        var met = Enumerable.Range(0, 200).SelectMany(seed => Schedule.Random(seed, Heal, 10).Strikes).Select(s => s.Nemesis.Name).ToHashSet();
        Assert.Equal(NemesisTable.All.Where(n => n.Weight > 0).Select(n => n.Name).ToHashSet(), met);
    }
}

using LoraCluster.FineTuning.Randomness;

namespace LoraCluster.FineTuning.Tests.Randomness;

public sealed class KeyedSequenceTests
{
    [Fact]
    public void Words_follow_from_seed_data_trial_and_purpose_and_from_nothing_else()
    {
        uint[] Words(ulong seed, ulong data, uint trial, int purpose)
        {
            var sequence = new KeyedSequence(seed, data, trial, purpose);
            return [.. Enumerable.Range(0, 9).Select(_ => sequence.NextWord())];
        }

        Assert.Equal(Words(1, 2, 3, 4), Words(1, 2, 3, 4));
        uint[][] others = [Words(1, 2, 3, 4), Words(2, 2, 3, 4), Words(1, 3, 3, 4), Words(1, 2, 4, 4), Words(1, 2, 3, 5)];
        Assert.Equal(9 * others.Length, others.SelectMany(words => words).Distinct().Count());
    }

    // 60,000 draws of 6: chi-squared with 5 degrees of freedom is below 20.5 in 99.9 % of seeds.
    [Fact]
    public void Numbers_below_a_bound_are_equally_likely()
    {
        var sequence = new KeyedSequence(5, 0, 0, 0);
        int[] counts = new int[6];
        for (int i = 0; i < 60_000; i++)
        {
            counts[sequence.NextBelow(6)]++;
        }

        Assert.InRange(counts.Sum(count => (count - 10_000.0) * (count - 10_000.0) / 10_000), 0, 20.5);
    }

    [Fact]
    public void A_shuffle_keeps_every_item_and_moves_most()
    {
        int[] items = [.. Enumerable.Range(0, 1000)];
        new KeyedSequence(6, 0, 0, 0).Shuffle(items);
        Assert.Equal(Enumerable.Range(0, 1000), items.Order());
        Assert.InRange(items.Where((item, i) => item == i).Count(), 0, 8);
    }
}

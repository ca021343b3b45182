using LoraCluster.FineTuning.Pictures;

namespace LoraCluster.FineTuning.Tests.Pictures;

/// <summary>Tasks on pictures that carry their number: 60,000 for training and 20 for testing.</summary>
public sealed class PictureTaskTests
{
    private static readonly FashionMnist Data = Numbered();

    [Fact]
    public void A_trial_draws_disjoint_pictures_beyond_those_of_the_source_task()
    {
        (PictureSplit train, PictureSplit validation) = PictureTask.Draw(Data, Settings.Of() with { SampleFraction = 1, LabelNoise = 0 }, 1, 2, 3);
        int[] all = [.. Numbers(train), .. Numbers(validation)];
        Assert.Equal(12_000, all.Distinct().Count());
        Assert.All(all, number => Assert.InRange(number, PictureTask.SourceCount, 59_999));
    }

    [Fact]
    public void Fewer_samples_are_the_first_of_more_with_the_same_labels()
    {
        FineTuneSetting setting = Settings.Of() with { LabelNoise = 0.5 };
        PictureSplit few = PictureTask.Draw(Data, setting with { SampleFraction = 0.01 }, 1, 2, 3).Train, many = PictureTask.Draw(Data, setting with { SampleFraction = 0.1 }, 1, 2, 3).Train;
        Assert.Equal(100, few.Count);
        Assert.Equal(few.Labels, many.Labels[..100]);
        Assert.Equal(few.Pixels, many.Pixels[..few.Pixels.Length]);
        Assert.NotEqual(few.Labels, PictureTask.Draw(Data, setting with { SampleFraction = 0.01 }, 1, 2, 4).Train.Labels);
    }

    // Of 10,000 labels a share η is wrong within four standard errors, and a wrong one is each of the nine others.
    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(1)]
    public void The_share_of_wrong_labels_is_the_noise(double noise)
    {
        FineTuneSetting setting = Settings.Of() with { SampleFraction = 1 };
        PictureSplit clean = PictureTask.Draw(Data, setting with { LabelNoise = 0 }, 1, 2, 3).Train, noisy = PictureTask.Draw(Data, setting with { LabelNoise = noise }, 1, 2, 3).Train;
        long[] shifts = [.. noisy.Labels.Zip(clean.Labels, (a, b) => (a - b + 10) % 10)];
        double wrong = shifts.Count(shift => shift != 0) / 10_000.0;
        Assert.InRange(wrong, noise - (4 * Math.Sqrt(noise * (1 - noise) / 10_000)) - 1e-12, noise + (4 * Math.Sqrt(noise * (1 - noise) / 10_000)) + 1e-12);
        if (noise > 0)
        {
            Assert.All(Enumerable.Range(1, 9), shift => Assert.InRange(shifts.Count(s => s == shift) / (noise * 10_000), 0.07, 0.16));
        }
    }

    [Fact]
    public void Downstream_tasks_change_pictures_or_names()
    {
        PictureSplit source = PictureTask.TestSplit(Data, PictureTask.Source), mirrored = PictureTask.TestSplit(Data, "mirrored"), rotated = PictureTask.TestSplit(Data, "rotated"), negative = PictureTask.TestSplit(Data, "negative");
        Assert.Equal(source.Pixels[0], mirrored.Pixels[27]);
        Assert.Equal(source.Pixels[27], rotated.Pixels[0]);
        Assert.Equal((255 - Data.TestPictures[1]) / 255f, (negative.Pixels[1] * 0.3530f) + 0.2860f, 5);
        Assert.Equal([1, 0, 2, 3, 4, 5, 6, 7, 8, 9], PictureTask.TestSplit(Data, "swapped").Labels[..10]);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 0], PictureTask.TestSplit(Data, "relabelled").Labels[..10]);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], source.Labels[..10]);
    }

    // The first three pixels are the picture's number in base 256, the last of a row is 200.
    private static FashionMnist Numbered()
    {
        byte[] Pictures(int count)
        {
            byte[] pictures = new byte[count * 784];
            for (int i = 0; i < count; i++)
            {
                (pictures[i * 784], pictures[(i * 784) + 1], pictures[(i * 784) + 2], pictures[(i * 784) + 27]) = ((byte)(i >> 16), (byte)(i >> 8), (byte)i, 200);
            }

            return pictures;
        }

        byte[] Labels(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i % 10))];
        return new FashionMnist(Pictures(60_000), Labels(60_000), Pictures(20), Labels(20));
    }

    private static IEnumerable<int> Numbers(PictureSplit split)
    {
        int Byte(int at) => (int)MathF.Round(((split.Pixels[at] * 0.3530f) + 0.2860f) * 255);
        return Enumerable.Range(0, split.Count).Select(i => (Byte(i * 784) << 16) + (Byte((i * 784) + 1) << 8) + Byte((i * 784) + 2));
    }
}

using LoraCluster.FineTuning.Randomness;

namespace LoraCluster.FineTuning.Pictures;

/// <summary>
/// The embedded tasks. Networks are pre-trained on the first 40,000 training pictures as they are; downstream tasks are made of the other 20,000, from near to far: with the names of
/// two classes exchanged (<c>swapped</c>), left for right (<c>mirrored</c>), every class called by the next one's name (<c>relabelled</c>), turned by a quarter (<c>rotated</c>), light for dark
/// (<c>negative</c>). Their test split is that of Fashion-MNIST, changed in the same way, with right labels.
/// </summary>
public static class PictureTask
{
    /// <summary>Training pictures of the source task.</summary>
    public const int SourceCount = 40_000;

    /// <summary>Training pictures of a downstream task where all are used.</summary>
    public const int TrainCount = 10_000;

    /// <summary>Validation pictures.</summary>
    public const int ValidationCount = 2_000;

    /// <summary>The task that networks are pre-trained on.</summary>
    public const string Source = "source";

    // Mean and standard deviation of the source task's training pixels, on a scale of 0 to 1.
    private const float Mean = 0.2860f;
    private const float Deviation = 0.3530f;
    private const int Side = EmbeddedNetworks.Side;
    private const int Pixels = Side * Side;

    /// <summary>Training samples of a cell: the share of <see cref="TrainCount"/>, rounded, at least 1.</summary>
    public static int SamplesOf(FineTuneSetting setting) => Math.Max(1, (int)Math.Round(setting.SampleFraction * TrainCount, MidpointRounding.AwayFromZero));

    /// <summary>What the source task is learnt from.</summary>
    public static PictureSplit SourceSplit(FashionMnist data) => Split(data.TrainPictures, data.TrainLabels, [.. Enumerable.Range(0, SourceCount)], Source);

    /// <summary>The test split of a task.</summary>
    public static PictureSplit TestSplit(FashionMnist data, string task) => Split(data.TestPictures, data.TestLabels, [.. Enumerable.Range(0, data.TestLabels.Length)], task);

    /// <summary>
    /// One trial's training and validation pictures: drawn without replacement, disjoint, the smaller training sets parts of the larger ones; labels of both are noisy, since whoever has noisy labels
    /// has no others to validate with.
    /// </summary>
    public static (PictureSplit Train, PictureSplit Validation) Draw(FashionMnist data, FineTuneSetting setting, ulong seed, ulong dataHash, uint trial)
    {
        int[] pool = [.. Enumerable.Range(SourceCount, data.TrainLabels.Length - SourceCount)];
        new KeyedSequence(seed, dataHash, trial, Purposes.Subset).Shuffle(pool);
        int[] validation = pool[..ValidationCount], train = pool[ValidationCount..(ValidationCount + SamplesOf(setting))];
        // Validation first, and two words for each label: more samples leave the labels of those before as they are.
        var noise = new KeyedSequence(seed, dataHash, trial, Purposes.LabelNoise);
        PictureSplit validated = Noisy(Split(data.TrainPictures, data.TrainLabels, validation, setting.Task), setting, noise);
        return (Noisy(Split(data.TrainPictures, data.TrainLabels, train, setting.Task), setting, noise), validated);
    }

    private static PictureSplit Noisy(PictureSplit split, FineTuneSetting setting, KeyedSequence noise)
    {
        for (int i = 0; i < split.Count; i++)
        {
            bool isWrong = noise.NextUnit() < setting.LabelNoise;
            uint other = noise.NextWord() % (EmbeddedNetworks.Classes - 1);
            if (isWrong)
            {
                split.Labels[i] = (split.Labels[i] + 1 + other) % EmbeddedNetworks.Classes;
            }
        }

        return split;
    }

    private static PictureSplit Split(byte[] pictures, byte[] labels, int[] chosen, string task)
    {
        var pixels = new float[chosen.Length * Pixels];
        var classes = new long[chosen.Length];
        for (int i = 0; i < chosen.Length; i++)
        {
            Fill(pictures.AsSpan(chosen[i] * Pixels, Pixels), pixels.AsSpan(i * Pixels, Pixels), task);
            classes[i] = ClassOf(labels[chosen[i]], task);
        }

        return new PictureSplit(pixels, classes);
    }

    private static long ClassOf(byte label, string task) => task switch
    {
        "relabelled" => (label + 1) % EmbeddedNetworks.Classes,
        "swapped" when label <= 1 => 1 - label,
        _ => label,
    };

    private static void Fill(ReadOnlySpan<byte> picture, Span<float> pixels, string task)
    {
        for (int row = 0; row < Side; row++)
        {
            for (int column = 0; column < Side; column++)
            {
                byte level = task switch
                {
                    "rotated" => picture[(column * Side) + (Side - 1 - row)],
                    "mirrored" => picture[(row * Side) + (Side - 1 - column)],
                    _ => picture[(row * Side) + column],
                };
                float light = (task == "negative" ? 255 - level : level) * (1f / 255);
                pixels[(row * Side) + column] = (light - Mean) / Deviation;
            }
        }
    }
}

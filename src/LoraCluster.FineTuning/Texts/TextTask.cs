using LoraCluster.FineTuning.Randomness;

namespace LoraCluster.FineTuning.Texts;

/// <summary>A directory of samples: <c>train</c> and <c>test</c>, and <c>validation</c> where there is one, each <c>.json</c> or <c>.jsonl</c>.</summary>
public sealed class TextTask
{
    /// <summary>The environment's word for the directory that task directories lie in.</summary>
    public const string DirectoryVariable = "LORACLUSTER_TASKS";

    private static readonly string[] Endings = [".jsonl", ".json"];

    private const int HeldOutShare = 10;
    private const int HeldOutMax = 500;

    private readonly IReadOnlyList<TextSample> _train;
    private readonly IReadOnlyList<TextSample>? _validation;

    private TextTask(string path, IReadOnlyList<TextSample> train, IReadOnlyList<TextSample>? validation, IReadOnlyList<TextSample> test) =>
        (Path, _train, _validation, Test) = (path, train, validation, test);

    /// <summary>Where it was read from.</summary>
    public string Path { get; }

    /// <summary>The test split, with right answers.</summary>
    public IReadOnlyList<TextSample> Test { get; }

    /// <summary>Reads a task by its name. Throws <see cref="FineTuneException"/> where a file is missing or no such one.</summary>
    public static TextTask Open(string name) => OpenIn(
        Environment.GetEnvironmentVariable(DirectoryVariable) is { Length: > 0 } given ? given
            : throw new FineTuneException($"task {name}: {DirectoryVariable} is not set; expected the directory that holds {name}/train.jsonl and {name}/test.jsonl"),
        name);

    /// <summary>Reads a task of a directory of tasks. Throws as <see cref="Open"/> does.</summary>
    public static TextTask OpenIn(string root, string name)
    {
        string path = System.IO.Path.Combine(root, name);
        return new TextTask(
            path, Split(path, "train") ?? throw Missing(path, "train"), Split(path, "validation"), Split(path, "test") ?? throw Missing(path, "test"));
    }

    /// <summary>
    /// One trial's training and validation samples. Where there is no validation split, a tenth of the training samples (500 at most) is held out, drawn anew in every trial. Labels of both are noisy:
    /// another choice in place of the right one.
    /// </summary>
    public (IReadOnlyList<TextSample> Train, IReadOnlyList<TextSample> Validation) Draw(FineTuneSetting setting, ulong seed, ulong dataHash, uint trial)
    {
        int[] order = [.. Enumerable.Range(0, _train.Count)];
        new KeyedSequence(seed, dataHash, trial, Purposes.Subset).Shuffle(order);
        int held = _validation is null ? Math.Clamp(_train.Count / HeldOutShare, 1, HeldOutMax) : 0;
        int rest = _train.Count - held, used = Math.Max(1, (int)Math.Round(setting.SampleFraction * rest, MidpointRounding.AwayFromZero));
        if (rest < 1)
        {
            throw new FineTuneException($"{Path}: one training sample and no validation split; expected at least two");
        }

        var noise = new KeyedSequence(seed, dataHash, trial, Purposes.LabelNoise);
        var validation = Noisy(_validation ?? [.. order[..held].Select(i => _train[i])], setting, noise);
        return (Noisy([.. order[held..(held + used)].Select(i => _train[i])], setting, noise), validation);
    }

    private List<TextSample> Noisy(IReadOnlyList<TextSample> samples, FineTuneSetting setting, KeyedSequence noise)
    {
        if (setting.LabelNoise > 0 && samples.Any(sample => !sample.IsChoice))
        {
            throw new FineTuneException($"{Path}: label noise puts another choice in place of the right one, and some samples have no choices");
        }

        var noisy = new List<TextSample>(samples.Count);
        foreach (TextSample sample in samples)
        {
            bool isWrong = noise.NextUnit() < setting.LabelNoise;
            uint other = noise.NextWord();
            noisy.Add(isWrong ? sample with { Answer = (int)((sample.Answer + 1 + (other % (uint)(sample.Choices.Count - 1))) % sample.Choices.Count) } : sample);
        }

        return noisy;
    }

    private static IReadOnlyList<TextSample>? Split(string path, string split) =>
        Endings.Select(ending => System.IO.Path.Combine(path, split + ending)).FirstOrDefault(File.Exists) is { } file ? TextFile.Read(file) : null;

    private static FineTuneException Missing(string path, string split) => new($"{path}: holds neither {split}.jsonl nor {split}.json");
}

using LoraCluster.FineTuning.Texts;

namespace LoraCluster.Training.Texts;

/// <summary>What all trials of a sweep share: models and tasks, read when they are first asked for. Thread-safe.</summary>
internal sealed class TextLibrary
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LanguageModel> _models = [];
    private readonly Dictionary<string, TextTask> _tasks = [];

    public LanguageModel ModelOf(string name)
    {
        lock (_gate)
        {
            return _models.TryGetValue(name, out LanguageModel? known) ? known : _models[name] = LanguageModel.Open(name);
        }
    }

    public TextTask TaskOf(string name)
    {
        lock (_gate)
        {
            return _tasks.TryGetValue(name, out TextTask? known) ? known : _tasks[name] = TextTask.Open(name);
        }
    }
}

using LoraCluster.Sweeps.Experiments;

namespace LoraCluster.FineTuning.Engine;

/// <summary>What trains networks. Lives in an assembly of its own, which is loaded when it is first needed, so that nobody else has libtorch on board.</summary>
public interface IFineTuneEngine
{
    /// <summary>A hash of a short training of each embedded network: processors whose kernels round differently have different ones.</summary>
    string NumericFingerprint();

    /// <summary>Makes a runner for one thread at a time.</summary>
    ITrialRunner CreateRunner();

    /// <summary>
    /// One fine-tuning, its result kept: a model directory after full fine-tuning (no rank), an adapter in PEFT's format after LoRA. Throws <see cref="FineTuneException"/> for missing data or models, and
    /// where training diverges.
    /// </summary>
    FineTuneReport Tune(FineTuneSetting setting, int? rank, ulong seed, string outputDirectory);

    /// <summary>
    /// How well a model answers a task's test split: as it is, with all its weights from another directory, or with an adapter. Throws as <see cref="Tune"/> does, and what reading checkpoints throws.
    /// </summary>
    /// <returns>The share answered wrongly and the mean negative log-likelihood of the right answers.</returns>
    (double Error, double Loss) Evaluate(FineTuneSetting setting, string? tunedDirectory, string? adapterDirectory);
}

namespace LoraCluster.Sweeps.Running;

/// <summary>Where finished parts go. Returns only when the part would survive a power cut.</summary>
public interface IPartSink
{
    /// <summary>Stores a part durably; doing it twice is harmless.</summary>
    void Commit(PartRows rows);
}

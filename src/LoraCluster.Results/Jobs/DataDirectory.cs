using System.Security.Cryptography;
using LoraCluster.Results.Manifest;
using LoraCluster.Results.Storage;
using LoraCluster.Sweeps.Definition;
using LoraCluster.Sweeps.Jobs;

namespace LoraCluster.Results.Jobs;

/// <summary>
/// Where a cluster keeps everything: <c>_data.json</c> says which directory this is, <c>_jobs/</c> holds the submitted sweeps, and each dataset has a directory of the
/// sweep's name. Methods throw <see cref="StorageException"/>. One thread at a time; several processes may share the directory.
/// </summary>
public sealed class DataDirectory
{
    private const string IdentityName = "_data.json";
    private const string JobsName = "_jobs";
    private const string TextsName = "_jobs/texts";

    private readonly IDurableFiles _files;
    private readonly DurablePublisher _publisher;

    private DataDirectory(string root, IDurableFiles files, string identity)
    {
        (Root, _files, _publisher, Identity) = (root, files, new DurablePublisher(files), identity);
    }

    /// <summary>The directory.</summary>
    public string Root { get; }

    /// <summary>A name that no other data directory has, made when the directory was.</summary>
    public string Identity { get; }

    /// <summary>Makes a directory ready, with its parents, or takes one that is. Throws <see cref="OutputRefusedException"/> where nothing can be written.</summary>
    public static DataDirectory Open(string path, IDurableFiles? files = null)
    {
        files ??= LocalFiles.Instance;
        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        OutputProbe.Create(files, root);
        OutputProbe.Try(files, root);
        return Guard("open", root, () =>
        {
            files.CreateDurably(Path.Combine(root, TextsName));
            string identity = Path.Combine(root, IdentityName);
            if (IdentityIn(files, identity) is null)
            {
                string name = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
                new DurablePublisher(files).Publish(identity, SealedJson.Seal(json => json.WriteString("identity", name)), () =>
                {
                    // Whoever was first is right; what is damaged is nobody's.
                    if (IdentityIn(files, identity) is not null)
                    {
                        return Conflict.Accepted;
                    }

                    files.DeleteFile(identity);
                    return Conflict.Removed;
                });
            }

            return new DataDirectory(root, files, IdentityIn(files, identity)!);
        });
    }

    /// <summary>The directory of a sweep's dataset. Throws <see cref="ArgumentException"/> for what is no sweep's name.</summary>
    public string DatasetOf(string sweep) => Path.Combine(Root, Checked(sweep));

    /// <summary>Every job that can be read, in order of submission; <paramref name="onDamaged"/> hears of files that cannot.</summary>
    public IReadOnlyList<Job> Jobs(Action<string>? onDamaged = null) => Guard("read", Root, () =>
    {
        var jobs = new List<Job>();
        string place = Path.Combine(Root, JobsName);
        foreach (var entry in _files.List(place).Where(e => !e.IsDirectory && e.Name.EndsWith(".json", StringComparison.Ordinal)))
        {
            string path = Path.Combine(place, entry.Name);
            if (_files.ReadIfThere(path) is { } bytes && JobFile.Read(bytes) is { } job && entry.Name == job.Name + ".json")
            {
                jobs.Add(job);
            }
            else
            {
                onDamaged?.Invoke(path);
            }
        }

        return jobs.OrderBy(j => j.Number).ToList();
    });

    /// <summary>Keeps a job as it is now, in place of what was kept of it; returns when that would survive a power cut.</summary>
    public void Keep(Job job) => Guard("write", Root, () =>
    {
        string path = Path.Combine(Root, JobsName, FileOf(job.Name));
        byte[] content = JobFile.ToBytes(job);
        if (_files.ReadIfThere(path)?.AsSpan().SequenceEqual(content) != true)
        {
            _publisher.Replace(path, content);
        }

        return true;
    });

    /// <summary>Keeps the text of a definition under its hash, durably.</summary>
    public void KeepText(string hash, ReadOnlyMemory<byte> text)
    {
        string path = TextPath(hash);
        _publisher.Publish(path, text, () =>
        {
            _files.DeleteFile(path);
            return Conflict.Removed;
        });
    }

    /// <summary>The text of a hash; null where it is not here, or damaged.</summary>
    public byte[]? Text(string hash) => Guard("read", Root, () => _files.ReadIfThere(TextPath(hash)) is { } text && Sha256.Of(text) == hash ? text : null);

    private static string FileOf(string sweep) => Checked(sweep) + ".json";

    private static string Checked(string sweep) => SweepName.ProblemOf(sweep) is { } problem ? throw new ArgumentException(problem, nameof(sweep)) : sweep;

    private string TextPath(string hash) => hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower)
        ? Path.Combine(Root, TextsName, hash + ".json")
        : throw new ArgumentException("no hash", nameof(hash));

    private static string? IdentityIn(IDurableFiles files, string path) => files.ReadIfThere(path) is { } bytes
        ? SealedJson.Read(bytes, json => json.GetProperty("identity").GetString()!)
        : null;

    private static T Guard<T>(string step, string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception error) when (StorageException.IsStorageTrouble(error))
        {
            throw StorageException.From(error, step, path);
        }
    }
}

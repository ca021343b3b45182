using LoraCluster.Results.Storage;

namespace LoraCluster.Results.Tests.Toys;

/// <summary>
/// A disk in memory that knows what was fsynced. Each changing step has a number; <see cref="Before"/> and <see cref="After"/> may throw at it. After a
/// <see cref="PowerCutException"/> nothing works until <see cref="Restart"/>.
/// </summary>
public sealed class SimulatedDisk : IDurableFiles
{
    private readonly Lock _gate = new();
    private readonly List<(DirectoryNode From, string Name, DirectoryNode To, string NewName, Node Moved)> _moves = [];
    private readonly DirectoryNode _root = new();
    private bool _dead;

    public int Steps { get; private set; }

    public List<string> Log { get; } = [];

    public Action<int, string>? Before { get; set; }

    public Action<int, string>? After { get; set; }

    /// <summary>A disk that holds these files, all of them durable.</summary>
    public static SimulatedDisk Holding(IReadOnlyDictionary<string, byte[]> files)
    {
        var disk = new SimulatedDisk();
        foreach (var (path, content) in files)
        {
            string directory = Path.GetDirectoryName(path)!;
            disk.CreateDurably(directory);
            disk.CreateNew(path).Dispose();
            disk.Overwrite(path, content);
            disk.SyncDirectory(directory);
        }

        return disk;
    }

    public void Restart(bool forgetUnsynced)
    {
        _dead = false;
        (Before, After) = (null, null);
        if (forgetUnsynced)
        {
            _moves.Clear();
            _root.Forget();
        }
    }

    public IReadOnlyDictionary<string, byte[]> Everything() => _root.Files("").ToDictionary(pair => pair.Path, pair => pair.Content);

    public bool FileExists(string path) => Read(() => Find(path) is FileNode);

    public bool DirectoryExists(string path) => Read(() => Find(path) is DirectoryNode);

    public IReadOnlyList<FileEntry> List(string directory) => Read<IReadOnlyList<FileEntry>>(() => Find(directory) is DirectoryNode node
        ? [.. node.Now.Select(pair => new FileEntry(pair.Key, pair.Value is DirectoryNode, (pair.Value as FileNode)?.Now.Length ?? 0))]
        : []);

    public Stream OpenRead(string path) => Read(() => Find(path) is FileNode node
        ? new MemoryStream(node.Now, writable: false)
        : throw new FileNotFoundException(path));

    public IDurableFile CreateNew(string path) => Step("create", path, () =>
    {
        var (parent, name) = Parent(path);
        var node = new FileNode();
        return parent.Now.TryAdd(name, node) ? new OpenFile(this, path, node) : throw new FileExistsException(path);
    });

    public void SyncFile(string path) => Step("fsync", path, () => ((FileNode)Find(path)!).Sync());

    public bool TryRename(string from, string to) => Step("rename", to, () =>
    {
        var (source, name) = Parent(from);
        var (target, newName) = Parent(to);
        var moved = source.Now.GetValueOrDefault(name) ?? throw new FileNotFoundException(from);
        if (!target.Now.TryAdd(newName, moved))
        {
            return false;
        }

        source.Now.Remove(name);
        _moves.Add((source, name, target, newName, moved));
        return true;
    });

    public void Replace(string from, string to) => Step("rename", to, () =>
    {
        var (source, name) = Parent(from);
        var (target, newName) = Parent(to);
        var moved = source.Now.GetValueOrDefault(name) ?? throw new FileNotFoundException(from);
        target.Now[newName] = moved;
        source.Now.Remove(name);
        _moves.Add((source, name, target, newName, moved));
        return 0;
    });

    public void SyncDirectory(string path) => Step("fsync-dir", path, () => Sync((DirectoryNode)Find(path)!));

    public void CreateDirectory(string path) => Step("mkdir", path, () =>
    {
        var (parent, name) = Parent(path);
        parent.Now.TryAdd(name, new DirectoryNode());
        return 0;
    });

    public void DeleteFile(string path) => Step("delete", path, () => Find(path) is null || Parent(path) is var (parent, name) && parent.Now.Remove(name));

    public void DeleteDirectory(string path) => DeleteFile(path);

    /// <summary>Damages a file behind the program's back.</summary>
    public void Overwrite(string path, byte[] content)
    {
        var node = (FileNode)Find(path)!;
        node.Now = content;
        node.Sync();
    }

    private void Step(string operation, string path, Action act) => Step(operation, path, () =>
    {
        act();
        return 0;
    });

    private T Step<T>(string operation, string path, Func<T> act)
    {
        int step = Read(() => Steps++);
        // Not under the lock: what they do may use the disk from several threads.
        Guard(Before, step, operation);
        T result;
        lock (_gate)
        {
            result = act();
            Log.Add($"{operation} {path}");
        }

        Guard(After, step, operation);
        return result;
    }

    private void Guard(Action<int, string>? failpoint, int step, string operation)
    {
        try
        {
            failpoint?.Invoke(step, operation);
        }
        catch (PowerCutException)
        {
            _dead = true;
            throw;
        }
    }

    private T Read<T>(Func<T> read)
    {
        lock (_gate)
        {
            return _dead ? throw new PowerCutException() : read();
        }
    }

    // A rename between two directories is one transaction of the file system: it survives in both or in neither.
    private void Sync(DirectoryNode directory)
    {
        foreach (var (from, name, to, newName, moved) in _moves.Where(move => move.From == directory || move.To == directory))
        {
            from.Durable.Remove(name);
            to.Durable[newName] = moved;
        }

        _moves.RemoveAll(move => move.From == directory || move.To == directory);
        directory.Durable = new(directory.Now, StringComparer.Ordinal);
    }

    private Node? Find(string path)
    {
        Node? node = _root;
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            node = (node as DirectoryNode)?.Now.GetValueOrDefault(name);
        }

        return node;
    }

    private (DirectoryNode Parent, string Name) Parent(string path) =>
        (Find(Path.GetDirectoryName(path)!) as DirectoryNode ?? throw new DirectoryNotFoundException(path), Path.GetFileName(path));

    private abstract class Node;

    private sealed class FileNode : Node
    {
        private byte[] _durable = [];

        public byte[] Now { get; set; } = [];

        public void Sync() => _durable = Now;

        public void Forget() => Now = _durable;
    }

    private sealed class DirectoryNode : Node
    {
        public SortedDictionary<string, Node> Now { get; private set; } = new(StringComparer.Ordinal);

        public Dictionary<string, Node> Durable { get; set; } = new(StringComparer.Ordinal);

        public void Forget()
        {
            Now = new(Durable, StringComparer.Ordinal);
            foreach (var node in Now.Values)
            {
                (node as DirectoryNode)?.Forget();
                (node as FileNode)?.Forget();
            }
        }

        public IEnumerable<(string Path, byte[] Content)> Files(string at) => Now.SelectMany(pair => pair.Value is DirectoryNode inner
            ? inner.Files($"{at}/{pair.Key}")
            : [($"{at}/{pair.Key}", ((FileNode)pair.Value).Now)]);
    }

    private sealed class OpenFile(SimulatedDisk disk, string path, FileNode node) : IDurableFile
    {
        public void Write(ReadOnlySpan<byte> bytes)
        {
            byte[] all = [.. node.Now, .. bytes];
            disk.Step("write", path, () => node.Now = all);
        }

        public void Sync() => disk.Step("fsync", path, node.Sync);

        public void Dispose()
        {
        }
    }
}

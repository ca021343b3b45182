namespace LoraCluster.FineTuning.Pictures;

/// <summary>
/// Fashion-MNIST (Xiao, Rasul and Vollgraf, arXiv:1708.07747): 70,000 pictures of clothes, 28 × 28 grey levels, ten classes. Read from the four files of Debian's package, or of the authors; never
/// fetched.
/// </summary>
public sealed class FashionMnist
{
    /// <summary>The environment's word for the directory of the four files.</summary>
    public const string DirectoryVariable = "LORACLUSTER_FASHION_MNIST";

    private const string DebianDirectory = "/usr/share/datasets/fashion-mnist";

    private static readonly Lazy<FashionMnist> Shared = new(() => Read(DirectoryPath));

    internal FashionMnist(byte[] trainPictures, byte[] trainLabels, byte[] testPictures, byte[] testLabels) =>
        (TrainPictures, TrainLabels, TestPictures, TestLabels) = (trainPictures, trainLabels, testPictures, testLabels);

    /// <summary>Where the files are looked for.</summary>
    public static string DirectoryPath => Environment.GetEnvironmentVariable(DirectoryVariable) is { Length: > 0 } given ? given : DebianDirectory;

    /// <summary>The files of <see cref="DirectoryPath"/>, read once. Throws <see cref="FineTuneException"/> where they are missing or not the right ones.</summary>
    public static FashionMnist Instance => Shared.Value;

    /// <summary>60,000 pictures of 784 bytes.</summary>
    public byte[] TrainPictures { get; }

    /// <summary>Their classes, 0 … 9.</summary>
    public byte[] TrainLabels { get; }

    /// <summary>10,000 pictures.</summary>
    public byte[] TestPictures { get; }

    /// <summary>Their classes.</summary>
    public byte[] TestLabels { get; }

    /// <summary>Reads a directory.</summary>
    internal static FashionMnist Read(string directory)
    {
        if (!Directory.Exists(directory))
        {
            throw new FineTuneException($"{directory}: no such directory; install Fashion-MNIST ('apt-get install dataset-fashion-mnist') or set {DirectoryVariable}");
        }

        byte[] Bytes(string name, string sha256) => IdxFile.Read(Path.Combine(directory, name), sha256).Data;
        return new FashionMnist(
            Bytes("train-images-idx3-ubyte.gz", "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
            Bytes("train-labels-idx1-ubyte.gz", "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
            Bytes("t10k-images-idx3-ubyte.gz", "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
            Bytes("t10k-labels-idx1-ubyte.gz", "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"));
    }
}

namespace LoraCluster.Results.Storage;

/// <summary>The error numbers of Linux that the storage layer tells apart.</summary>
public static class Errno
{
    /// <summary>ENOENT: nothing of that name.</summary>
    public const int NoEntry = 2;

    /// <summary>EIO: the device failed.</summary>
    public const int Io = 5;

    /// <summary>EEXIST: the name is taken.</summary>
    public const int FileExists = 17;

    /// <summary>ENFILE: the machine has too many open files.</summary>
    public const int TooManyFilesOnMachine = 23;

    /// <summary>EMFILE: the process has too many open files.</summary>
    public const int TooManyFiles = 24;

    /// <summary>ENOSPC: no space, or no inode, left.</summary>
    public const int NoSpace = 28;

    /// <summary>EROFS: the file system is read-only.</summary>
    public const int ReadOnly = 30;

    /// <summary>ENAMETOOLONG: a name or path is too long.</summary>
    public const int NameTooLong = 36;

    /// <summary>ELOOP: too many symbolic links.</summary>
    public const int SymbolicLinkLoop = 40;

    /// <summary>EDQUOT: the quota is used up.</summary>
    public const int QuotaExceeded = 122;

    /// <summary>The error number that an exception carries: the low 16 bits of its HResult, or of its cause's; what .NET has renumbered is put right.</summary>
    public static int Of(Exception error) => error switch
    {
        DirectoryNotFoundException => NoEntry,
        PathTooLongException => NameTooLong,
        UnauthorizedAccessException { InnerException: { } cause } => cause.HResult & 0xFFFF,
        _ => error.HResult & 0xFFFF,
    };

    /// <summary>Its symbol, as manuals and search engines know it.</summary>
    public static string NameOf(int number) => number switch
    {
        1 => "EPERM",
        NoEntry => "ENOENT",
        Io => "EIO",
        13 => "EACCES",
        FileExists => "EEXIST",
        20 => "ENOTDIR",
        21 => "EISDIR",
        TooManyFilesOnMachine => "ENFILE",
        TooManyFiles => "EMFILE",
        27 => "EFBIG",
        NoSpace => "ENOSPC",
        ReadOnly => "EROFS",
        NameTooLong => "ENAMETOOLONG",
        SymbolicLinkLoop => "ELOOP",
        116 => "ESTALE",
        QuotaExceeded => "EDQUOT",
        _ => FormattableString.Invariant($"error {number}"),
    };
}

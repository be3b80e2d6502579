using AgriTrace.Domain;

namespace AgriTrace.Local.Emulator;

/// <summary>Locks between processes. The system lifts them when a process ends, however it ends, so none is ever stale.</summary>
internal static class FileLock
{
    /// <summary>The system cannot tell us when a lock comes free.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    private const int SharingViolation = 32, LockViolation = 33;
    private const int WouldBlockOnLinux = 11, WouldBlockOnMac = 35;

    /// <summary>After this, a file in the folder that cannot be opened is locked, and not forbidden.</summary>
    public static Error? Prepare(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            using var probe = new FileStream(Path.Combine(folder, "probe.lock"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return EmulatorErrors.FolderNotWritable(folder, e.Message);
        }
    }

    /// <summary>Waits until nobody else holds it.</summary>
    public static async Task<FileStream> Exclusive(string path, CancellationToken cancel)
    {
        while (true)
        {
            if (TryExclusive(path) is { } held)
                return held;
            await Task.Delay(Pause, cancel);
        }
    }

    /// <returns>Null while anybody else holds it, shared or not.</returns>
    public static FileStream? TryExclusive(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (IsLocked(e))
        {
            return null;
        }
    }

    /// <summary>A full disk or a folder that is gone would else be waited for without end.</summary>
    private static bool IsLocked(IOException exception) =>
        OperatingSystem.IsWindows() ? (exception.HResult & 0xFFFF) is SharingViolation or LockViolation : exception.HResult is WouldBlockOnLinux or WouldBlockOnMac;

    /// <summary>Any number hold it together. Only for a file that nobody is asking for exclusively at that moment.</summary>
    public static FileStream Shared(string path) => new(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);
}

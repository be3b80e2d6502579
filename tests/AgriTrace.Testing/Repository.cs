namespace AgriTrace.Testing;

/// <summary>Where the project lies on this machine.</summary>
public static class Repository
{
    /// <summary>The folder that holds AgriTrace.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A path below the root.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "AgriTrace.sln")))
                return folder.FullName;
        throw new InvalidOperationException("The tests run outside their repository.");
    }
}

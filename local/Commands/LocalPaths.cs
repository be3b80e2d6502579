namespace AgriTrace.Local.Commands;

/// <summary>Where things lie when AgriTrace runs from its repository.</summary>
internal static class LocalPaths
{
    /// <summary>The folder of AgriTrace.sln above this program, else the current folder.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory) ?? Find(Environment.CurrentDirectory) ?? Environment.CurrentDirectory;

    /// <summary>Ignored by git; deleting it starts afresh.</summary>
    public static string DefaultData => Path.Combine(Root, ".agritrace");

    public static string HostJson => Path.Combine(Root, "host.json");

    public static string AzuritePackage => Path.Combine(Root, "local", "azurite");

    private static string? Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "AgriTrace.sln")))
                return folder.FullName;
        return null;
    }
}

using System.Text;

namespace AgriTrace.Domain.Tests.Traceability;

/// <summary>GS1's public test data, beside the repository and never in it. Tests that need it are skipped where it is absent.</summary>
internal static class Gs1Vectors
{
    private static readonly string? Root = FindRoot();

    /// <summary>The file names without folder, or one name that says the folder is absent: a theory without data would fail.</summary>
    public static TheoryData<string> Names(string folder, string pattern)
    {
        if (Root is null) return ["absent"];
        var names = Directory.GetFiles(Path.Combine(Root, folder), pattern).Select(file => Path.GetFileName(file));
        return [.. names.Order(StringComparer.Ordinal)];
    }

    public static byte[] Read(string folder, string name)
    {
        Assert.SkipWhen(Root is null, "GS1's vectors are not there: ../shared/data/gs1 beside the repository.");
        return File.ReadAllBytes(Path.Combine(Root!, folder, name));
    }

    public static string[] ReadLines(string folder, string name) =>
        Encoding.UTF8.GetString(Read(folder, name)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string? FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AgriTrace.sln"))) folder = folder.Parent;
        var data = folder?.Parent is { } beside ? Path.Combine(beside.FullName, "shared", "data", "gs1") : null;
        return Directory.Exists(data) ? data : null;
    }
}

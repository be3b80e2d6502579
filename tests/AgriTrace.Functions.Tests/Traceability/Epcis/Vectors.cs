namespace AgriTrace.Functions.Tests.Traceability.Epcis;

/// <summary>GS1's public test data, beside the repository and never in it. Tests that need it are skipped where it is absent.</summary>
internal static class Vectors
{
    private static readonly string Root = Repository.Path("..", "shared", "data", "gs1");

    /// <summary>The file names without folder, or one name that says the folder is absent: a theory without data would fail.</summary>
    public static TheoryData<string> Names(string folder, string pattern) =>
        Directory.Exists(Root) ? [.. Directory.GetFiles(Path.Combine(Root, folder), pattern).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)] : ["absent"];

    public static string Read(string folder, string name)
    {
        Assert.SkipUnless(Directory.Exists(Root), "GS1's vectors are not there: ../shared/data/gs1 beside the repository.");
        return File.ReadAllText(Path.Combine(Root, folder, name));
    }
}

using AgriTrace.Domain.Traceability.Gs1;

namespace AgriTrace.Domain.Tests.Traceability.Gs1;

public sealed class ApplicationIdentifierTests
{
    private static readonly string? Root = FindRoot();

    /// <remarks>With <c>AGRITRACE_UPDATE_DOCS=1</c> it writes the table first: look at what changed before you commit it.</remarks>
    [Fact]
    public void The_table_says_what_the_syntax_dictionary_says()
    {
        var file = Path.Combine(Root!, "domain", "Traceability", "Gs1", "ApplicationIdentifiers.Table.cs");
        var made = SyntaxDictionary.TableOf(Gs1Vectors.ReadLines("", "gs1-syntax-dictionary.txt"));
        if (Environment.GetEnvironmentVariable("AGRITRACE_UPDATE_DOCS") == "1") File.WriteAllText(file, made);

        File.ReadAllText(file).ShouldBe(made, "AGRITRACE_UPDATE_DOCS=1 writes it anew");
    }

    [Fact]
    public void Every_ai_of_a_range_is_known_and_none_beside_it()
    {
        ApplicationIdentifiers.Find("3105").ShouldNotBeNull().Title.ShouldBe("NET WEIGHT (kg)");
        ApplicationIdentifiers.Find("3106").ShouldBeNull();
        ApplicationIdentifiers.Find("89").ShouldBeNull();
        ApplicationIdentifiers.All.Count(ai => ai.IsKey).ShouldBe(16);
    }

    [Theory]
    [InlineData("8013", "1987654Ad4X4bL5ttr2310c2K", "1987654Ad4X4bL5ttr2310c2L")]
    [InlineData("8007", "GB82WEST12345698765432", "GB82WEST12345698765433")]
    [InlineData("17", "260200", "261300")]
    [InlineData("17", "280229", "270229")]
    [InlineData("7007", "260101260131", "260101260132")]
    [InlineData("7003", "2601012359", "2601012400")]
    [InlineData("7250", "19700101", "19700001")]
    [InlineData("8006", "095211410123450102", "095211410123450302")]
    [InlineData("8006", "095211410123450102", "095211410123450002")]
    [InlineData("422", "704", "703000")]
    [InlineData("422", "704", "705999")]
    [InlineData("422", "704", "999")]
    [InlineData("423", "704840", "704841")]
    [InlineData("7030", "999X", "998X")]
    [InlineData("4307", "VN", "XX")]
    [InlineData("3912", "704100", "703100")]
    [InlineData("4300", "AC%20DC", "AC%2")]
    [InlineData("4300", "AC%20DC", "AC%00")]
    [InlineData("4321", "1", "2")]
    [InlineData("4330", "000100-", "000100+")]
    [InlineData("4309", "00000000003600000000", "18000000013600000000")]
    [InlineData("7258", "1/3", "4/3")]
    [InlineData("8001", "12341234512391", "12341234512321")]
    [InlineData("8011", "10", "01")]
    [InlineData("8003", "04012345111118A", "14012345111118")]
    [InlineData("8014", "1987654Ad4X4bL5ttr2310c2K", "12345")]
    [InlineData("8112", "001234561234560123456", "20123456123456")]
    [InlineData("8110", "0614141123456110", "ABC")]
    [InlineData("8030", "YWJj_-", "YW+j")]
    [InlineData("401", "12345678", "ABC12345")]
    [InlineData("7241", "10", "11")]
    [InlineData("7252", "9", "3")]
    [InlineData("7040", "1A_9", "1A_*")]
    public void A_value_is_looked_at_beyond_its_length(string ai, string right, string wrong)
    {
        ApplicationIdentifiers.Find(ai)!.Check(right).ShouldBeNull();
        ApplicationIdentifiers.Find(ai)!.Check(wrong).ShouldNotBeNull().Detail.ShouldNotBeEmpty();
    }

    /// <summary>Whatever stands in an address: an answer, and never an exception.</summary>
    [Fact]
    public void No_value_of_any_ai_is_a_crash()
    {
        var random = new Random(7);
        const string letters = "0123456789%/-+AZaz_!";
        foreach (var ai in ApplicationIdentifiers.All)
            for (var length = 0; length <= Math.Min(ai.MaxLength + 1, 40); length++)
                for (var turn = 0; turn < 20; turn++)
                {
                    var digits = turn < 10;
                    _ = ai.Check(string.Concat(Enumerable.Range(0, length).Select(_ => letters[random.Next(digits ? 10 : letters.Length)])));
                }
    }

    private static string? FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AgriTrace.sln"))) folder = folder.Parent;
        return folder?.FullName;
    }
}

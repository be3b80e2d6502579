using System.Text.Json;
using System.Text.RegularExpressions;
using AgriTrace.Domain.Operations;
using AgriTrace.Local.Hosting;

namespace AgriTrace.Functions.Tests.Conventions;

/// <summary>Rules of the house that no compiler holds.</summary>
public sealed class HouseRules
{
    [Fact]
    public void A_job_is_given_up_at_the_same_attempt_as_its_message() =>
        HostJson.Read(Repository.Path("host.json")).Value.Queues.MaxDequeueCount.ShouldBe(Job.MaxAttempts);

    [Theory]
    [InlineData("domain")]
    [InlineData("infra")]
    [InlineData("functions")]
    [InlineData("web")]
    public void The_wall_clock_has_one_door(string layer)
    {
        string[] doors = ["DateTime.Now", "DateTime.UtcNow", "DateTimeOffset.Now", "DateTimeOffset.UtcNow", "DateTime.Today"];

        Sources(layer).Where(file => doors.Any(File.ReadAllText(file).Contains)).ShouldBeEmpty();
    }

    [Fact]
    public void The_domain_knows_nothing_of_azure_or_asp_net() =>
        typeof(Domain.Error).Assembly.GetReferencedAssemblies().Select(name => name.Name)
            .ShouldAllBe(name => !name!.StartsWith("Azure", StringComparison.Ordinal) && !name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

    [Fact]
    public void Every_test_that_the_table_of_threats_names_is_there()
    {
        var tests = string.Concat(Sources("tests").Select(File.ReadAllText));
        var named = Regex.Matches(File.ReadAllText(Repository.Path("docs", "threats.md")), "`([A-Z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+)`").Select(match => match.Groups[1].Value).ToArray();

        named.Length.ShouldBeGreaterThan(50);
        named.Where(name => !tests.Contains($" {name}(", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void The_sample_settings_hold_only_what_is_local_and_harmless()
    {
        using var sample = JsonDocument.Parse(File.ReadAllText(Repository.Path(LocalSettings.Sample)));
        var values = sample.RootElement.GetProperty("Values");

        values.GetProperty("AzureWebJobsStorage").GetString().ShouldBe("UseDevelopmentStorage=true");
        values.GetProperty("AZURE_FUNCTIONS_ENVIRONMENT").GetString().ShouldBe("Development");
        values.EnumerateObject().ShouldAllBe(value => !value.Value.GetString()!.Contains("sk_", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Sources(string layer) =>
        Directory.EnumerateFiles(Repository.Path(layer), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
}

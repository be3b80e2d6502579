using AgriTrace.Local.Hosting;

namespace AgriTrace.Local.Tests.Hosting;

/// <summary>What is wrong in a settings file is said in one line before anything runs.</summary>
public sealed class SettingsTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    [Theory]
    [InlineData("[]", "object")]
    [InlineData("null", "object")]
    [InlineData("{", "cannot be read")]
    [InlineData("""{"extensions":{"http":{"routePrefix":"{x}"}}}""", "routePrefix")]
    [InlineData("""{"extensions":{"http":{"routePrefix":7}}}""", "cannot be read")]
    [InlineData("""{"extensions":{"queues":{"batchSize":33}}}""", "batchSize")]
    [InlineData("""{"extensions":{"queues":{"newBatchThreshold":-1}}}""", "newBatchThreshold")]
    [InlineData("""{"extensions":{"queues":{"maxDequeueCount":0}}}""", "maxDequeueCount")]
    [InlineData("""{"extensions":{"queues":{"maxPollingInterval":"365.00:00:00"}}}""", "maxPollingInterval")]
    [InlineData("""{"extensions":{"queues":{"maxPollingInterval":"-00:00:01"}}}""", "maxPollingInterval")]
    [InlineData("""{"extensions":{"queues":{"maxPollingInterval":"99999999999.00:00:00"}}}""", "cannot be read")]
    [InlineData("""{"extensions":{"queues":{"visibilityTimeout":"8.00:00:00"}}}""", "visibilityTimeout")]
    public void A_wrong_host_json_is_refused_in_one_line(string json, string says)
    {
        File.WriteAllText(file, json);

        ShouldSay(HostJson.Read(file).Error, says);
    }

    [Theory]
    [InlineData("[]", "Values")]
    [InlineData("null", "Values")]
    [InlineData("{}", "Values")]
    [InlineData("""{"Values":[]}""", "Values")]
    [InlineData("""{"Values":{"A__B":"1","a:b":"2"}}""", "a:b twice")]
    [InlineData("""{"Values":{"A":{}}}""", "cannot be read")]
    public void Wrong_local_settings_are_refused_in_one_line(string json, string says)
    {
        File.WriteAllText(file, json);

        ShouldSay(LocalSettings.ReadFile(file, _ => null).Error, says);
    }

    [Theory]
    [InlineData("AzureWebJobsStorage", null, "AzureWebJobsStorage is missing")]
    [InlineData("AzureWebJobsStorage", "", "AzureWebJobsStorage is missing")]
    [InlineData("AzureWebJobsStorage", "garbage", "AzureWebJobsStorage is not")]
    [InlineData("AzureWebJobsStorage", "AccountName=x;AccountKey=!!", "AzureWebJobsStorage is not")]
    [InlineData("AgriTrace:Identity:SigningKeys", "garbage", "AgriTrace:Identity:SigningKeys is not")]
    [InlineData("AgriTrace:Identity:Oidc:Authority", "nowhere", "AgriTrace:Identity:Oidc:Authority must be")]
    [InlineData("AgriTrace:PublicUrl", "nowhere", "AgriTrace:PublicUrl is not")]
    [InlineData("AgriTrace:PersonalData:LocalKey", null, "AgriTrace:PersonalData:Keys is missing")]
    [InlineData("AgriTrace:PersonalData:LocalKey", "c2hvcnQ=", "AgriTrace:PersonalData:LocalKey holds something else")]
    public async Task A_setting_that_nothing_can_run_with_is_named_in_one_line(string name, string? value, string says)
    {
        var settings = LocalSettings.ReadFile(Repository.Path(LocalSettings.Sample), _ => null).Value.ToDictionary();
        settings[name] = value;

        var started = await EmbeddedHost.Start(
            new EmbeddedHostOptions { HostJson = HostJson.Read(Repository.Path("host.json")).Value, Settings = settings }, TestContext.Current.CancellationToken);

        ShouldSay(started.Error, says);
    }

    public void Dispose() => File.Delete(file);

    private static void ShouldSay(Domain.Error? error, string says)
    {
        error.ShouldNotBeNull().Detail.ShouldContain(says);
        error.Detail.ShouldNotContain('\n');
    }
}

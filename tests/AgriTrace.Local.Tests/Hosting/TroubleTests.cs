using Azure.Storage.Queues;

namespace AgriTrace.Local.Tests.Hosting;

/// <summary>What storage answers, or that it does not, ends no listener and holds up no shutdown.</summary>
public sealed class TroubleTests : HostTests
{
    [Fact]
    public async Task Listeners_live_through_refusals_and_tell_of_them_once()
    {
        var faults = new Faults();
        faults.Break(Fault.Refused, _ => true, times: int.MaxValue);
        var (host, probe) = await Start(options => options with { ListenerPolicies = [faults] });
        await (await Queue()).SendMessageAsync("after the storm", Cancel);
        await Eventually.Holds(() => host.Logs.Has("Queue host-tests meets trouble") && host.Logs.Has("Timer Ticks meets trouble"), "both met the refusal", Cancel);

        faults.Heal();

        await Eventually.Holds(() => probe.Messages.Contains("after the storm") && !probe.Ticks.IsEmpty, "both go on", Cancel);
        host.Logs.Lines.Count(line => line.Contains("Queue host-tests meets trouble", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_host_stops_in_time_while_storage_hangs()
    {
        var faults = new Faults();
        var (host, probe) = await Start(options => options with { ListenerPolicies = [faults] });
        await Eventually.Holds(() => !probe.Ticks.IsEmpty, "the timer holds its lease", Cancel);
        faults.Break(Fault.Hangs, _ => true, times: int.MaxValue);

        await host.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(31), Cancel);
    }

    [Fact]
    public async Task A_host_that_does_not_get_its_port_takes_no_message()
    {
        var (first, _) = await Start();
        var requests = new RequestCounter();

        var seen = await requests.During(() => Should.ThrowAsync<InvalidOperationException>(() => Start(options => options with
        {
            Port = first.BaseUrl.Port,
            ListenerPolicies = [requests],
        })));

        seen.ShouldBeEmpty();
    }

    private async Task<QueueClient> Queue()
    {
        var queue = new QueueClient(Azurite.ConnectionString, TestFunctions.Queue, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await queue.CreateIfNotExistsAsync(cancellationToken: Cancel);
        return queue;
    }
}

using Azure.Storage.Queues;

namespace AgriTrace.Local.Tests.Hosting;

/// <summary>Queue triggers behave as under the Functions host.</summary>
public sealed class QueueTriggerTests : HostTests
{
    private QueueClient Raw(string name) => new(Azurite.ConnectionString, name);

    private async Task<QueueClient> Queue()
    {
        var queue = new QueueClient(Azurite.ConnectionString, TestFunctions.Queue, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await queue.CreateIfNotExistsAsync(cancellationToken: Cancel);
        return queue;
    }

    private async Task<int> Poisoned()
    {
        var poison = Raw(TestFunctions.Queue + "-poison");
        return await poison.ExistsAsync(Cancel) ? (await poison.GetPropertiesAsync(Cancel)).Value.ApproximateMessagesCount : 0;
    }

    [Fact]
    public async Task A_base64_message_arrives_as_its_text_and_is_deleted()
    {
        var queue = await Queue();
        var (_, probe) = await Start();

        await queue.SendMessageAsync("Xoài cát Chu", Cancel);

        await Eventually.Holds(() => probe.Messages.Contains("Xoài cát Chu"), "the message arrives", Cancel);
        await Eventually.Holds(async () => (await queue.GetPropertiesAsync(Cancel)).Value.ApproximateMessagesCount == 0, "it is deleted", Cancel);
    }

    [Fact]
    public async Task A_message_that_is_not_base64_is_set_aside_and_blocks_nothing()
    {
        var queue = await Queue();
        var (_, probe) = await Start();

        await Raw(TestFunctions.Queue).SendMessageAsync("not base64!", Cancel);
        await queue.SendMessageAsync("next", Cancel);

        await Eventually.Holds(() => probe.Messages.Contains("next"), "the next message is processed", Cancel);
        await Eventually.Holds(async () => await Poisoned() == 1, "the bad one lies in the poison queue", Cancel);
        (await Raw(TestFunctions.Queue + "-poison").PeekMessageAsync(Cancel)).Value.MessageText.ShouldBe("not base64!");
        probe.Messages.ShouldBe(["next"]);
    }

    [Fact]
    public async Task A_message_that_always_fails_is_tried_as_often_as_allowed_then_lies_in_the_poison_queue_under_its_id()
    {
        var queue = await Queue();
        var (host, probe) = await Start();

        var id = (await queue.SendMessageAsync("fail always", Cancel)).Value.MessageId;
        await queue.SendMessageAsync("good", Cancel);

        await Eventually.Holds(
            () => host.Logs.Lines.Any(line => line.Contains(id, StringComparison.Ordinal) && line.Contains("given up", StringComparison.Ordinal)),
            "the log says that the message was given up", Cancel);
        (await Poisoned()).ShouldBe(1);
        probe.Messages.Count(message => message == "fail always").ShouldBe(5, "maxDequeueCount of host.json");
        await Eventually.Holds(() => probe.Messages.Contains("good"), "the good message is processed", Cancel);
    }

    [Fact]
    public async Task A_message_whose_workers_died_too_often_is_given_up_without_another_try()
    {
        var queue = await Queue();
        await queue.SendMessageAsync("kills its worker", Cancel);
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            var taken = (await queue.ReceiveMessageAsync(TimeSpan.FromMinutes(1), Cancel)).Value;
            await queue.UpdateMessageAsync(taken.MessageId, taken.PopReceipt, visibilityTimeout: TimeSpan.Zero, cancellationToken: Cancel);
        }

        var (_, probe) = await Start();

        await Eventually.Holds(async () => await Poisoned() == 1, "it lies in the poison queue", Cancel);
        probe.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_more_messages_are_in_work_than_batch_size_and_threshold_allow()
    {
        var queue = await Queue();
        for (var index = 0; index < 12; index++) await queue.SendMessageAsync("wait " + index, Cancel);

        var (_, probe) = await Start(options => options with
        {
            HostJson = options.HostJson with { Queues = options.HostJson.Queues with { BatchSize = 2, NewBatchThreshold = 1 } },
        });

        await Eventually.Holds(() => probe.InWork >= 2, "a batch is in work", Cancel);
        probe.Gate.SetResult();
        await Eventually.Holds(() => probe.Messages.Count == 12, "all are done", Cancel);
        probe.MostAtOnce.ShouldBeInRange(2, 3);
    }

    [Fact]
    public async Task A_message_in_work_longer_than_its_lease_is_not_given_to_another()
    {
        var queue = await Queue();
        var lease = TimeSpan.FromSeconds(2);
        var (_, probe) = await Start(options => options with
        {
            HostJson = options.HostJson with { Queues = options.HostJson.Queues with { Lease = lease } },
        });
        await queue.SendMessageAsync("wait long", Cancel);
        await Eventually.Holds(() => probe.InWork == 1, "it is in work", Cancel);
        var outlasted = DateTimeOffset.UtcNow + (lease * 2);

        await Eventually.Holds(() => DateTimeOffset.UtcNow > outlasted, "two leases have passed", Cancel);

        probe.Messages.Count.ShouldBe(1);
        probe.Gate.SetResult();
        await Eventually.Holds(async () => (await queue.GetPropertiesAsync(Cancel)).Value.ApproximateMessagesCount == 0, "it is deleted with its renewed receipt", Cancel);
    }

    [Fact]
    public async Task A_stopping_host_finishes_the_message_in_work()
    {
        var queue = await Queue();
        var (host, probe) = await Start();
        await queue.SendMessageAsync("wait", Cancel);
        await Eventually.Holds(() => probe.InWork == 1, "it is in work", Cancel);

        var stopping = host.DisposeAsync();
        probe.Gate.SetResult();
        await stopping;

        (await queue.GetPropertiesAsync(Cancel)).Value.ApproximateMessagesCount.ShouldBe(0);
    }
}

using System.Text;
using AgriTrace.Functions;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace AgriTrace.Local.Hosting;

/// <summary>Feeds one queue-triggered function, with the batches, leases, retries and poison queue of the Functions host.</summary>
/// <param name="queue">A client without message encoding: this class decodes, so that what cannot be decoded can be set aside.</param>
internal sealed class QueueListener(
    FunctionEntry function, QueueClient queue, QueueClient poison, QueueSettings settings, IServiceProvider services, ILogger log)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private readonly FunctionInvoker invoker = new(function);
    private readonly Trouble trouble = new("Queue " + queue.Name, log);

    /// <summary>Runs until <paramref name="stopping"/>, whatever storage answers meanwhile, then waits for what is in work.</summary>
    /// <param name="abort">Ends what is in work too; its messages come back after their lease.</param>
    public async Task Run(CancellationToken stopping, CancellationToken abort)
    {
        var work = new HashSet<Task>();
        var pause = FirstPause;
        while (!stopping.IsCancellationRequested)
        {
            work.RemoveWhere(task => task.IsCompleted);
            if (work.Count > settings.NewBatchThreshold)
            {
                await Task.WhenAny(work);
                continue;
            }

            var batch = await Take(stopping);
            foreach (var message in batch) work.Add(Process(message, abort));
            pause = batch.Count > 0 ? FirstPause : pause * 2 < settings.MaxPollingInterval ? pause * 2 : settings.MaxPollingInterval;
            if (batch.Count == 0) await Task.Delay(pause, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(work);
    }

    private async Task<IReadOnlyList<QueueMessage>> Take(CancellationToken stopping)
    {
        try
        {
            var batch = (await queue.ReceiveMessagesAsync(settings.BatchSize, settings.Lease, stopping)).Value;
            trouble.Over();
            return batch;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return [];
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            return [];
        }
        catch (Exception exception)
        {
            // Of any kind: a refusal (403) may be over in a minute too, and a listener that ended would leave its queue unread for good.
            trouble.Tell(exception);
            return [];
        }
    }

    private async Task Process(QueueMessage message, CancellationToken abort)
    {
        try
        {
            await Handle(message, abort);
        }
        catch (Exception exception)
        {
            // Storage failed while the message was being put away. Its lease ends by itself, and then it is taken again.
            log.LogWarning(exception, "Queue {Queue}: message {Message} stays leased.", queue.Name, message.MessageId);
        }
    }

    private async Task Handle(QueueMessage message, CancellationToken abort)
    {
        // A message that was begun often enough and never ended has a worker that dies of it.
        if (message.DequeueCount > settings.MaxDequeueCount || !TryDecode(message, out var text))
        {
            await MoveToPoison(message, abort);
            return;
        }

        using var done = CancellationTokenSource.CreateLinkedTokenSource(abort);
        var lease = new Lease(message.PopReceipt);
        var renewing = Renew(message, lease, done.Token, abort);
        var failure = await Invoke(text, abort);
        await done.CancelAsync();
        await renewing;
        await PutAway(message, lease.Receipt, failure, abort);
    }

    private async Task<Exception?> Invoke(string text, CancellationToken abort)
    {
        try
        {
            await invoker.Invoke(services, text, abort);
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    private async Task PutAway(QueueMessage message, string receipt, Exception? failure, CancellationToken abort)
    {
        if (failure is null)
        {
            await queue.DeleteMessageAsync(message.MessageId, receipt, abort);
            return;
        }

        log.LogError(failure, "{Function}: message {Message} failed at attempt {Attempt}.", function.Name, message.MessageId, message.DequeueCount);
        if (message.DequeueCount >= settings.MaxDequeueCount) await MoveToPoison(message, abort, receipt);
        else await queue.UpdateMessageAsync(message.MessageId, receipt, visibilityTimeout: settings.VisibilityTimeout, cancellationToken: abort);
    }

    /// <summary>A crash between the two writes leaves the message in both queues: it is seen twice, never lost.</summary>
    private async Task MoveToPoison(QueueMessage message, CancellationToken abort, string? receipt = null)
    {
        await poison.CreateIfNotExistsAsync(cancellationToken: abort);
        await poison.SendMessageAsync(message.Body, timeToLive: TimeSpan.FromSeconds(-1), cancellationToken: abort);
        await queue.DeleteMessageAsync(message.MessageId, receipt ?? message.PopReceipt, abort);
        log.LogError("Message {Message} of {Queue} was given up after {Attempts} attempts and lies in {Poison}.", message.MessageId, queue.Name, message.DequeueCount, poison.Name);
    }

    /// <summary>Work longer than half a lease keeps its message.</summary>
    private async Task Renew(QueueMessage message, Lease lease, CancellationToken done, CancellationToken abort)
    {
        while (true)
        {
            await Task.Delay(settings.Lease / 2, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (done.IsCancellationRequested) return;
            try
            {
                var renewed = await queue.UpdateMessageAsync(message.MessageId, lease.Receipt, visibilityTimeout: settings.Lease, cancellationToken: abort);
                lease.Receipt = renewed.Value.PopReceipt;
            }
            catch (Exception exception)
            {
                log.LogWarning(exception, "Queue {Queue}: the lease of message {Message} could not be renewed.", queue.Name, message.MessageId);
            }
        }
    }

    private bool TryDecode(QueueMessage message, out string text)
    {
        text = message.MessageText;
        if (!settings.Base64) return true;
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length)) return false;
        text = Encoding.UTF8.GetString(bytes, 0, length);
        return true;
    }

    /// <summary>The receipt changes with each renewal; the last one is what deletes.</summary>
    private sealed class Lease(string receipt)
    {
        public string Receipt { get; set; } = receipt;
    }
}

using System.Net.Sockets;
using Azure;

namespace AgriTrace.Infra.Storage;

/// <summary>Translates what the storage clients throw, once.</summary>
public static class StorageFailure
{
    /// <summary>Storage did not answer, or not yet: nothing is wrong with the request, and it may succeed later.</summary>
    public static bool IsOutage(Exception exception) => exception switch
    {
        RequestFailedException failed => failed.Status is 0 or >= 500 or 408 or 429 || IsMissingHouse(failed.ErrorCode),
        AggregateException all => all.InnerExceptions.Count > 0 && all.InnerExceptions.All(IsOutage),
        // HttpClient reports its own timeout so; that of a storage client is a failed request by now (TimeoutIsFailure).
        TaskCanceledException { InnerException: TimeoutException } => true,
        HttpRequestException or SocketException => true,
        _ => false,
    };

    internal static bool IsConflict(this RequestFailedException failed) => failed.Status == 409 && !IsMissingHouse(failed.ErrorCode);

    internal static bool IsChanged(this RequestFailedException failed) => failed.Status == 412;

    internal static bool IsMissing(this RequestFailedException failed) => failed.Status == 404 && !IsMissingHouse(failed.ErrorCode);

    /// <summary>A table, queue or container that <see cref="StorageSetup"/> has not made yet, because storage was gone when we started.</summary>
    private static bool IsMissingHouse(string? code) =>
        code is "TableNotFound" or "QueueNotFound" or "ContainerNotFound" or "TableBeingDeleted" or "QueueBeingDeleted" or "ContainerBeingDeleted";
}

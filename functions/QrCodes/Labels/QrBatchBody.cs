using System.Text.Json.Serialization;
using AgriTrace.Domain;
using AgriTrace.Domain.Operations;
using AgriTrace.Domain.QrCodes.Labels;

namespace AgriTrace.Functions.QrCodes.Labels;

/// <param name="Url">Reads this file and nothing else, without a token, until <paramref name="Until"/>; ask again for another.</param>
/// <param name="From">The number of its first label in the run, from 1.</param>
public sealed record QrFileBody(string Name, int From, int Count, Uri Url, DateTimeOffset Until);

/// <summary>A print run with its job.</summary>
/// <param name="Done">How many of <paramref name="Total"/> labels are in files.</param>
/// <param name="Files">Those that are there; absent in lists.</param>
/// <param name="Cause">Why it failed, or why its files are kept back; absent otherwise.</param>
public sealed record QrBatchBody(
    Guid Id, JobState State, int Done, int Total, string? Gtin, string? Product, string Lot, LabelSerials Serials, LabelFormat Format, string Layout, Quantity? NetWeight,
    DateTimeOffset CreatedAt, string By, IReadOnlyList<QrFileBody>? Files, string? Cause)
{
    public static QrBatchBody Of(LabelBatch batch, Job job, IReadOnlyList<QrFileBody>? files = null)
    {
        var product = batch.Lot.Product;
        return new QrBatchBody(
            batch.Id, job.State, job.Done ?? 0, batch.Count, product.IsGtin ? product.Key : null, product.IsGtin ? null : product.Name, batch.Lot.Lot,
            batch.Serials, batch.Format, batch.Layout, batch.Facts.NetWeight, batch.CreatedAt, batch.By, files, job.Cause);
    }
}

/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record QrBatchPageBody(IReadOnlyList<QrBatchBody> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next);

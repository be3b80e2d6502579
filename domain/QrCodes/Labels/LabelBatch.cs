using System.Text.Json.Serialization;
using AgriTrace.Domain.Traceability;

namespace AgriTrace.Domain.QrCodes.Labels;

/// <summary>What tells the labels of a print run apart.</summary>
public enum LabelSerials
{
    /// <summary>Nothing: each leads to the lot.</summary>
    None,

    /// <inheritdoc cref="SerialKind.Random"/>
    Random,

    /// <inheritdoc cref="SerialKind.Sequential"/>
    Sequential,
}

public enum LabelFormat
{
    /// <summary>Each label a drawing of its own, in a ZIP.</summary>
    Svg,

    /// <summary>Each code a picture of its own, without any text, in a ZIP.</summary>
    Png,

    /// <summary>Sheets to scale.</summary>
    Pdf,
}

/// <summary>A thousand labels, or the rest.</summary>
/// <param name="Index">From 0.</param>
/// <param name="From">How many labels of the run come before it.</param>
public sealed record LabelFile(int Index, int From, int Count)
{
    /// <summary>How many labels of the run there are when it is done.</summary>
    public int End => From + Count;
}

/// <summary>A print run. All that its labels say is written down when it is asked for: a file that is made again is the same file.</summary>
/// <param name="Id">That of its job too.</param>
/// <param name="Content">What was asked for, as one text: the same text is the same request.</param>
/// <param name="By">See <see cref="Identity.Caller.Name"/>.</param>
public sealed record LabelBatch(
    Guid Id, string Coop, LotId Lot, int Count, LabelSerials Serials, LabelFormat Format, string Layout, LabelFacts Facts, DateTimeOffset CreatedAt, string By, string Content)
{
    /// <summary>Some 4,200 sheets: more in one order is a slip of the finger.</summary>
    public const int MaxCount = 100_000;

    /// <summary>What fits into memory beside other work, and is lost and made again when a worker dies.</summary>
    public const int LabelsPerFile = 1_000;

    [JsonIgnore]
    public IEnumerable<LabelFile> Files
    {
        get
        {
            for (var from = 0; from < Count; from += LabelsPerFile) yield return new LabelFile(from / LabelsPerFile, from, Math.Min(LabelsPerFile, Count - from));
        }
    }

    /// <summary>The number on a label; null where labels have none.</summary>
    /// <param name="first">The first number of the run.</param>
    /// <param name="index">Of the label in the run, from 0.</param>
    public ItemSerial? SerialOf(long first, int index) => Serials == LabelSerials.None
        ? null
        : new ItemSerial(Serials == LabelSerials.Random ? SerialKind.Random : SerialKind.Sequential, first + index);
}

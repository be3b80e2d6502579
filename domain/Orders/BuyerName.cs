using System.Text.RegularExpressions;

namespace AgriTrace.Domain.Orders;

/// <summary>How a stranger calls themselves. Staff copy it into messages, so that it must not lead anywhere.</summary>
internal static partial class BuyerName
{
    private const int MaxLength = 100;

    public static string Read(string path, string name, List<FieldFault> faults)
    {
        var read = PlainText.Read(path, name, MaxLength, faults);
        if (Link().IsMatch(read)) faults.Add(new(path, "must not hold a link or an e-mail address."));
        return read;
    }

    /// <summary>A dot counts where small letters follow it to the end of the word: abbreviations go on with a capital or one letter (TP.HCM, A.B).</summary>
    [GeneratedRegex(@"://|@|[wW]{3}\.|[\p{L}\p{N}]\.(?i:com|net|org|info|vn|xyz)(?![\p{L}\p{N}])|(?<!\b[tT][pP])(?<=[\p{L}\p{N}])\.[a-z]{2,}(?![\p{L}\p{N}])")]
    private static partial Regex Link();
}

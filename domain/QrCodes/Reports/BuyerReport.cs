using System.Security.Cryptography;
using System.Text;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability;

namespace AgriTrace.Domain.QrCodes.Reports;

/// <summary>Where a report stands.</summary>
public enum ReportState
{
    Open,

    /// <summary>The buyer can read an answer.</summary>
    Answered,

    Closed,
}

/// <summary>What a buyer told the cooperative about a product that they scanned.</summary>
/// <param name="Id">See <see cref="TimedId"/>.</param>
/// <param name="What">Their words; lines end in a line feed.</param>
/// <param name="Where">Where they saw or bought it, in their words; null where they did not say.</param>
/// <param name="Photo">The name under which it is kept; null where there is none.</param>
/// <param name="Token">What opens it for the buyer: 130 bits.</param>
/// <param name="Content">What was sent, as one text: the same text under the same key is the same request.</param>
/// <param name="AnsweredBy">See <see cref="Caller.Name"/>; the buyer does not see it.</param>
public sealed record BuyerReport(
    string Id, string Coop, LotId Lot, string? Serial, string What, string? Where, string? Photo, DateTimeOffset At, string Token, string Content,
    ReportState State = ReportState.Open, string? Answer = null, DateTimeOffset? AnsweredAt = null, string? AnsweredBy = null, DateTimeOffset? ClosedAt = null)
{
    private static readonly Dictionary<ReportState, ReportState[]> Allowed = new()
    {
        // An answer can be corrected until the report is closed.
        [ReportState.Open] = [ReportState.Answered],
        [ReportState.Answered] = [ReportState.Answered, ReportState.Closed],
        [ReportState.Closed] = [],
    };

    public bool IsTerminal => Allowed[State].Length == 0;

    public ScannedCode Code => new(Lot, Serial);

    /// <summary>Whether somebody holds the link to it.</summary>
    public bool IsFor(string token) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Token), Encoding.UTF8.GetBytes(token));

    /// <summary>The same answer again changes nothing.</summary>
    public Result<BuyerReport> Reply(string answer, Caller by, DateTimeOffset now) => State == ReportState.Answered && answer == Answer
        ? this
        : To(ReportState.Answered).Map(report => report with { Answer = answer, AnsweredAt = now, AnsweredBy = by.Name });

    /// <summary>Twice is the same as once.</summary>
    public Result<BuyerReport> Close(DateTimeOffset now) => State == ReportState.Closed ? this : To(ReportState.Closed).Map(report => report with { ClosedAt = now });

    private Result<BuyerReport> To(ReportState next) => Allowed[State].Contains(next) ? this with { State = next } : ReportErrors.CannotGo(State, next);
}

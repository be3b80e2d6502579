using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Reconciliation;

namespace AgriTrace.Domain.Traceability.Receipts;

/// <summary>Which weighing slips are wanted, the newest first.</summary>
/// <param name="Member">Whose; null for everybody's.</param>
/// <param name="Period">The days of weighing; null for all.</param>
/// <param name="After">The last slip of the page before; null for the newest.</param>
public sealed record ReceiptQuery(string? Member, Period? Period, string? After, int Take = ReceiptQuery.PageSize)
{
    private const int PageSize = 50;

    /// <summary>Whoever may read their own only asks for these, whether they say so or not.</summary>
    public static Result<ReceiptQuery> Read(Caller by, string? member, string? from, string? to, string? after)
    {
        if (by.ReachOf(Permission.ReadReceipts) == Reach.Own)
        {
            if (by.Member is null || (member is not null && member != by.Member)) return IdentityErrors.OtherMember;
            member = by.Member;
        }

        if (member is not null && Slug.Parse("member", member).Error is { } badMember) return badMember;
        if (after is not null && !TimedId.IsOne(after)) return CursorErrors.Unknown;
        return from is null && to is null
            ? new ReceiptQuery(member, Period: null, after)
            : Reconciliation.Period.Parse(from, to).Map(period => new ReceiptQuery(member, period, after));
    }
}

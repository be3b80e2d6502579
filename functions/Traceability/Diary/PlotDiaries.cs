using System.Globalization;
using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Reconciliation;
using AgriTrace.Domain.Traceability.Diary;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Traceability;

namespace AgriTrace.Functions.Traceability.Diary;

/// <summary>The diary of one plot over a period, oldest first.</summary>
internal sealed record DiarySheet(Plot Plot, Period Period, IReadOnlyList<DiaryEntry> Entries);

/// <summary>Reads the diary that a call asks for, for programs and pages alike.</summary>
public sealed class PlotDiaries(CoopStore coops, PlotDiary diary, TimeProvider clock)
{
    /// <summary>What one page and one file hold: some five entries a day for a year.</summary>
    public const int MaxEntries = 2_000;

    private const int UsualDays = 365;

    internal async Task<Result<DiarySheet>> Read(Call call, CancellationToken cancel)
    {
        if (!call.Id("plot").Try(out var id, out var error) || !PeriodOf(call).Try(out var period, out error)) return error;
        if (await coops.Plot(call.Coop, id, cancel) is not { } plot) return CooperativeErrors.NoSuchPlot(id);
        if (call.Caller.Role == Role.Farmer && plot.Member != call.Caller.Member) return DiaryErrors.NotYourPlot;
        var entries = await diary.Read(call.Coop, id, period.Start, period.End, cancel, MaxEntries + 1);
        return entries.Count > MaxEntries ? DiaryErrors.TooLong(MaxEntries) : new DiarySheet(plot, period, entries);
    }

    private Result<Period> PeriodOf(Call call)
    {
        var today = Period.DayOf(clock.GetUtcNow());
        var (from, to) = (call.Query("from"), call.Query("to"));
        return from is null && to is null ? new Period(today.AddDays(1 - UsualDays), today) : Period.Parse(from, to ?? today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }
}

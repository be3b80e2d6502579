namespace AgriTrace.Domain.Traceability.Diary;

/// <summary>Every expected failure of plot diaries.</summary>
public static class DiaryErrors
{
    /// <summary>The code of a record on such a plot: to a caller both are the same.</summary>
    public static readonly Error NotYourPlot = Error.Forbidden("not-your-plot", "A farmer reads the diary of their own plots only.");

    public static Error TooLong(int max) => Error.TooLarge("diary-too-long", $"The diary has more than {max} entries in this period; ask for a shorter one.");
}

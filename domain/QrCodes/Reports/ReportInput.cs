using AgriTrace.Domain.Traceability;

namespace AgriTrace.Domain.QrCodes.Reports;

/// <summary>What a buyer sends.</summary>
/// <param name="Code">The address of the label or of its scan page.</param>
/// <param name="What">At most 2,000 characters.</param>
/// <param name="Where">At most 200.</param>
public sealed record ReportInput(string Code, string What, string? Where = null)
{
    public const int MaxWhat = 2_000, MaxWhere = 200;

    /// <summary>Names every fault.</summary>
    public Result<ReportText> Read()
    {
        var faults = new List<FieldFault>();
        var code = ScannedCode.Parse(Code);
        if (!code.IsOk) faults.Add(new("$.code", code.Error.Detail));
        var what = PlainText.ReadLines("$.what", What, MaxWhat, faults);
        var where = PlainText.ReadOptional("$.where", string.IsNullOrWhiteSpace(Where) ? null : Where, MaxWhere, faults);
        return faults.Count > 0 ? FieldErrors.Invalid(faults) : new ReportText(code.Value, what, where);
    }
}

/// <summary>A report that was read; whose it is must still be found.</summary>
public sealed record ReportText(ScannedCode Code, string What, string? Where)
{
    /// <summary>Tells these words under this key from all others.</summary>
    public string IdOf(string key) => Convert.ToHexStringLower(Ids.Hash("words of a report", key, Code.Path, What, Where ?? string.Empty));

    /// <param name="key">Of the request: the same key is the same report.</param>
    /// <param name="photo">The name under which it was kept.</param>
    public BuyerReport Open(string coop, string key, string? photo, DateTimeOffset now) => new(
        TimedId.Of(now, Convert.ToHexStringLower(Ids.Hash("report", coop, key))[..32]), coop, Code.Lot, Code.Serial, What, Where, photo, now, Ids.Secret(),
        Convert.ToHexStringLower(Ids.Hash(Code.Path, What, Where ?? string.Empty, photo ?? string.Empty)));
}

/// <summary>What the cooperative answers.</summary>
/// <param name="Answer">At most 2,000 characters.</param>
public sealed record ReportAnswer(string Answer)
{
    public Result<string> Read()
    {
        var faults = new List<FieldFault>();
        var answer = PlainText.ReadLines("$.answer", Answer, ReportInput.MaxWhat, faults);
        return FieldErrors.Or(answer, faults);
    }
}

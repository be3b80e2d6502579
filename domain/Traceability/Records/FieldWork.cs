using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;

namespace AgriTrace.Domain.Traceability.Records;

/// <summary>What was put on a field, or given to animals, in the words of its label.</summary>
/// <param name="Dose">As on the label: "20 ml / 16 l".</param>
public sealed record Material(string Name, string? ActiveIngredient, string? Dose);

/// <summary>Work on a plot, a pond or a barn, before anything is harvested from it.</summary>
/// <param name="Activity">What was done to a field; for animals the word of the type.</param>
/// <param name="IntervalDays">Days that must pass until the next harvest; null where nothing was used that asks for it.</param>
/// <param name="Reason">The pest or disease.</param>
public sealed record FieldWork(
    RecordType Type, DateTimeOffset At, string Plot, string Activity, Material? Material, Quantity? Quantity, int? IntervalDays, string? Reason, string? Note)
    : EventRecord(Type, At)
{
    /// <summary>No label asks for more.</summary>
    private const int MaxInterval = 365;

    internal static FieldWork Read(FieldReader fields, EventInput input, DateTimeOffset at)
    {
        CheckMaterial(fields, input);
        if (input.IntervalDays is < 0 or > MaxInterval) fields.Fault("$.intervalDays", $"must be 0 to {MaxInterval}.");
        var material = fields.Text("$.materialName", input.MaterialName, FieldReader.MaxName) is { } name
            ? new Material(
                name,
                fields.Text("$.materialActiveIngredient", input.MaterialActiveIngredient, FieldReader.MaxName),
                fields.Text("$.materialDose", input.MaterialDose, FieldReader.MaxName))
            : null;
        return new FieldWork(
            input.Type,
            at,
            fields.Id("$.plot", input.Plot),
            input.Activity is { } activity ? activity.Word() : input.Type.Word(),
            material,
            fields.Quantity("$.quantity", input.Quantity),
            input.IntervalDays,
            fields.Text("$.reason", input.Reason, FieldReader.MaxText),
            fields.Text("$.note", input.Note, FieldReader.MaxText));
    }

    /// <summary>A farmer works on a plot that is theirs.</summary>
    public Result<StoredEvent> Decide(Caller by, Plot plot, Recorded recorded, EventMaker maker)
    {
        if (by.Role == Role.Farmer && plot.Member != by.Member) return TraceabilityErrors.NotYourPlot;
        if ((plot.Kind == PlotKind.Plot) != (Type == RecordType.Cultivate)) return TraceabilityErrors.Fields([new("$.plot", OtherKind(plot))]);
        return plot.BeforeIts("$.at", At) is { } early ? early : maker.FieldWork(this, recorded);
    }

    private string OtherKind(Plot plot) => Type == RecordType.Cultivate
        ? $"is a {plot.Kind.ToString().ToLowerInvariant()}: cultivate is for plots, feed and treat are for ponds and barns."
        : $"is a plot: {Type.Word()} is for ponds and barns, cultivate is for plots.";

    /// <summary>What is sprayed has a dose and an interval, because the next harvest waits for it; the rest may say so.</summary>
    private static void CheckMaterial(FieldReader fields, EventInput input)
    {
        if (input.Type != RecordType.Cultivate) return;
        var sprays = input.Activity == FieldActivity.Spray;
        if (input.MaterialName is null && (sprays || input.Activity == FieldActivity.Fertilise)) fields.Fault("$.materialName", "is missing: what was used?");
        if (sprays && input.MaterialDose is null) fields.Fault("$.materialDose", "is missing; write it as on the label.");
        if (sprays && input.IntervalDays is null) fields.Fault("$.intervalDays", "is missing: how many days until harvest, as on the label? 0 where it asks for none.");
        if (!sprays && input.IntervalDays > 0) fields.Fault("$.intervalDays", "counts after a spray only: record what must be waited for as one.");
        if (!sprays && input.MaterialName is null && (input.MaterialDose ?? input.MaterialActiveIngredient) is not null) fields.Fault("$.materialName", "is missing: what was used?");
    }
}

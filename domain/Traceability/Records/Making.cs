namespace AgriTrace.Domain.Traceability.Records;

/// <summary>Lots become other lots: packed, sorted, split or merged. <see cref="Packing"/> decides it.</summary>
public sealed record Making(
    RecordType Type, DateTimeOffset At, string Place, IReadOnlyList<LotShare> Inputs, IReadOnlyList<LotShare> Outputs, string? Note) : EventRecord(Type, At)
{
    /// <summary>Each output is a claim and a row of the board; the event names all of them.</summary>
    private const int MaxLots = 20;

    internal static Making Read(FieldReader fields, EventInput input, DateTimeOffset at)
    {
        var (split, merge) = (input.Type == RecordType.Split, input.Type == RecordType.Merge);
        var making = new Making(
            input.Type,
            at,
            fields.Id("$.place", input.Place),
            fields.Shares("inputs", input.Inputs, least: merge ? 2 : 1, most: split ? 1 : MaxLots, hasGrades: false),
            fields.Shares("outputs", input.Outputs, least: split ? 2 : 1, most: merge ? 1 : MaxLots, hasGrades: input.Type == RecordType.Grade),
            fields.Text("$.note", input.Note, FieldReader.MaxText));
        fields.Once("inputs", making.Inputs, []);
        fields.Once("outputs", making.Outputs, making.Inputs);
        if (split || merge) CheckProduct(fields, making);
        return making;
    }

    /// <summary>The grade of a lot that is made: what sorting found, or else the one that all of its inputs have.</summary>
    internal string? GradeOf(LotShare output, IReadOnlyList<LotClaim> inputs) =>
        Type == RecordType.Grade ? output.Grade : inputs.Select(input => input.Grade).Distinct().ToArray() is [var only] ? only : null;

    /// <summary>What becomes another product is packed, not split or merged.</summary>
    private static void CheckProduct(FieldReader fields, Making making)
    {
        if (making.Inputs.Concat(making.Outputs).Select(share => share.Lot.Product).Distinct().Count() > 1)
            fields.Fault("$.outputs", $"must be of the same product as the inputs of a {making.Type.Word()}.");
    }
}

using System.Text.Json;
using static AgriTrace.Domain.Traceability.Epcis.FieldRules;

namespace AgriTrace.Domain.Traceability.Epcis;

/// <summary>The rules of EPCIS 2.0 for events and documents in JSON (clauses 7 and 9), as tables.</summary>
internal static class EpcisRules
{
    private static readonly ObjectRule QuantityElement = new("a quantity element", new Dictionary<string, Rule>
    {
        ["epcClass"] = AnyUri,
        ["quantity"] = Number,
        ["uom"] = UnitOfMeasure,
    })
    { Required = ["epcClass"], IsExtensible = false };

    private static readonly ObjectRule BizTransaction = new("a business transaction", new Dictionary<string, Rule>
    {
        ["type"] = Vocabulary(Cbv.BizTransactionType),
        ["bizTransaction"] = AnyUri,
    })
    { Required = ["bizTransaction"], IsExtensible = false };

    private static readonly ObjectRule Source = new("a source", new Dictionary<string, Rule>
    {
        ["type"] = Vocabulary(Cbv.SourceDestType),
        ["source"] = AnyUri,
    })
    { Required = ["type", "source"], IsExtensible = false };

    private static readonly ObjectRule Destination = new("a destination", new Dictionary<string, Rule>
    {
        ["type"] = Vocabulary(Cbv.SourceDestType),
        ["destination"] = AnyUri,
    })
    { Required = ["type", "destination"], IsExtensible = false };

    private static readonly ObjectRule Place = new("a place", new Dictionary<string, Rule> { ["id"] = AnyUri }) { Required = ["id"] };

    private static readonly ObjectRule PersistentDisposition = new("a persistent disposition", new Dictionary<string, Rule>
    {
        ["set"] = Set(Vocabulary(Cbv.Disposition), atLeast: 1),
        ["unset"] = Set(Vocabulary(Cbv.Disposition), atLeast: 1),
    })
    { IsExtensible = false, Also = NeedsOneOf("set", "unset") };

    private static readonly ObjectRule ErrorDeclaration = new("an error declaration", new Dictionary<string, Rule>
    {
        ["declarationTime"] = Time,
        ["reason"] = Vocabulary(Cbv.ErrorReason),
        ["correctiveEventIDs"] = List(AnyUri),
    })
    { Required = ["declarationTime"] };

    private static readonly ObjectRule SensorMetadata = new("sensor metadata", new Dictionary<string, Rule>
    {
        ["time"] = Time,
        ["startTime"] = Time,
        ["endTime"] = Time,
        ["deviceID"] = AnyUri,
        ["deviceMetadata"] = AnyUri,
        ["rawData"] = AnyUri,
        ["dataProcessingMethod"] = AnyUri,
        ["bizRules"] = AnyUri,
    });

    private static readonly ObjectRule SensorReport = new("a sensor report", new Dictionary<string, Rule>
    {
        ["type"] = Vocabulary(Cbv.MeasurementType),
        ["exception"] = Vocabulary(Cbv.SensorAlertType),
        ["deviceID"] = AnyUri,
        ["deviceMetadata"] = AnyUri,
        ["rawData"] = AnyUri,
        ["dataProcessingMethod"] = AnyUri,
        ["bizRules"] = AnyUri,
        ["time"] = Time,
        ["microorganism"] = AnyUri,
        ["chemicalSubstance"] = AnyUri,
        ["coordinateReferenceSystem"] = AnyUri,
        ["value"] = Number,
        ["component"] = Vocabulary(Cbv.Component),
        ["stringValue"] = Text,
        ["booleanValue"] = TrueOrFalse,
        ["hexBinaryValue"] = HexBinary,
        ["uriValue"] = AnyUri,
        ["minValue"] = Number,
        ["maxValue"] = Number,
        ["meanValue"] = Number,
        ["sDev"] = Number,
        ["percRank"] = Number,
        ["percValue"] = Number,
        ["uom"] = Text,
    })
    { Required = ["type"] };

    private static readonly ObjectRule SensorElement = new("a sensor element", new Dictionary<string, Rule>
    {
        ["sensorMetadata"] = SensorMetadata,
        ["sensorReport"] = List(SensorReport, atLeast: 1),
    })
    { Required = ["sensorReport"] };

    private static readonly ObjectRule Ilmd = new("ilmd", new Dictionary<string, Rule>());

    private static readonly Dictionary<string, Rule> CommonMembers = new()
    {
        ["@context"] = LinkedDataContext,
        ["type"] = Text,
        ["eventTime"] = Time,
        ["recordTime"] = Time,
        ["eventTimeZoneOffset"] = ZoneOffset,
        ["eventID"] = AnyUri,
        ["certificationInfo"] = OneOrList(AnyUri),
        ["errorDeclaration"] = ErrorDeclaration,
        ["bizStep"] = Vocabulary(Cbv.BizStep),
        ["disposition"] = Vocabulary(Cbv.Disposition),
        ["readPoint"] = Place,
        ["bizLocation"] = Place,
        ["bizTransactionList"] = List(BizTransaction),
        ["sourceList"] = List(Source),
        ["destinationList"] = List(Destination),
        ["sensorElementList"] = List(SensorElement),
    };

    private static readonly Rule Action = OneOf("OBSERVE", "ADD", "DELETE");

    private static readonly ObjectRule ObjectEvent = OfType("an ObjectEvent", ["action"], ObjectEventNeeds, new()
    {
        ["action"] = Action,
        ["epcList"] = Set(AnyUri),
        ["quantityList"] = List(QuantityElement),
        ["persistentDisposition"] = PersistentDisposition,
        ["ilmd"] = Ilmd,
    });

    private static readonly ObjectRule AggregationEvent = OfType("an AggregationEvent", ["action"], AggregationEventNeeds, new()
    {
        ["action"] = Action,
        ["parentID"] = AnyUri,
        ["childEPCs"] = List(AnyUri),
        ["childQuantityList"] = List(QuantityElement),
    });

    private static readonly ObjectRule TransactionEvent = OfType(
        "a TransactionEvent", ["action", "bizTransactionList"], TransactionEventNeeds, new()
        {
            ["action"] = Action,
            ["bizTransactionList"] = List(BizTransaction, atLeast: 1),
            ["parentID"] = AnyUri,
            ["epcList"] = List(AnyUri),
            ["quantityList"] = List(QuantityElement),
        });

    private static readonly ObjectRule TransformationEvent = OfType("a TransformationEvent", [], TransformationEventNeeds, new()
    {
        ["inputEPCList"] = Set(AnyUri),
        ["inputQuantityList"] = List(QuantityElement),
        ["outputEPCList"] = Set(AnyUri),
        ["outputQuantityList"] = List(QuantityElement),
        ["transformationID"] = AnyUri,
        ["persistentDisposition"] = PersistentDisposition,
        ["ilmd"] = Ilmd,
    });

    private static readonly ObjectRule AssociationEvent = OfType("an AssociationEvent", ["action", "parentID"], ChildrenNeeded, new()
    {
        ["action"] = Action,
        ["parentID"] = AnyUri,
        ["childEPCs"] = List(AnyUri),
        ["childQuantityList"] = List(QuantityElement),
    });

    // A vendor's own type may use what it likes of the standard's members.
    private static readonly ObjectRule ExtensionEvent = OfType("an event", [], null, new()
    {
        ["action"] = Action,
        ["epcList"] = List(AnyUri),
        ["quantityList"] = List(QuantityElement),
        ["parentID"] = AnyUri,
        ["childEPCs"] = List(AnyUri),
        ["childQuantityList"] = List(QuantityElement),
        ["inputEPCList"] = List(AnyUri),
        ["inputQuantityList"] = List(QuantityElement),
        ["outputEPCList"] = List(AnyUri),
        ["outputQuantityList"] = List(QuantityElement),
        ["transformationID"] = AnyUri,
        ["persistentDisposition"] = PersistentDisposition,
        ["ilmd"] = Ilmd,
    });

    /// <summary>An event in a document.</summary>
    public static readonly Rule Event = (check, value) => check.InItsContext(value, EventOfItsType);

    /// <summary>An event that is a document of its own, and so must say what its prefixes mean.</summary>
    public static readonly Rule BareEvent = (check, value) =>
    {
        if (!value.TryGetProperty("@context", out _)) check.Fault("@context", "Is missing; an event outside of a document must have it.");
        if (check.WithEvents) Event(check, value);
    };

    private static readonly Rule EventList = List((check, value) =>
    {
        if (check.WithEvents) Event(check, value);
    });

    private static readonly Rule DocumentInside = EpcisDocumentRules.Document(EventList);

    private static readonly Rule QueryDocumentInside = EpcisDocumentRules.QueryDocument(EventList);

    public static readonly Rule Document = (check, value) => check.InItsContext(value, DocumentInside);

    public static readonly Rule QueryDocument = (check, value) => check.InItsContext(value, QueryDocumentInside);

    private static ObjectRule OfType(string name, string[] required, Rule? also, Dictionary<string, Rule> own)
    {
        var members = new Dictionary<string, Rule>(CommonMembers);
        foreach (var (member, rule) in own) members[member] = rule;
        return new ObjectRule(name, members) { Required = ["eventTime", "eventTimeZoneOffset", .. required], Also = also };
    }

    private static void EventOfItsType(FieldChecker check, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object) check.Fault("Should be an object: an event.");
        else if (!value.TryGetProperty("type", out var type)) check.Fault("type", "Is missing; an event must have it.");
        else if (type.ValueKind != JsonValueKind.String || RuleOf(type.GetString()!, check.Context) is not { } rule)
        {
            check.Fault("type", "Should be an event type of EPCIS 2.0, like ObjectEvent, or one with a namespace.");
        }
        else
        {
            rule.Check(check, value);
        }
    }

    private static ObjectRule? RuleOf(string type, EpcisContext context) => EpcisEvent.TypeOf(type) switch
    {
        EpcisEventType.ObjectEvent => ObjectEvent,
        EpcisEventType.AggregationEvent => AggregationEvent,
        EpcisEventType.TransactionEvent => TransactionEvent,
        EpcisEventType.TransformationEvent => TransformationEvent,
        EpcisEventType.AssociationEvent => AssociationEvent,
        EpcisEventType.Extension when context.TryResolve(type, out _, out _) => ExtensionEvent,
        _ => null,
    };

    private static void ObjectEventNeeds(FieldChecker check, JsonElement value)
    {
        var sensed = HasItems(value, "sensorElementList") && value.TryGetProperty("readPoint", out _);
        if (!value.TryGetProperty("epcList", out _) && !HasItems(value, "quantityList") && !sensed)
        {
            check.Fault("Should have an epcList, a quantityList with an element, or a sensorElementList and a readPoint.");
        }

        if (value.TryGetProperty("ilmd", out _) && !HasAction(value, "ADD"))
        {
            check.Fault("ilmd", "Should be there only where the action is ADD.");
        }
    }

    private static void AggregationEventNeeds(FieldChecker check, JsonElement value)
    {
        // EPCIS 2.0, 7.4.3, which the JSON schema does not say.
        if (!value.TryGetProperty("parentID", out _) && !HasAction(value, "OBSERVE"))
        {
            check.Fault("parentID", "Is missing; an AggregationEvent must have it unless the action is OBSERVE.");
        }

        ChildrenNeeded(check, value);
    }

    private static void ChildrenNeeded(FieldChecker check, JsonElement value)
    {
        if (HasItems(value, "childEPCs") || HasItems(value, "childQuantityList") || HasAction(value, "DELETE")) return;
        check.Fault("Should have childEPCs or a childQuantityList with an element, unless the action is DELETE.");
    }

    private static void TransactionEventNeeds(FieldChecker check, JsonElement value)
    {
        if (value.TryGetProperty("epcList", out _) || HasItems(value, "quantityList") || HasAction(value, "DELETE")) return;
        check.Fault("Should have an epcList or a quantityList with an element, unless the action is DELETE.");
    }

    private static void TransformationEventNeeds(FieldChecker check, JsonElement value)
    {
        var inputs = HasItems(value, "inputEPCList") || HasItems(value, "inputQuantityList");
        var outputs = HasItems(value, "outputEPCList") || HasItems(value, "outputQuantityList");
        if (value.TryGetProperty("transformationID", out _) ? inputs || outputs : inputs && outputs) return;
        check.Fault("Should have an input and an output, or a transformationID and one of them.");
    }

    private static Rule NeedsOneOf(string one, string other) => (check, value) =>
    {
        if (!value.TryGetProperty(one, out _) && !value.TryGetProperty(other, out _)) check.Fault($"Should have {one} or {other}.");
    };

    private static bool HasItems(JsonElement value, string name) =>
        value.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0;

    private static bool HasAction(JsonElement value, string action) =>
        value.TryGetProperty("action", out var given) && given.ValueKind == JsonValueKind.String && given.ValueEquals(action);
}

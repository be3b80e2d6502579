namespace AgriTrace.Infra.Storage;

/// <summary>Every table, by what it holds.</summary>
internal static class TableNames
{
    /// <summary>Cooperatives, members, plots, places, products; a partition a cooperative.</summary>
    public const string Coops = "Coops";

    /// <summary>What the law protects of members, and the bank accounts that wait for a second person; every row encrypted. Buyers have rows of their own beside their orders.</summary>
    public const string PersonalData = "PersonalData";

    /// <summary>The open trade of a cooperative: its stock board, orders, recent events and outbox, in one partition, so that one transaction holds them.</summary>
    public const string Trade = "Trade";

    /// <summary>Orders that are over, with their buyers; a partition a cooperative, and keys as in the open trade. Where that has the row too, that one counts.</summary>
    public const string ClosedOrders = "ClosedOrders";

    /// <summary>Lots, each in a partition of its own: inserting one claims its number on the whole platform. A row beside it says that its trace record is to be made anew.</summary>
    public const string Lots = "Lots";

    /// <summary>EPCIS events; a partition a cooperative and day.</summary>
    public const string Events = "Events";

    /// <summary>Which events name an EPC, an EPC class or an id; a partition each.</summary>
    public const string EventKeys = "EventKeys";

    /// <summary>On which days a value, such as a business step, occurs among a cooperative's events; a partition each; and which values there are, a partition a dimension.</summary>
    public const string EventDays = "EventDays";

    /// <summary>What came from what; a partition a lot, an item or a unit.</summary>
    public const string Lineage = "Lineage";

    /// <summary>Capture jobs, the newest first; a partition a cooperative and day.</summary>
    public const string Captures = "Captures";

    /// <summary>Orders by cooperative and day, for the books; fed from queue messages.</summary>
    public const string OrdersByDay = "OrdersByDay";

    /// <summary>Which order a code that people read out means; a partition a code. Fed from queue messages.</summary>
    public const string OrderCodes = "OrderCodes";

    /// <summary>Which webhook events came, once each.</summary>
    public const string Webhooks = "Webhooks";

    /// <summary>Job rows with their outbox; a partition an owner.</summary>
    public const string Jobs = "Jobs";

    /// <summary>Sign-in cards, devices, consents, API keys; a partition a cooperative.</summary>
    public const string Identity = "Identity";

    /// <summary>Small facts about the platform itself, such as the last run of each timer; a partition a kind.</summary>
    public const string Platform = "Platform";

    /// <summary>Who did what; a partition a cooperative and month. Rows are added, and nothing changes or deletes one.</summary>
    public const string Audit = "Audit";

    /// <summary>Named queries and their subscriptions, a partition a cooperative; and one partition that says when each subscription is due.</summary>
    public const string Queries = "Queries";

    /// <summary>What was done on a plot and harvested from it, in the order of time; a partition each. Fed from queue messages.</summary>
    public const string Diary = "Diary";

    /// <summary>Print runs of labels and the next serial number of each product; a partition a product.</summary>
    public const string Labels = "Labels";

    /// <summary>Where the codes of a product, its lots and items lead beside our own pages; a partition a product.</summary>
    public const string Links = "Links";

    /// <summary>How often labels were scanned, and what looks odd about it.</summary>
    public const string Scans = "Scans";

    /// <summary>What buyers reported; a partition a cooperative.</summary>
    public const string Reports = "Reports";

    /// <summary>What buyers are told of their orders; a partition a cooperative. No personal data.</summary>
    public const string Notices = "Notices";

    /// <summary>The books of closed days: their transfers, a partition a cooperative and month; and, a partition a cooperative, what was on the accounts when they were closed, and the ids of long ago that people posted under.</summary>
    public const string Ledger = "Ledger";

    public static readonly string[] All = [Notices, Labels, Links, Scans, Reports, Coops, PersonalData, Trade, ClosedOrders, Ledger, Lots, Events, EventKeys, EventDays, Lineage, Captures, OrdersByDay, OrderCodes, Webhooks, Jobs, Identity, Audit, Queries, Diary, Platform];
}

/// <summary>Every blob container.</summary>
internal static class ContainerNames
{
    /// <summary>Ready-made documents that many read and one point read shows, such as the trace record of a lot.</summary>
    public const string Documents = "documents";

    /// <summary>Personal data too large for a row, such as photos of signed forms; encrypted, and never public.</summary>
    public const string Personal = "personal";

    /// <summary>Events too large for a row, and documents that are being captured.</summary>
    public const string Events = "events";

    /// <summary>Documents that cooperatives upload, such as laboratory results and certificates; never public.</summary>
    public const string Uploads = "uploads";

    /// <summary>Printed labels, a file a thousand; read through links that soon expire.</summary>
    public const string Labels = "labels";

    public static readonly string[] All = [Labels, Uploads, Documents, Personal, Events];
}

/// <summary>Every queue that a function of ours listens to. Each has a companion <c>-poison</c>.</summary>
public static class QueueNames
{
    public const string StorageChecks = "storage-checks";

    /// <summary>An event was recorded: index it and bring the trace records of its lots up to date.</summary>
    public const string RecordedEvents = "recorded-events";

    /// <summary>Something was measured of a lot: bring its trace record up to date, once for all that came meanwhile.</summary>
    public const string OutdatedRecords = "outdated-records";

    /// <summary>An order was placed or changed: bring the lists that show it up to date.</summary>
    public const string ChangedOrders = "changed-orders";

    /// <summary>An order waits for something that happens by itself: its time is over, or a refund is due.</summary>
    public const string WaitingOrders = "waiting-orders";

    /// <summary>A listing was made, changed or closed: let the pages of its lots say whether they are on sale.</summary>
    public const string ChangedListings = "changed-listings";

    /// <summary>A webhook of Stripe was stored: apply it.</summary>
    public const string StripeEvents = "stripe-events";

    /// <summary>A document is to be captured, or the capture of one goes on.</summary>
    public const string Captures = "captures";

    /// <summary>A subscription is to be served: send what is new for it.</summary>
    public const string DueSubscriptions = "due-subscriptions";

    /// <summary>A certificate was changed: the trace records of what it covers are to be made anew.</summary>
    public const string ChangedCertificates = "changed-certificates";

    /// <summary>A hold was placed: look whether anything was made of its lots meanwhile.</summary>
    public const string SpreadingHolds = "spreading-holds";

    /// <summary>A print run of labels was asked for, or goes on.</summary>
    public const string QrBatches = "qr-batches";

    /// <summary>A page of a scanned label was shown: count it.</summary>
    public const string Scans = "scans";

    /// <summary>A notice is to be sent by e-mail.</summary>
    public const string Notices = "notices";

    public static IReadOnlyList<string> All { get; } = [Notices, QrBatches, Scans, StorageChecks, RecordedEvents, OutdatedRecords, SpreadingHolds, Captures, ChangedOrders, WaitingOrders, ChangedListings, StripeEvents, DueSubscriptions, ChangedCertificates];

    public static string PoisonOf(string queue) => queue + "-poison";
}

using AgriTrace.Domain.Traceability;
using AgriTrace.Infra.Catalogue;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Http;
using AgriTrace.Infra.Identity;
using AgriTrace.Infra.Ledger;
using AgriTrace.Infra.Notices;
using AgriTrace.Infra.Operations;
using AgriTrace.Infra.Orders;
using AgriTrace.Infra.Payments;
using AgriTrace.Infra.Privacy;
using AgriTrace.Infra.QrCodes;
using AgriTrace.Infra.QrCodes.Labels;
using AgriTrace.Infra.QrCodes.Reports;
using AgriTrace.Infra.QrCodes.Resolver;
using AgriTrace.Infra.QrCodes.Scans;
using AgriTrace.Infra.Reconciliation;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Traceability;
using AgriTrace.Infra.Traceability.Consignments;
using AgriTrace.Infra.Traceability.Receipts;
using AgriTrace.Infra.Trade;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AgriTrace.Infra;

public static class InfraServices
{
    /// <summary>Registers stores and adapters. What is registered before (a clock, storage settings of a test) stays.</summary>
    /// <exception cref="InvalidOperationException">A setting that nothing can run without is missing.</exception>
    public static IServiceCollection AddAgriTraceInfra(this IServiceCollection services, IConfiguration settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new StorageSettings(
            settings["AzureWebJobsStorage"] is { Length: > 0 } storage
                ? storage
                : throw new InvalidOperationException("The setting AzureWebJobsStorage is missing: it holds the storage connection string.")).Checked());
        services.TryAddSingleton(TokenSettings.Of(settings));
        services.TryAddSingleton(PublicHttpSettings.Of(settings));
        services.TryAddSingleton(MailSettings.Read(settings));
        var development = settings["AZURE_FUNCTIONS_ENVIRONMENT"] == "Development";
        services.TryAddSingleton(PersonalDataSettings.Read(settings, development));
        services.TryAddSingleton(LabelKeys.Read(settings, development));

        services.TryAddSingleton(new SiteSettings(UrlOf(settings, "AgriTrace:PublicUrl") ?? new Uri("http://localhost:7071")));

        services.AddSingleton<StorageAccount>();
        services.AddSingleton<Outbox>();
        services.AddHostedService<StorageSetup>();
        services.AddSingleton<PublicHttp>();
        services.AddSingleton<Tokens>();
        services.AddSingleton<SignInStore>();
        services.AddSingleton<SignedIn>();
        services.AddSingleton<Enrolment>();
        services.AddSingleton<RefreshTokens>();
        services.AddSingleton<PersonalPhotos>();
        services.AddSingleton<Protector>();
        services.AddSingleton<BuyerStore>();
        services.AddSingleton<PersonalFiles>();
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<LinkStore>();
        services.AddSingleton<CoopStore>();
        services.AddSingleton<BankChanges>();
        services.AddSingleton<GtinGrants>();
        services.AddSingleton<TradeGroups>();
        services.AddSingleton<TradeStore>();
        services.AddSingleton<OrderStore>();
        services.AddSingleton<OrderArchive>();
        services.AddSingleton<OrderErrands>();
        services.AddSingleton<Remittances>();
        services.AddSingleton<OrderList>();
        services.AddSingleton<OrderCodes>();
        services.AddSingleton<NoticeStore>();
        services.AddSingleton<MailPost>();
        services.AddSingleton<Snapshots>();
        services.AddSingleton<LedgerReader>();
        services.AddSingleton<PostedKeys>();
        services.AddSingleton<LedgerStore>();
        services.AddSingleton<LedgerArchive>();
        services.AddSingleton<WebhookStore>();
        services.AddSingleton(provider => new CardPayments(provider.GetRequiredService<OrderStore>(), Stripe(provider, settings)));
        services.AddSingleton<LotStore>();
        services.AddSingleton<BulkCalls>();
        services.AddSingleton<EventIndex>();
        services.AddSingleton<EventStore>();
        services.AddSingleton<EventCandidates>();
        services.AddSingleton<EventQueries>();
        services.AddSingleton<CaptureStore>();
        services.AddSingleton<Captures>();
        services.AddSingleton<OwnLots>();
        services.AddSingleton<EventRecorder>();
        services.AddSingleton<HoldStore>();
        services.AddSingleton<LineageRows>();
        services.AddSingleton<LineageStore>();
        services.AddSingleton<LineageChecks>();
        services.AddSingleton<HoldSpreader>();
        services.AddSingleton<Recalls>();
        services.AddSingleton<ReceiptStore>();
        services.AddSingleton<EpcIdentifiers>();
        services.AddSingleton<EventFeed>();
        services.AddSingleton<DueSubscriptions>();
        services.AddSingleton<NamedQueries>();
        services.AddSingleton<Subscriptions>();
        services.AddSingleton<SubscriptionPost>();
        services.AddSingleton<SubscriptionTurns>();
        services.AddSingleton<SubscriptionSender>();
        services.AddSingleton<StreamNotices>();
        services.AddSingleton<ShownMembers>();
        services.AddSingleton<SignedDocuments>();
        services.AddSingleton<TraceDocuments>();
        services.AddSingleton<WantedRebuilds>();
        services.AddSingleton<OfferedLots>();
        services.AddSingleton<ConsignmentStore>();
        services.AddSingleton<ConsignmentSheets>();
        services.AddSingleton<PlotDiary>();
        services.AddSingleton<HarvestChecks>();
        services.AddSingleton<DiaryIndex>();
        services.AddSingleton<CoopDocuments>();
        services.AddSingleton<Certificates>();
        services.AddSingleton<CertifiedRecords>();
        services.AddSingleton<RecordedEventIndex>();
        services.AddSingleton<ScanQueue>();
        services.AddSingleton<ScanSalts>();
        services.AddSingleton<ScanRetention>();
        services.AddSingleton<ScanAlerts>();
        services.AddSingleton<LotScans>();
        services.AddSingleton<ItemScans>();
        services.AddSingleton<ScanCounter>();
        services.AddSingleton<ItemSales>();
        services.AddSingleton(provider => new EventMaker(provider.GetRequiredService<SiteSettings>().PublicUrl));
        services.AddSingleton<LabelStore>();
        services.AddSingleton<LabelFiles>();
        services.AddSingleton<LabelPrinter>();
        services.AddSingleton<ReportStore>();
        services.AddSingleton<JobStore>();
        services.AddSingleton<Outboxes>();
        services.AddSingleton<PlatformStatus>();
        services.AddSingleton<StorageCheck>();
        return services;
    }

    /// <summary>Null where no key is set: then cards are refused and everything else works.</summary>
    private static StripeCheckout? Stripe(IServiceProvider provider, IConfiguration settings) =>
        settings["AgriTrace:Stripe:ApiKey"] is { Length: > 0 } key && settings["AgriTrace:Stripe:WebhookSecret"] is { Length: > 0 } secret
            ? new StripeCheckout(
                new StripeSettings
                {
                    ApiKey = key,
                    WebhookSecret = secret,
                    ApiBase = UrlOf(settings, "AgriTrace:Stripe:ApiBase"),
                    PublicBase = provider.GetRequiredService<SiteSettings>().PublicUrl,
                },
                provider.GetRequiredService<TimeProvider>())
            : null;

    /// <returns>Null when it is not set.</returns>
    private static Uri? UrlOf(IConfiguration settings, string name)
    {
        if (settings[name] is not { Length: > 0 } text) return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https")
            ? url
            : throw new InvalidOperationException($"The setting {name} is not an http or https address.");
    }
}

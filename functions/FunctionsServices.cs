using AgriTrace.Domain;
using AgriTrace.Functions.Catalogue;
using AgriTrace.Functions.Cooperatives;
using AgriTrace.Functions.Http;
using AgriTrace.Functions.Identity;
using AgriTrace.Functions.Identity.Pages;
using AgriTrace.Functions.Ledger;
using AgriTrace.Functions.Notices;
using AgriTrace.Functions.Operations;
using AgriTrace.Functions.Orders;
using AgriTrace.Functions.QrCodes.Labels;
using AgriTrace.Functions.QrCodes.Reports;
using AgriTrace.Functions.QrCodes.Resolver;
using AgriTrace.Functions.QrCodes.Scans;
using AgriTrace.Functions.Traceability;
using AgriTrace.Functions.Traceability.Consignments;
using AgriTrace.Functions.Traceability.Diary;
using AgriTrace.Functions.Traceability.Recalls;
using AgriTrace.Functions.Traceability.Receipts;
using AgriTrace.Functions.Traceability.Records;
using AgriTrace.Infra;
using AgriTrace.Web;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions;

public static class FunctionsServices
{
    /// <summary>Everything the functions need; called by the worker's Program and by the embedded host alike.</summary>
    public static IServiceCollection AddAgriTrace(this IServiceCollection services, IConfiguration settings)
    {
        services.AddAgriTraceInfra(settings);
        services.AddRouting();
        services.Configure<JsonOptions>(json => AgriTraceJson.Configure(json.SerializerOptions));
        services.AddSingleton(LimitSettings.Read(settings));
        services.AddSingleton<ClientAddress>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<CostlyWork>();
        services.AddSingleton(typeof(Gate<>));
        services.AddSingleton<Callers>();
        services.AddSingleton<SignInTokens>();
        services.AddSingleton<SignInCards>();
        services.AddSingleton<Consents>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<PersonalPages>();
        services.AddSingleton<PersonViews>();
        services.AddSingleton<SignOuts>();
        services.AddSingleton<HarvestViews>();
        services.AddSingleton<ConfirmViews>();
        services.AddSingleton<PlotDiaries>();
        services.AddSingleton<Harvests>();
        services.AddEventRecords();
        services.AddSingleton<WeighingSlips>();
        services.AddSingleton<ReceiptViews>();
        services.AddAgriTraceWeb();
        services.AddSingleton<Pages>();
        services.AddSingleton<ProblemPages>();
        services.AddSingleton<HttpRoutes>();
        services.AddSingleton<OpenApiDocument>();
        services.AddSingleton<MasterData>();
        services.AddSingleton<PageConsents>();
        services.AddSingleton<ShopSign>();
        services.AddSingleton<DrawnPages>();
        services.AddSingleton<TracePages>();
        services.AddSingleton<CodeResolver>();
        services.AddSingleton<LinkedThings>();
        services.AddSingleton(ScanSettings.Read(settings));
        services.AddSingleton<ScanSender>();
        services.AddSingleton<SeenItems>();
        services.AddSingleton<ScanAnswers>();
        services.AddSingleton<LineageAnswers>();
        services.AddSingleton<RecallFiles>();
        services.AddSingleton<ConsignmentLink>();
        services.AddSingleton<PageTokens>();
        services.AddSingleton<EpcisPages>();
        services.AddSingleton<EventAnswers>();
        services.AddSingleton<QrBatches>();
        services.AddSingleton<ProductPictures>();
        services.AddSingleton<BuyerReports>();
        services.AddSingleton<ReportPages>();
        services.AddSingleton<JobRunner>();
        services.AddSingleton<TimerWatch>();
        services.AddSingleton<OrderReader>();
        services.AddSingleton<ListingKeeper>();
        services.AddSingleton<BuyerOrders>();
        services.AddSingleton<OrderPages>();
        services.AddSingleton<BuyerCancels>();
        services.AddSingleton<OrderFinder>();
        services.AddSingleton<CheckoutPages>();
        services.AddSingleton<NoticeMaker>();
        services.AddSingleton<NoticeDesk>();
        services.AddSingleton<BookKeeping>();
        services.AddSingleton<OrderDesk>();
        return services;
    }
}

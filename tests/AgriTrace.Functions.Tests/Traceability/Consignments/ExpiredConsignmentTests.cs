using System.Net;

namespace AgriTrace.Functions.Tests.Traceability.Consignments;

/// <summary>Links whose time is over. A host of its own, for its clock.</summary>
public sealed class ExpiredConsignmentTests : PrivateHostTests
{
    [Fact]
    public async Task A_link_opens_until_its_time_is_over()
    {
        await Given.FarmerUt.PostLot(Given, Given.Harvest()).Json(201);
        var made = await Given.Admin.Share(Given, Given.Consignment(2)).Json(201);

        Clock.Ahead = TimeSpan.FromDays(2) - TimeSpan.FromMinutes(5);
        (await Host.Anyone.GetAsync(made.Path(), Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
        Clock.Ahead = TimeSpan.FromDays(2) + TimeSpan.FromMinutes(5);
        await Host.Anyone.GetAsync(made.Path(), Cancel).Problem(410, "consignment-ended");
    }
}

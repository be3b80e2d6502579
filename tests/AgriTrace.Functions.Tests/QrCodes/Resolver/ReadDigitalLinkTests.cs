namespace AgriTrace.Functions.Tests.QrCodes.Resolver;

public sealed class ReadDigitalLinkTests(House house) : HttpTests(house)
{
    [Fact]
    public async Task An_integrator_sees_how_an_address_is_read()
    {
        var read = await Read("https://shop.example/a/01/9521141012345/10/L%2F1/21/S1?3103=000195&17=261231&lang=vi").Json(200);

        read.Text("elements").ShouldBe("^010952114101234510L/1^21S1^310300019517261231");
        read["keys"]!.ToJsonString().ShouldBe("""{"01":"09521141012345","10":"L/1","21":"S1"}""");
        read["attributes"]!.ToJsonString().ShouldBe("""{"3103":"000195","17":"261231"}""");
        read.Text("canonical").ShouldBe("https://id.gs1.org/01/09521141012345/10/L%2F1/21/S1?17=261231&3103=000195");
    }

    [Fact]
    public async Task What_is_wrong_is_told_and_unknown_ais_pass_where_that_is_asked()
    {
        (await Read("https://shop.example/01/9521141012346").Problem(400, "wrong-check-digit")).Text("expectedCheckDigit").ShouldBe("5");
        await Read("https://shop.example/01/9521141012345?89=A").Problem(400, "ai-unknown");
        await Read("https://shop.example/01/9521141012345?89=A", "&unknownAis=permit").Json(200);
        await Read("https://shop.example/?x=" + new string('x', 2_000)).Problem(400, "digital-link-too-long");
        await Anyone.GetAsync("/api/digital-link", Cancel).Problem(400, "digital-link-not-a-uri");
    }

    private Task<HttpResponseMessage> Read(string uri, string more = "") => Anyone.GetAsync($"/api/digital-link?uri={Uri.EscapeDataString(uri)}{more}", Cancel);
}

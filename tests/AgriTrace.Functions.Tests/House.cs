[assembly: AssemblyFixture(typeof(AgriTrace.Functions.Tests.House))]

namespace AgriTrace.Functions.Tests;

/// <summary>The host that the tests of this project share; runs the test functions of this assembly too.</summary>
public sealed class House() : SharedHost(typeof(House).Assembly);

/// <summary>What a test over HTTP starts from.</summary>
public abstract class HttpTests(House house)
{
    protected TestHost Host => house.Host;

    protected string Storage => house.Storage;

    protected HttpClient Anyone => house.Host.Anyone;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;
}

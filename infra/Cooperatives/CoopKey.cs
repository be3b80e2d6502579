using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Infra.Storage;

namespace AgriTrace.Infra.Cooperatives;

/// <summary>Where one thing of a cooperative lies. Made by <see cref="CoopKeys"/>.</summary>
public sealed class CoopKey<T>
{
    internal CoopKey(string coop, string row) => (Coop, Row) = (coop, row);

    internal string Coop { get; }

    internal string Row { get; }
}

/// <summary>The one place that knows how the rows of a cooperative are named.</summary>
public static class CoopKeys
{
    public static CoopKey<Cooperative> Cooperative(string coop) => new(coop, "coop");

    public static CoopKey<Member> Member(string coop, string id) => new(coop, Row(Members, id));

    public static CoopKey<Plot> Plot(string coop, string id) => new(coop, Row(Plots, id));

    public static CoopKey<Place> Place(string coop, string id) => new(coop, Row("place", id));

    public static CoopKey<PageConsent> PageConsent(string coop, string member) => new(coop, Row("pages", member));

    public static CoopKey<Product> Product(string coop, ProductId id) => new(coop, Row(Products, id.Name));

    public static CoopKey<Certificate> Certificate(string coop, string id) => new(coop, Row(Certificates, id));

    internal const string Certificates = "certificate";

    internal const string Members = "member", Plots = "plot", Products = "product";

    internal static string PrefixOf(string kind) => kind + "|";

    private static string Row(string kind, string id) => PrefixOf(kind) + KeyText.Of(id);
}

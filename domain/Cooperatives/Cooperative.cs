using System.Text.Json;
using AgriTrace.Domain.Identity;

namespace AgriTrace.Domain.Cooperatives;

/// <summary>A cooperative (hợp tác xã). Addresses have commune and province since July 2025, no district.</summary>
/// <param name="CommuneCode">The official code of the commune (mã xã), five digits.</param>
/// <param name="Gs1CompanyPrefix">Digits; the GTINs of its products begin with it, after the indicator digit.</param>
/// <param name="Bank">The account in force; another one waits as a <see cref="BankChange"/>.</param>
public sealed record Cooperative(
    string Id, string Name, string Address, string? CommuneCode, string Province, string Phone, string? Gs1CompanyPrefix, string? TaxCode, BankAccount? Bank);

/// <param name="Bin">Six digits of the bank (NAPAS).</param>
public sealed record BankAccount(string Bin, string Account, string Holder);

/// <summary>A member as everybody in the cooperative may see them; the rest is <see cref="MemberPrivate"/>.</summary>
public sealed record Member(string Id, string Name, Role Role);

/// <summary>Personal data of a member: kept in an encrypted row of its own, never in events, orders or books.</summary>
/// <param name="Bank">The account in force; another one waits as a <see cref="BankChange"/>.</param>
public sealed record MemberPrivate(string? Phone, BankAccount? Bank, string? CitizenId);

public enum PlotKind
{
    Plot,
    Pond,
    Barn,
}

/// <summary>Where something grows.</summary>
/// <param name="Member">Who works it.</param>
/// <param name="AreaCode">Planting-area code (mã số vùng trồng): opaque.</param>
/// <param name="Geometry">GeoJSON Point or Polygon, WGS84, longitude first.</param>
/// <param name="Since">The first day on which something may be recorded of it; null where nobody said.</param>
/// <param name="DeclaredYield">The most that is harvested from it within a year, in KGM or TNE; null where nobody declared it.</param>
public sealed record Plot(string Id, string Name, PlotKind Kind, string Member, string? AreaCode, decimal Hectares, JsonElement Geometry,
    DateOnly? Since = null, Quantity? DeclaredYield = null);

public enum PlaceKind
{
    PackingHouse,
    Store,
    Shop,
    Market,
    Factory,
    Port,
    Laboratory,
    Other,
}

/// <summary>Where goods are packed, kept or sold.</summary>
/// <param name="Gln">Thirteen digits (AI 414); null where there is none.</param>
/// <param name="Code">A place code of another scheme (mã truy vết địa điểm).</param>
public sealed record Place(string Id, string Name, PlaceKind Kind, string Address, string? CommuneCode, string? Gln, string? Code);

using AgriTrace.Domain.Identity;

namespace AgriTrace.Functions.Tests.Conventions;

/// <summary>docs/permissions.md against what the functions declare.</summary>
public sealed class PermissionMatrixTests
{
    private static readonly IReadOnlyList<FunctionEntry> Functions = FunctionIndex.Of(typeof(FunctionIndex).Assembly);
    private static readonly PermissionMatrix Made = PermissionMatrix.Of(Functions);

    public static TheoryData<string> Guarded => [.. Made.Rows.Where(row => row.Permission != nameof(Permission.Anyone)).Select(row => row.Function)];

    public static TheoryData<Permission, Role> NotGranted => new(
        from permission in Made.Rows.Select(row => Enum.Parse<Permission>(row.Permission)).Distinct()
        from role in Enum.GetValues<Role>()
        where permission != Permission.Anyone && role.ReachOf(permission) == Reach.None
        select (permission, role));

    /// <remarks>With <c>AGRITRACE_UPDATE_DOCS=1</c> it writes the document first: look at what changed before you commit it.</remarks>
    [Fact]
    public void The_document_says_what_the_functions_declare()
    {
        if (Environment.GetEnvironmentVariable("AGRITRACE_UPDATE_DOCS") == "1") File.WriteAllText(PermissionMatrix.File, Made.Write());

        PermissionMatrix.Read().DifferencesTo(Made).ShouldBeEmpty("is the change meant? Then AGRITRACE_UPDATE_DOCS=1 writes docs/permissions.md anew");
        File.ReadAllText(PermissionMatrix.File).ShouldBe(Made.Write(), "AGRITRACE_UPDATE_DOCS=1 writes it anew");
    }

    [Theory]
    [MemberData(nameof(Guarded))]
    public void A_function_that_is_opened_to_anyone_is_named_in_every_cell(string name)
    {
        var loosened = PermissionMatrix.Of(Functions.Select(function => function.Name == name ? function with { Needs = Permission.Anyone } : function));

        var found = PermissionMatrix.Read().DifferencesTo(loosened).Where(difference => difference.StartsWith("only in the second: ", StringComparison.Ordinal)).ToArray();

        found.ShouldBe(
            [.. PermissionMatrix.Callers.Select(caller => $"only in the second: {name}, {caller}: any"), found[^1]], ignoreOrder: true);
        found[^1].ShouldContain("needs Anyone");
    }

    [Theory]
    [MemberData(nameof(NotGranted))]
    public void A_role_that_is_given_a_permission_is_named_in_the_cells_of_that_permission_and_no_other(Permission permission, Role role)
    {
        var loosened = PermissionMatrix.Of(Functions, (who, what) => who == role && what == permission ? Reach.Own : who.ReachOf(what));
        var caller = role.ToString().ToLowerInvariant();

        PermissionMatrix.Read().DifferencesTo(loosened).ShouldBe(
            Made.Rows.Where(row => row.Permission == permission.ToString())
                .SelectMany(row => new[] { $"only in the first: {row.Function}, {caller}: –", $"only in the second: {row.Function}, {caller}: own" }),
            ignoreOrder: true);
    }
}

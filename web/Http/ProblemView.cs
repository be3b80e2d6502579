namespace AgriTrace.Web.Http;

/// <summary>What a person sees where a program would get problem details.</summary>
/// <param name="Path">Where the language switch leads: the address that failed, if it is safe to ask again.</param>
/// <param name="Status">The HTTP status; decides the words.</param>
/// <param name="TraceId">Shown so that it can be read out to whoever helps.</param>
public sealed record ProblemView(string Path, int Status, string? TraceId = null) : PageView(Path)
{
    internal override Type Component => typeof(ProblemPage);

    internal override string TitleIn(Language language) => Texts.Problem.Heading(Status)[language];

    internal override bool IsForSearchEngines => false;
}

using AgriTrace.Domain;

namespace AgriTrace.Local.Commands;

/// <summary>Words to the person at the terminal.</summary>
internal static class Terminal
{
    /// <summary>One line on standard error; the exit code of a command that could not do its work.</summary>
    public static int Fail(string line)
    {
        Console.Error.WriteLine("agritrace: " + line);
        return 1;
    }

    public static int Fail(Error error) => Fail(error.Detail);

    public static int Help(string text)
    {
        Console.WriteLine(text);
        return 0;
    }
}

using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("AgriTrace.Infra.Tests")]

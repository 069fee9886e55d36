using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace StoreSensing.Architecture.Tests;

/// <summary>Compiles code that somebody outside of the product's assemblies might write, against the product as it is built.</summary>
internal static class Sample
{
    private const string Usings =
        """
        using System;
        using System.Collections.Generic;
        using StoreSensing.Contracts.Wire;
        using StoreSensing.Edge.Core.Accumulation;
        using StoreSensing.Edge.Core.Anonymisation;
        using StoreSensing.Edge.Core.Delivery;
        using StoreSensing.Edge.Core.Frames;
        using StoreSensing.Edge.Drivers.Outbox;
        """;

    // What this test process can load: the framework and the product.
    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>The ids of all errors, each with its sentence; empty when it compiles.</summary>
    /// <param name="parameters">What the code is given.</param>
    /// <param name="statements">What it does.</param>
    /// <param name="beside">Types declared beside it.</param>
    public static IReadOnlyList<(string Id, string Sentence)> Errors(string parameters, string statements, string beside = "")
    {
        var source = $$"""
            {{Usings}}
            {{beside}}
            public static class Outsider
            {
                public static void Try({{parameters}})
                {
                    {{statements}}
                }
            }
            """;
        var compilation = CSharpCompilation.Create(
            "outsider", [CSharpSyntaxTree.ParseText(source)], References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        return
        [
            .. compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => (d.Id, d.GetMessage(CultureInfo.InvariantCulture))),
        ];
    }
}

using System.Globalization;
using StoreSensing.Edge.Core.Inference;
using StoreSensing.Edge.Drivers.Inference;
using StoreSensing.Models.Fetch;

namespace StoreSensing.Models.Commands;

/// <summary><c>list</c>: what is known, and what of it is here.</summary>
internal static class ListCommand
{
    public static int Run(ModelStore store, bool verify, TextWriter output)
    {
        output.WriteLine($"catalog {store.CatalogPath}");
        output.WriteLine($"cache   {store.Folder}");
        output.WriteLine();
        var runtime = Wanted.Runtime(store);
        output.WriteLine(Row("here", "name", "task", "set", "MB", "licence", "origin"));
        output.WriteLine(Row(Here(runtime, verify), runtime.Name, $"runtime {ModelStore.Platform}", "default", Megabytes(runtime.Bytes), store.Catalog.Runtime.Licence, store.Catalog.Runtime.Origin));
        foreach (var model in store.Catalog.Models)
            output.WriteLine(Row(Here(Wanted.Of(store, model), verify), model.Name, model.Task, Set(model), Megabytes(model.Bytes), model.Licence.Code, model.ByHand is null ? model.Origin : "by hand"));
        return 0;
    }

    // The size tells enough for a list; with --verify the bytes are read.
    private static string Here(Wanted wanted, bool verify) =>
        !File.Exists(wanted.Path) ? "-"
        : new FileInfo(wanted.Path).Length == wanted.Bytes && (!verify || wanted.State == FileState.Right) ? "yes"
        : "DAMAGED";

    private static string Set(ModelEntry model) => model.Default ? "default" : model.Recommended ? "recommended" : "";

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString("F1", CultureInfo.InvariantCulture);

    private static string Row(string here, string name, string task, string set, string megabytes, string licence, string origin) =>
        $"{here,-9}{name,-24}{task,-20}{set,-13}{megabytes,5}  {licence,-14}{origin}";
}

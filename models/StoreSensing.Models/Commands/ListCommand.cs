using StoreSensing.Edge.Drivers.Inference;
using StoreSensing.Models.Fetch;

namespace StoreSensing.Models.Commands;

/// <summary><c>list</c>: what is known, and what of it is here.</summary>
internal static class ListCommand
{
    public static int Run(ModelStore store, TextWriter output)
    {
        output.WriteLine($"catalog {store.CatalogPath}");
        output.WriteLine($"cache   {store.Folder}");
        output.WriteLine();
        var runtime = Wanted.Runtime(store);
        output.WriteLine(Row("here", "name", "task", "default", "licence", "origin"));
        output.WriteLine(Row(Here(runtime), runtime.Name, $"runtime {ModelStore.Platform}", "yes", store.Catalog.Runtime.Licence, store.Catalog.Runtime.Origin));
        foreach (var model in store.Catalog.Models)
            output.WriteLine(Row(Here(Wanted.Of(store, model)), model.Name, model.Task, model.Default ? "yes" : "", model.Licence.Code, model.Origin));
        return 0;
    }

    // The size tells enough for a list; `verify` reads the bytes.
    private static string Here(Wanted wanted) => !File.Exists(wanted.Path) ? "-" : new FileInfo(wanted.Path).Length == wanted.Bytes ? "yes" : "WRONG";

    private static string Row(string here, string name, string task, string isDefault, string licence, string origin) =>
        $"{here,-6}{name,-20}{task,-20}{isDefault,-9}{licence,-14}{origin}";
}

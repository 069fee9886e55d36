using StoreSensing.Edge.Drivers.Inference;
using StoreSensing.Models.Fetch;

namespace StoreSensing.Models.Commands;

/// <summary><c>verify</c>: reads every byte and compares. Defaults must be here; others only right if they are.</summary>
internal static class VerifyCommand
{
    public static int Run(ModelStore store, IReadOnlyList<string> names, TextWriter output, TextWriter error)
    {
        var needed = Selection.Of(store, names, all: false);
        var bad = 0;
        foreach (var item in needed.Concat(names.Count > 0 ? [] : Optional(store)))
        {
            var state = item.State;
            output.WriteLine($"{state.ToString().ToLowerInvariant(),-8} {item.Name,-20} {item.Path}");
            if (state == FileState.Right)
                continue;
            bad++;
            error.WriteLine(state == FileState.Missing
                ? $"{item.Name} is not on this machine; run: storesensing-models fetch {item.Model?.Name}".TrimEnd()
                : $"{item.Name}: '{item.Path}' is not the file that the catalog names: expected sha256 {item.Sha256} ({item.Bytes} bytes), found {FileHash.Sha256(item.Path)} ({new FileInfo(item.Path).Length} bytes)");
        }
        return bad == 0 ? 0 : Exit.Input;
    }

    private static IEnumerable<Wanted> Optional(ModelStore store) =>
        store.Catalog.Models.Where(model => !model.Default).Select(model => Wanted.Of(store, model)).Where(item => item.State != FileState.Missing);
}
